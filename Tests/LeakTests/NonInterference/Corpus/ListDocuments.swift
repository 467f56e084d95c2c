import Bytes

extension Corpus {
  private static let fields = ["NUMBER", "OPENED_AT", "UPDATED_AT", "PRIORITY", "DUE_DATE"]
  private static let views = [
    "ALL", "UNDER_MY_RESPONSIBILITY", "AWAITING_RETURN", "COMPLETED", "CANCELLED",
  ]

  /// Every order both ways, in every view.
  func orderDocuments() -> [ProofDocument] {
    Self.fields.flatMap { field in
      ["ASC", "DESC"].map { direction in
        let lists = Self.views.map {
          """
          \($0): tickets(view: \($0), first: 100, orderBy: {field: \(field), direction: \(direction)}) {
            \(Self.page)
          }
          """
        }
        return ProofDocument(
          .orders,
          "\(field) \(direction)",
          "{ \(lists.joined(separator: "\n")) }"
        )
      }
    }
  }

  /// Page after page, with the cursors that the pages before gave.
  func pageDocuments() -> [ProofDocument] {
    Self.fields.flatMap { field in
      ["ASC", "DESC"].flatMap { direction in
        [true, false].map { isForward in
          ProofDocument(
            .pages,
            "\(field) \(direction) \(isForward ? "forward" : "backward")"
          ) { caller in
            try Self.turn(caller, field, direction, isForward)
          }
        }
      }
    } + [searchPages, entryPages]
  }

  private static func turn(
    _ caller: Caller,
    _ field: String,
    _ direction: String,
    _ isForward: Bool
  ) throws {
    let (size, cursor) = isForward ? ("first", "after") : ("last", "before")
    let query = """
      query($cursor: String) {
        tickets(\(size): 7, \(cursor): $cursor, orderBy: {field: \(field), direction: \(direction)}) {
          \(page)
        }
      }
      """
    var next = JSON.null
    for _ in 0..<6 {
      let answer = try caller.ask(query, variables: ["cursor": next])
      let info = answer["tickets.pageInfo"]
      guard info?[isForward ? "hasNextPage" : "hasPreviousPage"] == true,
        let end = info?[isForward ? "endCursor" : "startCursor"]
      else { break }
      next = end
    }
    // A cursor of this order where another one is wanted.
    try caller.ask(
      "query($cursor: String) { tickets(first: 2, after: $cursor) { \(page) } }",
      variables: ["cursor": next]
    )
  }

  private var searchPages: ProofDocument {
    ProofDocument(.pages, "search") { caller in
      var next = JSON.null
      for _ in 0..<6 {
        let answer = try caller.ask(
          """
          query($cursor: String) {
            searchTickets(text: "norte", first: 5, after: $cursor) {
              totalCount edges { cursor match { key } node { id } }
              pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
            }
          }
          """,
          variables: ["cursor": next]
        )
        let info = answer["searchTickets.pageInfo"]
        guard info?["hasNextPage"] == true, let end = info?["endCursor"] else { break }
        next = end
      }
    }
  }

  /// The sections of a ticket, one entry a page, from both ends.
  private var entryPages: ProofDocument {
    let ticket = focus.ticket
    return ProofDocument(.pages, "sections") { caller in
      for section in ProofType.sections {
        for (size, cursor, more, end) in [
          ("first", "after", "hasNextPage", "endCursor"),
          ("last", "before", "hasPreviousPage", "startCursor"),
        ] {
          var next = JSON.null
          for _ in 0..<5 {
            let answer = try caller.ask(
              """
              query($cursor: String) {
                ticket(id: "\(ticket)") {
                  it: \(section)(\(size): 1, \(cursor): $cursor) {
                    totalCount edges { cursor node { id } }
                    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
                  }
                }
              }
              """,
              variables: ["cursor": next]
            )
            let info = answer["ticket.it.pageInfo"]
            guard info?[more] == true, let cursor = info?[end] else { break }
            next = cursor
          }
        }
      }
    }
  }
}
