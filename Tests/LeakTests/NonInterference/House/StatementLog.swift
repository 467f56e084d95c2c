import SQLite
import Synchronization

/// The statements that a running desk ran since it was last asked, whatever thread ran them.
///
/// What begins and ends a transaction is left out: a loop ends its turn after it has answered.
final class StatementLog: Sendable {
  private let texts = Mutex<[String]>([])

  /// Hears of every statement of a connection from now on.
  func follow(_ connection: Connection) {
    connection.onStatement = { [self] text in
      guard !Self.isFrame(text) else { return }
      texts.withLock { $0.append(text) }
    }
  }

  /// Runs something whose statements are left out.
  func ignoring<Value>(_ body: () throws -> Value) rethrows -> Value {
    let count = texts.withLock { $0.count }
    defer { texts.withLock { $0.removeSubrange(count...) } }
    return try body()
  }

  /// What was run since the last call.
  func take() -> [String] {
    texts.withLock { texts in
      defer { texts = [] }
      return texts
    }
  }

  private static func isFrame(_ text: String) -> Bool {
    ["BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT job", "RELEASE job"].contains { text.hasPrefix($0) }
  }
}
