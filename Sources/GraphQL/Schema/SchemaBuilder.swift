/// Makes a ``Schema`` of its text, in three phases: the rules of the document, the rules of its
/// types, and what is worked out of a text that keeps them all.
///
/// Operations and fragments in the text are passed over.
///
/// - Source: [Type system](https://spec.graphql.org/September2025/#sec-Type-System).
public enum SchemaBuilder {
  /// The schema that a text defines, with the built-in scalars, directives and introspection types.
  ///
  /// - Throws: ``SchemaErrors``: a syntax error alone, else every mistake of the first phase that
  ///   finds one.
  /// - Complexity: O(length of the text), nearly.
  public static func build(
    _ source: Source,
    limits: Limits = .schema
  ) throws(SchemaErrors) -> Schema {
    // The text alone first: what it leaves open must not be closed by the built-in text.
    _ = try parse(source, named: source, limits)
    let whole = Source(source.bytes + Array("\n\(BuiltIns.text)".utf8), name: source.name)
    let document = try parse(whole, named: source, limits.withBuiltIns)
    let builtInStart = Int32(clamping: source.bytes.count)

    let facts = SDLFacts(document, builtInStart: builtInStart)
    var report = SDLReport()
    for (place, rule) in SDLRule.specified.enumerated() {
      report.rule = place
      rule.check(facts, &report)
    }
    guard report.problems.isEmpty else { throw SchemaErrors(report.problems, in: source) }

    var assembly = SchemaAssembly(SchemaDraft(document, builtInStart: builtInStart))
    assembly.checkRootTypes()
    assembly.checkDirectives()
    assembly.checkTypes()
    assembly.checkAppliedDirectives()
    guard assembly.problems.isEmpty, let schema = assembly.schema() else {
      throw SchemaErrors(assembly.problems, in: source)
    }
    return schema.withoutUnusedScalars()
  }

  private static func parse(
    _ source: Source,
    named original: Source,
    _ limits: Limits
  ) throws(SchemaErrors) -> Document {
    do throws(SyntaxError) {
      return try Parser.parse(source, limits: limits)
    } catch {
      throw SchemaErrors(error, in: original)
    }
  }
}

extension Limits {
  /// The same for a text that the built-in one follows.
  fileprivate var withBuiltIns: Limits {
    var limits = self
    let count = BuiltIns.text.utf8.count
    limits.documentBytes = max(documentBytes, documentBytes &+ count)
    limits.tokens = max(tokens, tokens &+ count)
    return limits
  }
}
