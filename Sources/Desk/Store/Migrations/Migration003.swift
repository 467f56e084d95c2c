/// What makes the desk sure of its past: the seals of published rules.
enum Migration003 {
  /// The statements in the order in which they are run.
  static let sql = seals
}
