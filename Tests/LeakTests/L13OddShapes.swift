import Foundation
import TestKit
import Testing

@testable import Desk

/// However a filter is nested and written, a hidden value counts as an empty one.
///
/// - Source: L13.
@Suite("L13 odd shapes of input", .serialized) struct L13OddShapes {
  static let seeds: [UInt64] = [1, 2]
  static let perSeed = 50
  /// Words of values that are hidden and of values that are not.
  static let words = [
    "canario", "CANARIO", "diploma", "via", "a", "matricula", "aluno", "parecer", "", "2310",
  ]

  private let desk: StoryDesk

  init() throws { desk = try StoryDesk.shared.get() }

  /// What is hidden wherever the user meets it, is as a key that no type has.
  @Test(arguments: Story.customers, seeds)
  func `a condition on a hidden key is one on no key`(user: String, seed: UInt64) throws {
    let hidden = Self.keysHiddenEverywhere(from: user)
    #expect(!hidden.isEmpty)
    var filters = OddFilters(seed: seed, keys: hidden, words: Self.words)
    for _ in 0..<Self.perSeed {
      let filter = filters.next().literal
      var never = filter
      for key in hidden {
        never = never.replacing("\"\(key)\"", with: "\"\(String(key.map { _ in "q" }))\"")
      }
      let asked = try desk.ask(Self.document(filter), as: user)
      let expected = try desk.ask(Self.document(never), as: user)
      #expect(asked.text == expected.text, "\(filter)")
    }
  }

  /// Literal, variable, default of a variable, and a variable for each part: one answer.
  @Test(arguments: Story.ruled, seeds)
  func `a filter means the same however it is written`(user: String, seed: UInt64) throws {
    var filters = OddFilters(seed: seed &+ 100, keys: Self.keys, words: Self.words)
    for _ in 0..<Self.perSeed / 2 {
      let filter = filters.next()
      let literal = Self.sense(try desk.ask(Self.document(filter.literal), as: user))
      let variable = try desk.ask(
        "query ($f: TicketFilter) \(Self.document("$f"))",
        as: user,
        ["f": filter.json]
      )
      #expect(Self.sense(variable) == literal, "\(filter.literal)")
      let byDefault = "query ($f: TicketFilter = \(filter.literal)) \(Self.document("$f"))"
      #expect(Self.sense(try desk.ask(byDefault, as: user)) == literal)
      let wrapped = "{and: [{or: [\(filter.literal)]}], not: {not: \(filter.literal)}}"
      let again = try desk.ask(Self.document(wrapped), as: user)
      // Deeper by two and twice as large, so it may be over a limit where the other is not.
      if again.codes == [] { #expect(Self.sense(again) == literal, "\(filter.literal)") }
    }
  }

  /// What comes of a filter is what comes of it on what the user can read.
  @Test(arguments: Story.ruled)
  func `a filter finds no ticket by what is hidden`(user: String) throws {
    let canaries = DemoStory.canaries.filter { canary in
      canary.ticket != nil && canary.hiddenFrom.contains(user)
    }
    #expect(canaries.count > 20)
    for (place, canary) in canaries.enumerated() where place % 9 == 0 {
      for condition in Self.conditions(of: canary) {
        for shape in [
          "{parameters: [COND]}", "{parameters: COND}", "{and: [{parameters: COND}]}",
          "{or: [{parameters: COND}, {parameters: COND}]}", "{not: {not: {parameters: COND}}}",
          "{or: [{and: {or: {not: {not: {parameters: [COND]}}}}}]}",
        ] {
          let filter = shape.replacing("COND", with: condition)
          let found = try desk.ask("{ tickets(filter: \(filter)) { totalCount } }", as: user)
          #expect(found["tickets.totalCount"] == 0, "\(canary.place) by \(filter): \(found.text)")
        }
      }
    }
  }

  /// Values of the wrong shape: the same complaint, whatever the key.
  @Test(arguments: ["student", "teacher", "attendant"])
  func `a value of a wrong shape is refused by its shape alone`(user: String) throws {
    let hidden = try #require(Self.keysHiddenEverywhere(from: user).first)
    let never = String(hidden.map { _ in "q" })
    let shapes = [
      "equals: [{text: \"x\"}]", "equals: {text: [\"x\"]}", "equals: {text: {text: \"x\"}}",
      "equals: {}", "equals: {text: null}", "equals: {text: \"x\", integer: 1}", "equals: \"x\"",
      "in: [[{text: \"x\"}]]", "in: [null]", "in: {}", "contains: [\"x\"]", "contains: 1",
      "isSet: \"true\"", "less: {boolean: true}", "greater: {choices: [\"x\", null]}",
      "equals: {text: \"x\"}, equals: {text: \"y\"}", "isSet: $v", "equals: $v",
      "equals: {text: $v}",
    ]
    for shape in shapes {
      for key in ["key: KEY", "key: KEY, key: \"subject\"", "key: [KEY]"] {
        let filter = "{parameters: [{\(key), \(shape)}]}"
        let document = "query ($v: String = \"x\") { tickets(filter: \(filter)) { totalCount } }"
        let one = try desk.ask(document.replacing("KEY", with: "\"\(hidden)\""), as: user)
        let two = try desk.ask(document.replacing("KEY", with: "\"\(never)\""), as: user)
        #expect(one.text == two.text.replacing(never, with: hidden), "\(filter)")
      }
    }
  }

  // MARK: - Parts

  private static let keys =
    ["subject", "requestText", "product", "solution", "priority", "dueDate", "discussion", "none"]
    + DemoType.all.flatMap { $0.parameters.map(\.key) }

  /// An answer without the places in its document.
  private static func sense(_ answer: Asked) -> String {
    answer.text.replacing(/"locations":\[[^\]]*\],/, with: "")
  }

  private static func document(_ filter: String) -> String {
    """
    { tickets(filter: \(filter), first: 30) {
      totalCount nodes { number } pageInfo { hasNextPage startCursor endCursor }
    } }
    """
  }

  /// The keys that are in no ticket of the user other than hidden.
  private static func keysHiddenEverywhere(from user: String) -> [String] {
    var hidden: Set<String> = []
    var shown: Set<String> = []
    for ticket in Story.tickets(of: user) {
      for key in Story.keys(of: ticket) {
        if Story.hides(key, in: ticket, from: user) {
          hidden.insert(key)
        } else {
          shown.insert(key)
        }
      }
    }
    return hidden.subtracting(shown).sorted()
  }

  /// Conditions that hold for a canary's value and, as it is the only one, for nothing else.
  private static func conditions(of canary: DemoCanary) -> [String] {
    let key = "key: \"\(canary.place)\""
    if canary.word.hasPrefix("CANARIO") {
      return [
        "{\(key), contains: \"\(canary.word)\"}",
        "{\(key), contains: \"\(canary.word.lowercased())\"}",
      ]
    }
    guard !canary.word.contains("-") else {
      return [
        "{\(key), equals: {date: \"\(canary.word)\"}}", "{\(key), in: {date: \"\(canary.word)\"}}",
      ]
    }
    return [
      "{\(key), equals: {decimal: \"\(canary.word)\"}}",
      "{\(key), in: [{decimal: \"1\"}, {decimal: \"\(canary.word)\"}]}",
    ]
  }
}
