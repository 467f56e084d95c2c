/// The numbers of this floor, each with what goes wrong without it.
enum Limits {
  /// Passwords that are hashed at once: each takes 16 MiB and 35 ms of a core.
  static let hashes = 2
  /// Sign-ins that wait for that; beyond it they are refused at once rather than all be late.
  static let queuedHashes = 32
  /// Seconds that one operation runs: without an end, a few dear ones take all threads for ever.
  static let operationSeconds: Int64 = 10
  /// Requests of one batch that an operator can allow: beyond it, a list is what GraphQL documents
  /// are better at.
  static let batch = 100
  /// Mebibytes that an operator can give to automatic persisted queries.
  static let persistedQueryMebibytes = 4_096
}
