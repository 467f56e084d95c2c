import Testing

@testable import GraphQL

@Suite struct SuggestionsTests {
  @Test(arguments: [
    ("abc", "abc", 0),
    ("abc", "ABC", 1),
    ("abc", "abd", 1),
    ("abc", "acb", 1),
    ("abc", "ab", 1),
    ("ab", "abc", 1),
    ("abcd", "badc", 2),
    ("", "ab", 2),
    ("Kitten", "sitting", 3),
  ])
  func `counts the edits between two names`(name: String, option: String, distance: Int) {
    #expect(Suggestions.distance(name, option, atMost: 5) == distance)
    #expect(Suggestions.distance(name, option, atMost: distance) == distance)
    if distance > 1 {
      #expect(Suggestions.distance(name, option, atMost: distance - 1) == nil)
    }
  }

  @Test func `puts the nearest first and equal ones in the order of their numbers`() {
    #expect(
      Suggestions.near("item", among: ["item10", "item2", "Item", "far"]) == [
        "Item", "item2", "item10",
      ]
    )
  }

  @Test func `compares no name longer than 64 bytes`() {
    let name = String(repeating: "a", count: 64)
    #expect(Suggestions.near(name, among: [name]) == [name])
    #expect(Suggestions.near(name + "a", among: [name]) == [])
    #expect(Suggestions.near(name, among: [name + "a"]) == [])
  }

  @Test(arguments: [
    ([], ""),
    (["a"], #" Did you mean "a"?"#),
    (["a", "b"], #" Did you mean "a" or "b"?"#),
    (["a", "b", "c", "d", "e", "f"], #" Did you mean "a", "b", "c", "d", or "e"?"#),
  ])
  func `lists at most five`(names: [String], sentence: String) {
    #expect(Suggestions.sentence(names) == sentence)
  }

  @Test(arguments: [
    "{ ticket(number: 1) { subjct } }",
    "{ found { subject } }",
    "{ range(form: 1, to: 2, from: 1) }",
    "{ echo(state: OPNE, key: {id: 1, emial: 2}) }",
    "query ($a: Tickett) { echo(lost: $a) }",
    "{ echo @tag(nam: 1, name: 1) }",
  ])
  func `names nothing of the schema unless asked`(text: String) throws {
    let quiet = try House.validate(text, suggestions: false)
    let open = try House.validate(text, suggestions: true)
    #expect(!quiet.isEmpty)
    #expect(quiet.allSatisfy { !$0.message.contains("Did you mean") })
    #expect(open.contains { $0.message.contains("Did you mean") })
  }

  @Test func `names nothing that the given schema has not`() throws {
    let small = try House.schema("type Query { ticket: Int }")
    let errors = Validator.validate(
      try House.document("{ tickets }"),
      against: small,
      suggestions: true
    )
    #expect(
      errors.map(\.message) == [
        #"Cannot query field "tickets" on type "Query". Did you mean "ticket"?"#
      ]
    )
  }
}
