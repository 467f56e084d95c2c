extension ProblemCode {
  /// Why an action cannot write to a section that the decision is about; `nil` where it can.
  ///
  /// Where there is nothing to see there is nothing to write to.
  init?(writingUnder access: Access) {
    switch access.exposure {
    case .hidden: self = .notPermitted
    case .readOnly: self = .parameterReadOnly
    case .writable: return nil
    }
  }
}

extension Tickets {
  /// Why an action would be refused, ticket by ticket; `nil` where it would not.
  ///
  /// It asks what the action itself asks first: the table, then the rules of the section that the
  /// action writes to, if it writes to one (F14).
  ///
  /// - Complexity: O(tickets).
  public func refusals(of action: TicketAction, to viewer: Viewer) -> [ProblemCode?] {
    guard let actor = viewer.actor else {
      return [ProblemCode?](repeating: .notPermitted, count: count)
    }
    let section = action.section.map { accesses(to: $0) }
    return (0..<count).map { place in
      let refusal = Permitted.refusal(
        of: action,
        by: actor,
        status: statuses[place],
        responsibility: responsibilities[place]
      )
      return refusal.map(ProblemCode.init)
        ?? section.flatMap { ProblemCode(writingUnder: $0[place]) }
    }
  }
}
