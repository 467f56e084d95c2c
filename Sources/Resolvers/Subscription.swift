public import Desk
public import GraphQL

/// What a subscription follows: the source of its event stream.
///
/// - Source: [Source stream](https://spec.graphql.org/September2025/#sec-Source-Stream).
public enum EventTopic: Hashable, Sendable {
  /// Everything that happens to one ticket.
  case ticket(TicketID)
  /// Everything that happens to the tickets of a list.
  case view(TicketView)
  /// The messages of one ticket, or of all.
  case messages(of: TicketID?)
  /// What comes to the desk and leaves it; only what is assigned to this attendant where one is
  /// named.
  case queue(of: AttendantID?)

  /// The ticket that is followed; `nil` where there can be several.
  public var ticket: TicketID? {
    switch self {
    case .ticket(let id): id
    case .messages(let id): id
    case .view, .queue: nil
    }
  }
}

/// One event as a subscription's root value: what its receiver may know of it.
public struct Happening: ParentColumn, Sendable {
  let sighting: TicketSighting
  /// The message that was posted, where the subscription follows messages.
  let message: ChildID?
  /// Whether the ticket is where the subscription looks, by now.
  let isIn: Bool
  /// Whose tickets the queue is of; `nil` for everybody's.
  var attendant: AttendantID?

  public var count: Int { 1 }
}

extension EventTopic {
  /// Whether an event can be one of the topic's, before anything is read.
  public func mayConcern(_ event: TicketEvent, _ viewer: Viewer) -> Bool {
    if let ticket { return ticket == event.ticket }
    return switch TicketScope(of: viewer).reach {
    case .nobody: false
    case .desk: true
    case .customers(let customers): customers.contains(event.customer)
    }
  }

  /// What a viewer hears of an event.
  ///
  /// - Parameters:
  ///   - event: What happened.
  ///   - viewer: Who listens, as of now.
  ///   - reader: The thread's own, inside a `snapshot`.
  /// - Returns: In this order; nothing where it is not of the topic, or not for them.
  /// - Throws: `SQLiteError`.
  /// - Source: L12.
  public func happenings(
    of event: TicketEvent,
    for viewer: Viewer,
    on reader: DeskReader
  ) throws -> [Happening] {
    if let ticket, ticket != event.ticket { return [] }
    guard let sighting = try reader.sighting(of: event, for: viewer) else { return [] }
    switch self {
    case .ticket:
      return [Happening(sighting: sighting, message: nil, isIn: sighting.isThere)]
    case .view(let view):
      guard sighting.concerns(view) else { return [] }
      return [Happening(sighting: sighting, message: nil, isIn: sighting.isIn(view))]
    case .messages:
      return sighting.messages.map { Happening(sighting: sighting, message: $0, isIn: true) }
    case .queue(let attendant):
      guard sighting.concerns(.underMyResponsibility, of: attendant) else { return [] }
      let isIn = sighting.isIn(.underMyResponsibility, of: attendant)
      return [Happening(sighting: sighting, message: nil, isIn: isIn, attendant: attendant)]
    }
  }
}

extension Bindings<RequestContext> {
  mutating func bindSubscription() {
    enumeration("TicketChangeKind", of: TicketChangeKind.self)
    object("Subscription", parents: Happening.self) { fields in
      fields.event("ticketChanged") { arguments, context in
        switch (arguments.string("id"), arguments.enumeration("view", as: TicketView.self)) {
        case (let id?, nil): .ticket(try context.followed(id))
        case (nil, let view?): .view(view)
        case (nil, nil), (_?, _?): throw context.error(.idOrView)
        }
      }
      fields.event("messagePosted") { arguments, context in
        .messages(of: try arguments.string("ticket").map(context.followed))
      }
      fields.event("queueChanged") { arguments, context in
        guard context.viewer.audience == .desk else { throw context.error(.notFollowed) }
        guard arguments.boolean("mine") ?? false else { return .queue(of: nil) }
        let own = context.workflow.attendant(of: context.viewer.user)
        guard let own else { throw context.error(.noQueue) }
        return .queue(of: own.id)
      }
    }
    object("TicketChange", parents: Happening.self) { fields in
      fields.bindChange()
      fields.booleans("isInView") { happening, _ in [happening.isIn] }
    }
    object("QueueChange", parents: Happening.self) { fields in
      fields.bindChange()
      fields.booleans("isInQueue") { happening, _ in [happening.isIn] }
      fields.ints("waiting") { happening, call in
        let context = call.context
        let count = try context.reader.waitingAtDesk(of: happening.attendant, for: context.viewer)
        return [Int32(clamping: count)]
      }
    }
    object("PostedMessage", parents: Happening.self) { fields in
      fields.bindEventTicket()
      fields.object("message", of: Messages.self) { happening, call in
        let context = call.context
        let ids = happening.message.map { [$0] } ?? []
        let found = try context.reader.messages(ids: ids, for: context.viewer)
        return ObjectCells(slots: found.single, children: found.rows)
      }
    }
  }
}

extension ObjectBinding<Happening, RequestContext> {
  /// Binds a field of the subscription root: what it follows, and the event as its value.
  fileprivate mutating func event(
    _ name: String,
    _ topic: @escaping @Sendable (Arguments, RequestContext) throws -> EventTopic
  ) {
    source(name) { arguments, context in
      try context.requireSignIn()
      return try topic(arguments, context)
    }
    object(name, of: Happening.self) { happening, _ in ObjectCells(children: happening) }
  }

  fileprivate mutating func bindChange() {
    texts("ticketId") { happening, _ in
      GlobalID.column(.ticket, [happening.sighting.ticket.rawValue])
    }
    column("kinds", as: .list(.enumeration(of: TicketChangeKind.self))) { happening, _ in
      Column.lists(of: [happening.sighting.kinds])
    }
    bindEventTicket()
  }

  fileprivate mutating func bindEventTicket() {
    object("ticket", of: Tickets.self, demand: { TicketFields($0).bits }) { happening, call in
      let context = call.context
      let found = try context.reader.tickets(
        ids: [happening.sighting.ticket],
        fields: TicketFields(bits: call.demand),
        for: context.viewer
      )
      return ObjectCells(slots: found.single, children: found.rows)
    }
  }
}

extension RequestContext {
  /// The ticket that an id names, where the viewer may follow it.
  ///
  /// - Throws: `NOT_FOUND`, the same whatever stands against it.
  fileprivate func followed(_ id: String) throws -> TicketID {
    guard case .ticket(let ticket)? = GlobalID(id),
      try reader.tickets(ids: [ticket], fields: [], for: viewer).slots.first == 0
    else { throw error(.notFollowed) }
    return ticket
  }
}
