import Bytes
import Desk
import Foundation
import GraphQL
import Resolvers
import Testing

/// What is told of an operation beside its answer.
///
/// - Source: the playground's contract, `X-GraphQL-Explain`.
@Suite struct OperationExplanationTests {
  let house: TestHouse

  init() throws { house = try TestHouse() }

  /// Runs a query as somebody, explained whoever that is: who may have it is decided above.
  private func explain(
    _ document: String,
    as user: String = "admin",
    parts: ExplainParts = [.plan, .sql, .rules],
    variables: JSON? = nil,
    languages: [String] = ["en"]
  ) throws -> (plain: [UInt8], told: [UInt8], explain: JSON) {
    let viewer = try #require(
      try house.reader.viewer(sessionToken: house.token(of: user))
    )
    let compilation = PlanCache().compile(
      Array(document.utf8),
      for: house.house.schema(for: viewer)
    )
    guard case .document(let compiled) = compilation else {
      throw TestFailure("refused: \(compilation)")
    }
    let operation = try compiled.plan(operationName: nil, variables: variables)
    let caller = Caller(
      viewer: viewer,
      token: nil,
      address: "127.0.0.1",
      languages: languages,
      throttle: SignInThrottle()
    )
    let context = RequestContext(caller, reader: house.reader)
    let executor = Executor { fault, field in Issue.record("\(field): \(fault)") }
    let reader = house.reader
    let plain = try reader.snapshot { executor.run(operation, context: context) }
    let told = try reader.snapshot {
      let explanation = OperationExplanation(parts, of: context)
      let result = executor.run(operation, context: context, tracer: explanation)
      return explanation.add(to: result)
    }
    let json = try JSONParser.parse(told.body)
    let explain = try #require(json["extensions"]?["explain"])
    return (plain.body, told.body, explain)
  }

  @Test func `adds to the answer and changes nothing in it`() throws {
    let (plain, told, explain) = try explain("{ viewer { user { code } } }")
    #expect(told.starts(with: plain.dropLast()))
    guard case .string(let id)? = explain["requestId"] else { throw TestFailure("no id") }
    #expect(id.utf8.count == 16)
    #expect(explain["truncated"] == false)
  }

  @Test func `tells each level with its objects and its statements`() throws {
    let (_, _, explain) = try explain(
      "{ tickets(first: 5) { totalCount nodes { number subject customer { name } } } }",
      parts: .plan
    )
    let levels = explain["levels"]?.items ?? []
    #expect(
      levels.map { $0["path"] } == ["", "tickets", "tickets.nodes", "tickets.nodes.customer"]
    )
    #expect(levels.map { $0["type"] } == ["Query", "TicketConnection", "Ticket", "Customer"])
    #expect(levels[2]["rows"] == 5)
    // One statement, however many tickets it is stepped for.
    #expect(levels[3]["statements"] == 1)
    for level in levels {
      guard case .integer(let rows)? = level["rows"] else { throw TestFailure("no rows") }
      #expect(rows >= 1)
      #expect(level["ms"]?.number ?? -1 >= 0)
    }
    for stage in ["parse", "validate", "plan", "execute", "serialize"] {
      #expect(explain["timing"]?[stage]?.number ?? -1 >= 0, "\(stage)")
    }
    #expect(explain["timing"]?["execute"]?.number ?? 0 > 0)
    #expect(explain["operations"] == nil && explain["hidden"] == nil)
  }

  @Test func `tells the statements with the database's own plan, and no value`() throws {
    let number: Int64 = 145
    let word = "kanarienvogel"
    let (_, _, explain) = try explain(
      """
      query ($number: Int!, $text: String!) {
        one: ticket(number: $number) { subject parameters { key value { __typename } } }
        tickets(first: 3, filter: {text: $text}) { nodes { number } }
      }
      """,
      parts: .sql,
      variables: ["number": .integer(number), "text": .string(word)]
    )
    let operations = explain["operations"]?.items ?? []
    #expect(operations.count > 2)
    let titles = operations.compactMap(\.["title"])
    #expect(titles.contains("one") && titles.contains("one.parameters"))
    for operation in operations {
      #expect(operation["type"] == "sql")
      guard case .string(let query)? = operation["query"],
        case .string(let plan)? = operation["explain"],
        case .integer(let runs)? = operation["runs"]
      else { throw TestFailure("\(operation)") }
      #expect(runs > 0)
      #expect(!query.contains(word) && !query.contains("\(number)"))
      #expect(!plan.isEmpty && !plan.contains(word) && !plan.contains("\(number)"))
      #expect(plan.contains("SEARCH") || plan.contains("SCAN") || plan.contains("CO-ROUTINE"))
    }
    #expect(explain["levels"] == nil && explain["timing"] == nil && explain["hidden"] == nil)
  }

  /// What is named as hidden is null or absent in the answer; what is not named may be there.
  @Test(arguments: ["student", "teacher", "client", "attendant"])
  func `names each cell that is hidden from whoever looks`(user: String) throws {
    let (_, told, explain) = try explain(
      """
      { tickets(first: 30) { nodes {
        number subject requestText priority product dueDate ende: solution
        parameters { key }
        discussion { totalCount } understandings { totalCount }
      } } }
      """,
      as: user,
      parts: .rules
    )
    let answer = try JSONParser.parse(told)
    let hidden = explain["hidden"]?.items ?? []
    #expect(!hidden.isEmpty)
    for cell in hidden {
      guard let value = Self.value(at: cell["path"]?.items ?? [], in: answer["data"]) else {
        throw TestFailure("no such path: \(cell)")
      }
      switch value {
      case .null: break
      // A list of parameters has all but what is hidden.
      case .array(let items): #expect(!items.contains { $0["key"] == cell["field"] }, "\(cell)")
      // A section is as an empty one.
      case .object: #expect(value["totalCount"] == 0, "\(cell)")
      default: Issue.record("\(cell) is \(value)")
      }
      #expect(cell["audience"] == (user == "attendant" ? "DESK" : "ONLINE"))
      #expect(cell["flag"] == (user == "attendant" ? "INVISIBLE" : "INVISIBLE_ONLINE"))
      #expect(cell["table"] == cell["flag"])
      #expect(cell["read"] == false)
      guard case .string(let text)? = cell["text"] else { throw TestFailure("no text") }
      #expect(text.contains(" is hidden from "))
    }
    try complete(hidden, of: answer, for: user)
  }

  /// What an administrator finds in a parameters' list and the user does not is named, and no more.
  private func complete(_ hidden: [JSON], of answer: JSON, for user: String) throws {
    for (place, ticket) in (answer["data"]?["tickets"]?["nodes"]?.items ?? []).enumerated() {
      let whole = try house.run(
        "query ($n: Int!) { ticket(number: $n) { parameters { key } } }",
        as: "admin",
        variables: ["n": ticket["number"] ?? .null]
      )
      let all = (whole["ticket.parameters"]?.items ?? []).compactMap(\.["key"])
      let mine = (ticket["parameters"]?.items ?? []).compactMap(\.["key"])
      let path: [JSON] = ["tickets", "nodes", .integer(Int64(place)), "parameters"]
      let named = hidden.filter { $0["path"]?.items == path }.compactMap(\.["field"])
      #expect(Set(named) == Set(all).subtracting(mine), "\(user): \(path)")
    }
  }

  @Test func `tells an administrator from which side each cell is hidden, and where it stands`()
    throws
  {
    let (_, told, explain) = try explain(
      "{ tickets(first: 40) { nodes { solution parameters { key } } } }",
      parts: .rules,
      languages: ["pt-BR"]
    )
    let answer = try JSONParser.parse(told)
    let hidden = explain["hidden"]?.items ?? []
    #expect(Set(hidden.compactMap(\.["audience"])) == ["ONLINE", "DESK"])
    #expect(hidden.allSatisfy { $0["read"] == true })
    for cell in hidden {
      let path = cell["path"]?.items ?? []
      guard path.contains("parameters") else { continue }
      // The administrator's list has it, so its place is told.
      let value = Self.value(at: path, in: answer["data"])
      #expect(value?["key"] == cell["field"], "\(cell)")
      guard case .string(let text)? = cell["text"] else { throw TestFailure("no text") }
      #expect(text.contains("está oculto para"))
    }
    #expect(hidden.contains { $0["refinement"] != .null })
    guard case .integer(let version)? = explain["rulesVersion"] else {
      throw TestFailure("no version")
    }
    #expect(version >= 1)
  }

  @Test func `is bounded, and says so`() throws {
    let (_, _, explain) = try explain(
      """
      { tickets(first: 100) { nodes {
        solution form { fields { key } } parameters { key } again: parameters { key }
      } } }
      """
    )
    #expect(explain["truncated"] == true)
    #expect(explain["hidden"]?.items.count == 1_000)
    let many = (1...50).map { "t\($0): ticket(number: \($0)) { ...Wide }" }
    let (_, _, wide) = try self.explain(
      """
      { \(many.joined(separator: " ")) }
      fragment Wide on Ticket {
        type { key } group { key } step { key } customer { name } openedBy { displayName }
        parameters { key } actions { action } discussion { pageInfo { hasNextPage } nodes { id } }
        attachments { pageInfo { hasNextPage } nodes { id } }
        stepHistory { pageInfo { hasNextPage } nodes { id } }
      }
      """,
      parts: [.plan, .sql]
    )
    #expect(wide["levels"]?.items.count == 500)
    #expect(wide["operations"]?.items.count == 100)
    #expect(wide["truncated"] == true)
  }

  /// Every path repeats the response keys above it.
  @Test func `long response keys are not told without end`() throws {
    let key = String(repeating: "k", count: 20_000)
    let (_, told, explain) = try explain(
      "{ \(key): tickets(first: 100) { \(key): nodes { subject product dueDate solution } } }"
    )
    #expect(explain["truncated"] == true)
    #expect(explain["hidden"]?.items.isEmpty == false)
    #expect(told.count < 3_000_000)
  }

  @Test func `an answer with errors is explained where it still stands`() throws {
    let (plain, told, explain) = try explain(
      "{ a: ticket(number: 1, id: \"x\") { id } b: ticket(number: 3) { solution } }",
      as: "student"
    )
    #expect(told.starts(with: plain.dropLast()))
    #expect(explain["levels"]?.items.contains { $0["path"] == "b" } == true)
  }

  /// The value at a path of names and places.
  private static func value(at path: [JSON], in data: JSON?) -> JSON? {
    var value = data
    for step in path {
      switch step {
      case .string(let key): value = value?[key]
      case .integer(let place):
        let items = value?.items ?? []
        value = items.indices.contains(Int(place)) ? items[Int(place)] : nil
      default: return nil
      }
    }
    return value
  }
}

extension JSON {
  fileprivate var number: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .double(let number): number
    default: nil
    }
  }
}
