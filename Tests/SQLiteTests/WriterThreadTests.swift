import Bytes
import Glibc
import Synchronization
import Testing

@testable import SQLite

@Suite struct WriterThreadTests {
  struct Refused: Error, Equatable {}

  let database = TemporaryDatabase()
  static let insert = Query("INSERT INTO t VALUES (?1)")

  func writer() throws -> WriterThread {
    let database = database
    return try WriterThread {
      let connection = try database.writer()
      try connection.execute("CREATE TABLE IF NOT EXISTS t (a UNIQUE)")
      return connection
    }
  }

  /// Holds the writer in a job until the jobs that the body submits are all queued.
  func holding(_ writer: WriterThread, while body: () -> Void) {
    let gate = Monitor((isHeld: false, isOpen: false))
    let hold: WriterThread.Job = { _ in
      gate.change { $0.isHeld = true }
      gate.wait(until: \.isOpen)
    }
    writer.submit(hold, completion: { _ in })
    gate.wait(until: \.isHeld)
    body()
    gate.change { $0.isOpen = true }
  }

  @Test func `many jobs share one commit and each hears after it`() throws {
    let writer = try writer()
    let path = database.path
    let commits = Mutex<[String]>([])
    let heard = Mutex<[Int64]>([])
    try writer.submitAndWait { connection in
      connection.onStatement = { sql in
        if sql == "COMMIT" { commits.withLock { $0.append(sql) } }
      }
    }
    commits.withLock { $0 = [] }
    holding(writer) {
      for number in 0..<50 {
        writer.submit {
          try $0.run(Self.insert, number)
        } completion: { result in
          guard case .success = result else { return }
          // Another connection sees all of the group already: it is committed.
          let seen = try? Connection(path: path, mode: .readOnly)
            .numbers("SELECT count(*) FROM t")
          heard.withLock { $0 += seen ?? [] }
        }
      }
    }
    writer.stop()
    #expect(heard.withLock { $0 } == [Int64](repeating: 50, count: 50))
    // One for the job that held the writer, one for the fifty.
    #expect(commits.withLock { $0.count } == 2)
  }

  @Test func `what closes a transaction is done once, behind its jobs, and can undo them all`()
    throws
  {
    let database = database
    let isRefusing = Mutex(false)
    let writer = try WriterThread { connection in
      try connection.execute("INSERT INTO closed SELECT count(*) FROM t")
      if isRefusing.withLock({ $0 }) { throw Refused() }
    } open: {
      let connection = try database.writer()
      try connection.execute("CREATE TABLE t (a UNIQUE); CREATE TABLE closed (count)")
      return connection
    }
    let outcomes = Mutex<[String]>([])
    let note: WriterThread.Completion = { result in
      let outcome = if case .failure(let error) = result { "\(error)" } else { "done" }
      outcomes.withLock { $0.append(outcome) }
    }
    holding(writer) {
      writer.submit({ try $0.run(Self.insert, 1) }, completion: note)
      writer.submit({ try $0.run(Self.insert, 2) }, completion: note)
    }
    // What waits for them may share their commit, but its own is not closed yet.
    try writer.submitAndWait { _ in }
    let counts = try writer.submitAndWait { try $0.numbers("SELECT count FROM closed") }
    #expect(counts.prefix(2) == [0, 2])
    isRefusing.withLock { $0 = true }
    holding(writer) {
      writer.submit({ try $0.run(Self.insert, 3) }, completion: note)
      writer.submit({ _ in throw WriterThread.Refusal.stopped }, completion: note)
    }
    try? writer.submitAndWait { _ in }
    isRefusing.withLock { $0 = false }
    let numbers = try writer.submitAndWait { try $0.numbers("SELECT a FROM t") }
    writer.stop()
    #expect(numbers == [1, 2])
    #expect(outcomes.withLock { $0 } == ["done", "done", "Refused()", "stopped"])
  }

