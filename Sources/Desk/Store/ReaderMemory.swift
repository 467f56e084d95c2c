import SQLite
import Synchronization

/// What a reader remembers from one request to the next.
struct ReaderMemory: Sendable {
  var viewers = ViewerCache()
  /// Statements whose columns or conditions depend on what is asked, by what that was.
  ///
  /// - Invariant: the keys are few: 8 bits of columns, 5 of shape and 1 for counts.
  var ticketQueries: [Int: Query] = [:]
}

/// What the writer's jobs leave to those after them: each has a reader of its own.
final class WriterMemory: Sendable {
  private let stored = Mutex(ReaderMemory())

  /// Gives it to a job, which alone has it until it is kept again.
  func take() -> ReaderMemory {
    stored.withLock { memory in
      defer { memory = ReaderMemory() }
      return memory
    }
  }

  func keep(_ memory: ReaderMemory) { stored.withLock { $0 = memory } }

  /// Forgets who the viewers are: what a job found was taken back with a job before it.
  func forgetViewers() { stored.withLock { $0.viewers.follow(nil) } }
}
