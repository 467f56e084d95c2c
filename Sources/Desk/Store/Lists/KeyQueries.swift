import SQLite

/// The statements of ``KeyStream``, for one direction: ?1 keys at most, behind ?2, without the types ?3.
///
/// Each goes down one index in its order, so none sorts, and a page far down costs what the first
/// one costs.
struct KeyQueries: Sendable {
  let everything: Query
  let bucket: Query
  let type: Query
  let step: Query
  let customer: Query
  let attendant: Query
  let unassigned: Query
  let openedAt: Query
  let updatedAt: Query
  let priority: Query
  let noPriority: Query
  let dueDate: Query
  let noDueDate: Query
  let hiddenAt: Query

  static let descending = KeyQueries(isDescending: true, leavesOutBlocked: false)
  static let ascending = KeyQueries(isDescending: false, leavesOutBlocked: false)
  /// For who has types that are blocked: what they need of a row is in no index but its own.
  static let descendingWithoutBlocked = KeyQueries(isDescending: true, leavesOutBlocked: true)
  static let ascendingWithoutBlocked = KeyQueries(isDescending: false, leavesOutBlocked: true)

  private init(isDescending: Bool, leavesOutBlocked: Bool) {
    let sign = isDescending ? "<" : ">"
    let order = isDescending ? "DESC" : "ASC"
    let isThere =
      leavesOutBlocked ? " AND type_id NOT IN (SELECT value FROM json_each(?3))" : ""
    func byNumber(_ condition: String, _ index: String? = nil) -> Query {
      let source = index.map { "ticket INDEXED BY \($0)" } ?? "ticket"
      return Query(
        """
        SELECT id FROM \(source) WHERE \(condition)id \(sign) ?2\(isThere)
        ORDER BY id \(order) LIMIT ?1
        """
      )
    }
    func byMoment(_ column: String) -> Query {
      Query(
        """
        SELECT id, \(column) FROM ticket WHERE (\(column), id) \(sign) (?4, ?2)\(isThere)
        ORDER BY \(column) \(order), id \(order) LIMIT ?1
        """
      )
    }
    let isShown = "(step_id << 3) | customer_type NOT IN (SELECT value FROM json_each(?4)) AND "
    everything = byNumber("")
    bucket = byNumber("bucket = ?4 AND ", "ticket_by_bucket")
    type = byNumber("type_id = ?4 AND ", "ticket_by_type")
    step = byNumber("step_id = ?4 AND ", "ticket_by_step")
    customer = byNumber("customer_id = ?4 AND ", "ticket_by_customer")
    attendant = byNumber("attendant_id = ?5 AND bucket = ?4 AND ", "ticket_by_attendant")
    unassigned = byNumber("attendant_id IS NULL AND bucket = ?4 AND ", "ticket_by_attendant")
    openedAt = byMoment("opened_at")
    updatedAt = byMoment("updated_at")
    priority = byNumber("priority = ?5 AND \(isShown)", "ticket_by_priority")
    noPriority = byNumber("priority IS NULL AND \(isShown)", "ticket_by_priority")
    noDueDate = byNumber("due_date IS NULL AND \(isShown)", "ticket_by_due_date")
    dueDate = Query(
      """
      SELECT id, due_date FROM ticket INDEXED BY ticket_by_due_date
      WHERE \(isShown)(due_date, id) \(sign) (?5, ?2)\(isThere)
      ORDER BY due_date \(order), id \(order) LIMIT ?1
      """
    )
    hiddenAt = byNumber(
      "step_id = ?4 AND customer_type IN (SELECT value FROM json_each(?5)) AND ",
      "ticket_by_step"
    )
  }

  /// All of them, for the tests of their plans.
  var all: [Query] {
    [
      everything, bucket, type, step, customer, attendant, unassigned, openedAt, updatedAt,
      priority, noPriority, dueDate, noDueDate, hiddenAt,
    ]
  }
}
