import Desk
import GraphQL

extension PageRequest {
  /// Reads the arguments `first`, `after`, `last` and `before` of a field.
  ///
  /// - Parameters:
  ///   - arguments: Those of a field of a connection.
  ///   - cursorWord: The word in the cursors of this list.
  /// - Throws: The ``RequestError`` of the first argument that cannot be taken.
  /// - Source: [Pagination](https://relay.dev/graphql/connections.htm#sec-Pagination-algorithm).
  init(_ arguments: Arguments, cursorWord: String) throws(RequestError) {
    let first = try Self.size("first", arguments)
    let last = try Self.size("last", arguments)
    if first != nil, last != nil { throw .bothEnds }
    self.init(
      size: first ?? last ?? Limits.pageDefault,
      isFromEnd: last != nil,
      after: try Self.key("after", arguments, cursorWord),
      before: try Self.key("before", arguments, cursorWord)
    )
  }

  private static func size(_ name: String, _ arguments: Arguments) throws(RequestError) -> Int? {
    guard let size = arguments.int(name) else { return nil }
    guard (0...sizeMax).contains(size) else { throw .pageSize(argument: name) }
    return size
  }

  private static func key(
    _ name: String,
    _ arguments: Arguments,
    _ word: String
  ) throws(RequestError) -> Int64? {
    guard let text = arguments.string(name) else { return nil }
    guard let (found, numbers) = OpaqueText.read(text), found == word, numbers.count == 1,
      let key = numbers.first
    else { throw .cursor(argument: name) }
    return key
  }
}
