import Bytes
public import Desk
public import GraphQL

extension Contacts: ParentColumn {}
extension Profiles: ParentColumn {}
extension OpenSessions: ParentColumn {}

extension Customers: ListedColumn {
  static var cursorWord: String { "customers" }
  var cursorKeys: [Int64] { ids.map(\.rawValue) }
}

extension Users: ListedColumn {
  static var cursorWord: String { "users" }
  var cursorKeys: [Int64] { ids.map(\.rawValue) }
}

/// Customers tied to others, and how.
struct Ties: ParentColumn {
  let customers: [CustomerID]
  let relations: [String?]
  var count: Int { customers.count }
}

/// The languages of messages, as the schema has them.
enum MessageLanguage: String, Hashable, Sendable, CaseIterable {
  case portuguese = "PT_BR"
  case english = "EN"

  init(_ language: Language) {
    self = language == .english ? .english : .portuguese
  }

  var language: Language { self == .english ? .english : .portuguese }
}

extension Bindings<RequestContext> {
  /// Binds people beyond what every viewer knows of itself: contacts, guardians, users, profiles,
  /// sessions, academic contexts, and what is done with them.
  mutating func bindPeople() {
    enumeration("Language", of: MessageLanguage.self)
    bindContact()
    bindTies()
    bindSessions()
    bindProfile()
    bindAcademic()
    bindPeoplePayloads()
    connection(of: "Customer", nodes: Customers.self)
    connection(of: "User", nodes: Users.self)
  }

  private mutating func bindContact() {
    object("Contact", parents: Contacts.self) { fields in
      fields.texts("id") { contacts, _ in contacts.globalIDs }
      fields.texts("name") { contacts, _ in contacts.names }
      fields.texts("email") { contacts, _ in contacts.emails }
      fields.texts("phone") { contacts, _ in contacts.phones }
      fields.texts("userCode") { contacts, _ in contacts.userCodes }
      fields.object("customer", of: Customers.self) { contacts, call in
        try call.context.customers(contacts.customers)
      }
    }
  }

  private mutating func bindTies() {
    for name in ["Guardian", "Dependant"] {
      object(name, parents: Ties.self) { fields in
        fields.object("customer", of: Customers.self) { ties, call in
          try call.context.customers(ties.customers)
        }
        fields.strings("relation") { ties, _ in ties.relations }
      }
    }
  }

  private mutating func bindSessions() {
    object("UserSession", parents: OpenSessions.self) { fields in
      fields.texts("id") { list, _ in GlobalID.column(.userSession, list.ids.map(\.rawValue)) }
      fields.texts("createdAt") { list, _ in TextColumn(list.createdAt) }
      fields.texts("expiresAt") { list, _ in TextColumn(list.expiresAt) }
      fields.booleans("isCurrent") { list, call in
        list.ids.map { $0 == call.context.viewer.session }
      }
    }
    object("AccessToken", parents: OpenSessions.self) { fields in
      fields.texts("id") { list, _ in GlobalID.column(.accessToken, list.ids.map(\.rawValue)) }
      fields.texts("name") { list, _ in list.names }
      fields.texts("createdAt") { list, _ in TextColumn(list.createdAt) }
      fields.texts("expiresAt") { list, _ in TextColumn(list.expiresAt) }
    }
  }

  private mutating func bindProfile() {
    object("Profile", parents: Profiles.self) { fields in
      fields.texts("id") { list, _ in GlobalID.column(.profile, list.ids.map(\.rawValue)) }
      fields.texts("key") { list, _ in list.keys }
      fields.texts("name") { list, _ in list.names }
      fields.column("permissions", as: .list(.enumeration(of: Permission.self))) { list, _ in
        Column.lists(of: list.permissions)
      }
      fields.list("blockedTypes", of: Types.self) { list, call in
        let (workflow, catalogue) = (call.context.workflow, call.context.catalogue)
        var types = ListBuilder<TypePlace>(reserving: list.count)
        for blocked in list.blockedTypes {
          types.append(blocked.map { workflow.place(of: $0) }.filter(catalogue.shows))
        }
        return ListCells(offsets: types.offsets, children: Types(places: types.items))
      }
      fields.booleans("seesDependants") { list, _ in list.seesDependants }
    }
  }
}

extension Contacts {
  /// Opaque ids: the two registers have keys of their own.
  fileprivate var globalIDs: TextColumn {
    let clients = GlobalID.column(.clientContact, ids.map(\.rawValue))
    let prospects = GlobalID.column(.prospectContact, ids.map(\.rawValue))
    var column = TextColumn()
    for (place, type) in types.enumerated() {
      column.append((type == .client ? clients : prospects).text(place))
    }
    return column
  }
}

extension GlobalID {
  /// The contact that the id names.
  var contact: ContactKey? {
    switch self {
    case .clientContact(let id): ContactKey(id, of: .client)
    case .prospectContact(let id): ContactKey(id, of: .prospect)
    default: nil
    }
  }
}

extension RequestContext {
  /// Customers of a column of ids, each read once for the whole column.
  func customers(_ ids: [CustomerID?]) throws -> ObjectCells<Customers> {
    let distinct = Distinct(ids)
    let found = try reader.customers(ids: distinct.values, for: viewer)
    let slots = distinct.slots.map { $0 < 0 ? -1 : found.slots[Int($0)] }
    return ObjectCells(slots: slots, children: found.rows)
  }
}

extension ObjectBinding<Viewers, RequestContext> {
  /// Binds the viewer's own sign-ins, and those whose tickets the viewer reads.
  mutating func bindOwnPeople() {
    list("dependants", of: Ties.self) { _, call in
      let dependants = call.context.viewer.dependants
      return ListCells(
        offsets: [0, Int32(clamping: dependants.count)],
        children: Ties(
          customers: dependants.map(\.customer),
          relations: dependants.map(\.relation)
        )
      )
    }
    list("sessions", of: OpenSessions.self) { _, call in
      let context = call.context
      let found = try context.reader.sessions(of: [context.viewer.user], for: context.viewer)
      return ListCells(offsets: found.offsets, children: found)
    }
  }
}

extension ObjectBinding<Users, RequestContext> {
  /// Binds what administrators read of a user.
  mutating func bindUserDetails() {
    enumerations("language", of: MessageLanguage.self) { users, _ in
      users.languages.map { $0.map(MessageLanguage.init) }
    }
    object("profile", of: Profiles.self) { users, call in
      let context = call.context
      let distinct = Distinct(users.profiles)
      let found = try context.reader.profiles(ids: distinct.values, for: context.viewer)
      let slots = distinct.slots.map { $0 < 0 ? -1 : found.slots[Int($0)] }
      return ObjectCells(slots: slots, children: found.rows)
    }
    booleans("isDisabled") { users, _ in users.isDisabled }
    booleans("hasPassword") { users, _ in users.hasPassword }
    list("sessions", of: OpenSessions.self) { users, call in
      let context = call.context
      let found = try context.reader.sessions(of: users.ids, for: context.viewer)
      return ListCells(offsets: found.offsets, children: found)
    }
    list("accessTokens", of: OpenSessions.self) { users, call in
      let context = call.context
      let found = try context.reader.accessTokens(of: users.ids, for: context.viewer)
      return ListCells(offsets: found.offsets, children: found)
    }
  }
}
