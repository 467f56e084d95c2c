/// The fields of a head, in order.
///
/// Names compare without regard to case (RFC 9110 section 5.1).
public struct Headers: Hashable, Sendable {
  public private(set) var fields: [Field] = []

  /// A name and its value, as they were sent.
  public struct Field: Hashable, Sendable {
    public var name: String
    public var value: String
  }

  public init() {}

  /// The first value of a name; `nil` where there is none.
  public subscript(name: String) -> String? {
    fields.first { Self.matches($0.name, name) }?.value
  }

  /// All values of a name, in order.
  public func values(of name: String) -> [String] {
    fields.filter { Self.matches($0.name, name) }.map(\.value)
  }

  public mutating func append(_ name: String, _ value: String) {
    fields.append(Field(name: name, value: value))
  }

  private static func matches(_ one: String, _ other: String) -> Bool {
    one.utf8.count == other.utf8.count
      && zip(one.utf8, other.utf8).allSatisfy { lowercased($0) == lowercased($1) }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
