/// A media type with its parameters, such as `application/json; charset=utf-8`.
///
/// - Invariant: type, subtype and the parameters' names are in lower case.
/// - Source: RFC 9110 section 8.3.1.
public struct MediaType: Hashable, Sendable {
  /// The part before the slash; `*` in an `Accept` field.
  public let type: String
  /// The part after the slash; `*` in an `Accept` field.
  public let subtype: String
  /// The parameters in order, the weight of an `Accept` field apart.
  public let parameters: [Parameter]

  /// A parameter of a media type.
  public struct Parameter: Hashable, Sendable {
    /// The name, in lower case.
    public let name: String
    /// The value as sent, without quotation marks.
    public let value: String
  }

  /// A type without parameters.
  public init(_ type: String, _ subtype: String) {
    self.type = type.lowercased()
    self.subtype = subtype.lowercased()
    parameters = []
  }

  /// The media type that a field's value says; `nil` where it is malformed.
  public init?(parsing value: String) {
    var reader = FieldReader(value)
    guard let media = reader.mediaType(), reader.isAtEnd else { return nil }
    self = media
  }

  init(type: String, subtype: String, parameters: [Parameter]) {
    self.type = type
    self.subtype = subtype
    self.parameters = parameters
  }

  /// `type/subtype`, without parameters.
  public var essence: String { "\(type)/\(subtype)" }

  /// The value of a parameter; `nil` where there is none.
  public subscript(parameter: String) -> String? {
    parameters.first { $0.name == parameter }?.value
  }

  /// Whether a range of an `Accept` field covers a type; its parameters must be the type's own.
  func covers(_ other: MediaType) -> Bool {
    (type == "*" || type == other.type)
      && (subtype == "*" || subtype == other.subtype)
      && parameters.allSatisfy { other.parameters.contains($0) || $0.name == "charset" }
  }
}

/// What a client accepts, in its order of preference.
///
/// - Source: RFC 9110 section 12.5.1.
public struct Accept: Hashable, Sendable {
  /// The ranges in the order they were sent.
  public let ranges: [Range]

  /// A range of media types and its weight.
  public struct Range: Hashable, Sendable {
    /// The range; `*/*` covers all.
    public let media: MediaType
    /// The weight in thousandths, 0...1000; 0 refuses.
    public let weight: Int
  }

  /// What the values of all `Accept` fields say; `nil` where one is malformed.
  ///
  /// No value at all accepts everything.
  public init?(parsing values: [String]) {
    guard let found = FieldReader.list(in: values, of: { $0.acceptRange() }) else { return nil }
    ranges = found
  }

  /// The weight of a type in thousandths: that of the most precise range which covers it; 0 where
  /// none does.
  public func weight(of media: MediaType) -> Int {
    guard !ranges.isEmpty else { return 1_000 }
    var best: (precision: Int, weight: Int) = (-1, 0)
    for range in ranges where range.media.covers(media) {
      let precision =
        (range.media.type == "*" ? 0 : 10_000) + (range.media.subtype == "*" ? 0 : 1_000)
        + min(range.media.parameters.count, 999)
      if precision > best.precision { best = (precision, range.weight) }
    }
    return best.weight
  }
}

/// Reads the values of fields that are made of tokens, parameters and quoted strings.
struct FieldReader {
  private let bytes: [UInt8]
  private var index = 0

  init(_ value: String) {
    bytes = Array(value.utf8)
    skipSpace()
  }

  var isAtEnd: Bool { index >= bytes.count }

  /// The elements of a field's values; empty ones say nothing (RFC 9110 section 5.6.1.2).
  ///
  /// - Parameters:
  ///   - values: All values of the field.
  ///   - element: Reads one; `nil` where it is malformed.
  /// - Returns: `nil` where one is malformed.
  static func list<Element>(
    in values: [String],
    of element: (inout FieldReader) -> Element?
  ) -> [Element]? {
    var found: [Element] = []
    for value in values {
      var reader = FieldReader(value)
      while !reader.isAtEnd {
        if reader.skip(UInt8(ascii: ",")) { continue }
        guard
          let next = element(&reader),
          reader.isAtEnd || reader.skip(UInt8(ascii: ","))
        else { return nil }
        found.append(next)
      }
    }
    return found
  }

  private mutating func skipSpace() {
    while index < bytes.count, bytes[index] == .space || bytes[index] == .tab { index += 1 }
  }

  /// Skips a mark and the white space around it.
  mutating func skip(_ mark: UInt8) -> Bool {
    let before = index
    skipSpace()
    guard index < bytes.count, bytes[index] == mark else {
      index = before
      return false
    }
    index += 1
    skipSpace()
    return true
  }

  private mutating func token() -> String? {
    let start = index
    while index < bytes.count, bytes[index].isToken { index += 1 }
    return index > start ? String(validating: bytes[start..<index], as: UTF8.self) : nil
  }

  private mutating func quoted() -> String? {
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return nil }
    index += 1
    var text: [UInt8] = []
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        return String(validating: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard index + 1 < bytes.count else { return nil }
        text.append(bytes[index + 1])
        index += 2
      case let byte:
        text.append(byte)
        index += 1
      }
    }
    return nil
  }

  private mutating func parameters() -> [MediaType.Parameter]? {
    var found: [MediaType.Parameter] = []
    while skip(UInt8(ascii: ";")) {
      guard index < bytes.count, bytes[index].isToken else { continue }
      guard let name = token(), index < bytes.count, bytes[index] == UInt8(ascii: "=") else {
        return nil
      }
      index += 1
      guard let value = quoted() ?? token() else { return nil }
      found.append(MediaType.Parameter(name: name.lowercased(), value: value))
    }
    skipSpace()
    return found
  }

  mutating func mediaType() -> MediaType? {
    guard let type = token(), index < bytes.count, bytes[index] == UInt8(ascii: "/") else {
      return nil
    }
    index += 1
    guard let subtype = token(), let parameters = parameters() else { return nil }
    return MediaType(
      type: type.lowercased(),
      subtype: subtype.lowercased(),
      parameters: parameters
    )
  }

  mutating func acceptRange() -> Accept.Range? {
    guard let media = mediaType() else { return nil }
    var weight = 1_000
    var parameters = media.parameters
    if let place = parameters.firstIndex(where: { $0.name == "q" }) {
      guard let thousandths = Self.thousandths(parameters[place].value) else { return nil }
      weight = thousandths
      parameters.removeSubrange(place...)
    }
    return Accept.Range(
      media: MediaType(type: media.type, subtype: media.subtype, parameters: parameters),
      weight: weight
    )
  }

  /// A content coding or `*`, in lower case, and its weight.
  mutating func weightedCoding() -> (name: String, weight: Int)? {
    guard let name = token(), let parameters = parameters() else { return nil }
    guard let weight = parameters.first else { return (name.lowercased(), 1_000) }
    guard
      weight.name == "q",
      parameters.count == 1,
      let thousandths = Self.thousandths(weight.value)
    else { return nil }
    return (name.lowercased(), thousandths)
  }

  /// A weight such as `0.8` in thousandths; `nil` where it is malformed or above 1.
  static func thousandths(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, first == 0x30 || first == 0x31, bytes.count <= 5 else {
      return nil
    }
    guard bytes.count == 1 || bytes[1] == UInt8(ascii: ".") else { return nil }
    var value = Int(first - 0x30) * 1_000
    var unit = 100
    for digit in bytes.dropFirst(2) {
      guard digit.isDigit else { return nil }
      value += Int(digit - 0x30) * unit
      unit /= 10
    }
    return value <= 1_000 ? value : nil
  }
}
