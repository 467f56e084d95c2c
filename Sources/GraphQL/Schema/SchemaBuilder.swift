/// Makes a ``Schema`` of its text, in two phases: gather by name, then resolve and check.
///
/// - Source: [Type system](https://spec.graphql.org/September2025/#sec-Type-System).
public enum SchemaBuilder {
  /// The schema that a text defines, with the built-in scalars, directives and introspection types.
  ///
  /// - Throws: ``SchemaErrors``: a syntax error alone, else every mistake that the text has.
  /// - Complexity: O(length of the text), nearly.
  public static func build(
    _ source: Source,
    limits: Limits = .schema
  ) throws(SchemaErrors) -> Schema {
    // The text alone first: what it leaves open must not be closed by the built-in text.
    _ = try parse(source, named: source, limits)
    let whole = Source(source.bytes + Array("\n\(BuiltIns.text)".utf8), name: source.name)
    let document = try parse(whole, named: source, limits)
    var draft = SchemaDraft(document, builtInStart: Int32(clamping: source.bytes.count))
    draft.gather()
    var assembly = SchemaAssembly(draft)
    assembly.checkNames()
    assembly.checkRootTypes()
    assembly.checkTypes()
    assembly.checkImplementations()
    assembly.checkInputCycles()
    assembly.checkDirectiveDefinitions()
    assembly.applyDefaults()
    assembly.applyDirectives()
    guard assembly.problems.isEmpty, let schema = assembly.schema() else {
      throw assembly.errors(in: source)
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
      throw SchemaErrors(source: original.name, errors: [error.graphQLError(in: original)])
    }
  }
}
