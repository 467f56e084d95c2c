import SQLite

/// The statements that find tickets.
///
/// One text for each set of columns and each shape of condition, so that only what was asked for is
/// read; there are few of both.
enum TicketQueries {
  /// Which rows, in which order.
  struct Shape: Hashable {
    /// Those of one customer; else those of all.
    let isOfCustomer: Bool
    /// Those of one bucket; else those of all.
    let hasBucket: Bool
    /// Without those of some types.
    let hasBlockedTypes: Bool
    /// Oldest first; else newest first, as the list is.
    let isFromEnd: Bool

    /// A number of its own for each shape, from 1.
    var number: Int {
      1 + (isOfCustomer ? 1 : 0) + (hasBucket ? 2 : 0) + (hasBlockedTypes ? 4 : 0)
        + (isFromEnd ? 8 : 0)
    }
  }

  /// The columns that every row has, then those of each wanted field.
  static func columns(_ fields: TicketFields) -> String {
    var columns = "id, customer_id, customer_type, type_id, step_id, status, responsibility"
    if fields.contains(.people) {
      columns += ", opened_by_user_id, opened_by_attendant_id, opened_by_side, attendant_id"
    }
    if fields.contains(.dates) {
      // Both sides', for the statement is one text for all; each gets its own.
      columns += ", opened_at, version, updated_at, online_version, online_updated_at"
    }
    if fields.contains(.counts) {
      columns += ", public_message_count, internal_message_count, attachment_count"
      columns += ", movement_count, understanding_count"
    }
    if fields.contains(.subject) { columns += ", subject" }
    if fields.contains(.details) { columns += ", priority, product, due_date" }
    if fields.contains(.requestText) { columns += ", request_text" }
    if fields.contains(.solution) { columns += ", solution" }
    return columns
  }

  /// One ticket by its key.
  static func byID(_ fields: TicketFields) -> Query {
    Query("SELECT \(columns(fields)) FROM ticket WHERE id = ?1")
  }

  /// A part of a list: at most ?3 tickets with keys below ?1 and above ?2.
  ///
  /// What more the shape needs follows in the order customer, bucket, blocked types.
  static func page(_ columns: String, _ shape: Shape) -> Query {
    let order = shape.isFromEnd ? "" : " DESC"
    return Query(
      """
      SELECT \(columns) FROM ticket WHERE \(condition(shape, from: 4))id < ?1 AND id > ?2\
      \(blocked(shape, from: 4)) ORDER BY id\(order) LIMIT ?3
      """
    )
  }

  /// How many tickets of a customer there are: O(of that customer), within one index.
  static func count(_ shape: Shape) -> Query {
    let condition = condition(shape, from: 1) + "true" + blocked(shape, from: 1)
    return Query("SELECT count(*) FROM ticket WHERE \(condition)")
  }

  /// How many tickets the desk has: O(attendants x types), however many tickets there are.
  static func deskCount(_ shape: Shape) -> Query {
    let condition = condition(shape, from: 1) + "true" + blocked(shape, from: 1)
    return Query("SELECT ifnull(sum(count), 0) FROM ticket_count WHERE \(condition)")
  }

  private static func condition(_ shape: Shape, from first: Int) -> String {
    var condition = ""
    var next = first
    if shape.isOfCustomer {
      condition += "customer_id = ?\(next) AND "
      next += 1
    }
    if shape.hasBucket { condition += "bucket = ?\(next) AND " }
    return condition
  }

  private static func blocked(_ shape: Shape, from first: Int) -> String {
    guard shape.hasBlockedTypes else { return "" }
    let place = first + (shape.isOfCustomer ? 1 : 0) + (shape.hasBucket ? 1 : 0)
    return " AND type_id NOT IN (SELECT value FROM json_each(?\(place)))"
  }
}
