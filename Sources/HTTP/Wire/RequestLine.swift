/// The first line of a request (RFC 9112 section 3).
struct RequestLine: Sendable {
  let method: String
  let target: Target
  /// The authority of a target in absolute form, which then stands for `Host`.
  let authority: String?
  let isModern: Bool

  /// Reads a line without its end: exactly `method SP target SP version`.
  init(parsing line: ArraySlice<UInt8>) throws(HTTPError) {
    guard
      let firstSpace = line.firstIndex(of: .space),
      let lastSpace = line.lastIndex(of: .space),
      firstSpace < lastSpace
    else { throw .malformed("a request line without a method, a target and a version") }
    let methodBytes = line[..<firstSpace]
    let targetBytes = line[(firstSpace + 1)..<lastSpace]
    guard
      !methodBytes.isEmpty,
      methodBytes.allSatisfy(\.isToken)
    else { throw .malformed("a method that is no token") }
    isModern = try Self.isModern(line[(lastSpace + 1)...])
    guard !targetBytes.isEmpty, targetBytes.allSatisfy(Self.isTarget) else {
      throw .malformed("a target with bytes that no target has")
    }
    // What was checked is ASCII, so that nothing is repaired from here on.
    method = String(decoding: methodBytes, as: UTF8.self)
    if method == "OPTIONS", targetBytes.elementsEqual([UInt8(ascii: "*")]) {
      target = Target(path: "*")
      authority = nil
    } else if targetBytes.first == UInt8(ascii: "/") {
      target = Self.origin(targetBytes)
      authority = nil
    } else {
      (authority, target) = try Self.absolute(targetBytes)
    }
  }

  /// Visible ASCII but `#`: a fragment is never sent, and browsers leave braces as they are.
  private static func isTarget(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "#")
  }

  private static func isModern(_ version: ArraySlice<UInt8>) throws(HTTPError) -> Bool {
    let start = version.startIndex
    guard
      version.count == 8,
      version.starts(with: "HTTP/".utf8),
      version[start + 5].isDigit,
      version[start + 6] == UInt8(ascii: "."),
      version[start + 7].isDigit
    else { throw .malformed("a version that is none") }
    guard version[start + 5] == UInt8(ascii: "1") else {
      throw HTTPError(status: 505, reason: "only HTTP/1.1 and HTTP/1.0 are spoken here")
    }
    return version[start + 7] != UInt8(ascii: "0")
  }

  private static func origin(_ bytes: ArraySlice<UInt8>) -> Target {
    guard let mark = bytes.firstIndex(of: UInt8(ascii: "?")) else {
      return Target(path: String(decoding: bytes, as: UTF8.self))
    }
    return Target(
      path: String(decoding: bytes[..<mark], as: UTF8.self),
      query: String(decoding: bytes[(mark + 1)...], as: UTF8.self)
    )
  }

  private static func absolute(
    _ bytes: ArraySlice<UInt8>
  ) throws(HTTPError) -> (authority: String, target: Target) {
    guard
      let scheme = ["http://", "https://"].first(where: { scheme in
        bytes.prefix(scheme.utf8.count).matches(ignoringCase: scheme)
      })
    else { throw .malformed("a target in none of the forms that are served here") }
    let rest = bytes.dropFirst(scheme.utf8.count)
    let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") }
    let host = rest[..<(end ?? rest.endIndex)]
    guard
      !host.isEmpty,
      host.allSatisfy(\.isHost)
    else { throw .malformed("a target with a malformed host") }
    let target = origin(rest[(end ?? rest.endIndex)...])
    let authority = String(decoding: host, as: UTF8.self)
    return (authority, target.path.isEmpty ? Target(path: "/", query: target.query) : target)
  }
}
