/// Every limit of this floor, with what goes wrong without it.
enum Limits {
  /// Entries of a page when the client does not say.
  static let pageDefault = 20
  /// Ids in one `nodes(ids:)`; more would be a page without a limit.
  static let nodesMaximum = 100
  /// Bytes of an opaque id or a cursor; a longer one was never given out, and reading it would cost
  /// what its sender likes.
  static let opaqueLength = 96
}
