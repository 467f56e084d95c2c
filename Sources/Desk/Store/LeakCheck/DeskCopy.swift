import Bytes
public import SQLite
import Synchronization

/// The desk as it is at one moment, in memory, to be changed in what one viewer cannot see.
///
/// One thread uses it. Nothing of it ever comes to the desk's own database, its events, its audit log
/// or its readers: it shares no connection with them.
///
/// - Source: the master test of leaks.md; F5.
public final class DeskCopy {
  /// What came of asking for one.
  public enum Made {
    case copy(DeskCopy)
    /// The database has more than ``DeskCopy/bytesMaximum``.
    case tooLarge
    /// There is one already.
    case busy
  }

  /// The bytes of the largest database that is copied.
  public static let bytesMaximum = Limits.copiedBytes

  private let connection: Connection
  private let viewer: Viewer
  private let gate: CopyGate
  /// Reads the copy, at the moment at which it was made: time stands still there.
  public let reader: DeskReader

  fileprivate init(_ reader: DeskReader, for viewer: Viewer) throws(SQLiteError) {
    connection = try reader.connection.copyInMemory()
    connection.deadline = reader.deadline
    self.viewer = viewer
    gate = reader.copies
    self.reader = DeskReader(
      connection: connection,
      current: CurrentWorkflow(reader.workflow),
      clock: .standing(at: reader.now),
      contents: reader.contents
    )
  }

  deinit { gate.leave() }

  /// Gives all that the viewer may not see another value, as ``HiddenChanges`` says.
  ///
  /// - Returns: How many values.
  /// - Throws: `SQLiteError`, for example where the deadline passes.
  public func changeWhatIsHidden() throws(SQLiteError) -> Int {
    var changes = HiddenChanges(from: viewer, in: reader.workflow, on: connection)
    try changes.make()
    return changes.count
  }
}

extension DeskReader {
  /// Copies the desk, so that it can be proved of a viewer that what is hidden decides nothing.
  ///
  /// - Parameter viewer: Who may not see what is going to be changed.
  /// - Returns: The copy, as this reader sees the desk now and with its deadline; one at a time, for
  ///   each is as large as the desk.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(database).
  public func copy(toProve viewer: Viewer) throws(SQLiteError) -> DeskCopy.Made {
    guard try connection.databaseBytes() <= Limits.copiedBytes else { return .tooLarge }
    guard copies.enter() else { return .busy }
    do throws(SQLiteError) {
      return .copy(try DeskCopy(self, for: viewer))
    } catch {
      copies.leave()
      throw error
    }
  }
}

/// Lets one copy of a desk be there at a time.
final class CopyGate: Sendable {
  private let isTaken = Mutex(false)

  /// Whether there was none.
  func enter() -> Bool {
    isTaken.withLock { isTaken in
      defer { isTaken = true }
      return !isTaken
    }
  }

  func leave() { isTaken.withLock { $0 = false } }
}
