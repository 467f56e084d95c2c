public import Bytes

/// The scalars that every schema has.
///
/// - Source: [Scalars](https://spec.graphql.org/September2025/#sec-Scalars).
public enum BuiltInScalar: String, Hashable, Sendable, CaseIterable {
  case int = "Int"
  case float = "Float"
  case string = "String"
  case boolean = "Boolean"
  case id = "ID"
}

/// A value that a scalar or an enum does not have.
public struct LeafError: Error, Hashable, Sendable {
  /// The sentence, as graphql-js words it.
  public var message: String
}

extension TypeDefinition {
  /// The built-in scalar that this type is; `nil` for any other.
  public var builtInScalar: BuiltInScalar? {
    kind == .scalar ? BuiltInScalar(rawValue: name) : nil
  }

  /// What a literal means as this scalar or enum.
  ///
  /// A custom scalar takes every literal, as ``InputValue`` has it.
  ///
  /// - Parameters:
  ///   - place: A place in ``Document/values``; no variable, and not null.
  ///   - document: Where it stands.
  /// - Returns: The value.
  /// - Throws: ``LeafError``, with the literal as it is written.
  public func leaf(
    literal place: Int,
    in document: Document
  ) throws(LeafError) -> InputValue {
    let value = document.values[place]
    if kind == .enumeration {
      guard case .enumeration(let name) = value.kind else {
        throw isNot("Enum \"\(name)\" cannot represent non-enum value", place, document)
      }
      return try member(document[name], echo: document.echo)
    }
    switch builtInScalar {
    case .int:
      guard value.kind == .int else {
        throw isNot("Int cannot represent non-integer value", place, document)
      }
      guard let number = Int32(document.sourceText(value.range)) else {
        throw isNot("Int cannot represent non 32-bit signed integer value", place, document)
      }
      return .int(Int64(number))
    case .float:
      guard value.kind == .int || value.kind == .float,
        let number = Double(document.sourceText(value.range)), number.isFinite
      else { throw isNot("Float cannot represent non numeric value", place, document) }
      return .float(number)
    case .string:
      guard case .string(let string, _) = value.kind else {
        throw isNot("String cannot represent a non string value", place, document)
      }
      return .string(document.strings[string])
    case .boolean:
      guard case .boolean(let isTrue) = value.kind else {
        throw isNot("Boolean cannot represent a non boolean value", place, document)
      }
      return .boolean(isTrue)
    case .id:
      if case .string(let string, _) = value.kind { return .string(document.strings[string]) }
      guard value.kind == .int else {
        throw isNot("ID cannot represent a non-string and non-integer value", place, document)
      }
      return .string(document.sourceText(value.range))
    case nil:
      guard !isUpload else { throw isNot(Self.onlyFiles(name), place, document) }
      return document.freeValue(place) { _ in nil }
    }
  }

  /// What a JSON value means as this scalar or enum.
  ///
  /// - Parameters:
  ///   - json: Not null.
  ///   - echo: How many characters of it a message repeats.
  /// - Returns: The value.
  /// - Throws: ``LeafError``, with the JSON as it came.
  public func leaf(json: JSON, echo: Int = Limits.echo) throws(LeafError) -> InputValue {
    if kind == .enumeration {
      guard case .string(let name) = json else {
        throw isNot("Enum \"\(name)\" cannot represent non-string value", json, echo)
      }
      return try member(name, echo: echo)
    }
    switch builtInScalar {
    case .int:
      guard let number = json.integralValue else {
        throw isNot("Int cannot represent non-integer value", json, echo)
      }
      guard let small = Int32(exactly: number) else {
        throw isNot("Int cannot represent non 32-bit signed integer value", json, echo)
      }
      return .int(Int64(small))
    case .float:
      switch json {
      case .integer(let number): return .float(Double(number))
      case .double(let number) where number.isFinite: return .float(number)
      default: throw isNot("Float cannot represent non numeric value", json, echo)
      }
    case .string:
      guard case .string(let string) = json else {
        throw isNot("String cannot represent a non string value", json, echo)
      }
      return .string(string)
    case .boolean:
      guard case .boolean(let isTrue) = json else {
        throw isNot("Boolean cannot represent a non boolean value", json, echo)
      }
      return .boolean(isTrue)
    case .id:
      switch json {
      case .string(let string): return .string(string)
      case .integer(let number): return .string(String(number))
      case .double(let number):
        guard let integer = Int64(exactly: number) else { fallthrough }
        return .string(String(integer))
      default: throw isNot("ID cannot represent value", json, echo)
      }
    case nil:
      switch json {
      case .file(let file) where isUpload: return .file(file)
      case .file: throw isNot("\(name) cannot represent a file", json, echo)
      default:
        guard !isUpload else { throw isNot(Self.onlyFiles(name), json, echo) }
        return InputValue(json)
      }
    }
  }

