/// What the whole desk needs beside the first shape of the data: further people, search, the version
/// of a ticket that each side sees, and the drafts of rules.
enum Migration002 {
  /// The statements in the order in which they are run.
  static let sql = people + tickets + search + rules
}
