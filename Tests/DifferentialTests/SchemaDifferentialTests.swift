import Testing

/// Guiche beside graphql-core on schemas that nobody wrote: the mistakes that each has.
@Suite(
  .enabled(if: Reference.isExpected, "bash .ci/clients installs graphql-core"),
  .serialized
)
struct SchemaDifferentialTests {
  static let count = 1_500

  /// Made once, for all tests.
  private static let made = Result {
    let questions = generated()
    let parts: [@Sendable () throws -> [Answer]] = [
      { try Reference.guiche.answers(to: questions) },
      { try Reference.judge.answers(to: questions) },
    ]
    let sides = try inParallel(parts).map { try $0.get() }
    return (questions: questions, ours: sides[0], theirs: sides[1])
  }

  private static func generated() -> [Question] {
    (0..<count).map { id in
      var random = SeededRandom(seed: Comparison.seed &+ UInt64(id) &* 7_919)
      let mood = random.below(10)
      var slips: Set<SchemaSlip> = []
      if mood >= 3 {
        slips.insert(SchemaSlip.allCases[id % SchemaSlip.allCases.count])
        if let slip = random.pick(SchemaSlip.allCases) { slips.insert(slip) }
      }
      var generator = SchemaGenerator(seed: Comparison.seed &+ UInt64(id), slips: slips)
      var tokens = generator.document()
      if mood >= 8 { tokens = DocumentText.broken(tokens, &random) }
      let text = DocumentText.text(of: tokens, isPlain: random.chance(0.5), &random)
      return Question(id: id, op: "schema", schema: text, document: "")
    }
  }

  @Test func `1,500 schemas get the reference implementation's errors, and no others`() throws {
    let (questions, ours, theirs) = try Self.made.get()
    var unexplained = 0
    for place in questions.indices where Comparison.differ(ours[place], theirs[place]) {
      let (left, right) = (ours[place].errors, theirs[place].errors)
      guard !SchemaDifference.all.contains(where: { $0.explains(left, right) }) else { continue }
      unexplained += 1
      guard unexplained <= 10 else { continue }
      Issue.record("\(questions[place].schema)\nGuiche: \(left)\ngraphql-core: \(right)")
    }
    #expect(unexplained == 0)
    #expect((400..<1_200).contains(theirs.count { $0.errors.isEmpty }))
  }

  @Test(arguments: SchemaDifference.all)
  func `each listed difference occurs`(difference: SchemaDifference) throws {
    let (questions, ours, theirs) = try Self.made.get()
    #expect(
      questions.indices.contains { place in
        Comparison.differ(ours[place], theirs[place])
          && difference.explains(ours[place].errors, theirs[place].errors)
      }
    )
  }
}

/// A difference about a schema that the specification settles in Guiche's favour.
struct SchemaDifference: Sendable {
  var name: String
  /// Why Guiche is right.
  var reason: String
  /// The section of the September 2025 edition that says so.
  var section: String
  /// Whether it explains all that the two sides say differently.
  var explains: @Sendable (_ ours: [Answer.Told], _ theirs: [Answer.Told]) -> Bool

  static let all: [SchemaDifference] = [
    SchemaDifference(
      name: "one type for two operations",
      reason: """
        "The query, mutation, and subscription root types must all be different types if provided." \
        graphql-core 3.2 does not ask; from 3.3 on it does, with this message.
        """,
      section: "3.3.1 Root Operation Types",
      explains: { ours, theirs in
        let others = ours.filter { !$0.message.hasPrefix("All root types must be different, ") }
        return others.count == ours.count - 1
          && others.map(\.description) == theirs.map(\.description)
      }
    ),
    SchemaDifference(
      name: "a built-in scalar that is written down",
      reason: """
        Built-in scalars "must be omitted", so a type of such a name is a second one. graphql-core \
        puts it in the scalar's place. Guiche, which finds it among the definitions, says nothing of \
        how the types fit then.
        """,
      section: "3.5 Scalars",
      explains: { ours, theirs in
        let others = ours.filter { told in
          !["Int", "Float", "String", "Boolean", "ID"].contains { (name: String) in
            told.message.hasPrefix("Type \"\(name)\" already exists in the schema.")
          }
        }
        return others.count < ours.count
          && (others.isEmpty || others.map(\.description) == theirs.map(\.description))
      }
    ),
    SchemaDifference(
      name: "long Unicode escapes",
      reason: """
        \\u{…} takes any number of hexadecimal digits; graphql-core stops at nine, whatever the value. \
        What Guiche refuses stands behind it.
        """,
      section: "2.9.4 String Value: EscapedUnicode",
      explains: { _, theirs in
        theirs.map(\.message).contains { $0.hasPrefix("Syntax Error: Invalid Unicode escape") }
      }
    ),
    SchemaDifference(
      name: "kinds that graphql-core's classes refuse",
      reason: """
        An input where an output must stand, or an object where an interface must, ends the making \
        of graphql-core's objects with one error in Python's words and without a place. graphql-js \
        tells each, as Guiche does.
        """,
      section: "3.6 Objects, 3.7 Interfaces, 3.8 Unions, 3.10 Input Objects: Type Validation",
      explains: { ours, theirs in
        !ours.isEmpty && theirs.count == 1 && theirs[0].locations == []
          && (theirs[0].message.contains("fields cannot be resolved. ")
            || theirs[0].message.contains("must be specified as a collection of "))
      }
    ),
  ]
}
