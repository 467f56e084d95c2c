/// A cell of the rules that an input speaks of, with its place.
struct JudgedCell {
  let type: TicketType
  let step: Step
  let parameter: Parameter
  let rule: RuleCell
}

extension Findings {
  /// The cells that an input means, each place at most once.
  ///
  /// - Parameters:
  ///   - rules: As they were given.
  ///   - administrator: Who gives them; the steps of a type that is blocked for them are not there.
  ///   - workflow: Where steps and parameters are looked for.
  /// - Returns: The good ones.
  mutating func cells(
    _ rules: [SetFieldRules.Rule],
    of administrator: Administrator,
    in workflow: Workflow
  ) -> [JudgedCell] {
    var cells: [JudgedCell] = []
    var seen: Set<RuleCells.Key> = []
    for (index, rule) in rules.enumerated() {
      let place = String(index)
      guard let step = administrator.step(rule.step, in: workflow),
        let type = workflow.type(step.type)
      else {
        add(.notFound, "rules", place, "step")
        continue
      }
      guard let parameter = type.parameter(key: rule.parameter) else {
        let isShort = rule.parameter.utf8.count <= Limits.keyBytes
        add(
          Problem(
            .parameterUnknown,
            at: ["input", "rules", place, "parameter"],
            parameterKey: isShort ? rule.parameter : nil
          )
        )
        continue
      }
      let key = RuleCells.Key(step: step.id, parameter: parameter.id)
      if !seen.insert(key).inserted { add(.invalidValue, "rules", place) }
      var cell = RuleCell(rule.flags)
      var types: Set<CustomerType> = []
      for (number, refinement) in rule.refinements.enumerated() {
        if !types.insert(refinement.customerType).inserted {
          let name = String(number)
          add(.invalidValue, "rules", place, "refinements", name, "customerType")
        }
        cell[refinement.customerType] = refinement.flags
      }
      cells.append(JudgedCell(type: type, step: step, parameter: parameter, rule: cell))
    }
    return cells
  }
}
