import Bytes
import Desk

/// The data that live events are measured on, behind its running server.
struct LiveDesk {
  let server: Child
  let load: Load
  let crowd: ReferenceCrowd
  /// Tickets of the client: its contacts and the attendants see them, and what is said in them.
  let shared: [String]
  /// Tickets that only the attendants of the crowd see.
  let others: [String]

  /// How many users of each side listen.
  struct Size: Sendable {
    let staff: Int
    let contacts: Int
  }

  /// Signs the crowd in, and starts the server.
  init(_ directory: String, program: String, _ size: Size) throws {
    let desk = try openDesk(in: directory)
    let opened = try desk.openReferenceCrowd(staff: size.staff, contacts: size.contacts)
    desk.stop()
    guard let opened, let attendant = opened.staff.first, let contact = opened.contacts.first else {
      throw Complaint("this is no reference data", code: 65)
    }
    crowd = opened
    server = try Child(program, ["serve", "--data", directory, "--port", "0"])
    load = Load(port: try server.listeningPort(), clients: 1)
    let own = try Self.tickets(as: contact, load)
    let all = try Self.tickets(as: attendant, load)
    shared = try Self.taking(own.filter(\.isOpen).map(\.id), attendant, load)
    let ids = Set(own.map(\.id))
    others = try Self.taking(
      all.filter { $0.isOpen && !ids.contains($0.id) }.map(\.id),
      attendant,
      load
    )
    guard !shared.isEmpty, !others.isEmpty else {
      throw Complaint("there is no ticket that takes a message: make more data", code: 65)
    }
  }

  /// The texts of the messages of a ticket that carry a mark: the numbers, as they were committed.
  func committed(in ticket: String, _ marks: Marks) throws -> [Int] {
    var numbers: [Int] = []
    var cursor = JSON.null
    while true {
      let data = try Self.ask(
        Self.discussion,
        ["id": .string(ticket), "before": cursor],
        as: crowd.staff[0],
        load
      )
      let page = data["ticket"]?["discussion"] ?? .null
      guard case .array(let nodes)? = page["nodes"] else { break }
      var found: [Int] = []
      for node in nodes {
        guard case .string(let text)? = node["text"] else { continue }
        let bytes = Array(text.utf8)
        if let number = marks.number(in: bytes, 0..<bytes.count) { found.append(Int(number)) }
      }
      numbers = found + numbers
      // What was there before the measurement is of no interest.
      guard !found.isEmpty, page["pageInfo"]?["hasPreviousPage"] == .boolean(true) else { break }
      cursor = page["pageInfo"]?["startCursor"] ?? .null
    }
    return numbers
  }

  private static let discussion = """
    query ($id: ID!, $before: String) { ticket(id: $id) { discussion(last: 100, before: $before) {
      nodes { text } pageInfo { hasPreviousPage startCursor }
    } } }
    """

  private struct Ticket {
    let id: String
    /// Whether it takes messages, and whoever asked sees them.
    let isOpen: Bool
  }

  /// A page of somebody's tickets.
  private static func tickets(as token: String, _ load: Load) throws -> [Ticket] {
    let document = """
      { tickets(view: ALL, first: 100) { nodes { id status discussion(last: 1) { totalCount } } } }
      """
    guard
      case .array(let nodes)? = try ask(document, .null, as: token, load)["tickets"]?["nodes"]
    else { return [] }
    return nodes.compactMap { node in
      guard case .string(let id)? = node["id"] else { return nil }
      let isDone = node["status"] == "COMPLETED" || node["status"] == "CANCELLED"
      return Ticket(id: id, isOpen: !isDone && node["discussion"] ?? .null != .null)
    }
  }

  /// Those of some tickets, up to twenty, that do take a message of an attendant.
  private static func taking(_ ids: [String], _ token: String, _ load: Load) throws -> [String] {
    var taking: [String] = []
    for id in ids where taking.count < 20 {
      guard let request = Operation.q5([id], token).bytes.first else { continue }
      if try Posters.isPosted(try load.ask(request)) { taking.append(id) }
    }
    return taking
  }

  private static func ask(
    _ document: String,
    _ variables: JSON,
    as token: String,
    _ load: Load
  ) throws -> JSON {
    let body = try load.ask(Exchange.request(Exchange.body(document, variables), token: token))
    guard let data = try JSONParser.parse(body)["data"] else {
      throw Complaint("a query is answered \(String(decoding: body, as: UTF8.self))", code: 65)
    }
    return data
  }
}
