/// The numbers of this floor, each with what goes wrong without it.
enum Limits {
  /// Passwords that are hashed at once: each takes 16 MiB and 35 ms of a core.
  static let hashes = 2
  /// Sign-ins that wait for that; beyond it they are refused at once rather than all be late.
  static let queuedHashes = 32
  /// How long one operation runs: without an end, a few dear ones take all threads for ever.
  static let operation = Duration.seconds(10)
  /// The same for the statements of SQLite, in nanoseconds.
  static let operationNanoseconds: Int64 = 10_000_000_000
}
