extension Schema {
  /// The schema in its own language, without what every schema has.
  ///
  /// The order is the schema's, so the same schema always prints the same text, which builds the
  /// same schema.
  ///
  /// - Parameter withAppliedDirectives: Whether to write the schema's own directives where it
  ///   applies them; the built-in ones are always written.
  /// - Returns: The text; it ends with a line end.
  public func printed(withAppliedDirectives: Bool = false) -> String {
    var printer = SchemaPrinter(self, withAppliedDirectives: withAppliedDirectives)
    printer.printSchema()
    for directive in directives where !directive.isBuiltIn { printer.print(directive) }
    for type in types where !type.isBuiltIn { printer.print(type) }
    return printer.text
  }
}

extension DirectiveDefinition {
  /// Whether every schema has it.
  public var isBuiltIn: Bool {
    ["include", "skip", "deprecated", "specifiedBy", "oneOf"].contains(name)
  }
}

extension TypeDefinition {
  /// Whether every schema has it: a scalar of the specification or an introspection type.
  public var isBuiltIn: Bool { builtInScalar != nil || name.hasPrefix("__") }
}

/// Writes a schema's definitions, one after the other.
private struct SchemaPrinter {
  let schema: Schema
  let withAppliedDirectives: Bool
  var text = ""

  init(_ schema: Schema, withAppliedDirectives: Bool) {
    self.schema = schema
    self.withAppliedDirectives = withAppliedDirectives
  }

  /// The schema definition, where the usual names of the root types do not say it all.
  mutating func printSchema() {
    let roots = OperationType.allCases.compactMap { operation in
      schema.rootType(of: operation).map { (operation, schema[$0].name) }
    }
    let isUsual = OperationType.allCases.allSatisfy { operation in
      let usual = schema.type(named: operation.usualTypeName)?.id
      return schema.rootType(of: operation) == usual
    }
    guard schema.description != nil || !isUsual else { return }
    begin(schema.description)
    text += "schema"
    block(roots, describedBy: { _ in nil }) { printer, root in
      printer.text += "\(root.0.rawValue): \(root.1)"
    }
    text += "\n"
  }

  mutating func print(_ directive: DirectiveDefinition) {
    begin(directive.description)
    text += "directive @" + directive.name
    arguments(directive.arguments, level: 0)
    text += directive.isRepeatable ? " repeatable on " : " on "
    text += directive.locations.map(\.rawValue).joined(separator: " | ") + "\n"
  }

  mutating func print(_ type: TypeDefinition) {
    begin(type.description)
    text += "\(type.kind.keyword) \(type.name)"
    if !type.interfaces.isEmpty {
      let names = type.interfaces.map { schema[$0].name }
      text += " implements " + names.joined(separator: " & ")
    }
    if let url = type.specifiedByURL {
      text += " @specifiedBy(url: \(StringLiteral.literal(url)))"
    }
    if type.isOneOf { text += " @oneOf" }
    applied(type.directives)
    if type.kind == .union {
      let names = type.possibleTypes.map { schema[$0].name }
      text += " = " + names.joined(separator: " | ")
    }
    block(type.fields, describedBy: \.description) { printer, field in
      printer.text += field.name
      printer.arguments(field.arguments, level: 1)
      printer.text += ": " + printer.schema.text(of: field.type)
      printer.deprecated(field.deprecationReason)
      printer.applied(field.directives)
    }
    block(type.enumValues, describedBy: \.description) { printer, value in
      printer.text += value.name
      printer.deprecated(value.deprecationReason)
      printer.applied(value.directives)
    }
    block(type.inputFields, describedBy: \.description) { $0.print($1) }
    text += "\n"
  }

  private mutating func print(_ input: InputValueDefinition) {
    text += "\(input.name): \(schema.text(of: input.type))"
    if let literal = input.defaultLiteral ?? input.defaultValue?.literal {
      text += " = " + literal
    }
    deprecated(input.deprecationReason)
    applied(input.directives)
  }

  private mutating func arguments(_ arguments: [InputValueDefinition], level: Int) {
    guard !arguments.isEmpty else { return }
    let isBroken = arguments.contains { $0.description != nil }
    text += "("
    for (position, argument) in arguments.enumerated() {
      if isBroken {
        beginLine(argument.description, level: level + 1, isFirst: position == 0)
      } else if position > 0 {
        text += ", "
      }
      print(argument)
    }
    if isBroken { newLine(level) }
    text += ")"
  }

  private mutating func deprecated(_ reason: String?) {
    guard let reason else { return }
    text += " @deprecated"
    if reason != "No longer supported" { text += "(reason: \(StringLiteral.literal(reason)))" }
  }

  /// The schema's own directives; the built-in ones are written from what they mean.
  private mutating func applied(_ directives: [AppliedDirective]) {
    guard withAppliedDirectives else { return }
    for directive in directives
    where schema.directive(named: directive.name)?.isBuiltIn == false {
      text += " @" + directive.name
      guard !directive.arguments.isEmpty else { continue }
      let arguments = directive.arguments.map { "\($0.name): \($0.value.literal)" }
      text += "(" + arguments.joined(separator: ", ") + ")"
    }
  }

  private mutating func begin(_ description: String?) {
    if !text.isEmpty { text += "\n" }
    describe(description, level: 0)
  }

  /// Begins the line of a part, with its description before it; between two parts an empty line
  /// stands before a description.
  private mutating func beginLine(_ description: String?, level: Int, isFirst: Bool) {
    if description != nil, !isFirst { text += "\n" }
    newLine(level)
    describe(description, level: level)
  }

  private mutating func describe(_ description: String?, level: Int) {
    guard let description else { return }
    let indentation = String(repeating: "  ", count: level)
    text +=
      BlockString.literal(description, indentation: indentation)
      ?? StringLiteral.literal(description)
    newLine(level)
  }

  /// Items in braces, each on its own line; nothing where there are none.
  private mutating func block<Item>(
    _ items: [Item],
    describedBy description: (Item) -> String?,
    _ print: (inout Self, Item) -> Void
  ) {
    guard !items.isEmpty else { return }
    text += " {"
    for (position, item) in items.enumerated() {
      beginLine(description(item), level: 1, isFirst: position == 0)
      print(&self, item)
    }
    text += "\n}"
  }

  private mutating func newLine(_ level: Int) {
    text += "\n" + String(repeating: "  ", count: level)
  }
}

extension TypeDefinition.Kind {
  /// The word that begins a definition of the kind.
  fileprivate var keyword: String {
    switch self {
    case .scalar: "scalar"
    case .object: "type"
    case .interface: "interface"
    case .union: "union"
    case .enumeration: "enum"
    case .inputObject: "input"
    }
  }
}
