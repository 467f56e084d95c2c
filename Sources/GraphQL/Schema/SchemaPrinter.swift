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
    block(roots) { printer, root in printer.text += "\(root.0.rawValue): \(root.1)" }
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
    block(type.fields) { printer, field in
      printer.describe(field.description, level: 1)
      printer.text += field.name
      printer.arguments(field.arguments, level: 1)
      printer.text += ": " + printer.schema.text(of: field.type)
      printer.deprecated(field.deprecationReason)
      printer.applied(field.directives)
    }
    block(type.enumValues) { printer, value in
      printer.describe(value.description, level: 1)
      printer.text += value.name
      printer.deprecated(value.deprecationReason)
      printer.applied(value.directives)
    }
    block(type.inputFields) { $0.print($1, level: 1) }
    text += "\n"
  }

  private mutating func print(_ input: InputValueDefinition, level: Int) {
    describe(input.description, level: level)
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
        newLine(level + 1)
      } else if position > 0 {
        text += ", "
      }
      print(argument, level: level + 1)
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

  private mutating func describe(_ description: String?, level: Int) {
    guard let description else { return }
    text += SchemaText.description(description, level: level)
    newLine(level)
  }

  private mutating func block<Item>(_ items: [Item], _ print: (inout Self, Item) -> Void) {
    guard !items.isEmpty else { return }
    text += " {"
    for item in items {
      newLine(1)
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
