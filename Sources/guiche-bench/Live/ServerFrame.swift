/// A frame of a WebSocket as a server sends it: unmasked, and never a fragment here.
///
/// - Source: [RFC 6455](https://www.rfc-editor.org/rfc/rfc6455#section-5.2).
enum ServerFrame: Hashable {
  /// Where its payload is.
  case text(Range<Int>)
  case ping(Range<Int>)
  case pong
  case close(code: Int, reason: String)

  /// The next frame.
  ///
  /// - Parameters:
  ///   - bytes: What has come.
  ///   - start: Where the frame begins.
  ///   - end: Up to where it has come.
  /// - Returns: The frame and where it ends; `nil` until it is whole.
  /// - Throws: A ``Complaint`` for what this server has no reason to send.
  static func next(
    _ bytes: [UInt8],
    from start: Int,
    to end: Int
  ) throws(Complaint) -> (frame: ServerFrame, end: Int)? {
    guard end - start >= 2 else { return nil }
    let short = Int(bytes[start + 1])
    let extended = short == 126 ? 2 : short == 127 ? 8 : 0
    guard end - start >= 2 + extended else { return nil }
    var length = extended == 0 ? short : 0
    for place in 0..<extended { length = length << 8 | Int(bytes[start + 2 + place]) }
    guard short < 128, length < 1 << 30 else { throw Complaint("a frame cannot be read", code: 65) }
    let payload = start + 2 + extended
    guard end - payload >= length else { return nil }
    let range = payload..<(payload + length)
    switch bytes[start] {
    case 0x81: return (.text(range), range.upperBound)
    case 0x88:
      let code = length < 2 ? 1_005 : Int(bytes[payload]) << 8 | Int(bytes[payload + 1])
      let reason = String(decoding: bytes[range].dropFirst(2), as: UTF8.self)
      return (.close(code: code, reason: reason), range.upperBound)
    case 0x89: return (.ping(range), range.upperBound)
    case 0x8A: return (.pong, range.upperBound)
    default: throw Complaint("a frame begins with \(bytes[start])", code: 65)
    }
  }

  /// A frame as a client sends it: its mask is of zeros, for here it hides nothing from anybody.
  static func masked(_ opcode: UInt8, _ payload: ArraySlice<UInt8>) -> [UInt8] {
    var frame = [0x80 | opcode]
    switch payload.count {
    case ..<126: frame.append(0x80 | UInt8(truncatingIfNeeded: payload.count))
    case ..<65_536:
      frame += [0xFE, UInt8(payload.count >> 8), UInt8(truncatingIfNeeded: payload.count)]
    default:
      frame.append(0xFF)
      for shift in stride(from: 56, through: 0, by: -8) {
        frame.append(UInt8(truncatingIfNeeded: payload.count >> shift))
      }
    }
    return frame + [0, 0, 0, 0] + payload
  }

  /// A text as a client sends it.
  static func masked(text: String) -> [UInt8] { masked(1, Array(text.utf8)[...]) }
}
