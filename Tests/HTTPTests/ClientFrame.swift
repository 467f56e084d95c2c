@testable import HTTP

/// A frame as a client writes it; every part of it can be wrong.
struct ClientFrame {
  var first: UInt8
  var payload: [UInt8]
  var mask: [UInt8]? = [0x37, 0xFA, 0x21, 0x3D]
  /// How the length is written: 0 for the shortest form, else 2 or 8 bytes.
  var lengthBytes = 0
  /// The length that is announced where it is not the payload's.
  var announced: UInt64?

  init(_ opcode: UInt8, _ payload: [UInt8] = [], isFinal: Bool = true) {
    first = (isFinal ? 0x80 : 0) | opcode
    self.payload = payload
  }

  static func text(_ text: String, isFinal: Bool = true) -> ClientFrame {
    ClientFrame(0x1, Array(text.utf8), isFinal: isFinal)
  }

  static func more(_ text: String, isFinal: Bool = true) -> ClientFrame {
    ClientFrame(0x0, Array(text.utf8), isFinal: isFinal)
  }

  static func ping(_ text: String = "") -> ClientFrame { ClientFrame(0x9, Array(text.utf8)) }

  static func close(_ code: UInt16? = nil, _ reason: String = "") -> ClientFrame {
    ClientFrame(0x8, WebSocketClose(code, reason).payload)
  }

  /// The same with a change.
  func with(_ change: (inout ClientFrame) -> Void) -> ClientFrame {
    var copy = self
    change(&copy)
    return copy
  }

  var bytes: [UInt8] {
    let length = announced ?? UInt64(payload.count)
    var bytes = [first]
    let bit: UInt8 = mask == nil ? 0 : 0x80
    var form = lengthBytes
    if form == 0 { form = length < 126 ? 0 : length < 65_536 ? 2 : 8 }
    bytes.append(bit | (form == 0 ? UInt8(length) : form == 2 ? 126 : 127))
    for place in (0..<form).reversed() { bytes.append(UInt8(length >> (8 * place) & 0xFF)) }
    guard let mask else { return bytes + payload }
    bytes += mask
    for (index, byte) in payload.enumerated() { bytes.append(byte ^ mask[index % 4]) }
    return bytes
  }
}

/// A frame that a server wrote.
struct ServerFrame: Hashable {
  var opcode: UInt8
  var payload: [UInt8]

  var text: String { String(decoding: payload, as: UTF8.self) }

  var code: UInt16? {
    payload.count < 2 ? nil : UInt16(payload[0]) << 8 | UInt16(payload[1])
  }

  /// What the frame is, in words: `text:hello`, `close:1002`.
  var described: String {
    switch opcode {
    case 0x1: "text:\(text)"
    case 0x8: "close:\(code.map(String.init) ?? "")"
    case 0x9: "ping:\(text)"
    case 0xA: "pong:\(text)"
    default: "opcode:\(opcode)"
    }
  }

  /// The frame at the beginning of some bytes, and how many it takes; `nil` until it is whole.
  ///
  /// A server's frames are never masked, never in fragments, and have no reserved bit.
  static func parse(_ bytes: ArraySlice<UInt8>) -> (ServerFrame, Int)? {
    guard bytes.count >= 2 else { return nil }
    let start = bytes.startIndex
    guard bytes[start] & 0xF0 == 0x80, bytes[start + 1] & 0x80 == 0 else { return nil }
    let form = bytes[start + 1] == 126 ? 2 : bytes[start + 1] == 127 ? 8 : 0
    guard bytes.count >= 2 + form else { return nil }
    var length = form == 0 ? Int(bytes[start + 1]) : 0
    for byte in bytes[(start + 2)..<(start + 2 + form)] { length = length << 8 | Int(byte) }
    guard bytes.count >= 2 + form + length else { return nil }
    let payload = bytes[(start + 2 + form)..<(start + 2 + form + length)]
    return (ServerFrame(opcode: bytes[start] & 0x0F, payload: Array(payload)), 2 + form + length)
  }

  /// All frames of some bytes, which must end with the last one.
  static func all(_ bytes: [UInt8]) -> [ServerFrame]? {
    var frames: [ServerFrame] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      guard let (frame, length) = parse(rest) else { return nil }
      frames.append(frame)
      rest = rest.dropFirst(length)
    }
    return frames
  }
}
