import SQLite
import Testing

@testable import Desk

/// No list sorts, and none reads more of a growing table than its page.
@Suite struct QueryPlanTests {
  private static let shapes = [false, true].flatMap { isOfCustomer in
    [false, true].flatMap { hasBucket in
      [false, true].flatMap { hasBlockedTypes in
        [false, true].map { isFromEnd in
          TicketQueries.Shape(
            isOfCustomer: isOfCustomer,
            hasBucket: hasBucket,
            hasBlockedTypes: hasBlockedTypes,
            isFromEnd: isFromEnd
          )
        }
      }
    }
  }

  @Test func `every shape has a number of its own`() {
    #expect(Set(Self.shapes.map(\.number)).count == 16)
  }

  @Test(arguments: shapes)
  func `a page of tickets goes down one index in its order`(shape: TicketQueries.Shape) throws {
    let desk = try SmallDesk()
    let index =
      switch (shape.isOfCustomer, shape.hasBucket) {
      case (true, false): "ticket_by_customer (customer_id=? AND id>? AND id<?)"
      case (true, true): "ticket_by_customer_bucket (customer_id=? AND bucket=? AND id>? AND id<?)"
      case (false, true): "ticket_by_bucket (bucket=? AND id>? AND id<?)"
      case (false, false): "INTEGER PRIMARY KEY (rowid>? AND rowid<?)"
      }
    for columns in ["id", TicketQueries.columns([]), TicketQueries.columns(.all)] {
      let plan = try desk.connection.plan(of: TicketQueries.page(columns, shape))
      #expect(plan.first?.hasPrefix("SEARCH ticket") == true)
      #expect(plan.first?.hasSuffix(index) == true, "\(plan)")
      #expect(plan.dropFirst().allSatisfy { !$0.contains("ticket") && !$0.contains("TEMP") })
    }
  }

  /// A page of keys never goes to the table: no column is read through the table's cursor, 0.
  @Test(arguments: shapes.filter { $0.isOfCustomer || $0.hasBucket })
  func `the keys of a page come from the index alone`(shape: TicketQueries.Shape) throws {
    let desk = try SmallDesk()
    let query = TicketQueries.page("id", shape)
    let values = [Int?](repeating: 1, count: 7).prefix(
      3 + (shape.isOfCustomer ? 1 : 0) + (shape.hasBucket ? 1 : 0)
        + (shape.hasBlockedTypes ? 1 : 0)
    )
    var opcodes: [String] = []
    try desk.connection.rows(
      Query("EXPLAIN " + query.sql),
      binding: values.map { $0 }
    ) { row in
      let code = row.text(1) ?? ""
      if code == "FinishSeek" || (code == "Column" && row.int(2) == 0) { opcodes.append(code) }
    }
    #expect(opcodes == [])
  }

  @Test(arguments: shapes.filter(\.isOfCustomer))
  func `a customer's total is counted within that customer's part of an index`(
    shape: TicketQueries.Shape
  ) throws {
    let plan = try SmallDesk().connection.plan(of: TicketQueries.count(shape))
    #expect(plan.first?.contains("SEARCH ticket USING") == true, "\(plan)")
  }

  @Test(arguments: shapes.filter { !$0.isOfCustomer })
  func `the desk's total reads no ticket`(shape: TicketQueries.Shape) throws {
    let plan = try SmallDesk().connection.plan(of: TicketQueries.deskCount(shape))
    #expect(plan.allSatisfy { !$0.contains("ticket ") }, "\(plan)")
  }

  @Test(arguments: ChildShape.allCases, Audience.allCases)
  func `children come from their ticket's place in the table`(
    shape: ChildShape,
    audience: Audience
  ) throws {
    let desk = try SmallDesk()
    let queries = [
      Messages.query(shape, for: audience), Attachments.query(shape, for: audience),
      Movements.query(shape, for: audience), Understandings.query(shape, for: audience),
    ]
    for query in queries {
      let plan = try desk.connection.plan(of: query)
      // Beside it, of an understanding, whether there is a later one.
      #expect(
        plan.dropFirst().allSatisfy {
          $0.hasPrefix("CORRELATED")
            || $0 == "SEARCH later USING PRIMARY KEY (ticket_id=? AND id>?)"
        },
        "\(plan)"
      )
      #expect(
        plan.first?.hasSuffix("USING PRIMARY KEY (ticket_id=? AND id>? AND id<?)") == true,
        "\(plan)"
      )
    }
  }
}

/// The statements of filtered and ordered lists and of searches.
@Suite struct SearchPlanTests {
  @Test(arguments: [KeyQueries.descending, .ascending].flatMap(\.all))
  func `keys come down one index in its order`(query: Query) throws {
    let plan = try SmallDesk().connection.plan(of: query)
    let first = try #require(plan.first)
    #expect(first.hasPrefix("SEARCH ticket USING"), "\(plan)")
    // Of a generated column SQLite does not see that the index has it all.
    let isCovered = first.contains("COVERING INDEX") || first.contains("INTEGER PRIMARY KEY")
    #expect(isCovered || first.contains("bucket=?"), "\(plan)")
    #expect(plan.allSatisfy { !$0.contains("TEMP") && !$0.contains("SCAN ticket") }, "\(plan)")
  }

  @Test(
    arguments: [KeyQueries.descendingWithoutBlocked, .ascendingWithoutBlocked].flatMap(\.all)
  )
  func `keys without blocked types come in the order of the index too`(query: Query) throws {
    let plan = try SmallDesk().connection.plan(of: query)
    #expect(plan.first?.hasPrefix("SEARCH ticket USING") == true, "\(plan)")
    #expect(plan.allSatisfy { !$0.contains("TEMP") && !$0.contains("SCAN ticket") }, "\(plan)")
  }

  @Test(arguments: [TextHits.newestFirst, TextHits.oldestFirst])
  func `a search asks the index of words and goes to each hit's rows`(query: Query) throws {
    let plan = try SmallDesk().connection.plan(of: query)
    #expect(plan.first?.hasPrefix("SCAN found VIRTUAL TABLE INDEX") == true, "\(plan)")
    #expect(plan.first?.contains(":M") == true, "\(plan)")
    #expect(plan.contains("SEARCH search_text USING INTEGER PRIMARY KEY (rowid=?)"), "\(plan)")
    #expect(plan.contains("SEARCH ticket USING INTEGER PRIMARY KEY (rowid=?)"), "\(plan)")
    #expect(plan.allSatisfy { !$0.contains("TEMP") }, "\(plan)")
  }

  @Test func `how many tickets a condition leaves is told without reading one`() throws {
    let plan = try SmallDesk().connection.plan(of: TicketCut.countOfSets)
    #expect(plan.allSatisfy { !$0.contains("ticket ") && !$0.hasSuffix("ticket") }, "\(plan)")
  }

  /// What the index's own statements read of a text.
  @Test func `a text is read by its key`() throws {
    let content = Query("SELECT words, scope FROM search_content WHERE id = ?1")
    let plan = try SmallDesk().connection.plan(of: content)
    #expect(plan.allSatisfy { !$0.contains("SCAN") }, "\(plan)")
  }
}
