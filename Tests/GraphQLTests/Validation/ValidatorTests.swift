import Testing

@testable import GraphQL

@Suite struct ValidatorTests {
  @Test(arguments: [
    "{ ticket(number: 1) { id messages(first: 3) { text author { name } } } }",
    "query A($f: TicketFilter) { tickets(filter: $f) { ...T } } fragment T on Ticket { subject }",
    "{ found { __typename ... on Ticket { subject } ... on Message { text } } }",
    "{ range(from: 1, to: 2) }",
  ])
  func `takes a valid document`(text: String) throws {
    #expect(try House.validate(text) == [])
  }

  @Test func `tells the errors of all rules in the order of the reference implementation`() throws {
    let text = """
      query A($v: Lost, $unused: Int) {
        ticket(number: "one") { subjct ...Gone }
        range(from: $undefined)
      }
      fragment F on State { x }
      """
    #expect(
      try House.validate(text).map { House.show($0) } == [
        #"1:13 Unknown type "Lost"."#,
        #"2:18 Int cannot represent non-integer value: "one""#,
        #"2:27 Cannot query field "subjct" on type "Ticket"."#,
        #"2:37 Unknown fragment "Gone"."#,
        #"3:3 Field "range" argument "to" of type "Int!" is required, but it was not provided."#,
        #"3:15 1:1 Variable "$undefined" is not defined by operation "A"."#,
        #"1:9 Variable "$v" is never used in operation "A"."#,
        #"1:19 Variable "$unused" is never used in operation "A"."#,
        #"5:15 Fragment "F" cannot condition on non composite type "State"."#,
        #"5:1 Fragment "F" is never used."#,
      ]
    )
  }

  @Test func `gives every error a code`() throws {
    let errors = try House.validate("{ lost } query A { gone }")
    #expect(errors.map(\.code) == Array(repeating: "VALIDATION_FAILED", count: 3))
  }

  @Test func `counts columns in UTF-16 units and lines by every line end`() throws {
    let text = "{ a: echo(string: \"😀é\") lost\r\n\r gone\n away }"
    #expect(
      try House.validate(text).map { House.show($0) } == [
        #"1:26 Cannot query field "lost" on type "Query"."#,
        #"3:2 Cannot query field "gone" on type "Query"."#,
        #"4:2 Cannot query field "away" on type "Query"."#,
      ]
    )
  }

  @Test(arguments: [19, 20])
  func `tells twenty errors`(count: Int) throws {
    let text = "{ \((0..<count).map { "lost\($0)" }.joined(separator: " ")) }"
    let errors = try House.validate(text)
    #expect(errors.count == count)
    #expect(errors.last?.message == "Cannot query field \"lost\(count - 1)\" on type \"Query\".")
  }

  @Test func `tells after twenty errors that there are more`() throws {
    // Reported by several rules, later places first.
    let fields = (0..<45).map { "lost\($0)(a: $v\($0))" }.joined(separator: " ")
    let errors = try House.validate("{ \(fields) }")
    #expect(errors.count == 21)
    for (place, error) in errors.dropLast().enumerated() {
      #expect(error.message == "Cannot query field \"lost\(place)\" on type \"Query\".")
    }
    #expect(
      errors.last?.message
        == "Too many validation errors, error limit reached. Validation aborted."
    )
    #expect(errors.last?.locations == [])
  }

  @Test func `builds no text for errors that it does not tell`() throws {
    let facts = try House.facts("{ \(String(repeating: "lost ", count: 5_000)) }")
    var report = ErrorReport(suggestions: true, limits: .standard)
    var built = 0
    func message() -> String {
      built += 1
      return "x"
    }
    for place in facts.selectionOrder {
      report(facts.selections[place].enter, message(), at: [])
    }
    #expect(built == 20)
    #expect(report.entries.count == 20)
    #expect(report.isCut)
  }

  @Test func `repeats at most 100 characters of a client's text and says at most 300`() throws {
    let long = String(repeating: "x", count: 5_000)
    for text in [
      "{ \(long) }", "{ echo(int: \"\(long)\") }", "{ echo(\(long): 1) }", "{ ...\(long) }",
      "query ($\(long): \(long)) { echo }", "{ echo @\(long) }", "query \(long) { a } { b }",
      "{ echo(int: [\(Array(repeating: "1", count: 1_000).joined(separator: ","))]) }",
      "{ echo(string: {a: {b: \"\"\"\(long)\"\"\"}}) }", "{ a: echo a: \(long) }",
    ] {
      let errors = try House.validate(text)
      #expect(!errors.isEmpty)
      for error in errors {
        #expect(error.message.count <= 300)
        #expect(!error.message.contains(String(repeating: "x", count: 101)))
      }
    }
  }

  @Test func `points at no more than twenty places`() throws {
    let arguments = Array(repeating: "int: 1", count: 500).joined(separator: " ")
    let errors = try House.validate("{ echo(\(arguments)) }")
    #expect(errors.map(\.message) == [#"There can be only one argument named "int"."#])
    #expect(errors.first?.locations.count == 20)
  }

  @Test func `suggests for 5,000 unknown names no more than twenty times`() throws {
    let document = try House.document(
      "{ \((0..<5_000).map { "tickets\($0)" }.joined(separator: " ")) }"
    )
    let facts = DocumentFacts.found(in: document, schema: try House.schema(), limits: .standard)
    let errors = Validator.errors(in: facts, rules: ValidationRule.specified, suggestions: true)
    #expect(errors.count == 21)
    #expect(errors.reduce(0) { $0 + $1.message.count } < 20 * 300)
  }

  @Test func `tells tools a hundred errors, whole and with all their places`() throws {
    func errors(_ text: String) throws -> [GraphQLError] {
      Validator.validate(
        try Parser.parse(Source(text), limits: .tools),
        against: try House.schema(),
        limits: .tools,
        suggestions: true
      )
    }
    let many = try errors("{ \((0..<101).map { "lost\($0)" }.joined(separator: " ")) }")
    #expect(many.count == 101)
    #expect(many[99].message == "Cannot query field \"lost99\" on type \"Query\".")
    #expect(
      many[100].message == "Too many validation errors, error limit reached. Validation aborted."
    )
    let long = String(repeating: "x", count: 5_000)
    #expect(
      try errors("{ \(long) }").map(\.message)
        == ["Cannot query field \"\(long)\" on type \"Query\"."]
    )
    let arguments = Array(repeating: "int: 1", count: 500).joined(separator: " ")
    #expect(try errors("{ echo(\(arguments)) }").first?.locations.count == 500)
  }

  @Test func `refuses tools nothing for its depth, its aliases or its introspection`() throws {
    for text in [
      "{ \(String(repeating: "... { ", count: 500)) echo \(String(repeating: "}", count: 500)) }",
      "{ \((0..<1_000).map { "a\($0): echo" }.joined(separator: " ")) }",
      "{ echo \(String(repeating: "@include(if: true) ", count: 1)) a: __schema { description } "
        + "b: __schema { description } }",
    ] {
      let document = try Parser.parse(Source(text), limits: .tools)
      #expect(
        Validator.validate(
          document,
          against: try House.schema(),
          limits: .tools,
          suggestions: false
        ) == []
      )
    }
  }

  @Test func `asks every rule of the edition once`() {
    let names = ValidationRule.specified.map(\.name)
    #expect(names.count == 28)
    #expect(Set(names).count == 28)
  }
}
