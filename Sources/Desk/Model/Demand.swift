/// What has to be filled in before a ticket moves on or ends: the core of every gate.
///
/// It is pure: the mutations, the forms and the check that nobody can be stuck ask this and nothing
/// else. It asks only for what the mover sees and can write, so what the other side has to fill
/// never blocks this one.
///
/// - Source: Q3-Q5, F12, F13.
struct Demand {
  let type: TicketType
  let policy: Policy
  /// The ticket's own as its mover meets it, of whichever parameter.
  let situation: Situation
  /// `nil` where it is not known, or the ticket goes nowhere: then only its present step asks.
  let destination: StepPlace?
  /// Whether the ticket ends with a solution.
  var asksForSolution = false

  /// What is asked for, in the order of the form and then of the sections.
  ///
  /// - Complexity: O(the type's parameters).
  func parameters() -> [Parameter] {
    let sections = type.parameters.filter { $0.kind == .section }
    let form = type.formOrder.compactMap { type.parameters.at($0.rawValue) }
    return (form + sections).filter { parameter in
      let access = policy.access(in: situation.of(parameter))
      guard access.isWritable else { return false }
      return access.isRequired || isNeededNext(parameter)
        || (asksForSolution && parameter.common == .solution)
    }
  }

  private func isNeededNext(_ parameter: Parameter) -> Bool {
    guard let destination, let customerType = situation.customerType else { return false }
    return policy.isNeeded(
      parameter.place,
      toEnter: destination,
      of: type.place,
      customerType: customerType
    )
  }
}

extension Situation {
  /// The same, of another parameter.
  func of(_ parameter: Parameter) -> Situation {
    var situation = self
    situation.parameter = parameter.place
    return situation
  }
}
