/// Why a text is no JSON that we take.
public struct JSONError: Error, Hashable, Sendable {
  /// The kinds of refusal.
  public enum Reason: Hashable, Sendable {
    /// A byte that cannot stand at this place.
    case unexpectedByte
    /// The text ends before the value does.
    case unexpectedEnd
    /// More than one value.
    case trailingBytes
    /// Arrays and objects go deeper than is allowed.
    case tooDeep
    /// An object has two members of one name.
    case duplicateName
    /// A string is no UTF-8.
    case invalidUTF8
    /// A string has a `\u` escape of half a surrogate pair, which is no character.
    case loneSurrogate
    /// A string has a backslash before something else than RFC 8259 lists.
    case invalidEscape
    /// A string has a character below U+0020 as it is.
    case controlCharacter
    /// A number is written in a way that RFC 8259 does not know, such as `01` or `1.`.
    case invalidNumber
    /// A number does not fit a double, or has too many digits.
    case numberTooLarge
  }

  public let reason: Reason
  /// The byte where it shows, from 0.
  public let offset: Int

  init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// An English sentence for clients; it repeats nothing of the text.
  public var message: String {
    let what =
      switch reason {
      case .unexpectedByte: "unexpected character"
      case .unexpectedEnd: "unexpected end"
      case .trailingBytes: "more than one value"
      case .tooDeep: "nested too deep"
      case .duplicateName: "an object has the same name twice"
      case .invalidUTF8: "a string is not UTF-8"
      case .loneSurrogate: "half a surrogate pair"
      case .invalidEscape: "unknown escape"
      case .controlCharacter: "a control character in a string has to be escaped"
      case .invalidNumber: "not a JSON number"
      case .numberTooLarge: "the number is too large"
      }
    return "Invalid JSON: \(what) at byte \(offset)."
  }
}
