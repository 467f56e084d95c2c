import Bytes
import Testing

/// What is counted is what can be listed, and a page is full until the last.
///
/// - Source: L4.
@Suite("L04 counts and pages") struct L04Counts {
  @Test(arguments: World.customers + ["narrow", "guardian", "contact", "desk", "desk.narrow"])
  func `every page is full until the last, and the total is what the pages hold`(
    viewer: String
  ) throws {
    let open = try OpenWorld()
    for arguments in [
      "", ", view: COMPLETED", ", orderBy: {field: PRIORITY}",
      ", orderBy: {field: DUE_DATE, direction: ASC}",
      ", filter: {not: {parameters: [{key: \"textOnline\", isSet: true}]}}",
      ", filter: {text: \"norte\"}", ", filter: {parameters: [{key: \"priority\", isSet: true}]}",
    ] {
      for size in [4, 7] {
        try walk(open, viewer, "tickets", arguments, size)
      }
    }
    try walk(open, viewer, "searchTickets", ", text: \"norte\"", 6)
    try walk(open, viewer, "articles", "", 1)
  }

  private func walk(
    _ open: OpenWorld,
    _ viewer: String,
    _ list: String,
    _ arguments: String,
    _ size: Int
  ) throws {
    var seen: [JSON] = []
    var total: JSON?
    var cursor = JSON.null
    while true {
      let answer = try open.ask(
        """
        query($after: String) {
          it: \(list)(first: \(size), after: $after\(arguments)) {
            totalCount nodes { id } pageInfo { hasNextPage endCursor }
          }
        }
        """,
        as: viewer,
        variables: ["after": cursor]
      )
      let page = answer["it.nodes"]?.items ?? []
      seen += page
      total = answer["it.totalCount"]
      guard answer["it.pageInfo.hasNextPage"] == true else { break }
      #expect(page.count == size, "\(viewer) \(list)\(arguments)")
      cursor = answer["it.pageInfo.endCursor"] ?? .null
    }
    #expect(total == .integer(Int64(seen.count)), "\(viewer) \(list)\(arguments)")
    #expect(Set(seen).count == seen.count)
  }

  /// Internal messages are not counted for customers, and leave no gap in a page.
  @Test func `internal messages take no place in a customer's discussion`() throws {
    let open = try OpenWorld()
    let ticket = try open.world.ticket(.dense)
    let discussion = """
      { ticket(id: "\(ticket)") { discussion(first: 3) {
        totalCount nodes { id text } pageInfo { hasNextPage }
      } } }
      """
    for number in 1...4 {
      for isInternal in [true, false] {
        try open.house.perform(
          "postMessage",
          "ticket: \"\(ticket)\", text: \"recado \(number)\", internal: \(isInternal)",
          as: open.world.token("desk")
        )
      }
    }
    let student = try open.ask(discussion, as: "student")
    #expect(student["ticket.discussion.totalCount"] == 5)
    #expect(student["ticket.discussion.nodes"]?.items.count == 3)
    #expect(try open.ask(discussion, as: "desk")["ticket.discussion.totalCount"] == 9)
  }

  @Test func `no count tells the databases of a pair apart`() throws {
    try ClassProof.holds(for: [.pages, .orders, .filters])
  }
}
