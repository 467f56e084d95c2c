import Bytes
import SQLite
import Synchronization

/// Takes away the contents that no row names: those of deleted tickets, and those whose row was never
/// committed.
///
/// It does so after a commit, on the writer's thread, in a transaction of its own that writes nothing:
/// what it reads is on disk, and no new row can come to name a content between the look and the
/// taking away. Inside the transaction that deletes a row it would be too early, for that may yet be
/// undone.
final class ContentSweep: Sendable {
  private struct State {
    var waiting: [ContentStore.Content] = []
    var count = 0
    var failure: FileError?
  }

  private let state = Mutex(State())

  /// Looks at some contents after the next commit; those that are named stay.
  func add(_ contents: [ContentStore.Content]) {
    guard !contents.isEmpty else { return }
    state.withLock { state in
      state.waiting += contents.prefix(max(0, Limits.waitingContents - state.waiting.count))
    }
  }

  /// Looks at the contents that wait, some at a time.
  ///
  /// - Parameter connection: The writer's, without an open transaction.
  func run(_ connection: Connection) {
    let contents = state.withLock { state in
      let contents = Array(state.waiting.prefix(Limits.contentsOfSweep))
      state.waiting.removeFirst(contents.count)
      return contents
    }
    guard !contents.isEmpty else { return }
    do {
      let unnamed = try contents.filter { content in
        try !AttachmentStore.names(content.sha256, in: connection)
      }
      guard !unnamed.isEmpty else { return }
      // Another process may have written since: while this one may write, no other can.
      try connection.write {
        for content in unnamed where try !AttachmentStore.names(content.sha256, in: connection) {
          remove(content)
        }
      }
    } catch {
      add(contents)
    }
  }

  private func remove(_ content: ContentStore.Content) {
    guard Folders.size(of: content.path) != nil else { return }
    do throws(FileError) {
      try Folders.remove(content.path)
      state.withLock { $0.count += 1 }
    } catch {
      state.withLock { $0.failure = error }
    }
  }

  /// How many contents were taken away so far.
  var count: Int { state.withLock { $0.count } }

  /// What went wrong last; it is told once.
  func takeFailure() -> FileError? {
    state.withLock { state in
      defer { state.failure = nil }
      return state.failure
    }
  }
}
