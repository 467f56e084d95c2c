import Bytes
import Desk
import GraphQL

extension ObjectBinding<Customers, RequestContext> {
  /// Binds what is read of a customer beside code and name, each field for a whole column.
  mutating func bindDetails() {
    for detail in CustomerDetail.allCases {
      texts(detail.inputName) { customers, call in
        try call.context.reader.texts(detail, of: customers, for: call.context.viewer)
      }
    }
    object("person", of: Customers.self) { customers, call in
      let context = call.context
      return try context.customers(try context.reader.persons(of: customers, for: context.viewer))
    }
    list("contacts", of: Contacts.self) { customers, call in
      let found = try call.context.reader.contacts(of: customers, for: call.context.viewer)
      return ListCells(
        offsets: found.offsets,
        isNull: found.isNull,
        children: found.contacts
      )
    }
    ties("guardians", .guardians)
    ties("dependants", .dependants)
    list("academicContexts", of: AcademicContexts.self) { customers, call in
      let context = call.context
      let found = try context.reader.academicContexts(of: customers, for: context.viewer)
      return ListCells(offsets: found.offsets, children: found.contexts)
    }
    bindTickets()
  }

  private mutating func ties(_ name: String, _ side: GuardianTies.Side) {
    list(name, of: Ties.self) { customers, call in
      let found = try call.context.reader.ties(side, of: customers, for: call.context.viewer)
      return ListCells(
        offsets: found.offsets,
        children: Ties(
          customers: found.customers,
          relations: (0..<found.count).map { found.relations.text($0) }
        )
      )
    }
  }

  private mutating func bindTickets() {
    object("tickets", of: Connections<Tickets>.self, demand: ListDemand.bits) { customers, call in
      ObjectCells(children: try call.context.ticketLists(call, of: customers))
    }
  }
}

extension ObjectBinding<Root, RequestContext> {
  /// Binds the lists of people, and what another system finds again.
  mutating func bindPeopleQueries() {
    object(
      "customers",
      of: Connections<Customers>.self,
      demand: { UInt64(PageDemand($0).rawValue) }
    ) { _, call in
      let context = call.context
      try context.requireSignIn()
      let given = call.arguments.object("filter") ?? .none
      let found = try context.reader.customerPage(
        CustomerFilter(
          type: given.enumeration("type", as: CustomerType.self),
          text: given.string("text")
        ),
        try context.page(call.arguments, cursorWord: Customers.cursorWord),
        demand: PageDemand(rawValue: UInt8(truncatingIfNeeded: call.demand)),
        for: context.viewer
      )
      return ObjectCells(children: Connections(pages: found.pages, nodes: found.customers))
    }
    object(
      "users",
      of: Connections<Users>.self,
      demand: { UInt64(PageDemand($0).rawValue) }
    ) { _, call in
      let context = call.context
      try context.requireSignIn()
      let found = try context.reader.userPage(
        UserFilter(call.arguments.object("filter") ?? .none),
        try context.page(call.arguments, cursorWord: Users.cursorWord),
        demand: PageDemand(rawValue: UInt8(truncatingIfNeeded: call.demand)),
        for: context.viewer
      )
      return ObjectCells(children: Connections(pages: found.pages, nodes: found.users))
    }
    list("profiles", of: Profiles.self) { _, call in
      try call.context.requireSignIn()
      let profiles = try call.context.reader.profiles(for: call.context.viewer)
      return ListCells(offsets: [0, Int32(clamping: profiles.count)], children: profiles)
    }
    object("externalTicket", of: ExternalTickets.self) { _, call in
      let context = call.context
      try context.requireSignIn()
      let found = try context.reader.externalTicket(
        call.arguments.string("externalId") ?? "",
        for: context.viewer
      )
      return ObjectCells(slots: [found.count == 0 ? -1 : 0], children: found)
    }
  }
}

extension UserFilter {
  /// A profile that is none is taken for one that nobody has.
  fileprivate init(_ given: Arguments) {
    var profile: ProfileID?
    if let text = given.string("profile") {
      profile = ProfileID(0)
      if case .profile(let id)? = GlobalID(text) { profile = id }
    }
    self.init(
      text: given.string("text"),
      profile: profile,
      isDisabled: given.boolean("isDisabled")
    )
  }
}
