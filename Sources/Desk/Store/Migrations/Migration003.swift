/// What makes the desk sure of its past: the seals of published rules, and the values that changes took
/// away.
enum Migration003 {
  /// The statements in the order in which they are run.
  static let sql = seals + values
}
