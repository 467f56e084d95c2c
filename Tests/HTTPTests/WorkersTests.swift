import HTTP
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(20))) struct WorkersTests {
  /// What jobs of one test wrote, and a gate that they wait at.
  private final class Shared: Sendable {
    let seen = Mutex<[Int]>([])
    let gate = Mutex(())
  }

  @Test func `runs every job once, each on a state of its own thread`() throws {
    let shared = Shared()
    let workers = try Workers(count: 3, queueLimit: 1_000) { 0 }
    for number in 0..<1_000 {
      let isTaken = workers.submit { count in
        count += 1
        shared.seen.withLock { $0.append(number) }
      }
      #expect(isTaken)
    }
    workers.stop()
    workers.waitUntilStopped()
    #expect(shared.seen.withLock { $0.sorted() } == Array(0..<1_000))
    #expect(!workers.submit { _ in })
  }

  @Test func `refuses what its queue has no room for`() throws {
    let shared = Shared()
    let workers = try Workers(count: 1, queueLimit: 2) { 0 }
    let accepted = shared.gate.withLock { _ in
      // The first job holds the only worker at the gate.
      var accepted = 0
      for number in 0..<10
      where workers.submit({ _ in
        shared.gate.withLock { _ in }
        shared.seen.withLock { $0.append(number) }
      }) {
        accepted += 1
      }
      return accepted
    }
    workers.stop()
    workers.waitUntilStopped()
    // One runs, if it was begun in time, and two wait.
    #expect((2...3).contains(accepted))
    #expect(shared.seen.withLock { $0.count } == accepted)
  }

  @Test func `tells that a state could not be made`() {
    struct Broken: Error {}
    #expect(throws: HTTPServerError.self) {
      _ = try Workers<Int>(count: 2, queueLimit: 1) { throw Broken() }
    }
  }
}
