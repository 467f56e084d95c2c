/// A literal as graphql-js prints it: for error messages, and to compare the arguments of fields.
struct LiteralText {
  private(set) var bytes: [UInt8] = []
  private let document: Document
  /// Whether the fields of objects are put into the order of their names.
  private let isSorted: Bool
  /// Nothing is added beyond this length.
  private let limit: Int

  init(_ document: Document, isSorted: Bool = false, limit: Int = .max) {
    self.document = document
    self.isSorted = isSorted
    self.limit = limit
  }

  /// A literal as an error repeats it: at most ``Limits/echo`` characters.
  static func echo(of value: Int, in document: Document) -> String {
    // Four bytes are the longest character; what lies beyond the cut is never printed.
    var text = LiteralText(document, limit: Limits.echo * 4 + 4)
    text.add(value: value)
    let whole = String(decoding: text.bytes, as: UTF8.self)
    return whole.count > Limits.echo ? whole.prefix(Limits.echo) + "…" : whole
  }

  mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// - Complexity: O(length of the literal). It recurses as deep as the literal nests, which the
  ///   parser bounded by ``Limits/recursion``.
  mutating func add(value place: Int) {
    guard bytes.count < limit else { return }
    let value = document.values[place]
    switch value.kind {
    case .variable(let name):
      add("$")
      add(document[name])
    case .int, .float:
      bytes.append(contentsOf: document.source.bytes[value.range.bytes])
    case .string(let string, let isBlock):
      isBlock ? add(block: document.strings[string]) : add(quoted: document.strings[string])
    case .boolean(let isTrue): add(isTrue ? "true" : "false")
    case .null: add("null")
    case .enumeration(let name): add(document[name])
    case .list(let items):
      add("[")
      for (index, item) in items.indices.enumerated() where bytes.count < limit {
        if index > 0 { add(", ") }
        add(value: item)
      }
      add("]")
    case .object(let fields):
      add("{")
      for (index, field) in order(of: fields).enumerated() where bytes.count < limit {
        if index > 0 { add(", ") }
        add(document[document.objectFields[field].name])
        add(": ")
        add(value: document.objectFields[field].value)
      }
      add("}")
    }
  }

  private func order(of fields: NodeRange) -> [Int] {
    guard isSorted else { return Array(fields.indices) }
    // Equal names keep their order; names are ASCII, so their order is that of their bytes.
    return fields.indices.sorted { left, right in
      let (a, b) = (document.objectFields[left].name, document.objectFields[right].name)
      return a.id == b.id ? left < right : document[a] < document[b]
    }
  }

  private mutating func add(quoted text: String) {
    add("\"")
    for byte in text.utf8 where bytes.count < limit {
      switch byte {
      case UInt8(ascii: "\""): add("\\\"")
      case UInt8(ascii: "\\"): add("\\\\")
      case 0x08: add("\\b")
      case 0x09: add("\\t")
      case 0x0A: add("\\n")
      case 0x0C: add("\\f")
      case 0x0D: add("\\r")
      case 0..<0x20, 0x7F:
        let digits = Array("0123456789ABCDEF".utf8)
        add("\\u00")
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    add("\"")
  }

  private mutating func add(block text: String) {
    let fence = text.utf8.contains(UInt8(ascii: "\n")) ? "\n" : ""
    add("\"\"\"\(fence)")
    for byte in text.utf8 where bytes.count < limit { bytes.append(byte) }
    add("\(fence)\"\"\"")
  }
}

extension SourceRange {
  /// The places of its bytes in a text; never backwards.
  var bytes: Range<Int> { Int(start)..<Int(max(start, end)) }
}
