import SQLite

/// What has to be filled in before a ticket moves on.
///
/// It asks only for what the mover sees and can write, and for all of that at once: what is hidden
/// is never named, and what the other side has to fill never blocks this one (Q3-Q5, F13).
struct Gate {
  let ticket: TicketRecord
  let type: TicketType
  /// `nil` where it is not known: then only the step that is left asks.
  let destination: StepPlace?
  let judgement: EditJudgement

  /// What is missing, parameter by parameter in the order of the form.
  ///
  /// - Parameters:
  ///   - edits: What will be written first.
  ///   - context: Where the ticket's sections are counted.
  /// - Returns: A problem for each.
  /// - Throws: `SQLiteError`.
  func missing(
    after edits: [ParameterChange],
    in context: WriteContext
  ) throws(SQLiteError) -> [Problem] {
    let demanded = demanded()
    guard !demanded.isEmpty else { return [] }
    var filled = Set(ticket.values.keys)
    for edit in edits {
      if edit.value == nil {
        filled.remove(edit.parameter.place)
      } else {
        filled.insert(edit.parameter.place)
      }
    }
    if demanded.contains(where: { $0.kind == .section }) {
      filled.formUnion(try context.filledSections(of: ticket.id))
    }
    return demanded.filter { !filled.contains($0.place) }
      .map { parameter in
        Problem(
          .parameterRequired,
          at: ["input", "parameters"],
          parameterKey: parameter.key,
          parameterLabel: parameter.label
        )
      }
  }

  private func demanded() -> [Parameter] {
    let sections = type.parameters.filter { $0.kind == .section }
    let form = type.formOrder.compactMap { type.parameters.at($0.rawValue) }
    return (form + sections).filter { parameter in
      let access = judgement.access(to: parameter)
      guard access.isWritable else { return false }
      return access.isRequired || isNeededNext(parameter)
    }
  }

  private func isNeededNext(_ parameter: Parameter) -> Bool {
    guard let destination else { return false }
    return judgement.policy.isNeeded(
      parameter.place,
      toEnter: destination,
      of: type.place,
      customerType: ticket.customerType
    )
  }
}
