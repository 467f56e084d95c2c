import Foundation
import TestKit
import Testing

/// What a subscriber costs that hears nothing.
@Suite(.timeLimit(.minutes(5))) struct IdleSocketTests {
  /// In a process of its own, whose memory no other test changes.
  ///
  /// The clients' halves are in it too.
  @Test func `a thousand idle subscribers have at most 20 kB each`() async {
    await #expect(processExitsWith: .success) {
      let server = try LiveServer()
      let subscribe = { (number: Int) throws in
        // 20 of one address.
        let client = try WebSocketClient(port: server.port, source: UInt32(number / 20))
        precondition(client.initialise() == #"{"type":"connection_ack"}"#)
        client.subscribe("1", "subscription { total }")
        return client
      }
      // What the first ones make is there for all.
      var clients = try (0..<100).map(subscribe)
      server.counter.listeners.wait(for: 100)
      let before = try residentBytes()
      clients += try (100..<1_100).map(subscribe)
      server.counter.listeners.wait(for: 1_100)
      let each = (try residentBytes() - before) / 1_000
      precondition(each <= 20_000, "\(each) bytes each")
      _ = server.counter.add(1)
      for client in clients {
        precondition(client.text() == #"{"id":"1","type":"next","payload":{"data":{"total":1}}}"#)
      }
    }
  }
}

/// The memory of this process that is not swapped out.
private func residentBytes() throws -> Int {
  let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
  let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
  return (pages ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
}
