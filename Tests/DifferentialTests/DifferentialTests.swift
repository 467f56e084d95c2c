import Testing

@testable import GraphQL

/// Guiche beside a second implementation, graphql-core, on documents that nobody wrote.
///
/// Verdict, messages, places and order must be the same, but for what `Differences.swift` lists.
@Suite(
  .enabled(if: Reference.isExpected, "bash .ci/clients installs graphql-core"),
  .serialized
)
struct DifferentialTests {
  @Test func `10,000 documents get the reference implementation's errors, and no others`() throws {
    let comparison = try Comparison.made.get()
    var unexplained = 0
    for place in comparison.differences {
      let ours = comparison.ours[place].errors.map(\.description)
      let theirs = comparison.theirs[place].errors.map(\.description)
      guard !Difference.all.contains(where: { $0.explains(ours, theirs) }) else { continue }
      unexplained += 1
      guard unexplained <= 10 else { continue }
      Issue.record(
        """
        \(comparison.questions[place].document)
        Guiche: \(ours.filter { !theirs.contains($0) })
        graphql-core: \(theirs.filter { !ours.contains($0) })
        """
      )
    }
    #expect(unexplained == 0)
    #expect(comparison.questions.count == 10_000)
  }

  @Test(arguments: Difference.all)
  func `each listed difference occurs`(difference: Difference) throws {
    let comparison = try Comparison.made.get()
    #expect(
      comparison.differences.contains { place in
        difference.explains(
          comparison.ours[place].errors.map(\.description),
          comparison.theirs[place].errors.map(\.description)
        )
      }
    )
  }

  @Test func `valid, invalid and broken documents are among them, and every rule is hit`() throws {
    let comparison = try Comparison.made.get()
    var hits: [String: Int] = [:]
    for answer in comparison.theirs {
      for rule in Set(answer.errors.map { $0.rule ?? "" }) { hits[rule, default: 0] += 1 }
    }
    let valid = comparison.theirs.count { $0.errors.isEmpty }
    #expect(valid > 3_000)
    // What no rule found is a syntax error.
    #expect(hits["", default: 0] > 1_000)
    for rule in ValidationRule.specified where rule.name != "KnownOperationTypes" {
      #expect(hits[rule.name, default: 0] >= 20, "\(rule.name)")
    }
    // graphql-core 3.2 does not have this rule.
    let unsupported = comparison.ours.count { answer in
      answer.errors.contains { $0.message.hasSuffix("is not supported by the schema.") }
    }
    #expect(unsupported >= 20)
  }

  @Test func `the comparison sees a change of the message, of a place and of the order`() throws {
    let told = try #require(try Comparison.made.get().theirs.first { $0.errors.count > 1 })
    #expect(!Comparison.differ(told, told))
    var other = told
    other.errors[0].message += "!"
    #expect(Comparison.differ(told, other))
    other = told
    other.errors[0].locations?.append(Answer.Location(line: 1, column: 1))
    #expect(Comparison.differ(told, other))
    other = told
    other.errors.swapAt(0, 1)
    #expect(told.errors[0] == told.errors[1] || Comparison.differ(told, other))
    other = told
    other.errors.removeLast()
    #expect(Comparison.differ(told, other))
    for difference in Difference.all {
      #expect(!difference.explains(["1:1 Something new."], []))
      #expect(!difference.explains([], []))
    }
  }

  @Test func `the same seed gives the same documents`() throws {
    let (first, second) = (try Comparison.made.get().questions, try Comparison.questions())
    #expect(first.map(\.document) == second.map(\.document))
    #expect(Set(first.map(\.document)).count > 9_000)
  }
}
