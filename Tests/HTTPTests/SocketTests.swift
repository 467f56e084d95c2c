import Testing

@testable import HTTP

@Suite struct SocketTests {
  /// A client that reads all the time, but slowly, does not look like one that reads nothing.
  ///
  /// The kernel takes bytes for a client as long as it has room, and says that there is room again only
  /// when a good part of it is free: of megabytes, that takes such a client longer than we wait.
  @Test func `the kernel takes little ahead of a client that reads slowly`() throws {
    let listener = try Listener(host: "127.0.0.1", port: 0, backlog: 8, isFirst: true)
    let client = try Client(port: listener.address.port, receiveBuffer: 4_096)
    defer { client.hangUp() }
    guard case .client(let socket, _) = listener.accept() else {
      Issue.record("nobody connected")
      return
    }
    defer { socket.close() }
    var queue = OutputQueue()
    let size = 16 << 20
    queue.append([UInt8](repeating: 0, count: size))
    #expect(socket.write(&queue) == .some)
    #expect(size - queue.count < 512 << 10, "it took \(size - queue.count) bytes")
  }
}
