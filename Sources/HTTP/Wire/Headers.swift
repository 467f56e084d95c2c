/// The fields of a head, in order.
///
/// Names compare without regard to case (RFC 9110 section 5.1). The fields are kept as the bytes of
/// the wire, so that reading a head makes no text for the fields that nobody asks for.
public struct Headers: Sendable {
  /// `Name: value` and CRLF, one after another.
  private(set) var lines: [UInt8] = []
  private(set) var places: [Place] = []
  /// Whether a field was refused for its bytes: such a head is never sent.
  public private(set) var isRefused = false

  /// A name and its value, as they were sent.
  public struct Field: Hashable, Sendable {
    /// The name, in the sender's case.
    public var name: String
    /// The value, without the white space around it.
    public var value: String
  }

  /// Where a field lies in `lines`.
  struct Place: Sendable {
    var name: Range<Int>
    var value: Range<Int>
  }

  /// No fields.
  public init() {}

  /// The fields of a dictionary literal's pairs, in order.
  public init(_ fields: [(String, String)]) {
    for (name, value) in fields { append(name, value) }
  }

  /// The fields that a parser found and checked.
  init(lines: [UInt8], places: [Place]) {
    self.lines = lines
    self.places = places
  }

  /// All fields, in order.
  public var fields: [Field] {
    places.map { Field(name: text($0.name), value: text($0.value)) }
  }

  /// How many fields there are.
  public var count: Int { places.count }

  /// The first value of a name; `nil` where there is none.
  ///
  /// - Complexity: O(fields).
  public subscript(name: String) -> String? {
    for place in places where lines.matches(name, in: place.name) { return text(place.value) }
    return nil
  }

  /// All values of a name, in order.
  public func values(of name: String) -> [String] {
    var values: [String] = []
    for place in places where lines.matches(name, in: place.name) {
      values.append(text(place.value))
    }
    return values
  }

  /// Whether one of the values of a name is that word, in any case.
  func says(_ word: String, in name: String) -> Bool {
    places.contains { lines.matches(name, in: $0.name) && lines.matches(word, in: $0.value) }
  }

  /// Adds a field.
  ///
  /// A name that is no token, or a value with CR, LF, NUL or another control byte, is left out and
  /// marks the head as refused: it would end a field early and begin what the sender never meant.
  public mutating func append(_ name: String, _ value: String) {
    guard
      !name.isEmpty,
      name.utf8.allSatisfy(\.isToken),
      !value.utf8.contains(where: \.isForbiddenInField)
    else {
      isRefused = true
      return
    }
    let start = lines.count
    lines.append(contentsOf: name.utf8)
    let colon = lines.count
    lines.append(UInt8(ascii: ":"))
    lines.append(.space)
    lines.append(contentsOf: value.utf8)
    let end = lines.count
    lines.append(.carriageReturn)
    lines.append(.lineFeed)
    places.append(Place(name: start..<colon, value: (colon + 2)..<end))
  }

  /// Takes all fields of a name away and adds one in their place, at the end.
  public mutating func set(_ name: String, _ value: String) {
    remove(name)
    append(name, value)
  }

  /// Takes all fields of a name away.
  mutating func remove(_ name: String) {
    var kept = Headers()
    kept.isRefused = isRefused
    for field in fields where !field.name.utf8.elementsEqual(name.utf8, by: Self.sameLetter) {
      kept.append(field.name, field.value)
    }
    self = kept
  }

  /// The bytes of a value.
  func bytes(of place: Place) -> ArraySlice<UInt8> { lines[place.value] }

  private func text(_ range: Range<Int>) -> String {
    // A parser lets only UTF-8 in and `append` was given texts, so that nothing is repaired here.
    String(decoding: lines[range], as: UTF8.self)
  }

  private static func sameLetter(_ one: UInt8, _ other: UInt8) -> Bool {
    one.lowercased == other.lowercased
  }
}

extension Headers: Hashable {
  public static func == (one: Headers, other: Headers) -> Bool {
    one.fields == other.fields && one.isRefused == other.isRefused
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(fields)
  }
}
