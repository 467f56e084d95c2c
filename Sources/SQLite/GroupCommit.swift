import CSQLite

extension WriterThread {
  // A name of its own: whatever savepoints a job left open are inside and end with it.
  private static let savepoint = Query("SAVEPOINT job")
  private static let release = Query("RELEASE job")
  private static let rollback = Query("ROLLBACK TO job")

  /// Runs jobs in one transaction and tells each how it ended.
  ///
  /// A full disk or a lost transaction fails all whose work was in it; the jobs after them get a
  /// transaction of their own.
  static func commit(
    _ jobs: ArraySlice<Entry>,
    on connection: Connection,
    _ closing: Closing,
    _ committed: Committed
  ) {
    var rest = jobs
    while !rest.isEmpty {
      var results: [Result<Void, any Error>] = []
      do {
        try connection.beginWriting()
        for entry in rest {
          results.append(run(entry.job, on: connection))
          if !connection.isInTransaction { break }
        }
        guard connection.isInTransaction else { throw lost(results) }
        try closing(connection)
        try connection.commitWriting()
        committed(connection)
      } catch {
        connection.rollBack()
        // Before the first job nothing is known of any of them: all share the reason.
        let count = results.isEmpty ? rest.count : results.count
        results = (0..<count).map { index in
          guard index < results.count, case .failure(let own) = results[index] else {
            return .failure(error)
          }
          return .failure(own)
        }
      }
      for (entry, result) in zip(rest, results) { entry.completion(result) }
      rest = rest.dropFirst(results.count)
    }
  }

  /// Runs one job, which leaves what it found when it throws.
  private static func run(_ job: Job, on connection: Connection) -> Result<Void, any Error> {
    defer { connection.deadline = nil }
    do {
      try connection.run(savepoint)
    } catch {
      connection.rollBack()
      return .failure(error)
    }
    do {
      try job(connection)
      connection.deadline = nil
      try connection.run(release)
      return .success(())
    } catch {
      connection.deadline = nil
      guard connection.isInTransaction else { return .failure(error) }
      // What cannot be undone alone is undone with all the rest.
      do {
        try connection.run(rollback)
        try connection.run(release)
      } catch {
        connection.rollBack()
      }
      return .failure(error)
    }
  }

  /// The error that ended a transaction: its last job's.
  private static func lost(_ results: [Result<Void, any Error>]) -> any Error {
    if case .failure(let error)? = results.last { return error }
    return SQLiteError(code: SQLITE_ABORT, message: "the transaction was ended by a job")
  }
}
