/// The arguments of a field as bytes that are equal exactly when the arguments are.
///
/// The order of arguments and of the fields of input objects does not matter; that of lists does.
///
/// - Source: [Field selection merging](https://spec.graphql.org/September2025/#sec-Field-Selection-Merging).
struct CanonicalArguments {
  private(set) var bytes: [UInt8]
  private let document: Document

  /// - Complexity: O(n log n) in the length of the arguments. It recurses as deep as the literals
  ///   nest, which the parser bounded by ``Limits/recursion``.
  init(of field: Selection.Field, in document: Document) {
    self.document = document
    bytes = Array(document[field.name].utf8)
    for argument in sorted(field.arguments, by: { document.arguments[$0].name }) {
      add(",")
      add(document[document.arguments[argument].name])
      add(":")
      add(value: document.arguments[argument].value)
    }
  }

  private mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func add(value place: Int) {
    let value = document.values[place]
    switch value.kind {
    case .variable(let name):
      add("$")
      add(document[name])
    case .int, .float:
      add(document.sourceText(value.range))
    case .string(let string, let isBlock):
      // The length stands before the text, so that no text can be taken for what follows it. A
      // block string differs from a quoted one, as in graphql-js.
      let text = document.strings[string]
      add("\(isBlock ? "b" : "q")\"\(text.utf8.count)\"")
      add(text)
    case .boolean(let isTrue): add(isTrue ? "true" : "false")
    case .null: add("null")
    case .enumeration(let name): add(document[name])
    case .list(let items):
      add("[")
      for item in items.indices {
        add(value: item)
        add(",")
      }
      add("]")
    case .object(let fields):
      add("{")
      for field in sorted(fields, by: { document.objectFields[$0].name }) {
        add(document[document.objectFields[field].name])
        add(":")
        add(value: document.objectFields[field].value)
        add(",")
      }
      add("}")
    }
  }

  /// Nodes in the order of their names; equal names keep their order.
  private func sorted(_ nodes: NodeRange, by name: (Int) -> Name) -> [Int] {
    nodes.indices.sorted { left, right in
      let (a, b) = (name(left), name(right))
      // Any fixed order of the names will do, so their places serve.
      return a.id == b.id ? left < right : a.id.rawValue < b.id.rawValue
    }
  }
}
