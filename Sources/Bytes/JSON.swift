/// A JSON value.
///
/// - Source: [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259).
public enum JSON: Sendable {
  case null
  case boolean(Bool)
  /// A number written without fraction or exponent that fits 64 bits.
  case integer(Int64)
  /// Every other number; always finite.
  case double(Double)
  case string(String)
  case array([JSON])
  /// The members in the order of the text. The parser refuses a name that comes twice.
  case object([Member])
  /// A file that came beside the text and was put in its place; no text of JSON has one.
  case file(SpooledFile)

  /// A name and its value.
  public struct Member: Sendable {
    public var name: String
    public var value: JSON

    public init(name: String, value: JSON) {
      self.name = name
      self.value = value
    }
  }

  /// The value of an object's member; `nil` where there is none or where this is no object.
  ///
  /// - Complexity: O(members).
  public subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name.hasSameBytes(as: name) }?.value
  }
}

// Strings are equal when their bytes are, for comparing and hashing texts of combining marks by
// Unicode's rules costs quadratic time, and two clients' strings are never mixed up.
extension JSON: Hashable {
  public static func == (left: JSON, right: JSON) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.boolean(let left), .boolean(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.double(let left), .double(let right)): left == right
    case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    case (.file(let left), .file(let right)): left == right
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .boolean(let truth): hasher.combine(truth)
    case .integer(let number): hasher.combine(number)
    case .double(let number): hasher.combine(number)
    case .string(let text): hasher.combine(bytesOf: text)
    case .array(let values): hasher.combine(values)
    case .object(let members): hasher.combine(members)
    case .file(let file): hasher.combine(file)
    }
  }
}

extension JSON.Member: Hashable {
  public static func == (left: JSON.Member, right: JSON.Member) -> Bool {
    left.name.hasSameBytes(as: right.name) && left.value == right.value
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(bytesOf: name)
    hasher.combine(value)
  }
}

extension Hasher {
  fileprivate mutating func combine(bytesOf text: String) {
    var text = text
    text.withUTF8 { unsafe combine(bytes: UnsafeRawBufferPointer($0)) }
    combine(text.utf8.count)
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int64) { self = .integer(value) }
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member(name: $0, value: $1) })
  }
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
}
