import Synchronization

/// The text of one SQL statement, with `?1`, `?2`, … where its values come.
///
/// Made once and kept (`static let`), so that a connection finds its prepared statement by an array
/// look-up. Equal texts are the same query. A text is never made of a client's data, for every text
/// is remembered: values are bound.
public struct Query: Hashable, Sendable {
  /// The statement.
  public let sql: String
  /// The place of its prepared statement in every connection: small, from 0, one for each text.
  let number: Int

  /// - Parameter sql: Exactly one statement.
  /// - Complexity: O(length of the text), with a lock; not for the hot path.
  public init(_ sql: String) {
    self.sql = sql
    number = Query.numbers.withLock { numbers in
      if let known = numbers[sql] { return known }
      let next = numbers.count
      numbers[sql] = next
      return next
    }
  }

  private static let numbers = Mutex<[String: Int]>([:])

  public static func == (left: Query, right: Query) -> Bool { left.number == right.number }

  public func hash(into hasher: inout Hasher) { hasher.combine(number) }
}
