import GraphQL

extension Verb {
  /// Prints the schema, for code generators and for the history of a client's project.
  static let schema = Verb(
    name: "schema",
    meaning: "Print the schema, always in the same way",
    options: [.audience, .schema]
  ) { options throws(CommandError) in
    let text = try Schema.chosen(by: options).printed(withAppliedDirectives: true)
    // The text ends with a line end of its own.
    System.write(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    return 0
  }
}
