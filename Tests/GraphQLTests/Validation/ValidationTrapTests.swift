import TestKit
import Testing

@testable import GraphQL

/// Where servers fail the text of chapter 5, one test or more for each such place that is known.
///
/// The numbers are those of the list of fifty traps that this server is held to.
@Suite struct ValidationTrapTests {
  private func messages(_ text: String, _ limits: DocumentLimits = .tools) throws -> [String] {
    Validator.validate(
      try House.document(text),
      against: try House.schema(),
      limits: limits,
      suggestions: false
    ).map(\.message)
  }

  @Test(arguments: [
    // Differing types under parents that never meet; differing arguments there are fine.
    ("{ party { ... on Person { age } ... on Company { age } } }", 1),
    ("{ party { ...P ...C } } fragment P on Person { a: age } fragment C on Company { a: age }", 1),
    ("{ party { ... on Person { home { x: street } } ... on Company { home { x: number } } } }", 1),
    ("{ party { ... on Person { x: age } ... on Company { x: score } } }", 1),
    (
      "{ party { ... on Person { name(short: true) } ... on Company { name(short: false) } } }", 0
    ),
    // The order of what an input object says does not matter, that of a list does.
    (
      """
      { tickets(filter: {subject: "a", number: 2}) { id }
        tickets(filter: {number: 2, subject: "a"}) { id } }
      """, 0
    ),
    ("{ echo(ints: [1, 2]) echo(ints: [2, 1]) }", 1),
    ("{ echo(int: 1, string: \"a\") echo(string: \"a\", int: 1) }", 0),
  ])
  func `trap 11: fields merge through fragments and abstract types`(
    text: String,
    errors: Int
  )
    throws
  {
    let found = try messages(text)
    #expect(found.count == errors, "\(found)")
    #expect(found.allSatisfy { $0.contains("conflict because") })
  }

  private static let costly: [(text: String, errors: Int)] = [
    ("{ \(String(repeating: "__typename ", count: 3_000))}", 0),
    (
      "{ "
        + String(
          repeating: "... { \(String(repeating: "... { __typename } ", count: 100))} ",
          count: 200
        ) + "}", 0
    ),
    (
      "{ ticket(number: 1) { ...F0 } } "
        + (0..<30).map { "fragment F\($0) on Ticket { ...F\($0 + 1) ...F\($0 + 1) } " }.joined()
        + "fragment F30 on Ticket { id }", 0
    ),
    (
      "{ ticket(number: 1) { ...F0 } } "
        + (0..<5_000).map { "fragment F\($0) on Ticket { id ...F\($0 + 1) } " }.joined()
        + "fragment F5000 on Ticket { id }", 0
    ),
    (
      "{ ticket(number: 1) { ...F0 } } "
        + (0..<2_000).map { "fragment F\($0) on Ticket { id ...F\(($0 + 1) % 2_000) } " }.joined(),
      1
    ),
  ]

  @Test(arguments: costly.indices)
  func `trap 12: costly documents are judged in as many steps as they have nodes, nearly`(
    place: Int
  ) throws {
    let (text, errors) = Self.costly[place]
    let facts = try House.facts(text)
    var check = MergeCheck(facts, shapes: FieldShapes(facts))
    #expect(check.run() == .merges)
    #expect(check.steps <= 8 * (facts.selections.count + facts.fragments.count))
    let found = Validator.errors(in: facts, rules: ValidationRule.specified, suggestions: true)
    #expect(found.count == errors)
  }

  @Test(arguments: ValidationRule.specified.map(\.name))
  func `trap 13: a cycle of fragments hangs no rule`(name: String) throws {
    let rule = try #require(ValidationRule.named(name))
    for text in [
      "query ($v: Int) { ...A } fragment A on Query { ...A echo(int: $v) }",
      "subscription { ...A } fragment A on Subscription { ...B } fragment B on Subscription { ...A }",
      """
      { ticket(number: 1) { ...A ...B } } fragment A on Ticket { related { ...B } ...A }
      fragment B on Ticket { related { ...A x: id } ...A x: number }
      """,
      "{ __schema { types { ...A } } } fragment A on __Type { fields { type { ...A } } }",
      "fragment A on Ticket { ...B } fragment B on Ticket { ...C } fragment C on Ticket { ...A }",
    ] {
      let errors = Validator.errors(in: try House.facts(text), rules: [rule], suggestions: true)
      #expect(errors.count < 10)
    }
  }

  @Test(arguments: [
    ("query A($v: Int) { ...F } fragment F on Query { echo(int: $v) }", [String]()),
    (
      "query A($v: Int) { ...F } query B { ...F } fragment F on Query { echo(int: $v) }",
      ["Variable \"$v\" is not defined by operation \"B\"."]
    ),
    (
      "query A($v: Int) { echo(int: $v) } query B($v: Int) { echo }",
      ["Variable \"$v\" is never used in operation \"B\"."]
    ),
    (
      """
      query A($v: Int) { ...F } query B($v: String) { ...F }
      fragment F on Query { echo(int: $v) }
      """,
      ["Variable \"$v\" of type \"String\" used in position expecting type \"Int\"."]
    ),
  ])
  func `trap 14: variables in fragments belong to each operation`(
    text: String,
    errors: [String]
  )
    throws
  {
    #expect(try messages(text) == errors)
  }

