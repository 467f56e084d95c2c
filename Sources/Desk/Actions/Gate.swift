import SQLite

/// What has to be filled in before a ticket moves on or ends.
///
/// It asks only for what the mover sees and can write, and for all of that at once: what is hidden
/// is never named, and what the other side has to fill never blocks this one (Q3-Q5, F13).
struct Gate {
  let type: TicketType
  /// `nil` where it is not known, or the ticket goes nowhere: then only its present step asks.
  let destination: StepPlace?
  /// Whether the ticket ends with a solution.
  var asksForSolution = false
  let judgement: EditJudgement

  /// What is missing, parameter by parameter in the order of the form.
  ///
  /// - Parameters:
  ///   - ticket: Which ticket.
  ///   - values: What is filled of it.
  ///   - edits: What will be written first.
  ///   - reader: Where the ticket's sections are counted.
  /// - Returns: A problem for each.
  /// - Throws: `SQLiteError`.
  func missing(
    from ticket: TicketID,
    holding values: [ParameterPlace: ParameterValue],
    after edits: [ParameterChange],
    on reader: DeskReader
  ) throws(SQLiteError) -> [Problem] {
    let demanded = demanded()
    guard !demanded.isEmpty else { return [] }
    var filled = Set(values.keys)
    for edit in edits {
      if edit.value == nil {
        filled.remove(edit.parameter.place)
      } else {
        filled.insert(edit.parameter.place)
      }
    }
    if demanded.contains(where: { $0.kind == .section }) {
      filled.formUnion(try reader.filledSections(of: ticket))
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

  /// What the gate asks for, in the order of the form and then of the sections.
  func demanded() -> [Parameter] {
    Demand(
      type: type,
      policy: judgement.policy,
      situation: judgement.situation,
      destination: destination,
      asksForSolution: asksForSolution
    ).parameters()
  }
}
