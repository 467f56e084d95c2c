/// The line that parts a body: it is chosen by the client and stands in `Content-Type`.
///
/// - Source: [RFC 2046 section 5.1.1](https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1).
public struct MultipartBoundary: Hashable, Sendable {
  /// What stands before each part but the first: CRLF, two hyphens and the boundary.
  let delimiter: [UInt8]

  /// The boundary of a `multipart/…` type; `nil` where it has none, or none of that form: 1 to 70
  /// of some ASCII characters, the last of them no space.
  public init?(_ media: MediaType) {
    guard let text = media["boundary"] else { return nil }
    let bytes = Array(text.utf8)
    guard (1...70).contains(bytes.count), bytes.last != .space,
      bytes.allSatisfy(\.isBoundaryCharacter)
    else { return nil }
    delimiter = [.carriageReturn, .lineFeed, UInt8(ascii: "-"), UInt8(ascii: "-")] + bytes
  }
}

extension UInt8 {
  // bchars := DIGIT / ALPHA / "'" / "(" / ")" / "+" / "_" / "," / "-" / "." / "/" / ":" / "=" / "?"
  fileprivate var isBoundaryCharacter: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"):
      true
    default: "'()+_,-./:=? ".utf8.contains(self)
    }
  }
}
