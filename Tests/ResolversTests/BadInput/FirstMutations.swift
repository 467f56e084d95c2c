/// The mutations that open a ticket, hand it over and add to its discussion.
extension BadInput {
  static let first: [BadInput] = []

  static let firstWithout: [(mutation: String, kinds: Set<Kind>, why: String)] = []
}