  @Test func `a job that throws is undone alone`() throws {
    let writer = try writer()
    let results = Mutex<[String]>([])
    let note: @Sendable (String, Result<Void, any Error>) -> Void = { name, result in
      let outcome = if case .failure(let error) = result { "\(error)" } else { "done" }
      results.withLock { $0.append("\(name) \(outcome)") }
    }
    holding(writer) {
      writer.submit {
        try $0.run(Self.insert, 1)
      } completion: {
        note("first", $0)
      }
      writer.submit { connection in
        try connection.run(Self.insert, 2)
        try connection.openSavepoint()
        throw Refused()
      } completion: {
        note("second", $0)
      }
      writer.submit {
        try $0.run(Self.insert, 3)
      } completion: {
        note("third", $0)
      }
    }
    #expect(try writer.submitAndWait { try $0.numbers("SELECT a FROM t") } == [1, 3])
    writer.stop()
    #expect(results.withLock { $0 } == ["first done", "second Refused()", "third done"])
  }

  @Test func `hands back a job's value and its error`() throws {
    let writer = try writer()
    #expect(try writer.submitAndWait { _ in 42 } == 42)
    #expect(throws: Refused()) { try writer.submitAndWait { _ in throw Refused() } }
    try writer.submitAndWait { try $0.run(Self.insert, 1) }
    let error = #expect(throws: SQLiteError.self) {
      try writer.submitAndWait { try $0.run(Self.insert, 1) }
    }
    #expect(error?.isUnique == true)
    writer.stop()
  }

  /// The lock of another process stands for every reason why there is no commit.
  @Test func `no transaction means that every job hears why`() throws {
    let writer = try writer()
    let other = try database.writer()
    try writer.submitAndWait { try $0.execute("PRAGMA busy_timeout = 0") }
    try other.beginWriting()
    let codes = Mutex<[Int32?]>([])
    for number in 0..<3 {
      writer.submit {
        try $0.run(Self.insert, number)
      } completion: { result in
        guard case .failure(let error) = result else { return codes.withLock { $0.append(nil) } }
        codes.withLock { $0.append((error as? SQLiteError)?.code) }
      }
    }
    writer.stop()
    #expect(codes.withLock { $0 } == [5, 5, 5])
    try other.commitWriting()
    #expect(try other.numbers("SELECT count(*) FROM t") == [0])
  }

  /// A deferred foreign key is only judged by COMMIT, so the commit itself fails here.
  @Test func `a commit that fails reaches every job of it`() throws {
    let writer = try writer()
    try writer.submitAndWait { connection in
      try connection.execute(
        "CREATE TABLE c (t REFERENCES t (a) DEFERRABLE INITIALLY DEFERRED)"
      )
    }
    let outcomes = Monitor<[Bool]>([])
    let note: WriterThread.Completion = { result in
      guard case .failure(let error) = result else { return }
      outcomes.change { $0.append((error as? SQLiteError)?.isForeignKey == true) }
    }
    holding(writer) {
      writer.submit({ try $0.run(Self.insert, 1) }, completion: note)
      writer.submit({ try $0.run(Query("INSERT INTO c VALUES (9)")) }, completion: note)
      writer.submit({ try $0.run(Self.insert, 2) }, completion: note)
    }
    outcomes.wait(until: { $0.count == 3 })
    #expect(outcomes.change { $0 } == [true, true, true])
    try writer.submitAndWait { try $0.run(Self.insert, 3) }
    writer.stop()
    #expect(try database.reader().numbers("SELECT a FROM t") == [3])
  }

  @Test func `a job that ends the transaction fails those before it and spares those after it`()
    throws
  {
    let writer = try writer()
    let outcomes = Mutex<[Bool]>([])
    let note: WriterThread.Completion = { result in
      let isDone = if case .success = result { true } else { false }
      outcomes.withLock { $0.append(isDone) }
    }
    holding(writer) {
      writer.submit({ try $0.run(Self.insert, 1) }, completion: note)
      writer.submit({ try $0.execute("ROLLBACK") }, completion: note)
      writer.submit({ try $0.run(Self.insert, 2) }, completion: note)
    }
    writer.stop()
    #expect(outcomes.withLock { $0 } == [false, false, true])
    #expect(try database.reader().numbers("SELECT a FROM t") == [2])
  }

  @Test func `a job's deadline ends with the job`() throws {
    let writer = try writer()
    let error = #expect(throws: SQLiteError.self) {
      try writer.submitAndWait { connection in
        try connection.run(Self.insert, 1)
        connection.deadline = Clock.monotonicNanoseconds() - 1
        try connection.run(Self.insert, 2)
      }
    }
    #expect(error?.isInterrupted == true)
    #expect(try writer.submitAndWait { try $0.numbers("SELECT count(*) FROM t") } == [0])
    writer.stop()
  }

  @Test func `stopping finishes what waits and refuses what comes`() throws {
    let writer = try writer()
    holding(writer) {
      for number in 0..<10 {
        writer.submit {
          try $0.run(Self.insert, number)
        } completion: { _ in
        }
      }
    }
    writer.stop()
    // The last connection takes the log with it.
    #expect(access(database.path + "-wal", F_OK) == -1)
    #expect(try database.reader().numbers("SELECT count(*) FROM t") == [10])
    #expect(throws: WriterThread.Refusal.stopped) { try writer.submitAndWait { _ in } }
  }

  @Test func `a flood is refused and not kept`() throws {
    let writer = try writer()
    let refused = Mutex(0)
    holding(writer) {
      for _ in 0..<(Limits.queuedJobs + 10) {
        writer.submit { _ in
        } completion: { result in
          if case .failure(let error) = result, error as? WriterThread.Refusal == .overloaded {
            refused.withLock { $0 += 1 }
          }
        }
      }
    }
    writer.stop()
    #expect(refused.withLock { $0 } == 10)
  }

  @Test func `a database that cannot be written fails every job and goes on`() throws {
    let database = database
    try database.writer().execute("CREATE TABLE t (a)")
    let writer = try WriterThread { try database.reader() }
    let codes = Mutex<[Int32?]>([])
    for number in 0..<3 {
      writer.submit {
        try $0.run(Self.insert, number)
      } completion: { result in
        guard case .failure(let error) = result else { return codes.withLock { $0.append(nil) } }
        codes.withLock { $0.append((error as? SQLiteError)?.primaryCode) }
      }
    }
    writer.stop()
    #expect(codes.withLock { $0 } == [8, 8, 8])
  }

  /// A bound on the file's pages stands for a full disk.
  @Test func `a job that fills the disk fails and the next ones are heard`() throws {
    let writer = try writer()
    try writer.submitAndWait { try $0.run(Self.insert, "before") }
    try writer.submitAndWait { _ = try $0.numbers("PRAGMA max_page_count = 20") }
    let error = #expect(throws: SQLiteError.self) {
      try writer.submitAndWait { connection in
        for _ in 0..<100 { try connection.run(Query("INSERT INTO t VALUES (randomblob(4000))")) }
      }
    }
    #expect(error?.code == 13)
    try writer.submitAndWait { try $0.run(Self.insert, "after") }
    writer.stop()
    #expect(try database.reader().texts("SELECT a FROM t") == ["before", "after"])
  }

  @Test func `an idle writer empties the log`() throws {
    let database = database
    let writer = try WriterThread(idleNanoseconds: 1_000_000) { try database.writer() }
    let reader = try database.reader()
    try writer.submitAndWait { try $0.execute("CREATE TABLE t (a)") }
    var status = stat()
    for _ in 0..<60_000 where stat(database.path + "-wal", &status) != 0 || status.st_size > 0 {
      usleep(1_000)
    }
    #expect(status.st_size == 0)
    #expect(try reader.numbers("SELECT count(*) FROM t") == [0])
    writer.stop()
  }

  @Test func `what opening throws is thrown`() {
    #expect(throws: Refused()) { try WriterThread { throw Refused() } }
  }
}
