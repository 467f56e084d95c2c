import Bytes
import Desk
import GraphQL

/// Those who took part in tickets.
struct Participants: ParentColumn {
  let displayNames: TextColumn
  let isAttendant: [Bool?]
  /// For the desk alone; the field does not exist in the schema of customers (L28).
  let userCodes: TextColumn

  var count: Int { displayNames.count }

  /// A column out of single records, the same one resolved once.
  static func cells(_ participants: [Participant?]) -> ObjectCells<Participants> {
    let distinct = Distinct(participants)
    return ObjectCells(
      slots: distinct.slots,
      children: Participants(
        displayNames: TextColumn(distinct.values.map(\.displayName)),
        isAttendant: distinct.values.map(\.isAttendant),
        userCodes: TextColumn(distinct.values.map(\.userCode))
      )
    )
  }
}

/// One who took part.
struct Participant: Hashable {
  let displayName: String
  let isAttendant: Bool
  let userCode: String?

  init(_ attendant: Attendant) {
    displayName = attendant.displayName
    isAttendant = true
    userCode = attendant.userCode
  }
}

extension Bindings<RequestContext> {
  mutating func bindParticipant() {
    object("Participant", parents: Participants.self) { fields in
      fields.texts("displayName") { people, _ in people.displayNames }
      fields.booleans("isAttendant") { people, _ in people.isAttendant }
      fields.texts("userCode") { people, _ in people.userCodes }
    }
  }
}
