import Bytes
import Desk
import SQLite

extension Verb {
  /// Measures a page far down a list against its first one.
  static let pages = Verb(
    name: "pages",
    meaning: "measure a page far down each list against the first one; fails beyond 1.3 times",
    options: [
      ("page", "N", "how far down, where the list is as long as that (1000)"),
      ("size", "N", "tickets of a page (20)"),
      ("rounds", "N", "how often each is measured (400)"),
      ("lists", "NAME", "only lists whose names begin so"),
      ("as", "CODE", "only as this user"),
      ("json", "", "print JSON"),
    ]
  ) { arguments in
    let desk = try openDesk(in: arguments.directory)
    defer { desk.stop() }
    let measurement = PageMeasurement(
      house: try BenchHouse(desk),
      page: try arguments.integer("page", in: 2...1_000_000, standard: 1_000),
      size: try arguments.integer("size", in: 1...100, standard: 20),
      rounds: try arguments.integer("rounds", in: 1...100_000, standard: 400)
    )
    var table = Table(
      "list",
      "as",
      "page",
      "us of page 1",
      "us of this page",
      "times",
      "steps of page 1",
      "steps of this page",
      "times the steps"
    )
    var isFast = true
    let users = [ReferenceData.User.attendant, .narrowAttendant, .student, .many]
    for user in users where arguments["as"].map({ $0 == user.code }) ?? true {
      for list in PageList.all where list.name.hasPrefix(arguments["lists"] ?? "") {
        guard let found = try measurement.measure(list, as: user) else { continue }
        table.append(
          .text(list.name),
          .text(user.code),
          .count(found.page),
          .number(Double(found.first.nanoseconds) / 1_000, digits: 1),
          .number(Double(found.deep.nanoseconds) / 1_000, digits: 1),
          .number(found.timesTheTime, digits: 2),
          .count(found.first.steps),
          .count(found.deep.steps),
          .number(found.timesTheSteps, digits: 2)
        )
        if found.timesTheTime > PageMeasurement.bound { isFast = false }
      }
    }
    table.show(arguments)
    return isFast ? 0 : 1
  }
}

/// A list of tickets whose pages can be turned.
struct PageList: Sendable {
  let name: String
  /// The text of a query for a page of it, under the name `list`.
  let document: [UInt8]

  /// - Parameters:
  ///   - name: Told in the results.
  ///   - field: The field's name.
  ///   - arguments: Those that are not the page's.
  init(_ name: String, _ field: String, _ arguments: String) {
    self.name = name
    document = Array(
      """
      query ($first: Int!, $after: String) {
        list: \(field)(\(arguments), first: $first, after: $after) {
          nodes {
            id number subject status responsibility updatedAt version
            type { name } step { name } customer { name }
          }
          pageInfo { hasNextPage hasPreviousPage endCursor }
        }
      }
      """.utf8
    )
  }

  /// The five views, the orders, some filters, and searches for a frequent and for a rare word.
  static let all =
    TicketView.allCases.map { view in
      PageList(view.rawValue, "tickets", "view: \(view.rawValue)")
    } + [
      PageList("by UPDATED_AT", "tickets", "orderBy: {field: UPDATED_AT}"),
      PageList("by PRIORITY", "tickets", "orderBy: {field: PRIORITY}"),
      PageList("by DUE_DATE, ASC", "tickets", "orderBy: {field: DUE_DATE, direction: ASC}"),
      PageList("status COMPLETED", "tickets", "filter: {status: COMPLETED}"),
      PageList("priority URGENT", "tickets", "filter: {priority: URGENT}"),
      PageList("text prazo", "tickets", #"filter: {text: "prazo"}"#),
      PageList("search prazo", "searchTickets", #"text: "prazo""#),
      PageList("search prazo documento", "searchTickets", #"text: "prazo documento""#),
    ]
}

/// Turns the pages of a list, and measures the last of them beside the first.
struct PageMeasurement {
  /// What one page costs: medians.
  struct Cost {
    let nanoseconds: Int64
    let steps: Int
  }

  /// A page far down beside the first one.
  struct Result {
    let page: Int
    let first: Cost
    let deep: Cost

    var timesTheTime: Double { Double(deep.nanoseconds) / Double(max(1, first.nanoseconds)) }
    var timesTheSteps: Double { Double(deep.steps) / Double(max(1, first.steps)) }
  }

  /// What a page far down may cost of the first one's.
  static let bound = 1.3

  let house: BenchHouse
  let page: Int
  let size: Int
  let rounds: Int

  /// - Returns: `nil` where the list has no second whole page.
  func measure(_ list: PageList, as user: ReferenceData.User) throws -> Result? {
    let session = try house.signIn(user)
    guard let (number, cursor) = try walk(list, session) else { return nil }
    var first: [Cost] = []
    var deep: [Cost] = []
    // By turns, so that whatever else the machine does meets both.
    for _ in 0..<rounds {
      first.append(try cost(list, after: nil, session))
      deep.append(try cost(list, after: cursor, session))
    }
    return Result(page: number, first: median(first), deep: median(deep))
  }

  /// Turns whole pages, and checks that no ticket comes twice.
  ///
  /// - Returns: The number of the last page that was asked for, and the cursor before it.
  private func walk(
    _ list: PageList,
    _ session: BenchHouse.Session
  ) throws -> (page: Int, cursor: String)? {
    var cursor: String?
    var last: (page: Int, cursor: String)?
    var seen: Set<JSON> = []
    for number in 1...page {
      let body = try house.answer(list.document, variables(cursor), for: session)
      let answer = try JSONParser.parse(body)["data"]?["list"] ?? .null
      guard case .array(let nodes)? = answer["nodes"], nodes.count == size else { break }
      for node in nodes {
        guard let ticket = node["number"], seen.insert(ticket).inserted else {
          throw Complaint("page \(number) of \(list.name) has a ticket that came before")
        }
      }
      if let cursor { last = (number, cursor) }
      guard answer["pageInfo"]?["hasNextPage"] == .boolean(true),
        case .string(let end)? = answer["pageInfo"]?["endCursor"]
      else { break }
      cursor = end
    }
    return last
  }

  private func cost(
    _ list: PageList,
    after cursor: String?,
    _ session: BenchHouse.Session
  ) throws -> Cost {
    let variables = variables(cursor)
    let work = house.work
    let start = System.threadNanoseconds()
    _ = try house.answer(list.document, variables, for: session)
    return Cost(
      nanoseconds: System.threadNanoseconds() - start,
      steps: (house.work - work).steps
    )
  }

  private func variables(_ cursor: String?) -> JSON {
    ["first": .integer(Int64(size)), "after": cursor.map { .string($0) } ?? .null]
  }

  /// The medians of the times and of the steps.
  private func median(_ costs: [Cost]) -> Cost {
    Cost(
      nanoseconds: costs.map(\.nanoseconds).sorted()[costs.count / 2],
      steps: costs.map(\.steps).sorted()[costs.count / 2]
    )
  }
}
