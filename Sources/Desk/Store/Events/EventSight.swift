public import SQLite

extension DeskReader {
  /// What a viewer may know of an event: the one decision about everything that was changed, as it is
  /// now.
  ///
  /// A change that the viewer would not find by asking is none: a hidden parameter, a section that is
  /// hidden at the ticket's step, a message for the desk alone. A ticket that is gone by now says
  /// nothing more but that it was deleted, by the event that did it.
  ///
  /// - Returns: `nil` where the viewer may know nothing of it.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(what was changed): one statement.
  /// - Source: product.md, what follows from the decision, 6; L12.
  public func sighting(
    of event: TicketEvent,
    for viewer: Viewer
  ) throws(SQLiteError) -> TicketSighting? {
    let change = event.change
    let scope = TicketScope(of: viewer)
    guard scope.contains(customer: change.customer, type: change.type) else { return nil }
    let found = try tickets(ids: [change.ticket], fields: .people, for: viewer)
    guard found.slots.first == 0 else {
      guard change.isDeletion else { return nil }
      return TicketSighting(change, kinds: [.deleted], now: nil, for: viewer)
    }
    let tickets = found.rows
    let now = TicketStanding(
      step: workflow.step(tickets.steps[0])?.id ?? StepID(0),
      status: tickets.statuses[0],
      responsibility: tickets.responsibilities[0],
      attendant: tickets.attendants[0]
    )
    let seen = change.parts.filter { isSeen($0, of: change, now, by: viewer) }.map(\.part)
    let kinds = change.kinds(of: seen)
    guard !kinds.isEmpty else { return nil }
    return TicketSighting(
      change,
      kinds: kinds,
      messages: seen.compactMap { part in
        guard case .message(let number, _) = part else { return nil }
        return ChildID(ticket: change.ticket, number: number)
      },
      now: now.position,
      for: viewer
    )
  }

  /// Whether a viewer sees a part of a ticket, and could see it when it was changed.
  private func isSeen(
    _ touched: TicketChange.Touched,
    of change: TicketChange,
    _ now: TicketStanding,
    by viewer: Viewer
  ) -> Bool {
    if case .message(_, isInternal: true) = touched.part, viewer.audience != .desk { return false }
    let situation = workflow.situation(of: touched.part, change, now, for: viewer.audience)
    guard !workflow.policy.access(in: situation, for: viewer.reader).isHidden else { return false }
    return touched.shownTo.contains(viewer.audience) || viewer.reader.readsEverything
  }
}

extension TicketChange {
  /// The kinds of what is seen of it.
  fileprivate func kinds(of seen: [Part]) -> [TicketChangeKind] {
    guard let before else { return [.opened] }
    var kinds = Set(seen.map(\.kind))
    if after != before { kinds.insert(.moved) }
    return TicketChangeKind.allCases.filter(kinds.contains)
  }
}

extension TicketChange.Part {
  fileprivate var kind: TicketChangeKind {
    switch self {
    case .common, .own: .parameters
    case .message: .messages
    case .attachment: .attachments
    case .understanding: .understandings
    }
  }
}

extension TicketSighting {
  fileprivate init(
    _ change: TicketChange,
    kinds: [TicketChangeKind],
    messages: [ChildID] = [],
    now: TicketPosition?,
    for viewer: Viewer
  ) {
    self.init(
      ticket: change.ticket,
      kinds: kinds,
      messages: messages,
      isThere: now != nil,
      before: change.before?.position,
      after: change.after?.position,
      now: now,
      audience: viewer.audience
    )
  }
}
