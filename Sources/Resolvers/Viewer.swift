public import Desk
public import GraphQL

/// Who asks: one object.
struct Viewers: ParentColumn {
  let count = 1
}

/// The customers that a viewer stands for.
struct Identities: ParentColumn {
  let identities: [Identity]
  var count: Int { identities.count }
}

/// Where a user's code was found.
enum IdentitySource: String, Hashable, Sendable, CaseIterable {
  case contact = "CONTACT"
  case record = "RECORD"
}

extension Users: ParentColumn {}

extension Bindings<RequestContext> {
  mutating func bindViewer() {
    object("Viewer", parents: Viewers.self) { fields in
      fields.object("user", of: Users.self) { _, call in
        let context = call.context
        let found = try context.reader.users(ids: [context.viewer.user], for: context.viewer)
        return ObjectCells(slots: found.slots, children: found.rows)
      }
      fields.list("identities", of: Identities.self) { _, call in
        let identities = call.context.viewer.identities
        return ListCells(
          offsets: [0, Int32(clamping: identities.count)],
          children: Identities(identities: identities)
        )
      }
      fields.column("permissions", as: .list(.enumeration(of: Permission.self))) { _, call in
        Column.lists(of: [call.context.viewer.permissions])
      }
      fields.bindOwnPeople()
    }
    object("User", parents: Users.self) { fields in
      fields.texts("id") { users, _ in GlobalID.column(.user, users.ids.map(\.rawValue)) }
      fields.texts("code") { users, _ in users.codes }
      fields.texts("displayName") { users, _ in users.displayNames }
      fields.bindUserDetails()
    }
    object("Identity", parents: Identities.self) { fields in
      fields.enumerations("type", of: CustomerType.self) { list, _ in
        list.identities.map(\.type)
      }
      fields.object("customer", of: Customers.self) { list, call in
        let context = call.context
        let ids = list.identities.map(\.customer)
        let found = try context.reader.customers(ids: ids, for: context.viewer)
        return ObjectCells(slots: found.slots, children: found.rows)
      }
      fields.enumerations("via", of: IdentitySource.self) { list, _ in
        list.identities.map { $0.contactName == nil ? .record : .contact }
      }
      fields.strings("contactName") { list, _ in list.identities.map(\.contactName) }
    }
  }
}

extension Identity {
  /// The contact's name, where a contact was found.
  fileprivate var contactName: String? {
    switch via {
    case .contact(_, let name): name
    case .record: nil
    }
  }
}
