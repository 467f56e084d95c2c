/// A request target in origin form (RFC 9112 section 3.2.1), still percent-encoded.
public struct Target: Hashable, Sendable {
  /// Begins with `/`; `*` for `OPTIONS *`.
  public var path: String
  /// What follows the first `?`; `nil` where there is none.
  public var query: String?

  /// One name of a query and its value.
  public struct Parameter: Hashable, Sendable {
    /// The name, decoded.
    public var name: String
    /// The value, decoded; empty where there was no `=`.
    public var value: String

    /// A name and its value.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A target of a path and a query, both percent-encoded.
  public init(path: String, query: String? = nil) {
    self.path = path
    self.query = query
  }

  /// The path, decoded; `nil` where an escape is malformed, or what it stands for is not UTF-8 or
  /// has a NUL.
  public var decodedPath: String? {
    Self.decoded(Array(path.utf8)[...], plusIsSpace: false)
  }

  /// The parameters of the query, decoded, in order, as forms write them (`+` is a space).
  ///
  /// - Returns: `nil` where one of them is malformed (see ``decodedPath``): guessing what was meant
  ///   is how two readers of one request come to differ.
  /// - Source: <https://url.spec.whatwg.org/#urlencoded-parsing>, stricter.
  public var parameters: [Parameter]? {
    guard let query else { return [] }
    var found: [Parameter] = []
    for part in Array(query.utf8).split(separator: UInt8(ascii: "&")) {
      let equals = part.firstIndex(of: UInt8(ascii: "="))
      let value = equals.map { part[($0 + 1)...] } ?? part[part.endIndex...]
      guard
        let name = Self.decoded(part[..<(equals ?? part.endIndex)], plusIsSpace: true),
        let value = Self.decoded(value, plusIsSpace: true)
      else { return nil }
      found.append(Parameter(name: name, value: value))
    }
    return found
  }

  private static func decoded(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool) -> String? {
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      switch bytes[index] {
      case UInt8(ascii: "%"):
        guard
          index + 2 < bytes.endIndex,
          let high = bytes[index + 1].hexadecimalValue,
          let low = bytes[index + 2].hexadecimalValue
        else { return nil }
        plain.append(high << 4 | low)
        index += 2
      case UInt8(ascii: "+") where plusIsSpace: plain.append(.space)
      case let byte: plain.append(byte)
      }
      index += 1
    }
    return plain.contains(0) ? nil : String(validating: plain, as: UTF8.self)
  }
}
