import Desk
import GraphQL

/// Those who attend tickets, for the desk.
struct Attendants: ParentColumn {
  let attendants: [Attendant]
  var count: Int { attendants.count }
}

extension ObjectBinding<Root, RequestContext> {
  /// Binds the list from which an attendant is chosen.
  mutating func bindAttendants() {
    list("attendants", of: Attendants.self) { _, call in
      let context = call.context
      try context.requireSignIn()
      let isDesk = context.viewer.audience == .desk
      let attendants = isDesk ? context.workflow.attendants : []
      return ListCells(
        offsets: [0, Int32(clamping: attendants.count)],
        children: Attendants(attendants: attendants)
      )
    }
  }
}

extension Bindings<RequestContext> {
  mutating func bindAttendant() {
    object("Attendant", parents: Attendants.self) { fields in
      fields.texts("id") { list, _ in
        GlobalID.column(.attendant, list.attendants.map(\.id.rawValue))
      }
      fields.strings("displayName") { list, _ in list.attendants.map(\.displayName) }
      fields.object("user", of: Users.self) { list, call in
        let context = call.context
        let users = list.attendants.map(\.user)
        let found = try context.reader.users(ids: users, for: context.viewer)
        return ObjectCells(slots: found.slots, children: found.rows)
      }
      fields.booleans("isActive") { list, _ in list.attendants.map(\.isActive) }
    }
  }
}
