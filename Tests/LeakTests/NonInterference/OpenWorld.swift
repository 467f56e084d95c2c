import Bytes
import Testing

/// A copy of the ``World``, served for one test.
final class OpenWorld {
  let world: World
  let house: ProofHouse
  let folder: ProofFolder

  init() throws {
    world = try World.shared.get()
    folder = try world.copy()
    house = try ProofHouse(folder: folder.url, at: World.asked)
  }

  deinit { house.stop() }

  /// Asks as a user.
  func ask(
    _ query: String,
    as user: String,
    variables: JSON? = nil,
    headers: [(String, String)] = []
  ) throws -> Answer {
    try house.send(
      .graphQL(query, variables: variables, token: world.token(user), headers: headers)
    )
  }

  /// Asks for the bytes of something.
  func get(
    _ target: String,
    as user: String?,
    method: String = "GET",
    headers: [(String, String)] = []
  ) throws -> Answer {
    try house.send(
      ProofRequest(
        method: method,
        target: target,
        token: user.map { try world.token($0) },
        headers: headers
      )
    )
  }

  /// What a user's documents are made of, about a ticket.
  func focus(_ viewer: String, _ key: TicketKey) throws -> Focus {
    try Focus(viewer: viewer, ticket: key, world: world)
  }
}

/// A leak class, proven by pairs of databases: those documents of the corpus that belong to it, on a
/// ticket whose common parameters are hidden and on one with a hidden parameter of each kind.
enum ClassProof {
  /// Both sides, hidden in both ways; every state comes up.
  static let groups: [PairGroup] = {
    let own = ProofType.all.filter { $0.key.hasPrefix("own") }
    let core = ProofType.all.filter { !$0.key.hasPrefix("own") }
    let customers: [PairGroup] = [
      few(own[0], "student", .withAttendant, .online, from: 0),
      few(own[1], "client", .withCustomer, .online, from: 1),
      few(core[0], "teacher", .completed, .online, from: 2),
    ]
    let desk: [PairGroup] = [
      few(own[1], "prospect", .pending, .desk, from: 3),
      few(core[1], "person", .withAttendant, .desk, from: 4),
    ]
    return customers + desk
  }()

  private static func few(
    _ type: ProofType,
    _ customer: String,
    _ state: ProofState,
    _ side: Side,
    from place: Int
  ) -> PairGroup {
    var group = PairGroup(type, of: customer, state, for: side)
    group.pairs = group.pairs.enumerated().filter { $0.offset % 5 == place }.map(\.element)
    return group
  }

  /// Proves that documents of some classes cannot tell the pairs apart.
  static func holds(
    for classes: Set<DocumentClass>,
    groups: [PairGroup] = groups,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let proof = Proof(world: try World.shared.get(), size: .sample, only: classes)
    let report = proof.run(groups)
    #expect(report.faults == [], sourceLocation: sourceLocation)
    #expect(report.differences.map(\.description) == [], sourceLocation: sourceLocation)
    #expect(report.emptyPairs == [], sourceLocation: sourceLocation)
    #expect(report.refused == [], sourceLocation: sourceLocation)
    for kind in classes {
      #expect(report.withData[kind, default: 0] > 0, "\(kind)", sourceLocation: sourceLocation)
    }
  }
}

extension TicketKey {
  /// A ticket with one of an attendant's turn, whose common parameters and sections customers lack.
  static let closed = TicketKey(
    customer: "student",
    type: "core-online-flag",
    state: .withAttendant
  )
  /// A ticket of which the desk lacks the common parameters and the sections.
  static let closedToDesk = TicketKey(
    customer: "student",
    type: "core-desk-refinement",
    state: .withAttendant
  )
  /// A ticket with parameters of each kind, hidden from either side and from none.
  static let dense = TicketKey(customer: "student", type: "own-flag", state: .withAttendant)
}
