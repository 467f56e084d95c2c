import Bytes
import Testing

@testable import Desk

/// The proof can fail: what it must not miss is put before it.
@Suite(.serialized) struct ProofSelfTests {
  private func proof(
    of pairs: [Pair],
    viewer: String = "student",
    only: Set<DocumentClass>? = nil
  ) throws -> ProofReport {
    let group = PairGroup(
      name: "self-test of \(viewer)",
      viewer: viewer,
      focus: .dense,
      pairs: pairs
    )
    return Proof(world: try World.shared.get(), size: .sample, only: only).run([group])
  }

  @Test func `a value that the viewer sees is found in documents of many classes`() throws {
    let report = try proof(of: [
      Pair(kind: .value(.text, .flag), name: "textOpen, which is visible") { house, world in
        try house.perform(
          "updateTicket",
          """
          ticket: "\(world.ticket(.dense))", parameters: [
            {key: "textOpen", value: {text: "turmalinatextopen sul"}},
            {key: "priority", value: {choice: "LOW"}}
          ]
          """,
          as: world.token("desk")
        )
      }
    ])
    let classes = Set(report.differences.map { $0.document.prefix { $0 != ":" } })
    #expect(classes.isSuperset(of: ["paths", "orders", "mutations"]))
    let first = try #require(report.differences.first)
    #expect(first.description.contains("textOpen") && first.what.contains("byte"))
    #expect(report.emptyPairs == [])
  }

  @Test func `a message that the viewer sees is found`() throws {
    let report = try proof(of: [
      Pair(kind: .internalMessage, name: "a public message") { house, world in
        try house.perform(
          "postMessage",
          "ticket: \"\(world.ticket(.dense))\", text: \"norte\"",
          as: world.token("desk")
        )
      }
    ])
    #expect(!report.differences.isEmpty)
  }

  /// A change that the viewer may hear of is one that the events of the two databases differ in.
  @Test func `what arrives live is compared`() throws {
    let change = { @Sendable (input: String) in
      Pair(kind: .internalMessage, name: input) { house, world in
        let mutation = input.hasPrefix("text") ? "postMessage" : "updateTicket"
        let ticket = "ticket: \"\(try world.ticket(.dense))\", "
        try house.perform(mutation, ticket + input, as: world.token("desk"))
      }
    }
    let report = try proof(
      of: [
        change("text: \"norte\""),
        change("parameters: [{key: \"integerOpen\", value: {integer: 73}}]"),
        change("text: \"segredo\", internal: true"),
      ],
      only: [.events]
    )
    #expect(report.faults == [])
    #expect(report.withData[.events] == 3)
    let told = report.differences.map(\.pair)
    #expect(told.count == 2 && told.allSatisfy { !$0.contains("internal") }, "\(told)")
  }

  /// Two databases that are the same give the same bytes, and are no pair.
  @Test func `the same database twice differs in nothing and is reported as no pair`() throws {
    for viewer in ["student", "desk"] {
      let report = try proof(of: [Pair(kind: .rules, name: "nothing") { _, _ in }], viewer: viewer)
      #expect(report.differences.map(\.description) == [])
      #expect(report.emptyPairs.count == 1)
      #expect(report.otherRows == 0 && report.otherPrepares == 0)
    }
  }

  @Test func `status, headers, bytes and statements are compared one by one`() {
    func answer(
      _ head: String = "200 x: a",
      body: String = "same",
      statements: [String] = ["SELECT 1"]
    ) -> Answer {
      let work = Work(statements: statements, prepares: 0, rows: 0)
      return Answer(head: head, body: Array(body.utf8), work: work)
    }
    #expect(Difference.between([answer()], [answer()]) == nil)
    for other in [
      answer("404 x: a"), answer("200 x: b"), answer(body: "other"), answer(body: "samey"),
      answer(statements: ["SELECT 2"]), answer(statements: ["SELECT 1", "SELECT 1"]),
    ] {
      #expect(Difference.between([answer()], [other]) != nil)
    }
    #expect(Difference.between([answer()], []) != nil)
  }
}
