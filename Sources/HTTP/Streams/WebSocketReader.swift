/// What a client said over a WebSocket.
enum WebSocketEvent: Hashable, Sendable {
  /// A whole message of UTF-8.
  case text([UInt8])
  case binary([UInt8])
  case ping([UInt8])
  case pong
  case close(WebSocketClose)
}

/// Reads the frames of a client, as the bytes come: fragments become messages, control frames pass
/// between them, and what breaks a rule is refused at the byte that breaks it.
///
/// It is a value and knows no socket and no clock.
///
/// - Complexity: O(bytes) over all calls together, however they are cut. It holds no more than the
///   message that has begun, and makes no room for what is only announced.
/// - Source: [RFC 6455](https://www.rfc-editor.org/rfc/rfc6455), sections 5 and 8.1.
struct WebSocketReader: Sendable {
  /// Which byte of a frame is the next one.
  private enum Position: Hashable, Sendable {
    case opcode
    case length
    /// So many bytes of a length are still to come, of this many.
    case extendedLength(left: Int, of: Int)
    case mask(left: Int)
    case payload
  }

  private let longestMessage: Int
  private var position = Position.opcode

  // The frame that is being read.
  private var opcode = WebSocketFrame.Opcode.continuation
  private var isFinal = false
  private var length: UInt64 = 0
  private var mask: UInt32 = 0
  /// How much of the payload is read.
  private var taken = 0

  /// What the fragments of a message carry; `nil` between two messages.
  private var fragmented: WebSocketFrame.Opcode?
  private var message: [UInt8] = []
  private var validator = UTF8Validator()
  private var control: [UInt8] = []

  /// - Parameter longestMessage: Bytes of a message at most, all fragments together.
  init(longestMessage: Int) { self.longestMessage = longestMessage }

  /// How many bytes of memory its buffers hold.
  var heldBytes: Int { message.capacity + control.capacity }

  /// Whether nothing of a frame or of a message has come.
  var isBetweenMessages: Bool { position == .opcode && fragmented == nil }

  /// Reads on until something was said, or until all bytes are read.
  ///
  /// - Parameters:
  ///   - bytes: What has come.
  ///   - index: Where to begin; moved behind what was read.
  /// - Returns: `nil` where all bytes are read and nothing is whole.
  /// - Throws: How the connection must be failed; the reader is not used after that.
  mutating func next(
    in bytes: [UInt8],
    from index: inout Int
  ) throws(WebSocketClose) -> WebSocketEvent? {
    while true {
      if position == .payload {
        try takePayload(bytes, from: &index)
        guard UInt64(taken) == length else { return nil }
        if let event = try endFrame() { return event }
        continue
      }
      guard index < bytes.count else { return nil }
      try takeHeader(bytes[index])
      index += 1
    }
  }

  // MARK: - The header

  private mutating func takeHeader(_ byte: UInt8) throws(WebSocketClose) {
    switch position {
    case .opcode: try takeOpcode(byte)
    case .length: try takeLength(byte)
    case .extendedLength(let left, let all):
      length = length << 8 | UInt64(byte)
      guard left == 1 else {
        position = .extendedLength(left: left - 1, of: all)
        return
      }
      // Section 5.2: the least number of bytes, and a highest bit of 0.
      guard length > (all == 2 ? 125 : 0xFFFF), length >> 63 == 0 else {
        throw .protocolError("A length that is not in its shortest form, or beyond 63 bits")
      }
      try checkLength()
      position = .mask(left: 4)
    case .mask(let left):
      mask = mask << 8 | UInt32(byte)
      position = left == 1 ? .payload : .mask(left: left - 1)
    case .payload: break
    }
  }

  private mutating func takeOpcode(_ byte: UInt8) throws(WebSocketClose) {
    // No extension was agreed on that gives the reserved bits a meaning.
    guard byte & 0x70 == 0 else { throw .protocolError("A reserved bit is set") }
    guard let opcode = WebSocketFrame.Opcode(rawValue: byte & 0x0F) else {
      throw .protocolError("A reserved opcode")
    }
    isFinal = byte & 0x80 != 0
    if opcode.isControl {
      guard isFinal else { throw .protocolError("A fragment of a control frame") }
    } else if opcode == .continuation {
      guard fragmented != nil else { throw .protocolError("A continuation of nothing") }
    } else {
      guard fragmented == nil else {
        throw .protocolError("A new message between the fragments of another")
      }
      fragmented = opcode
      validator = UTF8Validator()
    }
    self.opcode = opcode
    position = .length
  }

  private mutating func takeLength(_ byte: UInt8) throws(WebSocketClose) {
    guard byte & 0x80 != 0 else { throw .protocolError("A frame of a client that is not masked") }
    let short = byte & 0x7F
    guard !opcode.isControl || short <= WebSocketFrame.controlPayloadMax else {
      throw .protocolError("A control frame of more than 125 bytes")
    }
    taken = 0
    mask = 0
    length = 0
    switch short {
    case 126: position = .extendedLength(left: 2, of: 2)
    case 127: position = .extendedLength(left: 8, of: 8)
    default:
      length = UInt64(short)
      try checkLength()
      position = .mask(left: 4)
    }
  }

  /// Refuses from its announcement what would be too long.
  private func checkLength() throws(WebSocketClose) {
    guard !opcode.isControl else { return }
    guard length <= UInt64(longestMessage - message.count) else { throw .tooBig }
  }

  // MARK: - The payload

  private mutating func takePayload(
    _ bytes: [UInt8],
    from index: inout Int
  ) throws(WebSocketClose) {
    // The length is bounded by that of the longest message.
    let count = min(bytes.count - index, Int(truncatingIfNeeded: length) - taken)
    guard count > 0 else { return }
    let piece = bytes[index..<(index + count)]
    if opcode.isControl {
      append(piece, to: &control)
    } else {
      let start = message.count
      append(piece, to: &message)
      if fragmented == .text {
        guard validator.accept(message[start...]) else { throw .notUTF8 }
      }
    }
    index += count
    taken += count
  }

  /// Unmasks a piece: byte `i` of a payload by byte `i mod 4` of the mask (section 5.3).
  private func append(_ piece: ArraySlice<UInt8>, to buffer: inout [UInt8]) {
    let start = buffer.count
    buffer.append(contentsOf: piece)
    var shift = UInt32(24 - taken % 4 * 8)
    for place in start..<buffer.count {
      buffer[place] ^= UInt8(truncatingIfNeeded: mask >> shift)
      shift = (shift &- 8) & 31
    }
  }

  /// Answers what a whole frame said; `nil` for a fragment that is not the last.
  private mutating func endFrame() throws(WebSocketClose) -> WebSocketEvent? {
    position = .opcode
    guard !opcode.isControl else {
      let payload = control
      control = []
      switch opcode {
      case .close: return .close(try WebSocketClose(payload: payload))
      case .ping: return .ping(payload)
      default: return .pong
      }
    }
    guard isFinal, let kind = fragmented else { return nil }
    guard kind == .binary || validator.isComplete else { throw .notUTF8 }
    let whole = message
    message = []
    fragmented = nil
    return kind == .text ? .text(whole) : .binary(whole)
  }
}
