/// Every limit of this floor, with what goes wrong without it.
enum Limits {
  /// Entries of a page when the client does not say.
  static let pageDefault = 20
  /// Ids in one `nodes(ids:)`; more would be a page without a limit.
  static let nodesMaximum = 100
  /// Bytes of an opaque id or a cursor; a longer one was never given out, and reading it would cost
  /// what its sender likes.
  static let opaqueLength = 96
  /// Bytes of a parameter's key that is explained; a longer one is no key, and would be said back.
  static let explainedKeyBytes = 256
  /// Statements of an operation that are explained, and lines of the plan of each: the database is
  /// asked once more for each of them, on the thread of the answer.
  static let explainedStatements = 100
  static let explainedPlanLines = 50
  /// Levels of an operation that are explained; a document can have one for each of its fields.
  static let explainedLevels = 500
  /// Hidden cells that are explained: a page of tickets can have thousands.
  static let explainedCells = 1_000
  /// Positions of an answer that are looked at for hidden cells: it may be megabytes long.
  static let explainedPositions = 100_000
  /// Bytes of all paths that an explanation tells: each of them repeats response keys, of which one may be
  /// as long as a document.
  static let explainedPathBytes = 1 << 20
  /// Characters of why an administrator looks as somebody; the audit log keeps them for ever.
  static let lensReason = 500
  /// Bytes of all documents that one operation formats or judges, two of the longest; without it, who
  /// is not signed in has as many of them judged at once as a request holds.
  static let documentBytes = 128 << 10
}
