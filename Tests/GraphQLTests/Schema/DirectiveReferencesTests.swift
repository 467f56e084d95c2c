import Testing

@testable import GraphQL

@Suite struct DirectiveReferencesTests {
  @Test func `follows a chain of any length, and finds all of a circle`() {
    func chain(closing: String) -> String {
      (0..<5_000).map { "directive @d\($0)(x: Int @d\($0 + 1)) on ARGUMENT_DEFINITION" }
        .joined(separator: " ") + " directive @d5000(x: Int \(closing)) on ARGUMENT_DEFINITION"
    }
    #expect(Mistakes.found(in: chain(closing: "")) == [])
    let found = Mistakes.found(in: chain(closing: "@d4998"))
    #expect(
      found.map { $0.split(separator: ".")[0] } == [
        "Directive @d4998 cannot reference itself", "Directive @d4999 cannot reference itself",
        "Directive @d5000 cannot reference itself",
      ]
    )
  }
}
