/// What a connection takes and spends at most.
enum Limits {
  /// Milliseconds that a statement waits for another process's lock.
  ///
  /// Without it a second process (a backup, `guiche migrate`) makes requests fail at once; longer,
  /// and a stuck process holds every write of the house.
  static let busyTimeout: Int32 = 5_000
  /// Bytes of one text, blob or row.
  ///
  /// Without it one row could ask for a gigabyte of memory.
  static let valueLength: Int32 = 16 << 20
  /// Bytes of a `LIKE` or `GLOB` pattern.
  ///
  /// Without it a pattern of many wildcards costs quadratic time.
  static let patternLength: Int32 = 200
  /// KiB of pages that a connection keeps of its own.
  ///
  /// Without it a busy day's pages would be read again and again; a connection a core has one.
  static let pageCache = 16_384
  /// Bytes to which the log is cut after a checkpoint.
  ///
  /// Without it one large import leaves a large log for ever.
  static let journalSize = 64 << 20
  /// Pages in the log that start a checkpoint.
  ///
  /// Without it the log grows with every write and reads get slower.
  static let checkpointPages = 1_000
  /// Prepared statements that a connection keeps.
  ///
  /// Without it texts made by demand (one for each set of columns) would fill the memory.
  static let cachedStatements = 1_000
  /// Steps of SQLite's machine between two looks at the deadline.
  ///
  /// Without it a statement without end holds its thread; a tenth of it would cost measurably.
  static let stepsPerLook: Int32 = 4_000
  /// Nanoseconds without a job after which the writer empties the log into the file.
  ///
  /// Without it a busy hour leaves a log that every later read has to search.
  static let idle: Int64 = 1_000_000_000
  /// Jobs in one commit.
  ///
  /// Without it the first job of a flood waits for the last one's work.
  static let jobsPerCommit = 256
  /// Jobs that wait for the writer.
  ///
  /// Without it writes that come faster than the disk takes them fill the memory.
  static let queuedJobs = 10_000
}
