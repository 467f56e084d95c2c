extension InputValue {
  /// The value as the language writes it, on one line.
  ///
  /// - Complexity: O(length of the text).
  public var literal: String {
    switch self {
    // A file has no text.
    case .null, .file: "null"
    case .boolean(let isTrue): isTrue ? "true" : "false"
    case .int(let number): String(number)
    case .float(let number):
      Int64(exactly: number).map { String($0) } ?? "\(number)"
    case .string(let text): StringLiteral.literal(text)
    case .enumeration(let name): name
    case .list(let items): "[" + items.map(\.literal).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { "\($0.name): \($0.value.literal)" }.joined(separator: ", ") + "}"
    }
  }
}
