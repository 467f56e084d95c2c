import Bytes
public import Desk
public import GraphQL

extension AcademicContexts: ParentColumn {}
extension AcademicNames: ParentColumn {}
extension ExternalTickets: ParentColumn {}

/// Terms, with their days.
struct Terms: ParentColumn {
  let names: AcademicNames
  let starts: TextColumn
  let ends: TextColumn
  var count: Int { names.count }
}

extension Bindings<RequestContext> {
  /// Binds what the academic system knows, and what it knows of tickets.
  mutating func bindAcademic() {
    object("AcademicContext", parents: AcademicContexts.self) { fields in
      fields.texts("id") { list, _ in GlobalID.column(.enrolment, list.ids.map(\.rawValue)) }
      fields.texts("externalId") { list, _ in list.externalIDs }
      fields.object("customer", of: Customers.self) { list, call in
        try call.context.customers(list.customers)
      }
      fields.object("course", of: AcademicNames.self) { list, _ in
        ObjectCells(slots: list.courses.slots, children: list.courses)
      }
      fields.object("term", of: Terms.self) { list, _ in
        ObjectCells(
          slots: list.terms.slots,
          children: Terms(names: list.terms, starts: list.termStarts, ends: list.termEnds)
        )
      }
      fields.object("schoolClass", of: AcademicNames.self) { list, _ in
        ObjectCells(slots: list.classes.slots, children: list.classes)
      }
      fields.booleans("isActive") { list, _ in list.isActive }
    }
    for name in ["Course", "SchoolClass"] {
      object(name, parents: AcademicNames.self) { fields in
        fields.texts("code") { names, _ in names.codes }
        fields.texts("name") { names, _ in names.names }
      }
    }
    object("Term", parents: Terms.self) { fields in
      fields.texts("code") { terms, _ in terms.names.codes }
      fields.texts("name") { terms, _ in terms.names.names }
      fields.texts("startsOn") { terms, _ in terms.starts }
      fields.texts("endsOn") { terms, _ in terms.ends }
    }
    object("ExternalTicket", parents: ExternalTickets.self) { fields in
      fields.texts("externalId") { list, _ in list.externalIDs }
      fields.ints("number") { list, _ in list.numbers.map { Int32(clamping: $0.rawValue) } }
      fields.texts("openedAt") { list, _ in TextColumn(list.openedAt) }
      fields.enumerations("status", of: TicketStatus.self) { list, _ in list.statuses }
      fields.enumerations("responsibility", of: Responsibility.self) { list, _ in
        list.responsibilities
      }
      fields.object("step", of: Steps.self) { list, _ in
        let steps = Distinct(list.steps)
        return ObjectCells(slots: steps.slots, children: Steps(places: steps.values))
      }
    }
  }
}

extension AcademicNames {
  /// Each at its own place; none where there is none.
  fileprivate var slots: [Int32] {
    (0..<count).map { codes.isNull($0) ? -1 : Int32(clamping: $0) }
  }
}

extension ObjectBinding<Tickets, RequestContext> {
  /// Binds the academic context of a ticket.
  mutating func bindAcademicContext() {
    object("academicContext", of: AcademicContexts.self) { tickets, call in
      let found = try call.context.reader.academicContexts(of: tickets, for: call.context.viewer)
      return ObjectCells(slots: found.slots, children: found.rows)
    }
  }
}
