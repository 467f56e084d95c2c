import Testing

@testable import GraphQL

/// Documents that are made to cost much: each must be answered, and with few steps.
///
/// The limits would refuse most of them at once, so the rules are asked here without the limits.
@Suite struct HostileDocumentTests {
  private func errors(_ text: String) throws -> [String] {
    Validator.errors(in: try House.facts(text), rules: ValidationRule.specified, suggestions: true)
      .map { House.show($0) }
  }

  /// The steps of the merge check, and what it found.
  private func merge(_ text: String) throws -> (outcome: MergeCheck.Outcome, steps: Int) {
    let facts = try House.facts(text)
    var check = MergeCheck(facts, shapes: FieldShapes(facts))
    let outcome = check.run()
    return (outcome, check.steps)
  }

  @Test func `merges 3,000 times one field in as many steps`() throws {
    let text = "{ \(String(repeating: "__typename ", count: 3_000))}"
    #expect(try errors(text) == [])
    let (outcome, steps) = try merge(text)
    #expect(outcome == .merges)
    #expect(steps <= 3 * 3_000)
  }

  @Test func `merges 3,000 times one object`() throws {
    let text = "{ \(String(repeating: "party { id name } ", count: 3_000))}"
    #expect(try errors(text) == [])
    #expect(try merge(text).steps <= 6 * 3_000)
  }

  @Test func `finds the one field that differs among 3,000`() throws {
    let text = "{ \(String(repeating: "x: echo(int: 1) ", count: 3_000)) x: echo(int: 2) }"
    let errors = try errors(text)
    #expect(errors.count == 21)
    #expect(errors[0].hasPrefix(#"1:3 1:48004 Fields "x" conflict because they have differing"#))
  }

  @Test func `merges 200 times 100 inline fragments`() throws {
    let inner = String(repeating: "... { __typename } ", count: 100)
    let outer = String(repeating: "... on Query { \(inner)} ", count: 200)
    #expect(try errors("{ \(outer)}") == [])
    let (outcome, steps) = try merge("{ \(outer)}")
    #expect(outcome == .merges)
    #expect(steps <= 200 * 100 * 5)
  }

  @Test func `merges fragments that fan out to 2^30 fields`() throws {
    var text = "{ ticket(number: 1) { ...F0 } }"
    for level in 0..<30 {
      text += " fragment F\(level) on Ticket { ...F\(level + 1) related { ...F\(level + 1) } }"
    }
    text += " fragment F30 on Ticket { id }"
    #expect(try errors(text) == [])
    let (outcome, steps) = try merge(text)
    #expect(outcome == .merges)
    #expect(steps <= 20_000)
  }

  @Test func `follows a chain of 5,000 fragments`() throws {
    var text = "query ($n: Int) { ticket(number: 1) { ...F0 } }"
    for level in 0..<5_000 { text += " fragment F\(level) on Ticket { id ...F\(level + 1) }" }
    text += " fragment F5000 on Ticket { messages(first: $n) { id } }"
    #expect(try errors(text) == [])
    #expect(try merge(text).steps <= 5_000 * 6)
  }

  @Test func `follows a chain of 5,000 fragments through fields to a conflict at its end`() throws {
    var text = "{ ticket(number: 1) { ...F0 } }"
    for level in 0..<5_000 {
      text += " fragment F\(level) on Ticket { related { ...F\(level + 1) } }"
    }
    text += " fragment F5000 on Ticket { x: id x: number }"
    let errors = try errors(text)
    #expect(errors.count == 1)
    #expect(errors[0].contains(#"Fields "x" conflict because "id" and "number" are different"#))
  }

  @Test func `finds a cycle of 2,000 fragments`() throws {
    var text = "query ($n: Int) { ticket(number: 1) { ...F0 } }"
    for level in 0..<2_000 {
      text += " fragment F\(level) on Ticket { messages(first: $n) { id } "
      text += "related { ...F\((level + 1) % 2_000) } }"
    }
    let errors = try errors(text)
    #expect(errors.count == 1)
    #expect(errors[0].contains(#"Cannot spread fragment "F0" within itself via "F1", "F2","#))
    #expect(errors[0].contains("…"))
  }

