/// Looks for rules that ask for what nobody can give.
struct RuleLint {
  let map: TypeMap
  let workflow: Workflow

  private var type: TicketType { map.type }

  func findings() -> [LintFinding] {
    var findings: [LintFinding] = []
    for step in workflow.steps(of: type) {
      var earlier: [WorkflowWalk.Stand]?
      for parameter in type.governed where parameter.common != .stepHistory {
        var found: [LintCode: [CustomerType]] = [:]
        for customerType in type.opensFor {
          guard let flags = flags(of: parameter, at: step, customerType), !flags.isEmpty else {
            continue
          }
          for code in contradictions(flags, parameter, step) {
            found[code, default: []].append(customerType)
          }
          guard flags.contains(.neededFromPrevious), parameter.initialValue == nil else { continue }
          let before = earlier ?? map.stands(before: step.place)
          earlier = before
          if !isWritable(parameter, before: step, customerType, from: before) {
            found[.neededNeverWritable, default: []].append(customerType)
          }
        }
        for code in LintCode.allCases {
          findings += (found[code] ?? []).merged(in: type).map { customerType in
            var finding = LintFinding(code, type)
            finding.step = step
            finding.parameter = parameter
            finding.customerType = customerType
            return finding
          }
        }
      }
    }
    return findings
  }

  private func flags(
    of parameter: Parameter,
    at step: Step,
    _ customerType: CustomerType
  ) -> FieldFlags? {
    workflow.policy.flags(
      of: parameter.place,
      at: step.place,
      of: type.place,
      customerType: customerType
    )
  }

  /// What is wrong where a parameter is required.
  private func contradictions(
    _ flags: FieldFlags,
    _ parameter: Parameter,
    _ step: Step
  ) -> [LintCode] {
    guard flags.contains(.required) else { return [] }
    if flags.isSuperset(of: [.invisible, .invisibleOnline]) { return [.requiredInvisible] }
    if parameter.initialValue != nil { return [] }
    if flags.contains(.readOnly) { return [.requiredReadOnly] }
    let turns = Set(map.turns(at: step.place).map(\.responsibility))
    if flags.contains(.invisibleOnline), turns.contains(.customer) {
      return [.requiredHiddenOnline]
    }
    if flags.contains(.invisible), turns.contains(.attendant) { return [.requiredHiddenAtDesk] }
    return []
  }

  /// Whether anybody can fill a parameter in before a ticket first comes to a step.
  private func isWritable(
    _ parameter: Parameter,
    before step: Step,
    _ customerType: CustomerType,
    from earlier: [WorkflowWalk.Stand]
  ) -> Bool {
    // Who opens a ticket fills in its form before it stands anywhere; the desk does so as if it were
    // in its hands.
    let drafts = earlier.filter { $0.status == .pending }.map(\.step)
    let entries = step.isEntry ? drafts + [step.place] : drafts
    let openings = entries.flatMap { entry in
      [
        WorkflowWalk.Stand(step: entry, status: .pending, responsibility: .customer),
        WorkflowWalk.Stand(step: entry, status: .inProgress, responsibility: .attendant),
      ]
    }
    return (earlier + openings).contains { stand in
      Audience.allCases.contains { audience in
        // A customer decides on understandings and makes none.
        if parameter.common == .understandings, audience == .online { return false }
        return workflow.policy.access(
          in: Situation(
            audience: audience,
            customerType: customerType,
            type: type.place,
            step: stand.step,
            parameter: parameter.place,
            status: stand.status,
            responsibility: stand.responsibility
          )
        ).isWritable
      }
    }
  }
}

extension [CustomerType] {
  /// One `nil` for all that a type opens for, else each alone.
  func merged(in type: TicketType) -> [CustomerType?] {
    isEmpty ? [] : count == type.opensFor.count ? [nil] : map(Optional.some)
  }
}
