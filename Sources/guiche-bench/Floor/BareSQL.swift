import Bytes
import SQLite

/// The reference operations by SQL alone, over the same tables: no GraphQL, no sign-in and no rules.
///
/// What the server takes longer than this is what it is for.
final class BareSQL {
  /// A statement whose rows are written as objects: the first column is the id, all are texts.
  private struct Shape {
    let query: Query
    let members: [[UInt8]]

    init(_ columns: String, from rest: String) {
      query = Query("SELECT \(columns) FROM \(rest)")
      members = columns.split(separator: ", ").map { Array("\"\($0)\":".utf8) }
    }
  }

  private let connection: Connection

  /// - Parameter path: The database.
  /// - Throws: Where it cannot be opened.
  init(path: String) throws(SQLiteError) {
    connection = try Connection(path: path, mode: .readOnly)
  }

  /// One transaction serves all requests of a turn.
  func openTurn() throws(SQLiteError) {
    if !connection.isInTransaction { try connection.beginReading() }
  }

  func closeTurn() { connection.endReading() }

  /// What Q1 asks for.
  func ticket(_ id: Int64) throws(SQLiteError) -> [UInt8] {
    try array(Self.ticket, id)
  }

  /// What Q2 asks for.
  func list(of customer: Int64) throws(SQLiteError) -> [UInt8] {
    try array(Self.list, customer)
  }

  /// What Q3 asks for: statements for each ticket, as they are cached and its rows lie side by side.
  func page(of customer: Int64) throws(SQLiteError) -> [UInt8] {
    try array(Self.page, customer) { (id, writer) throws(SQLiteError) in
      writer.append(",\"discussion\":")
      try self.write(Self.messages, id, to: &writer)
      writer.append(",\"attachments\":")
      try self.write(Self.attachments, id, to: &writer)
      writer.append(",\"stepHistory\":")
      try self.write(Self.movements, id, to: &writer)
    }
  }

  /// What Q4 asks for.
  func tickets() throws(SQLiteError) -> [UInt8] { try array(Self.tickets, 500) }

  private func array(
    _ shape: Shape,
    _ value: Int64,
    inside: (Int64, inout ByteWriter) throws(SQLiteError) -> Void = { _, _ in }
  ) throws(SQLiteError) -> [UInt8] {
    var writer = ByteWriter()
    writer.append("{\"data\":")
    try write(shape, value, to: &writer, inside: inside)
    writer.append("}")
    return writer.bytes()
  }

  private func write(
    _ shape: Shape,
    _ value: Int64,
    to writer: inout ByteWriter,
    inside: (Int64, inout ByteWriter) throws(SQLiteError) -> Void = { _, _ in }
  ) throws(SQLiteError) {
    var ids: [Int64] = []
    var cells = TextColumn()
    try connection.rows(shape.query, value) { (row) throws(SQLiteError) in
      ids.append(row.int(0))
      for column in shape.members.indices { row.append(text: column, to: &cells) }
    }
    writer.append("[")
    for (place, id) in ids.enumerated() {
      writer.append(place == 0 ? "{" : ",{")
      for (column, member) in shape.members.enumerated() {
        if column > 0 { writer.append(",") }
        writer.append(member)
        if !cells.write(place * shape.members.count + column, to: &writer) { writer.append("null") }
      }
      try inside(id, &writer)
      writer.append("}")
    }
    writer.append("]")
  }

  private static let ticket = Shape("id, subject, status", from: "ticket WHERE id = ?1")

  private static let list = Shape(
    "t.id, t.subject, t.status, t.responsibility, t.updated_at, y.name, s.name",
    from: """
      ticket t JOIN ticket_type y ON y.id = t.type_id JOIN step s ON s.id = t.step_id
      WHERE t.customer_id = ?1 AND t.bucket = 2 ORDER BY t.id DESC LIMIT 20
      """
  )

  private static let page = Shape(
    "t.id, t.subject, t.status, y.name, s.name",
    from: """
      ticket t JOIN ticket_type y ON y.id = t.type_id JOIN step s ON s.id = t.step_id
      WHERE t.customer_id = ?1 ORDER BY t.id DESC LIMIT 20
      """
  )

  private static let messages = Shape(
    "m.id, m.text, m.posted_at, u.display_name",
    from: """
      message m JOIN user u ON u.id = m.author_user_id
      WHERE m.ticket_id = ?1 AND m.is_internal = 0 ORDER BY m.id DESC LIMIT 10
      """
  )

  private static let attachments = Shape(
    "id, name, size, media_type",
    from: "attachment WHERE ticket_id = ?1 ORDER BY id LIMIT 20"
  )

  private static let movements = Shape(
    "m.id, m.kind, m.moved_at, f.name, s.name, u.display_name",
    from: """
      movement m LEFT JOIN step f ON f.id = m.from_step_id JOIN step s ON s.id = m.to_step_id
      JOIN user u ON u.id = m.requested_by_user_id
      WHERE m.ticket_id = ?1 ORDER BY m.id LIMIT 20
      """
  )

  private static let tickets = Shape(
    """
    id, subject, solution, priority, product, due_date, status, responsibility, opened_at, \
    updated_at, version, type_id
    """,
    from: "ticket ORDER BY id DESC LIMIT ?1"
  )
}
