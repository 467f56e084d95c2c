import Testing

@testable import HTTP

/// What a client sends over a WebSocket, and all that it is sent until the connection ends.
struct SocketCase: CustomTestStringConvertible, Sendable {
  /// The section of RFC 6455 that says so.
  let section: String
  let what: String
  let sends: [UInt8]
  let receives: [String]

  init(_ section: String, _ what: String, _ sends: [ClientFrame], _ receives: [String]) {
    self.section = section
    self.what = what
    self.sends = sends.flatMap(\.bytes)
    self.receives = receives
  }

  var testDescription: String { "\(section): \(what)" }

  /// How the bytes reach the server.
  enum Delivery: String, CaseIterable, Sendable {
    case atOnce
    /// Each byte for itself; what is longer than a few kilobytes in pieces that end nowhere in
    /// particular.
    case byteByByte
    /// In the packet of the handshake.
    case withHandshake
  }

  /// Runs it.
  func run(_ delivery: Delivery, on server: EchoServer) throws {
    let client = try Client(port: server.port)
    if delivery == .withHandshake {
      client.send(Array(Client.handshake.utf8) + sends)
      #expect(client.response()?.status == 101)
    } else {
      #expect(client.open())
      let step = delivery == .atOnce ? max(1, sends.count) : sends.count > 4_096 ? 1_021 : 1
      for start in stride(from: 0, to: sends.count, by: step) {
        // A server that has refused what came before may take no more.
        guard client.send(Array(sends[start..<min(start + step, sends.count)])) else { break }
      }
    }
    #expect(client.framesToEnd() == receives, "\(testDescription), \(delivery)")
  }
}

/// Cases of one kind, all of them delivered in all ways.
protocol SocketCases {
  static var cases: [SocketCase] { get }
}

/// The end of a conversation without faults.
let bye = ClientFrame.close(1_000)

/// So many bytes.
func bytes(_ count: Int, of byte: UInt8 = 0x61) -> [UInt8] {
  [UInt8](repeating: byte, count: count)
}
