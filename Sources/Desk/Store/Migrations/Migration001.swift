/// The first shape of the data: the whole model of the product.
///
/// What every table keeps to:
/// - Times are milliseconds UTC, days are texts like `2026-03-02`, flags are 0 or 1.
/// - The words that the access decision is indexed by are stored as their codes, so that a row is
///   judged without comparing texts: ``CustomerType``, ``TicketStatus``, ``Responsibility``. Every
///   other word is stored as its text.
/// - What belongs to a ticket lies together: the children of a ticket are clustered by
///   `(ticket_id, id)`, and `id` counts from 1 in each ticket.
/// - What must not change cannot: triggers refuse it (R57: the step history is complete).
enum Migration001 {
  /// The statements in the order in which they are run.
  static let sql = identity + workflow + tickets + journal
}
