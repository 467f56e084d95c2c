import Foundation

/// A WebSocket client for tests: blocking, and willing to send any bytes at all.
public final class WebSocketClient {
  /// What came.
  public enum Event: Hashable, Sendable {
    case text(String)
    case ping
    case pong
    case close(code: Int?, reason: String)
    /// The connection ended without a word.
    case ended
    /// Nothing came in time; says what was awaited.
    case silent(String)
  }

  /// What the server answered to the handshake; status 101 where it is open.
  public let handshake: HTTPAnswer
  private let client: HTTPClient

  /// Connects and shakes hands.
  ///
  /// - Parameters:
  ///   - port: Of a server on this machine.
  ///   - subprotocol: What is offered.
  ///   - headers: Further fields.
  ///   - source: As of ``HTTPClient/init(port:timeout:source:)``.
  /// - Throws: ``ClientError`` where there is no answer.
  public init(
    port: Int,
    subprotocol: String? = "graphql-transport-ws",
    headers: [(String, String)] = [],
    source: UInt32 = 0
  ) throws {
    client = try HTTPClient(port: port, source: source)
    var head = "GET /graphql HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nUpgrade: websocket\r\n"
    head += "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    head += "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    if let subprotocol { head += "Sec-WebSocket-Protocol: \(subprotocol)\r\n" }
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    client.send(head + "\r\n")
    handshake = try client.receiveHead()
  }

  /// Sends a message of text, as one frame or in fragments of so many bytes.
  public func send(_ text: String, fragment: Int = .max) {
    let bytes = Array(text.utf8)
    var start = 0
    repeat {
      let end = min(bytes.count, start + min(fragment, bytes.count))
      let opcode: UInt8 = start == 0 ? 0x1 : 0x0
      send(opcode, Array(bytes[start..<end]), isFinal: end == bytes.count)
      start = end
    } while start < bytes.count
  }

  /// Sends one frame.
  public func send(_ opcode: UInt8, _ payload: [UInt8], isFinal: Bool = true) {
    var frame = [(isFinal ? 0x80 : 0) | opcode]
    switch payload.count {
    case ...125: frame.append(0x80 | UInt8(payload.count))
    case ...65_535: frame += [0xFE, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
    default:
      frame.append(0xFF)
      for shift in stride(from: 56, through: 0, by: -8) {
        frame.append(UInt8(payload.count >> shift & 0xFF))
      }
    }
    let mask: [UInt8] = [0x12, 0x34, 0x56, 0x78]
    frame += mask
    for (place, byte) in payload.enumerated() { frame.append(byte ^ mask[place % 4]) }
    client.send(frame)
  }

  /// Says that it closes.
  public func close(_ code: UInt16 = 1_000) { send(0x8, [UInt8(code >> 8), UInt8(code & 0xFF)]) }

  /// Ends the connection without a word.
  public func end() { client.end() }

  /// The next thing that comes.
  public func receive() -> Event {
    client.expect("a message")
    do {
      while client.buffer.count < 2 { try client.fill() }
      let form = client.buffer[1] == 126 ? 2 : client.buffer[1] == 127 ? 8 : 0
      while client.buffer.count < 2 + form { try client.fill() }
      var length = form == 0 ? Int(client.buffer[1]) : 0
      for byte in client.buffer[2..<(2 + form)] { length = length << 8 | Int(byte) }
      while client.buffer.count < 2 + form + length { try client.fill() }
      let opcode = client.buffer[0]
      let payload = Array(client.buffer[(2 + form)..<(2 + form + length)])
      client.buffer.removeFirst(2 + form + length)
      return Self.event(opcode, payload)
    } catch ClientError.silent(let what) {
      return .silent(what)
    } catch {
      return .ended
    }
  }

  private static func event(_ opcode: UInt8, _ payload: [UInt8]) -> Event {
    switch opcode {
    case 0x81: .text(String(decoding: payload, as: UTF8.self))
    case 0x89: .ping
    case 0x8A: .pong
    case 0x88 where payload.count >= 2:
      .close(
        code: Int(payload[0]) << 8 | Int(payload[1]),
        reason: String(decoding: payload[2...], as: UTF8.self)
      )
    case 0x88: .close(code: nil, reason: "")
    default: .ended
    }
  }

  /// The next text; what else came, in words.
  public func text() -> String {
    switch receive() {
    case .text(let text): text
    case .close(let code, let reason): "close \(code ?? 0) \(reason)"
    case let other: "\(other)"
    }
  }

  // MARK: - graphql-transport-ws

  /// Says who it is, and waits to be let in.
  ///
  /// - Returns: The answer.
  @discardableResult
  public func initialise(token: String? = nil) -> String {
    let payload = token.map { #","payload":{"authorization":"Bearer \#($0)"}"# } ?? ""
    send(#"{"type":"connection_init"\#(payload)}"#)
    return text()
  }

  /// Asks for an operation.
  public func subscribe(_ id: String, _ query: String, variables: String = "{}") {
    let text = query.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n")
    send(
      #"{"id":"\#(id)","type":"subscribe","payload":{"query":"\#(text)","variables":\#(variables)}}"#
    )
  }

  /// Ends an operation.
  public func complete(_ id: String) { send(#"{"id":"\#(id)","type":"complete"}"#) }
}
