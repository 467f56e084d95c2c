/// Writes a ``Document`` as text in the usual layout.
///
/// The text parses back to a document that differs in its places alone: comments and layout are
/// gone. A block string with a character that does not print becomes a plain one, as the edition
/// asks.
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
      if operation.name == nil, !operation.variables.isEmpty { text += " " }
      let variables = operation.variables.indices.map { document.variables[$0] }
      list(variables) { $0.print($1) }
      directives(operation.directives)
      text += " "
    }
    selectionSet(operation.selections)
  }

  private mutating func print(_ variable: VariableDefinition) {
    describe(variable.description)
    text += "$\(document[variable.name]): \(document.text(ofType: variable.type))"
    defaultValue(variable.defaultValue)
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
    let name = (field.alias.map { document[$0] + ": " } ?? "") + document[field.name]
    text += name
    // A long field is broken at its arguments, however deep it stands.
    let parts = [name] + field.arguments.indices.map { argument($0, indentation: "") }
    let length = parts.reduce(0) { $0 + $1.utf16.count + 2 } - 2
    list(Array(field.arguments.indices), isBroken: !field.arguments.isEmpty && length > 80) {
      $0.text += $0.argument($1, indentation: $0.indentation)
    }
    directives(field.directives)
    if !field.selections.isEmpty {
      text += " "
      selectionSet(field.selections)
    }
  }

  private func argument(_ place: Int, indentation: String) -> String {
    let argument = document.arguments[place]
    let value = document.text(ofValue: argument.value, indentation: indentation)
    return "\(document[argument.name]): \(value)"
  }
}

// MARK: - Parts

extension Printer {
  mutating func directives(_ range: NodeRange) {
    for place in range.indices {
      let directive = document.directives[place]
      text += " @" + document[directive.name]
      list(Array(directive.arguments.indices), isBroken: false) {
        $0.text += $0.argument($1, indentation: $0.indentation)
      }
    }
  }

  /// A description on lines of its own before what it describes.
  mutating func describe(_ description: DescriptionNode?) {
    guard let description else { return }
    text += document.text(
      ofString: description.string,
      isBlock: description.isBlock,
      indentation: indentation
    )
    newLine()
  }

  mutating func defaultValue(_ value: Int?) {
    guard let value else { return }
    text += " = " + document.text(ofValue: value, indentation: indentation)
  }

  /// Items in parentheses: each on its own line where one of them has several, else on one line.
  mutating func list<Item>(_ items: [Item], _ print: (inout Printer, Item) -> Void) {
    var trial = self
    trial.text = ""
    for item in items { print(&trial, item) }
    list(items, isBroken: trial.text.utf8.contains(UInt8(ascii: "\n")), print)
  }

  /// Items in parentheses, on one line or each on its own; nothing where there are none.
  mutating func list<Item>(
    _ items: [Item],
    isBroken: Bool,
    _ print: (inout Printer, Item) -> Void
  ) {
    guard !items.isEmpty else { return }
    text += "("
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

  mutating func newLine() { text += "\n" + indentation }

  private var indentation: String { String(repeating: "  ", count: level) }
}
