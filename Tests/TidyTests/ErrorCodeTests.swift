import Testing

/// What clients program against is written down where they read.
@Suite struct ErrorCodeTests {
  /// Files whose words in capitals are the specification's.
  static let others = ["DirectiveLocation.swift", "IntrospectionTypes.swift"]

  @Test func `schema.graphql names every code that an error can have`() throws {
    let schema = try Checkout.text(of: "schema.graphql")
    var count = 0
    for floor in ["GraphQL", "Resolvers", "Server", "guiche"] {
      for file in Checkout.files(under: "Sources/\(floor)", endings: ["swift"])
      where !Self.others.contains(where: { file.hasSuffix($0) }) {
        let code = #/"([A-Z]+(?:_[A-Z]+)+|OVERLOADED|UNAUTHENTICATED)"/#
        for found in try Checkout.text(of: file).matches(of: code)
        where !found.1.hasPrefix("GUICHE_") {
          count += 1
          #expect(schema.contains(found.1), "\(file) has \(found.1)")
        }
      }
    }
    #expect(count > 20)
  }
}
