/// Which list, besides that of all, a ticket is in: one number, as the column `bucket` has it.
///
/// - Source: R24-R36.
enum TicketBucket {
  /// That of a ticket: with whom it is while it is open, and how it ended after that.
  static func of(_ status: TicketStatus, _ responsibility: Responsibility) -> Int64 {
    switch status {
    case .pending, .inProgress: responsibility.code
    case .completed, .cancelled: status.code
    }
  }

  /// That of a list's tickets, for a side; `nil` is every one.
  static func of(_ view: TicketView, for audience: Audience) -> Int64? {
    let own: Responsibility = audience == .desk ? .attendant : .customer
    let other: Responsibility = audience == .desk ? .customer : .attendant
    return switch view {
    case .all: nil
    case .underMyResponsibility: own.code
    case .awaitingReturn: other.code
    case .completed: TicketStatus.completed.code
    case .cancelled: TicketStatus.cancelled.code
    }
  }
}
