/// The numbers of this floor, each with what goes wrong without it.
enum Limits {
  /// Passwords that are hashed at once: each takes 16 MiB and 35 ms of a core.
  static let hashes = 2
  /// Sign-ins that wait for that; beyond it they are refused at once rather than all be late.
  static let queuedHashes = 32
  /// Uploads that are put on the disk itself at once: more only share the disk.
  static let filings = 2
  /// Uploads that wait for that; their files are on disk already, so that waiting is cheap.
  static let queuedFilings = 256
  /// Mebibytes of one file that an operator can allow: `Attachment.size` is an `Int`, of 32 bits.
  static let uploadFileMebibytes = 2_047
  /// Mebibytes of one request's files, or of one ticket's, that an operator can allow: a tebibyte.
  static let uploadMebibytes = 1 << 20
  /// Files of one request that an operator can allow: a form has at most a hundred parts and places.
  static let uploadFiles = 90
  /// Files of a ticket that an operator can allow.
  static let ticketFiles = 100_000
  /// Seconds that one operation runs: without an end, a few dear ones take all threads for ever.
  static let operationSeconds: Int64 = 10
  /// Events that are told before the thread looks again who follows.
  static let eventsPerTurn = 64
  /// Estimated nodes that all subscriptions of one user ask for at one event.
  ///
  /// One that posts a message makes each of them be answered: without an end a message would cost the
  /// others what no operation may.
  static let nodesOfEvent = 20_000
  /// Nanoseconds after which it does so in the middle of them.
  static let turnNanoseconds: Int64 = 20_000_000
  /// Nanoseconds between two looks for what other programs changed, and for sessions that ended by
  /// themselves, while somebody follows something: so long a stream outlives its session at most.
  static let watchNanoseconds: Int64 = 1_000_000_000
  /// Requests of one batch that an operator can allow: beyond it, a list is what GraphQL documents
  /// are better at.
  static let batch = 100
  /// Mebibytes that an operator can give to automatic persisted queries.
  static let persistedQueryMebibytes = 4_096
}