  private static func onlyFiles(_ name: String) -> String {
    "\(name) takes only a file, sent by the GraphQL multipart request specification"
  }

  private func member(_ name: String, echo: Int) throws(LeafError) -> InputValue {
    guard enumValues.contains(where: { $0.name.hasSameBytes(as: name) }) else {
      let shown = name.shortened(to: echo)
      throw LeafError(message: "Value \"\(shown)\" does not exist in \"\(self.name)\" enum.")
    }
    return .enumeration(name)
  }

  private func isNot(_ sentence: String, _ place: Int, _ document: Document) -> LeafError {
    let text = document.text(ofValue: place).shortened(to: document.echo)
    return LeafError(message: "\(sentence): \(text)\(kind == .enumeration ? "." : "")")
  }

  private func isNot(_ sentence: String, _ json: JSON, _ echo: Int) -> LeafError {
    let text = json.shownText(echo: echo).shortened(to: echo)
    return LeafError(message: "\(sentence): \(text)\(kind == .enumeration ? "." : "")")
  }
}

extension JSON {
  /// The number, where it is whole: `1`, `1.0` and `1e3` are.
  fileprivate var integralValue: Double? {
    switch self {
    case .integer(let number): Double(number)
    // Beyond 2^53 every double is whole.
    case .double(let number) where Int64(exactly: number) != nil || number.magnitude > 0x1p53:
      number
    default: nil
    }
  }

  /// The value in a message, as graphql-js shows it: of an array ten items, and nothing of what is
  /// inside of an inner array or object.
  ///
  /// - Parameter echo: How many characters of the whole the message will show.
  /// - Returns: The text, which may be longer.
  public func shownText(echo: Int) -> String { shownText(depth: 0, echo: echo) }

  /// The value in a message that shows ``Limits/echo`` characters of it.
  public var shownText: String { shownText(echo: Limits.echo) }

  private func shownText(depth: Int, echo: Int) -> String {
    switch self {
    case .null: return "null"
    case .boolean(let isTrue): return isTrue ? "true" : "false"
    case .integer(let number): return String(number)
    case .double(let number):
      return Int64(exactly: number).map { String($0) } ?? "\(number)"
    case .string(let string): return StringLiteral.literal(string.shortened(to: echo))
    case .file: return "[File]"
    case .array(let items):
      guard depth < 2 || items.isEmpty else { return "[Array]" }
      var shown = items.prefix(10).map { $0.shownText(depth: depth + 1, echo: echo) }
      let rest = items.count - shown.count
      if rest > 0 { shown.append("... \(rest) more item\(rest == 1 ? "" : "s")") }
      return "[" + shown.joined(separator: ", ") + "]"
    case .object(let members):
      guard depth < 2, !members.isEmpty else { return members.isEmpty ? "{}" : "[Object]" }
      var text = "{ "
      // A character takes four bytes at most: what follows would not be shown.
      for (place, member) in members.enumerated() where text.utf8.count / 4 <= echo {
        if place > 0 { text += ", " }
        text += member.name.shortened(to: echo) + ": "
        text += member.value.shownText(depth: depth + 1, echo: echo)
      }
      return text + " }"
    }
  }
}

extension InputValue {
  /// A JSON value as a custom scalar has it.
  init(_ json: JSON) {
    switch json {
    case .null: self = .null
    case .boolean(let isTrue): self = .boolean(isTrue)
    case .integer(let number): self = .int(number)
    case .double(let number): self = .float(number)
    case .string(let string): self = .string(string)
    case .array(let items): self = .list(items.map { InputValue($0) })
    case .object(let members):
      self = .object(members.map { Member(name: $0.name, value: InputValue($0.value)) })
    case .file(let file): self = .file(file)
    }
  }
}

extension Document {
  /// A literal as a custom scalar has it; a variable that is not given is null.
  func freeValue(_ place: Int, variables: (NameID) -> InputValue?) -> InputValue {
    let value = values[place]
    switch value.kind {
    case .variable(let name): return variables(name) ?? .null
    case .null: return .null
    case .boolean(let isTrue): return .boolean(isTrue)
    case .int:
      let text = sourceText(value.range)
      return Int64(text).map { .int($0) } ?? .string(text)
    case .float:
      let text = sourceText(value.range)
      guard let number = Double(text), number.isFinite else { return .string(text) }
      return .float(number)
    case .string(let string, _): return .string(strings[string])
    case .enumeration(let name): return .enumeration(self[name])
    case .list(let items):
      return .list(items.indices.map { freeValue($0, variables: variables) })
    case .object(let fields):
      return .object(
        fields.indices.map { field in
          InputValue.Member(
            name: self[objectFields[field].name],
            value: freeValue(objectFields[field].value, variables: variables)
          )
        }
      )
    }
  }
}
