/// Why a WebSocket ends: a code for programs, and a reason for who reads the log of a client.
///
/// - Source: [RFC 6455](https://www.rfc-editor.org/rfc/rfc6455#section-7.4) and the registry of
///   close codes that it began.
public struct WebSocketClose: Error, Hashable, Sendable {
  /// `nil` where the peer gave none.
  public let code: UInt16?
  public let reason: String

  /// An ending.
  ///
  /// - Parameters:
  ///   - code: 1000...4999.
  ///   - reason: What is beyond 123 bytes of UTF-8 is left away when it is sent.
  public init(_ code: UInt16?, _ reason: String = "") {
    self.code = code
    self.reason = reason
  }

  /// The server stops, or the client leaves.
  public static let goingAway = WebSocketClose(1_001, "The server stops")
  /// The receiver takes less than it is sent.
  static let tooSlow = WebSocketClose(1_013, "The receiver is too slow")

  static func protocolError(_ reason: String) -> WebSocketClose { WebSocketClose(1_002, reason) }

  static let notUTF8 = WebSocketClose(1_007, "A text that is not UTF-8")
  static let tooBig = WebSocketClose(1_009, "A message longer than the limit")
  static let tooManyControlFrames = WebSocketClose(1_008, "Too many control frames")

  /// The payload of the frame that says it.
  var payload: [UInt8] {
    guard let code else { return [] }
    var bytes = [UInt8(truncatingIfNeeded: code >> 8), UInt8(truncatingIfNeeded: code)]
    // A control frame has 125 bytes at most, and a reason is whole characters.
    for scalar in reason.unicodeScalars {
      let encoded = Array(String(scalar).utf8)
      guard bytes.count + encoded.count <= WebSocketFrame.controlPayloadMax else { break }
      bytes.append(contentsOf: encoded)
    }
    return bytes
  }

  /// Reads the payload of a close frame.
  ///
  /// - Throws: How the connection is failed where it holds one byte, a code that no peer may send,
  ///   or a reason that is not UTF-8 (sections 5.5.1, 7.4, 8.1).
  init(payload: [UInt8]) throws(WebSocketClose) {
    guard !payload.isEmpty else {
      self.init(nil)
      return
    }
    guard payload.count >= 2 else { throw .protocolError("A close frame of one byte") }
    let code = UInt16(payload[0]) << 8 | UInt16(payload[1])
    guard Self.mayBeSent(code) else { throw .protocolError("A close code that is none") }
    guard let reason = String(validating: payload[2...], as: UTF8.self) else { throw .notUTF8 }
    self.init(code, reason)
  }

  /// Whether a peer may send a code: 1004 to 1006 and 1015 are for what no frame said.
  private static func mayBeSent(_ code: UInt16) -> Bool {
    switch code {
    case 1_000...1_003, 1_007...1_014, 3_000...4_999: true
    default: false
    }
  }
}
