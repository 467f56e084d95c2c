import Bytes

/// What the documents of a group look at most closely: where its pairs differ.
struct Focus: Sendable {
  /// Who asks.
  private(set) var viewer: String
  /// The viewer's side.
  var side: Side { ["desk", "other", "desk.narrow"].contains(viewer) ? .desk : .online }
  /// The ticket that differs, and its type; of the viewer's own where the difference is elsewhere.
  let ticket: String
  let type: ProofType
  /// The customer of that ticket.
  let customer: String
  /// The ids of the world.
  let world: World

  init(viewer: String, ticket key: TicketKey, world: World) throws {
    self.viewer = viewer
    self.world = world
    ticket = try world.ticket(key)
    guard let type = (ProofType.all + [.blocked]).first(where: { $0.key == key.type }) else {
      throw ProofFault("no type is \(key.type)")
    }
    self.type = type
    customer = try world.id("customer \(key.customer)")
  }

  /// The same focus for somebody else.
  init(viewer: String, of focus: Focus) {
    self = focus
    self.viewer = viewer
  }

  /// The parameters that the viewer does not see.
  var hidden: [ProofParameter] { type.parameters.filter { $0.hiddenFrom == side } }

  /// Those that the viewer sees.
  var shown: [ProofParameter] { type.parameters.filter { $0.hiddenFrom != side } }
}

/// An id as this house writes it.
func globalID(_ tag: String, _ numbers: Int64...) -> String {
  let plain = ([tag] + numbers.map { String($0) }).joined(separator: ".")
  return Base64.text(of: Array(plain.utf8), as: .url)
}

/// The numbers that an id names.
func numbers(of id: String) -> [Int64] {
  guard let plain = Base64.decode(id, as: .url) else { return [] }
  return String(decoding: plain, as: UTF8.self).split(separator: ".").dropFirst().compactMap {
    Int64($0)
  }
}
