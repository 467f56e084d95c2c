extension ByteWriter {
  /// A value as JSON, without blanks; a file has no text and becomes null.
  ///
  /// It recurses: a value that the parser made has a bounded depth, and so must one of our own.
  public mutating func append(json value: JSON) {
    switch value {
    case .null, .file: append("null" as StaticString)
    case .boolean(let truth): append(truth ? "true" as StaticString : "false")
    case .integer(let number): append(decimal: number)
    case .double(let number): append(double: number)
    case .string(let text): append(quoting: text)
    case .array(let values):
      append(UInt8(ascii: "["))
      for (place, value) in values.enumerated() {
        if place > 0 { append(UInt8(ascii: ",")) }
        append(json: value)
      }
      append(UInt8(ascii: "]"))
    case .object(let members):
      append(UInt8(ascii: "{"))
      for (place, member) in members.enumerated() {
        if place > 0 { append(UInt8(ascii: ",")) }
        append(quoting: member.name)
        append(UInt8(ascii: ":"))
        append(json: member.value)
      }
      append(UInt8(ascii: "}"))
    }
  }

  /// A number as JSON, in the fewest digits that read back as the same number.
  ///
  /// A whole number has no `.0`, as JavaScript writes it. JSON has no infinity: it and NaN become
  /// `null`.
  public mutating func append(double value: Double) {
    guard value.isFinite else { return append("null" as StaticString) }
    append(utf8: value.description)
    if hasSuffixPointZero { truncate(to: count - 2) }
  }
}

extension JSON {
  /// The value as JSON text, for messages and tests.
  public var text: String {
    var writer = ByteWriter(capacity: 256)
    writer.append(json: self)
    return writer.text()
  }
}
