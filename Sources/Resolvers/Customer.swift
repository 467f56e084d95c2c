public import Desk
public import GraphQL

extension Customers: ParentColumn {}
extension Participants: ParentColumn {}

extension Bindings<RequestContext> {
  mutating func bindCustomer() {
    object("Customer", parents: Customers.self) { fields in
      fields.texts("id") { customers, _ in
        GlobalID.column(.customer, customers.ids.map(\.rawValue))
      }
      fields.enumerations("type", of: CustomerType.self) { customers, _ in customers.types }
      fields.texts("code") { customers, _ in customers.codes }
      fields.texts("name") { customers, _ in customers.names }
      fields.bindDetails()
    }
    object("Participant", parents: Participants.self) { fields in
      fields.texts("displayName") { people, _ in people.displayNames }
      fields.booleans("isAttendant") { people, _ in people.isAttendant }
      fields.texts("userCode") { people, _ in people.userCodes }
    }
  }
}

extension RequestContext {
  /// Those who took part, each read once for the whole column.
  func participants(_ keys: [ParticipantKey?]) throws -> ObjectCells<Participants> {
    let people = try reader.participants(keys, for: viewer)
    return ObjectCells(slots: people.slots, children: people)
  }

  /// Attendants, each read once for the whole column.
  func attendants(_ ids: [AttendantID?]) throws -> ObjectCells<Participants> {
    let people = try reader.attendants(ids, for: viewer)
    return ObjectCells(slots: people.slots, children: people)
  }
}
