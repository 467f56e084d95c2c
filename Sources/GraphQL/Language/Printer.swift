/// Writes a ``Document`` as text in the usual layout.
///
/// The text parses back to a document that differs in its places alone: comments and layout are
/// gone, and every description is a block string where it can be one.
///
/// - Source: [Document syntax](https://spec.graphql.org/September2025/#sec-Document-Syntax); the
///   layout is graphql-js's.
public struct Printer {
  let document: Document
  var text = ""
  /// How many levels the present line is indented by.
  var level = 0

  /// The text of a document.
  ///
  /// - Complexity: O(nodes × depth): every line is indented.
  public static func print(_ document: Document) -> String {
    var printer = Printer(document: document)
    for (position, definition) in document.definitions.enumerated() {
      if position > 0 { printer.text += "\n" }
      switch definition {
      case .operation(let place): printer.print(document.operations[place])
      case .fragment(let place): printer.print(document.fragments[place])
      case .typeSystem(let place): printer.print(document.typeSystem[place])
      }
      printer.text += "\n"
    }
    return printer.text
  }

  private init(document: Document) {
    self.document = document
  }
}

// MARK: - Operations and fragments

extension Printer {
  private mutating func print(_ operation: OperationDefinition) {
    describe(operation.description)
    let isShorthand =
      operation.type == .query && operation.name == nil && operation.description == nil
      && operation.variables.isEmpty && operation.directives.isEmpty
    if !isShorthand {
      text += operation.type.rawValue
      if let name = operation.name { text += " " + document[name] }
      let variables = operation.variables.indices
      let items = variables.map { document.variables[$0] }
      list(
        items,
        open: operation.name == nil && !items.isEmpty ? " (" : "(",
        isBroken: items.contains { $0.description != nil }
      ) { $0.print($1) }
      directives(operation.directives)
      text += " "
    }
    selectionSet(operation.selections)
  }

  private mutating func print(_ variable: VariableDefinition) {
    describe(variable.description)
    text += "$\(document[variable.name]): \(document.text(ofType: variable.type))"
    if let value = variable.defaultValue { text += " = " + document.text(ofValue: value) }
    directives(variable.directives)
  }

  private mutating func print(_ fragment: FragmentDefinition) {
    describe(fragment.description)
    text += "fragment \(document[fragment.name]) on \(document[fragment.typeCondition])"
    directives(fragment.directives)
    text += " "
    selectionSet(fragment.selections)
  }

  private mutating func selectionSet(_ range: NodeRange) {
    text += "{"
    level += 1
    for place in range.indices {
      newLine()
      switch document.selections[place] {
      case .field(let field): print(field)
      case .fragmentSpread(let spread):
        text += "..." + document[spread.name]
        directives(spread.directives)
      case .inlineFragment(let fragment):
        text += "..."
        if let type = fragment.typeCondition { text += " on " + document[type] }
        directives(fragment.directives)
        text += " "
        selectionSet(fragment.selections)
      }
    }
    level -= 1
    newLine()
    text += "}"
  }

  private mutating func print(_ field: Selection.Field) {
    if let alias = field.alias { text += document[alias] + ": " }
    text += document[field.name]
    let arguments = field.arguments.indices.map { argument($0) }
    // A long line is broken at its arguments.
    let length = arguments.reduce(text.utf8.count - lineStart) { $0 + $1.utf8.count + 2 }
    list(arguments, isBroken: length > 80) { $0.text += $1 }
    directives(field.directives)
    if !field.selections.isEmpty {
      text += " "
      selectionSet(field.selections)
    }
  }

  private func argument(_ place: Int) -> String {
    let argument = document.arguments[place]
    return "\(document[argument.name]): \(document.text(ofValue: argument.value))"
  }
}

// MARK: - Parts

extension Printer {
  mutating func directives(_ range: NodeRange) {
    for place in range.indices {
      let directive = document.directives[place]
      text += " @" + document[directive.name]
      list(directive.arguments.indices.map { argument($0) }) { $0.text += $1 }
    }
  }

  /// A description on lines of its own before what it describes.
  mutating func describe(_ description: Int?) {
    guard let description else { return }
    text += SchemaText.description(document.strings[description], level: level)
    newLine()
  }

  /// Items in parentheses, on one line or each on its own; nothing where there are none.
  mutating func list<Item>(
    _ items: [Item],
    open: String = "(",
    isBroken: Bool = false,
    _ print: (inout Printer, Item) -> Void
  ) {
    guard !items.isEmpty else { return }
    text += open
    level += isBroken ? 1 : 0
    for (position, item) in items.enumerated() {
      if isBroken {
        newLine()
      } else if position > 0 {
        text += ", "
      }
      print(&self, item)
    }
    level -= isBroken ? 1 : 0
    if isBroken { newLine() }
    text += ")"
  }

  /// Items in braces, each on its own line; nothing where there are none.
  mutating func block<Item>(_ items: [Item], _ print: (inout Printer, Item) -> Void) {
    guard !items.isEmpty else { return }
    text += " {"
    level += 1
    for item in items {
      newLine()
      print(&self, item)
    }
    level -= 1
    newLine()
    text += "}"
  }

  mutating func newLine() {
    text += "\n"
    text += String(repeating: "  ", count: level)
  }

  /// Where the present line begins, in bytes.
  private var lineStart: Int {
    let bytes = text.utf8
    guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return 0 }
    return bytes.distance(from: bytes.startIndex, to: end) + 1
  }
}

/// What both printers of the type system lay out alike.
enum SchemaText {
  /// A description as a block string, or as a plain one where no block string has the value.
  static func description(_ value: String, level: Int) -> String {
    let indentation = String(repeating: "  ", count: level)
    return BlockString.literal(value, indentation: indentation) ?? StringLiteral.literal(value)
  }
}
