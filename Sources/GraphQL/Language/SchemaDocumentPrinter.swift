// Definitions and extensions of the type system, as a document has them.

extension Printer {
  mutating func print(_ definition: TypeSystemDefinition) {
    describe(definition.description)
    if definition.isExtension { text += "extend " }
    let name = definition.name.map { document[$0] } ?? ""
    switch definition.kind {
    case .schema(let roots):
      text += "schema"
      directives(definition.directives)
      block(roots) { printer, root in
        printer.text += "\(root.operation.rawValue): \(printer.document[root.type])"
      }
    case .scalar:
      text += "scalar " + name
      directives(definition.directives)
    case .object(let interfaces, let fields):
      text += "type " + name
      printFields(fields, interfaces, definition.directives)
    case .interface(let interfaces, let fields):
      text += "interface " + name
      printFields(fields, interfaces, definition.directives)
    case .union(let members):
      text += "union " + name
      directives(definition.directives)
      if !members.isEmpty {
        text += " = " + members.map { document[$0] }.joined(separator: " | ")
      }
    case .enumeration(let values):
      text += "enum " + name
      directives(definition.directives)
      block(values) { printer, value in
        printer.describe(value.description)
        printer.text += printer.document[value.name]
        printer.directives(value.directives)
      }
    case .inputObject(let fields):
      text += "input " + name
      directives(definition.directives)
      block(fields) { $0.print($1) }
    case .directive(let arguments, let isRepeatable, let locations):
      text += "directive @" + name
      printArguments(arguments)
      text += isRepeatable ? " repeatable on " : " on "
      text += locations.map { document[$0] }.joined(separator: " | ")
    }
  }

  private mutating func printFields(
    _ fields: [FieldNode],
    _ interfaces: [Name],
    _ range: NodeRange
  ) {
    if !interfaces.isEmpty {
      text += " implements " + interfaces.map { document[$0] }.joined(separator: " & ")
    }
    directives(range)
    block(fields) { printer, field in
      printer.describe(field.description)
      printer.text += printer.document[field.name]
      printer.printArguments(field.arguments)
      printer.text += ": " + printer.document.text(ofType: field.type)
      printer.directives(field.directives)
    }
  }

  private mutating func printArguments(_ arguments: [InputValueNode]) {
    list(arguments) { $0.print($1) }
  }

  private mutating func print(_ input: InputValueNode) {
    describe(input.description)
    text += "\(document[input.name]): \(document.text(ofType: input.type))"
    defaultValue(input.defaultValue)
    directives(input.directives)
  }
}
