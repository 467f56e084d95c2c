import GraphQL
import HTTP
import Synchronization
import Testing

@testable import Server

@Suite struct EventAnswerTests {
  private final class Count: Sendable {
    private let count = Mutex(0)
    var value: Int { count.withLock { $0 } }
    func next() -> String {
      count.withLock { count in
        count += 1
        return "place \(count)"
      }
    }
  }

  private let result = ExecutionResult.refused([.receiverTooSlow])

  @Test func `a place is looked for once, by the first who says it`() {
    let count = Count()
    let answer = EventAnswer(result) { count.next() }
    #expect(count.value == 0)
    let event = EventStream.event("next", data: result.body, id: "place 1")
    for _ in 0..<3 { #expect(answer.event == event && answer.position == "place 1") }
    #expect(count.value == 1)
  }

  @Test func `an answer without a place says none`() {
    let answer = EventAnswer(result)
    #expect(answer.position == nil)
    #expect(answer.event == EventStream.event("next", data: result.body))
  }

  /// It has no way back, so that nothing is made for it.
  @Test func `a WebSocket is told no places, and none is looked for`() throws {
    let server = try LiveServer()
    let client = try server.client()
    client.subscribe("a", "subscription { total }")
    server.counter.listeners.wait(for: 1)
    _ = server.counter.add(3)
    #expect(client.text() == #"{"id":"a","type":"next","payload":{"data":{"total":3}}}"#)
    #expect(server.counter.listeners.places.load(ordering: .relaxed) == 0)

    let events = try server.events("subscription { total }")
    server.counter.listeners.wait(for: 2)
    _ = server.counter.add(1)
    #expect(events.event()?.data == #"{"data":{"total":4}}"#)
    #expect(server.counter.listeners.places.load(ordering: .relaxed) == 2)
  }
}
