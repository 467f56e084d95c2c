import Bytes
import Synchronization
import Testing

@testable import SQLite

@Suite struct WatcherThreadTests {
  @Test func `looks when it is told, with the state that it made`() throws {
    let looks = Monitor(0)
    let watcher = try WatcherThread(open: { 10 }) { state in
      state += 1
      let seen = state
      looks.change { $0 = seen }
      return .whenTold
    }
    watcher.tell()
    looks.wait { $0 == 11 }
    watcher.tell()
    looks.wait { $0 == 12 }
    watcher.stop()
    watcher.tell()
    #expect(looks.change { $0 } == 12)
  }

  @Test func `looks again at once where there is more, and later where it said when`() throws {
    let looks = Monitor(0)
    let watcher = try WatcherThread(open: { 0 }) { state in
      state += 1
      let seen = state
      looks.change { $0 = seen }
      if seen < 5 { return .now }
      return seen == 5 ? .at(Clock.monotonicNanoseconds() + 1_000_000) : .whenTold
    }
    watcher.tell()
    looks.wait { $0 == 6 }
    watcher.stop()
    #expect(looks.change { $0 } == 6)
  }

  /// What is told while it looks is not lost.
  @Test func `a word during a look is followed by another look`() throws {
    let looks = Monitor(0)
    let gate = Monitor(false)
    let watcher = try WatcherThread(open: { 0 }) { state in
      state += 1
      let seen = state
      looks.change { $0 = seen }
      if seen == 1 { gate.wait { $0 } }
      return .whenTold
    }
    watcher.tell()
    looks.wait { $0 == 1 }
    for _ in 0..<10 { watcher.tell() }
    gate.change { $0 = true }
    looks.wait { $0 == 2 }
    watcher.stop()
    #expect(looks.change { $0 } == 2, "once, however often it was told")
  }

  @Test func `says why it could not begin`() {
    struct Broken: Error {}
    #expect(throws: Broken.self) {
      _ = try WatcherThread(open: { throw Broken() }) { (_: inout Int) in .whenTold }
    }
  }
}
