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
    for user in [ReferenceData.User.attendant, .narrowAttendant, .student, .many] {
      for view in TicketView.allCases {
        guard let found = try measurement.measure(view, as: user) else { continue }
        table.append(
          .text(view.rawValue),
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
  func measure(_ view: TicketView, as user: ReferenceData.User) throws -> Result? {
    let session = try house.signIn(user)
    guard let (number, cursor) = try walk(view, session) else { return nil }
    var samples: [(first: [Int64], deep: [Int64])] = [([], [])]
    var steps = (first: 0, deep: 0)
    // By turns, so that whatever else the machine does meets both.
    for _ in 0..<rounds {
      let first = try cost(view, after: nil, session)
      let deep = try cost(view, after: cursor, session)
      samples[0].first.append(first.nanoseconds)
      samples[0].deep.append(deep.nanoseconds)
      steps = (first.steps, deep.steps)
    }
    return Result(
      page: number,
      first: Cost(nanoseconds: median(samples[0].first), steps: steps.first),
      deep: Cost(nanoseconds: median(samples[0].deep), steps: steps.deep)
    )
  }

  /// Turns whole pages, and checks that each goes on where the one before it ended.
  ///
  /// - Returns: The number of the last page that was asked for, and the cursor before it.
  private func walk(
    _ view: TicketView,
    _ session: BenchHouse.Session
  ) throws -> (page: Int, cursor: String)? {
    var cursor: String?
    var last: (page: Int, cursor: String)?
    var lowest = Int64.max
    for number in 1...page {
      let answer = try tickets(view, after: cursor, session)
      guard case .array(let nodes)? = answer["nodes"], nodes.count == size else { break }
      for node in nodes {
        guard case .integer(let ticket)? = node["number"], ticket < lowest else {
          throw Complaint("page \(number) of \(view.rawValue) does not go on where it should")
        }
        lowest = ticket
      }
      if let cursor { last = (number, cursor) }
      guard answer["pageInfo"]?["hasNextPage"] == .boolean(true),
        case .string(let end)? = answer["pageInfo"]?["endCursor"]
      else { break }
      cursor = end
    }
    return last
  }

  private func tickets(
    _ view: TicketView,
    after cursor: String?,
    _ session: BenchHouse.Session
  ) throws -> JSON {
    let body = try house.answer(Self.document, variables(view, cursor), for: session)
    return try JSONParser.parse(body)["data"]?["tickets"] ?? .null
  }

  private func cost(
    _ view: TicketView,
    after cursor: String?,
    _ session: BenchHouse.Session
  ) throws -> Cost {
    let variables = variables(view, cursor)
    let work = house.work
    let start = System.threadNanoseconds()
    _ = try house.answer(Self.document, variables, for: session)
    return Cost(
      nanoseconds: System.threadNanoseconds() - start,
      steps: (house.work - work).steps
    )
  }

  private func variables(_ view: TicketView, _ cursor: String?) -> JSON {
    [
      "view": .string(view.rawValue), "first": .integer(Int64(size)),
      "after": cursor.map { .string($0) } ?? .null,
    ]
  }

  private func median(_ samples: [Int64]) -> Int64 { samples.sorted()[samples.count / 2] }

  private static let document = Array(
    """
    query ($view: TicketView!, $first: Int!, $after: String) {
      tickets(view: $view, first: $first, after: $after) {
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
