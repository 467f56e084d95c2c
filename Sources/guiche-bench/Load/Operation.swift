import Bytes
import Desk

/// One of the reference operations, as requests that are sent in turn.
///
/// - Source: the design of speed: Q1, Q1L, Q2, Q3, Q4, Q5.
struct Operation {
  let name: String
  let token: String
  /// Documents with their variables.
  let requests: [(document: String, variables: JSON)]
  /// By which paths ``FloorApplication`` gives the same by SQL alone; none for what writes.
  var barePaths: [String] = []

  static let names = ["Q1", "Q1L", "Q1N", "Q2", "Q3", "Q4", "Q5"]

  /// Each request as it goes over the wire.
  var bytes: [[UInt8]] {
    requests.map { Exchange.request(Exchange.body($0.document, $0.variables), token: token) }
  }

  /// The same requests to other paths, in turn.
  func bytes(to paths: [String]) -> [[UInt8]] {
    guard !paths.isEmpty else { return [] }
    return requests.prefix(1_000).enumerated().map { place, request in
      let body = Exchange.body(request.document, request.variables)
      return Exchange.request(body, token: token, path: paths[place % paths.count])
    }
  }

  /// One ticket, by a variable.
  static func q1(_ ids: [String], _ token: String) -> Operation {
    Operation(
      name: "Q1",
      token: token,
      requests: ids.map {
        ("query ($id: ID!) { ticket(id: $id) { id subject status } }", ["id": .string($0)])
      },
      barePaths: paths(ids)
    )
  }

  /// One ticket by a literal: of more tickets than a cache of texts holds.
  static func q1l(_ ids: [String], _ token: String) -> Operation {
    Operation(
      name: "Q1L",
      token: token,
      requests: ids.map { ("{ ticket(id: \"\($0)\") { id subject status } }", .null) },
      barePaths: paths(ids)
    )
  }

  /// One ticket by a text that is new in all respects: it is parsed, validated and planned each time.
  static func q1n(_ ids: [String], _ token: String) -> Operation {
    Operation(
      name: "Q1N",
      token: token,
      // A name of its own for each text, of which there are more than a cache of plans holds.
      requests: (0..<50_000).map { turn in
        let id = ids[turn % ids.count]
        return ("query Q\(turn) { ticket(id: \"\(id)\") { id subject status } }", .null)
      },
      barePaths: paths(ids)
    )
  }

  private static func paths(_ ids: [String]) -> [String] {
    ids.map { "/ticket/\(number(of: $0))" }
  }

  /// The number in the id of a row.
  static func number(of id: String) -> Int64 {
    let text = String(decoding: Base64.decode(id, as: .url) ?? [], as: UTF8.self)
    return text.split(separator: ".").last.flatMap { Int64($0) } ?? 0
  }

  /// A customer's page of twenty.
  static func q2(_ token: String, customer: Int64) -> Operation {
    Operation(
      name: "Q2",
      token: token,
      requests: [
        (
          """
          { tickets(view: COMPLETED, first: 20) { nodes {
            id number subject status responsibility updatedAt type { name } step { name }
          } } }
          """, .null
        )
      ],
      barePaths: ["/list/\(customer)"]
    )
  }

  /// A customer's page of twenty with what belongs to each.
  static func q3(_ token: String, customer: Int64) -> Operation {
    Operation(
      name: "Q3",
      token: token,
      requests: [
        (
          """
          { tickets(first: 20) { nodes {
            id number subject status type { name } step { name }
            discussion(last: 10) { nodes { id text postedAt author { displayName } } }
            attachments { nodes { id name size mediaType } }
            stepHistory { nodes {
              kind movedAt from { name } to { name } requestedBy { displayName }
            } }
          } } }
          """, .null
        )
      ],
      barePaths: ["/page/\(customer)"]
    )
  }

  /// Five hundred tickets of the desk: five pages, for a page has a hundred at most.
  static func q4(_ cursors: [String], _ token: String) -> Operation {
    let fields = """
      nodes {
        id number subject solution priority product dueDate status responsibility openedAt
        updatedAt version
      }
      """
    let pages = cursors.indices.map { "p\($0): tickets(first: 100, after: $c\($0)) { \(fields) }" }
    let declared = cursors.indices.map { "$c\($0): String" }.joined(separator: ", ")
    let variables = cursors.enumerated().map { place, cursor in
      JSON.Member(name: "c\(place)", value: .string(cursor))
    }
    return Operation(
      name: "Q4",
      token: token,
      requests: [
        ("query (\(declared)) { \(pages.joined(separator: " ")) }", .object(variables))
      ],
      barePaths: ["/tickets/500"]
    )
  }