  @Test func `refuses to compare what needs more steps than it may take`() throws {
    var text = "{ party { id } "
    for alias in 0..<1_100 { text += "a\(alias): party { ...P ...Q\(alias % 3) } " }
    text += "} fragment P on Party { \(String(repeating: "id ", count: 100)) }"
    for fragment in 0..<3 { text += " fragment Q\(fragment) on Party { q\(fragment): id }" }
    #expect(
      try errors(text) == [
        """
        The document's fields overlap in too many ways to compare them; \
        the limit is 100000 comparisons.
        """
      ]
    )
  }

  @Test func `asks no million questions about variables`() throws {
    let uses = (0..<1_000).map { "a\($0): echo(int: $v)" }.joined(separator: " ")
    var text = "fragment F on Query { \(uses) }"
    for operation in 0..<1_000 { text += " query O\(operation)($v: Int) { ...F }" }
    let facts = try House.facts(text)
    #expect(facts.isTooComplex)
    let errors = try House.validate(text)
    #expect(errors.contains { $0.code == "DOCUMENT_TOO_COMPLEX" })
  }

  @Test func `judges a literal of 100,000 items`() throws {
    let text = "{ echo(ints: [\(String(repeating: "1 ", count: 100_000))]) }"
    #expect(try errors(text) == [])
    let bad = "{ echo(ints: [\(String(repeating: "x ", count: 100_000))]) }"
    #expect(try errors(bad).count == 21)
  }

  @Test func `answers a subscription root that fans out and cycles`() throws {
    var text = "subscription { ...F0 }"
    for level in 0..<30 {
      text += " fragment F\(level) on Subscription { ...F\(level + 1) ...F\(level + 1) ...F0 }"
    }
    text += " fragment F30 on Subscription { ticketChanged { id } messagePosted { id } }"
    #expect(
      try errors(text).contains {
        $0.hasSuffix("Anonymous Subscription must select only one top level field.")
      }
    )
  }

  @Test func `walks what nests as deep as the parser lets pass`() throws {
    let levels = 197
    let open = String(repeating: "related { ", count: levels)
    let close = String(repeating: "}", count: levels)
    let selections = try House.validate("{ ticket(number: 1) { \(open) id \(close) } }")
    #expect(selections.map(\.code) == ["OPERATION_TOO_DEEP"])

    let list = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    #expect(try errors("{ echo(date: \(list)) other: echo(date: \(list)) }") == [])
    #expect(
      try errors("{ echo(int: \(list)) }").first?.hasPrefix(
        "1:13 Int cannot represent non-integer value: [[["
      ) == true
    )
    let object =
      String(repeating: "{any: ", count: levels) + "1"
      + String(repeating: "}", count: levels)
    #expect(try errors("{ tickets(filter: \(object)) { id } }").count == 21)

    let type = String(repeating: "[", count: levels) + "Int" + String(repeating: "]", count: levels)
    #expect(try errors("query ($v: \(type)) { echo(int: $v) }").count == 1)
  }

  @Test(arguments: [(4, MergeCheck.Outcome.merges), (16, .tooComplex)])
  func `gives up where the sets double with every level`(
    levels: Int,
    outcome: MergeCheck.Outcome
  ) throws {
    // Each level splits by the object's type, and each branch is told apart all the way down.
    func below(_ fragment: String) -> String { "tickets { customer { ...\(fragment) } }" }
    var text = "{ party { ...P0 } }"
    for level in 0..<levels {
      text += " fragment P\(level) on Party { \(below("P\(level + 1)"))"
      text += " ... on Person { \(below("A\(level)x\(level + 1)")) }"
      text += " ... on Company { \(below("B\(level)x\(level + 1)")) } }"
      for branch in ["A", "B"] {
        for depth in level + 1...levels {
          let next = depth < levels ? below("\(branch)\(level)x\(depth + 1)") : ""
          text += " fragment \(branch)\(level)x\(depth) on Party { \(next)"
          text += " \(branch)\(level): id }"
        }
      }
    }
    text += " fragment P\(levels) on Party { id }"
    let answer = try merge(text)
    #expect(answer.outcome == outcome)
    // The step that is over the budget ends with the set that it is in.
    #expect(answer.steps <= DocumentLimits.standard.fieldComparisons + 1_000)
  }
}
