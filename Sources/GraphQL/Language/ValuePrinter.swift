// Values and types as text: what parses back to the same.

extension Document {
  /// A value as the language writes it, on one line but for block strings.
  ///
  /// - Parameters:
  ///   - place: A place in ``values``.
  ///   - indentation: What comes before every further line of a block string.
  /// - Returns: The text.
  /// - Complexity: O(length of the text); the depth is the parser's.
  public func text(ofValue place: Int, indentation: String = "") -> String {
    var text = ""
    appendValue(place, indentation, to: &text)
    return text
  }

  /// A string as it was written: in block form, where that can hold it, or in quotes.
  func text(ofString place: Int, isBlock: Bool, indentation: String) -> String {
    let block = isBlock ? BlockString.literal(strings[place], indentation: indentation) : nil
    return block ?? StringLiteral.literal(strings[place])
  }

  /// A type reference as the language writes it.
  public func text(ofType place: Int) -> String {
    switch types[place].kind {
    case .named(let name): self[name]
    case .list(let item): "[\(text(ofType: item))]"
    case .nonNull(let inner): "\(text(ofType: inner))!"
    }
  }

  /// The digits of a number, or any other piece of the text.
  func sourceText(_ range: SourceRange) -> String {
    let start = min(max(Int(range.start), 0), source.bytes.count)
    let end = min(max(Int(range.end), start), source.bytes.count)
    return String(decoding: source.bytes[start..<end], as: UTF8.self)
  }

  private func appendValue(_ place: Int, _ indentation: String, to text: inout String) {
    let value = values[place]
    switch value.kind {
    case .variable(let name): text += "$" + self[name]
    case .int, .float: text += sourceText(value.range)
    case .string(let string, let isBlock):
      text += self.text(ofString: string, isBlock: isBlock, indentation: indentation)
    case .boolean(let isTrue): text += isTrue ? "true" : "false"
    case .null: text += "null"
    case .enumeration(let name): text += self[name]
    case .list(let items):
      text += "["
      for (position, item) in items.indices.enumerated() {
        if position > 0 { text += ", " }
        appendValue(item, indentation, to: &text)
      }
      text += "]"
    case .object(let fields):
      text += "{"
      for (position, field) in fields.indices.enumerated() {
        if position > 0 { text += ", " }
        text += self[objectFields[field].name] + ": "
        appendValue(objectFields[field].value, indentation, to: &text)
      }
      text += "}"
    }
  }
}

extension StringLiteral {
  /// A text as a `"…"` literal, with escapes for quotes, backslashes and control characters.
  static func literal(_ value: String) -> String {
    var text = String.UnicodeScalarView()
    text.append("\"")
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"", "\\": text.append(contentsOf: ["\\", scalar])
      case "\u{8}": text.append(contentsOf: "\\b".unicodeScalars)
      case "\u{C}": text.append(contentsOf: "\\f".unicodeScalars)
      case "\n": text.append(contentsOf: "\\n".unicodeScalars)
      case "\r": text.append(contentsOf: "\\r".unicodeScalars)
      case "\t": text.append(contentsOf: "\\t".unicodeScalars)
      case _ where scalar.isControl:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let zeros = String(repeating: "0", count: max(0, 4 - digits.count))
        text.append(contentsOf: "\\u\(zeros)\(digits)".unicodeScalars)
      default: text.append(scalar)
      }
    }
    text.append("\"")
    return String(text)
  }
}

extension BlockString {
  /// A text as a `"""…"""` literal; `nil` where no block string has that value, or where a
  /// character of it does not print, for a block string has no escapes.
  ///
  /// The indentation comes before every line but the first. What could run into the quotes, and
  /// what is long, begins and ends with a line of its own.
  static func literal(_ value: String, indentation: String) -> String? {
    guard !value.isEmpty else { return "\"\"\"\"\"\"" }
    let scalars = value.unicodeScalars
    guard scalars.allSatisfy({ !$0.isControl || $0 == "\n" || $0 == "\t" }) else { return nil }
    let lines = scalars.split(separator: "\n", omittingEmptySubsequences: false)
    let isBlank = { (line: Substring.UnicodeScalarView) in
      line.allSatisfy { $0 == " " || $0 == "\t" }
    }
    guard let first = lines.first, let last = lines.last, !isBlank(first), !isBlank(last) else {
      return nil
    }
    let isIndented = { (line: Substring.UnicodeScalarView) in
      line.first == " " || line.first == "\t"
    }
    let quotes = "\"\"\""
    if lines.count == 1 {
      let text = escaped(Substring(first))
      let isShort = value.utf16.count <= 70 && last.last != "\"" && last.last != "\\"
      if isShort { return quotes + text + quotes }
      // A line of its own would lose its indentation.
      if isIndented(first) { return "\(quotes)\(text)\n\(indentation)\(quotes)" }
    } else if !lines.contains(where: { !isBlank($0) && !isIndented($0) }) {
      // All of it is indented, which would be taken away.
      return nil
    }
    var text = quotes + "\n"
    for line in lines {
      text += line.isEmpty ? "\n" : indentation + escaped(Substring(line)) + "\n"
    }
    return text + indentation + quotes
  }

  /// A line with `"""` as `\"""`.
  private static func escaped(_ line: Substring) -> String {
    guard line.utf8.contains(UInt8(ascii: "\"")) else { return String(line) }
    var text = String.UnicodeScalarView()
    var quotes = 0
    for scalar in line.unicodeScalars {
      quotes = scalar == "\"" ? quotes + 1 : 0
      text.append(scalar)
      if quotes == 3 {
        text.insert("\\", at: text.index(text.endIndex, offsetBy: -3))
        quotes = 0
      }
    }
    return String(text)
  }
}

extension Unicode.Scalar {
  /// Whether it is one of U+0000 to U+001F and U+007F to U+009F, which a literal writes as escapes.
  fileprivate var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}