  @Test(arguments: [
    ("query ($v: Int = 1) { ticket(number: $v) { id } }", true),
    ("query ($v: Int = null) { ticket(number: $v) { id } }", false),
    ("query ($v: Int) { ticket(number: $v) { id } }", false),
    ("query ($v: Int) { tickets(first: $v) { id } }", true),
    ("query ($v: [Int]) { echo(strict: $v) }", false),
    ("query ($v: [Int!]) { echo(ints: $v) }", true),
    ("query ($v: [Int!]!) { echo(strict: $v) }", true),
    ("query ($v: Int) { echo(ints: $v) }", false),
    ("query ($v: Int) { echo(strict: [$v]) }", false),
    // A field of a OneOf input object wants a non-null variable, wherever the object stands.
    ("query ($v: ID!) { echo(key: {id: $v}) }", true),
    ("query ($v: ID) { echo(key: {id: $v}) }", false),
    ("query ($v: ID) { echo(keys: [{id: $v}]) }", false),
    ("query ($v: ID = 1) { echo(keys: [{id: $v}]) }", true),
  ])
  func `trap 15: variables fit their positions`(text: String, fits: Bool) throws {
    #expect(try messages(text).isEmpty == fits)
  }

  @Test(arguments: [
    ("{id: 1}", true), ("{}", false), ("{id: 1, email: \"x\"}", false), ("{id: null}", false),
    ("{id: \"x\", email: null}", false), ("{id: \"x\", email: $missing}", false),
    ("{email: 1}", false), ("{lost: 1}", false), ("null", true),
  ])
  func `trap 16: a OneOf literal has exactly one key, and it is not null`(
    literal: String,
    isValid: Bool
  ) throws {
    let variable = literal.contains("$") ? "($missing: String!)" : ""
    #expect(try messages("query \(variable) { echo(key: \(literal)) }").isEmpty == isValid)
  }

  @Test(arguments: ["mutation", "subscription"])
  func `trap 17: an operation that the schema lacks is invalid before it runs`(type: String) throws
  {
    let errors = Validator.validate(
      try House.document("\(type) { x }"),
      against: try House.schema("type Query { x: Int }"),
      suggestions: false
    )
    #expect(errors.map(\.message) == ["The \(type) operation is not supported by the schema."])
    #expect(errors.map(\.code) == ["VALIDATION_FAILED"])
  }

  @Test(arguments: [
    ("{ messagePosted { id } }", 0), ("{ a: messagePosted { id } a: messagePosted { id } }", 0),
    ("{ messagePosted { id } b: messagePosted { id } }", 1), ("{ __typename }", 1),
    ("{ messagePosted @skip(if: false) { id } }", 1),
    ("{ ...F } fragment F on Subscription { messagePosted @include(if: true) { id } }", 1),
    ("{ ... @include(if: true) { messagePosted { id } } }", 1),
    // A bad condition is told of, too, and does not end the process.
    ("{ messagePosted @include { id } }", 2), ("{ messagePosted @skip(if: 1) { id } }", 2),
    ("{ messagePosted @skip(if: $lost) { id } }", 2),
    ("{ messagePosted { id @include(if: true) } }", 0),
  ])
  func `trap 18: a subscription has one root field, always`(set: String, errors: Int) throws {
    let found = try messages("subscription \(set)")
    #expect(found.count == errors, "\(found)")
  }

  @Test(arguments: [
    ("{ found { __typename } party { __typename } __typename }", 0),
    ("mutation { close(number: 1) { __typename } __typename }", 0),
    ("{ __schema { __typename queryType { __typename } } __type(name: \"A\") { __typename } }", 0),
    ("{ party { __schema { description } } }", 1), ("{ ticket(number: 1) { __type { name } } }", 1),
    ("mutation { __schema { description } }", 1), ("{ __type { name } }", 1),
    ("{ ...F } fragment F on Query { __schema { description } }", 0),
  ])
  func `trap 19: the meta-fields stand where they may`(text: String, errors: Int) throws {
    let found = try messages(text)
    #expect(found.count == errors, "\(found)")
  }

  @Test(arguments: [(DocumentLimits.standard, 20, 4_000), (.tools, 100, 20_000)])
  func `trap 22: 5,000 unknown fields are answered with few errors`(
    limits: DocumentLimits,
    count: Int,
    characters: Int
  ) throws {
    let fields = (0..<5_000).map { "tickets\($0)" }.joined(separator: " ")
    var limits = limits
    limits.expandedFields = .max
    limits.rootFields = .max
    let errors = Validator.validate(
      try House.document("{ \(fields) }"),
      against: try House.schema(),
      limits: limits,
      suggestions: true
    )
    #expect(errors.count == count + 1)
    #expect(errors.last?.message.hasPrefix("Too many validation errors, error limit") == true)
    #expect(errors.reduce(0) { $0 + $1.message.count } < characters)
  }

  @Test(arguments: [
    "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
    "{ a: __schema { description } b: __schema { description } }",
    "{ __schema { types { ...A } } } fragment A on __Type { fields { type { ...B } } } "
      + "fragment B on __Type { fields { type { fields { name } } } }",
  ])
  func `trap 27: introspection that multiplies the schema is refused`(text: String) throws {
    let errors = try House.validate(text)
    #expect(errors.count == 1)
    #expect(errors.first?.code?.hasPrefix("INTROSPECTION_TOO_") == true)
  }

  @Test func `trap 27: the query that tools send is served`() throws {
    #expect(try House.validate(ClientSchema.query) == [])
  }
}
