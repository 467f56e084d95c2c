import Desk
import GraphQL

extension Bindings<RequestContext> {
  mutating func bindQuery() {
    object("Query", parents: Root.self) { fields in
      fields.object("viewer", of: Viewers.self) { _, call in
        try call.context.requireSignIn()
        return ObjectCells(children: Viewers())
      }
      fields.bindNodes()
      fields.bindTickets()
      fields.bindTicketAsOf()
      fields.bindTicketList()
      fields.bindTicketSearch()
      fields.bindArticleQueries()
      fields.bindCatalogue()
      fields.bindAdministrationQueries()
      fields.bindPeopleQueries()
      fields.bindExplainAccess()
      fields.bindLens()
      fields.bindSyntheticView()
      fields.bindDocuments()
      fields.bindLeakCheck()
    }
  }
}

extension ObjectBinding<Root, RequestContext> {
  /// Binds what finds an object of any type again.
  fileprivate mutating func bindNodes() {
    abstractObject("node", demand: Self.demand) { _, call in
      try call.context.requireSignIn()
      let ids = [call.arguments.string("id").flatMap(GlobalID.init)]
      return try Nodes.find(ids, fields: TicketFields(bits: call.demand), call.context)
    }
    abstractList("nodes", demand: Self.demand) { _, call in
      let context = call.context
      try context.requireSignIn()
      let texts = call.arguments.strings("ids") ?? []
      guard texts.count <= Limits.nodesMaximum else { throw context.error(.tooManyIDs) }
      return AbstractListCells(
        offsets: [0, Int32(clamping: texts.count)],
        items: try Nodes.find(
          texts.map(GlobalID.init),
          fields: TicketFields(bits: call.demand),
          context
        )
      )
    }
    object("customer", of: Customers.self) { _, call in
      let context = call.context
      try context.requireSignIn()
      var ids: [CustomerID] = []
      if case .customer(let id)? = call.arguments.string("id").flatMap(GlobalID.init) { ids = [id] }
      let found = try context.reader.customers(ids: ids, for: context.viewer)
      return ObjectCells(slots: found.single, children: found.rows)
    }
    object("attachment", of: Attachments.self) { _, call in
      let context = call.context
      try context.requireSignIn()
      var ids: [ChildID] = []
      if case .attachment(let id)? = call.arguments.string("id").flatMap(GlobalID.init) {
        ids = [id]
      }
      let found = try context.reader.attachments(ids: ids, for: context.viewer)
      return ObjectCells(slots: found.single, children: found.rows)
    }
  }

  /// Which columns of tickets the fragments on `Ticket` want.
  private static func demand(_ node: SelectionView) -> UInt64 {
    TicketFields(node.on("Ticket")).bits
  }

  fileprivate mutating func bindTickets() {
    object("ticket", of: Tickets.self, demand: { TicketFields($0).bits }) { _, call in
      let context = call.context
      try context.requireSignIn()
      let found = try context.reader.tickets(
        ids: Self.ticketID(call).map { [$0] } ?? [],
        fields: TicketFields(bits: call.demand),
        for: context.viewer
      )
      return ObjectCells(slots: found.single, children: found.rows)
    }
  }

  /// The ticket that is meant; `nil` for an id that names none.
  ///
  /// - Throws: The error of giving both arguments or neither.
  static func ticketID(_ call: Call<RequestContext>) throws(GraphQLError) -> TicketID? {
    switch (call.arguments.string("id"), call.arguments.int("number")) {
    case (let text?, nil):
      guard case .ticket(let id)? = GlobalID(text) else { return nil }
      return id
    case (nil, let number?): return TicketID(Int64(number))
    case (nil, nil), (_?, _?): throw call.context.error(.idOrNumber)
    }
  }

  fileprivate mutating func bindCatalogue() {
    list("ticketGroups", of: Groups.self) { _, call in
      try call.context.requireSignIn()
      let groups = call.context.catalogue.groups
      return ListCells(
        offsets: [0, Int32(clamping: groups.count)],
        children: Groups(places: groups)
      )
    }
    list("ticketTypes", of: Types.self) { _, call in
      try call.context.requireSignIn()
      let types = call.context.catalogue.types
      return ListCells(offsets: [0, Int32(clamping: types.count)], children: Types(places: types))
    }
    object("ticketType", of: Types.self) { _, call in
      let context = call.context
      try context.requireSignIn()
      guard case .type(let id)? = call.arguments.string("id").flatMap(GlobalID.init),
        try context.reader.metTypes(for: context.viewer).contains(context.workflow.place(of: id))
      else { return ObjectCells(slots: [-1], children: Types(places: [])) }
      return ObjectCells(children: Types(places: [context.workflow.place(of: id)]))
    }
  }
}

extension Found {
  /// The slots of a field with one parent, for which at most one key was looked for.
  var single: [Int32] { slots.isEmpty ? [-1] : slots }
}
