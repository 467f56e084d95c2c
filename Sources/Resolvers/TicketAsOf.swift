import Bytes
import Desk
import GraphQL

/// Tickets as they were at moments of the past.
struct PastTickets: ParentColumn {
  let tickets: [PastTicket]
  var count: Int { tickets.count }
}

extension Bindings<RequestContext> {
  mutating func bindTicketAsOf() {
    enumeration("TicketAsOfStanding", of: PastTicket.Standing.self)
    object("TicketAsOf", parents: PastTickets.self) { fields in
      fields.bindMoment()
      fields.bindStanding()
      fields.bindPastValues()
      fields.section("discussion", of: Messages.self) {
        try $3.reader.messages(of: $0.tickets, $1, demand: $2, for: $3.viewer)
      }
      fields.section("attachments", of: Attachments.self) {
        try $3.reader.attachments(of: $0.tickets, $1, demand: $2, for: $3.viewer)
      }
      fields.section("stepHistory", of: Movements.self) {
        try $3.reader.movements(of: $0.tickets, $1, demand: $2, for: $3.viewer)
      }
      fields.section("understandings", of: Understandings.self) {
        try $3.reader.understandings(of: $0.tickets, $1, demand: $2, for: $3.viewer)
      }
    }
  }
}

extension ObjectBinding<Root, RequestContext> {
  mutating func bindTicketAsOf() {
    object("ticketAsOf", of: PastTickets.self) { _, call in
      let context = call.context
      try context.requireSignIn()
      guard let moment = call.arguments.string("asOf").flatMap({ Instant($0) }) else {
        throw context.error(.moment(argument: "asOf"))
      }
      var found: PastTicket?
      if let id = try Self.ticketID(call) {
        found = try context.reader.ticketAsOf(
          id,
          at: moment,
          audience: call.arguments.enumeration("audience", as: Audience.self) ?? .online,
          for: context.viewer
        )
      }
      return ObjectCells(
        slots: [found == nil ? -1 : 0],
        children: PastTickets(tickets: found.map { [$0] } ?? [])
      )
    }
  }
}

extension ObjectBinding<PastTickets, RequestContext> {
  /// Binds which ticket it is, when, and under which rules.
  fileprivate mutating func bindMoment() {
    object("ticket", of: Tickets.self, demand: { TicketFields($0).bits }) { past, call in
      let context = call.context
      let found = try context.reader.tickets(
        ids: past.tickets.map(\.id),
        fields: TicketFields(bits: call.demand),
        for: context.viewer
      )
      return ObjectCells(slots: found.slots, children: found.rows)
    }
    texts("asOf") { past, _ in TextColumn(past.tickets.map(\.moment)) }
    enumerations("audience", of: Audience.self) { past, _ in past.tickets.map(\.audience) }
    texts("valuesKnownFrom") { past, _ in TextColumn(past.tickets.map(\.valuesKnownFrom)) }
    object("ruleVersion", of: RuleVersions.self) { past, call in
      try RuleVersions.cells(past.tickets.map(\.ruleVersion), call.context)
    }
  }

  /// Binds where the ticket stood.
  fileprivate mutating func bindStanding() {
    enumerations("standing", of: PastTicket.Standing.self) { past, _ in
      past.tickets.map(\.standing)
    }
    enumerations("status", of: TicketStatus.self) { past, _ in past.tickets.map(\.status) }
    enumerations("responsibility", of: Responsibility.self) { past, _ in
      past.tickets.map(\.responsibility)
    }
    object("step", of: Steps.self) { past, call in
      let workflow = call.context.workflow
      let steps = Distinct(past.tickets.map { $0.step.map { workflow.place(of: $0) } })
      return ObjectCells(slots: steps.slots, children: Steps(places: steps.values))
    }
  }

  /// Binds what it held, as the side could see it.
  fileprivate mutating func bindPastValues() {
    for parameter in [
      CommonParameter.subject, .requestText, .product, .dueDate, .solution,
    ] {
      texts(parameter.rawValue, governedBy: parameter.rawValue) { past, _ in
        TextColumn(past.tickets.map { $0.seen.count == 1 ? $0.seen.texts(parameter).text(0) : nil })
      }
    }
    enumerations("priority", of: Priority.self, governedBy: "priority") { past, _ in
      past.tickets.map { $0.seen.visiblePriorities().first ?? nil }
    }
    list("parameters", of: FormParameters.self) { past, _ in
      var lists = ListBuilder<TicketParameter>(reserving: past.count)
      for ticket in past.tickets { lists.append(ticket.parameters) }
      return ListCells(offsets: lists.offsets, children: FormParameters(items: lists.items))
    }
  }
}
