import Bytes
import GraphQL

/// The objects of one level, as JSON: what a field answers is the member of its response key.
struct TreeColumn: ParentColumn {
  private let rows: [Row]

  /// A value that stands for an object.
  private struct Row {
    let members: [JSON.Member]
    /// Places in `members`, where there are many.
    let places: [String: Int]?
  }

  /// - Parameter values: What is no object has no members.
  init(_ values: [JSON]) {
    rows = values.map { value in
      guard case .object(let members) = value else { return Row(members: [], places: nil) }
      guard members.count > Limits.membersSearched else {
        return Row(members: members, places: nil)
      }
      var places: [String: Int] = [:]
      // No response key has other characters, and the hash of some texts takes quadratic time.
      for (place, member) in members.enumerated() where member.name.utf8.allSatisfy({ $0 < 0x80 }) {
        places[member.name] = place
      }
      return Row(members: members, places: places)
    }
  }

  var count: Int { rows.count }

  /// What the objects have under a response key; null where they have nothing.
  func values(_ key: String) -> [JSON] {
    rows.map { row in
      if let places = row.places { return places[key].map { row.members[$0].value } ?? .null }
      return row.members.first { $0.name.hasSameBytes(as: key) }?.value ?? .null
    }
  }
}
