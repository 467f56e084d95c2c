/// The frames of the WebSocket protocol, as a server writes them.
///
/// - Source: [RFC 6455](https://www.rfc-editor.org/rfc/rfc6455#section-5.2).
enum WebSocketFrame {
  /// What a frame carries.
  enum Opcode: UInt8, Hashable, Sendable {
    case continuation = 0x0
    case text = 0x1
    case binary = 0x2
    case close = 0x8
    case ping = 0x9
    case pong = 0xA

    /// Whether it is about the connection itself: short, whole, and allowed between the fragments
    /// of a message (section 5.5).
    var isControl: Bool { rawValue & 0x8 != 0 }
  }

  /// Bytes of a control frame's payload at most (section 5.5).
  static let controlPayloadMax = 125

  /// The greatest header of a frame that is not masked.
  static let headerMax = 10

  /// Appends the header of a whole message, which a server never masks (section 5.1).
  static func append(headerOf opcode: Opcode, length: Int, to bytes: inout [UInt8]) {
    bytes.append(0x80 | opcode.rawValue)
    switch length {
    case ...125: bytes.append(UInt8(truncatingIfNeeded: length))
    case ...0xFFFF:
      bytes.append(126)
      bytes.append(UInt8(truncatingIfNeeded: length >> 8))
      bytes.append(UInt8(truncatingIfNeeded: length))
    default:
      bytes.append(127)
      for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: length >> shift))
      }
    }
  }
}