  /// A message in a ticket.
  static func q5(_ ids: [String], _ token: String) -> Operation {
    let document = """
      mutation ($ticket: ID!, $text: String!) {
        postMessage(input: {ticket: $ticket, text: $text}) {
          message { id postedAt } problems { code }
        }
      }
      """
    return Operation(
      name: "Q5",
      token: token,
      requests: ids.map {
        (
          document,
          ["ticket": .string($0), "text": "Enviei o documento que faltava, em duas vias."]
        )
      }
    )
  }
}

/// Builds the operations out of what the running server answers.
struct Operations {
  private let load: Load
  private let customer: String
  private let attendant: String

  /// - Parameters:
  ///   - load: Asks the server.
  ///   - customer: A customer's session.
  ///   - attendant: An attendant's session.
  init(_ load: Load, customer: String, attendant: String) {
    self.load = load
    self.customer = customer
    self.attendant = attendant
  }

  func operation(_ name: String) throws -> Operation {
    switch name {
    case "Q1": .q1(try ids("ALL"), customer)
    case "Q1L": .q1l(try idsOfDesk(), attendant)
    case "Q1N": .q1n(try ids("ALL"), customer)
    case "Q2": .q2(customer, customer: try number(ofCustomerOf: customer))
    case "Q3": .q3(customer, customer: try number(ofCustomerOf: customer))
    case "Q4": .q4(try cursors(), attendant)
    default: try posting()
    }
  }

  /// Asks for each thing once, up to some: a first answer that is wrong ends the run.
  func check(_ operation: Operation) throws -> Int {
    var bytes = 0
    for request in operation.bytes.prefix(20) {
      let body = try load.ask(request)
      let answer = try JSONParser.parse(body)
      guard answer["errors"] == nil, let data = answer["data"], !Self.hasProblems(data) else {
        throw Complaint("\(operation.name) is answered \(String(decoding: body, as: UTF8.self))")
      }
      bytes = body.count
    }
    return bytes
  }

  private static func hasProblems(_ data: JSON) -> Bool {
    guard case .array(let problems)? = data["postMessage"]?["problems"] else { return false }
    return !problems.isEmpty
  }

  private func number(ofCustomerOf token: String) throws -> Int64 {
    let answer = try answer("{ tickets(first: 1) { nodes { customer { id } } } }", token)
    guard case .array(let nodes)? = answer["tickets"]?["nodes"],
      let id = nodes.first?["customer"]?["id"]?.text
    else { throw Complaint("the customer has no ticket", code: 65) }
    return Operation.number(of: id)
  }

  private func ids(_ view: String) throws -> [String] {
    let answer = try answer("{ tickets(view: \(view), first: 100) { nodes { id } } }", customer)
    guard case .array(let nodes)? = answer["tickets"]?["nodes"], !nodes.isEmpty else {
      throw Complaint("the customer has no ticket in \(view)", code: 65)
    }
    return nodes.compactMap { $0["id"]?.text }
  }

  /// Some twenty thousand tickets of the desk, or as many as there are.
  private func idsOfDesk() throws -> [String] {
    try pages(200, of: "nodes { id }").flatMap { page in
      guard case .array(let nodes)? = page["nodes"] else { return [String]() }
      return nodes.compactMap { $0["id"]?.text }
    }
  }

  /// The tickets of the customer that take a message: a rule may hide the discussion of some.
  private func posting() throws -> Operation {
    let ids = try ids("ALL")
    let taking = try ids.filter { id in
      guard let request = Operation.q5([id], customer).bytes.first else { return false }
      guard let data = try JSONParser.parse(try load.ask(request))["data"] else { return false }
      return !Self.hasProblems(data)
    }
    guard !taking.isEmpty else { throw Complaint("no ticket takes a message", code: 65) }
    return .q5(taking, customer)
  }

  /// Where five pages of a hundred begin, one after another.
  private func cursors() throws -> [String] {
    try pages(5, of: "").compactMap { $0["pageInfo"]?["endCursor"]?.text }
  }

  /// The desk's first pages of a hundred tickets.
  private func pages(_ count: Int, of selection: String) throws -> [JSON] {
    var pages: [JSON] = []
    var after = "null"
    for _ in 0..<count {
      let page = "tickets(first: 100, after: \(after)) { \(selection) pageInfo { endCursor } }"
      guard let tickets = try answer("{ \(page) }", attendant)["tickets"],
        let cursor = tickets["pageInfo"]?["endCursor"]?.text
      else { break }
      pages.append(tickets)
      after = "\"\(cursor)\""
    }
    return pages
  }

  private func answer(_ document: String, _ token: String) throws -> JSON {
    let body = try load.ask(Exchange.request(Exchange.body(document, .null), token: token))
    return try JSONParser.parse(body)["data"] ?? .null
  }
}

extension JSON {
  /// What a string says; `nil` for all other values.
  fileprivate var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }
}
