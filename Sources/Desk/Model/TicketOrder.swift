/// The order of a list of tickets.
///
/// What has no value, or one that is hidden from the viewer, comes last in both directions (L3); of
/// equals, and of those without a value, the greater number comes first where the direction is
/// descending.
public struct TicketOrder: Hashable, Sendable {
  public let field: TicketOrderField
  public let direction: SortDirection

  public init(_ field: TicketOrderField, _ direction: SortDirection) {
    self.field = field
    self.direction = direction
  }

  /// Newest first, as every list is where nothing else is asked for.
  public static let newestFirst = TicketOrder(.number, .descending)

  /// The parameter that it orders by.
  var common: CommonParameter? {
    switch field {
    case .number, .openedAt, .updatedAt: nil
    case .priority: .priority
    case .dueDate: .dueDate
    }
  }

  /// Whether it orders by what rules can hide.
  var isGoverned: Bool { common != nil }

  /// The column that has to be read to place a ticket.
  var fields: TicketFields {
    switch field {
    case .number: []
    case .openedAt, .updatedAt: .dates
    case .priority, .dueDate: .details
    }
  }

  /// Whether a place comes before another.
  func puts(_ left: TicketPlace, before right: TicketPlace) -> Bool {
    switch (left.value, right.value) {
    case (let mine?, let others?) where mine != others:
      return direction == .ascending ? mine < others : mine > others
    case (.some, nil): return true
    case (nil, .some): return false
    default: return direction == .ascending ? left.id < right.id : left.id > right.id
    }
  }
}

/// Where a ticket stands in an order, as the viewer sees it.
struct TicketPlace: Hashable, Sendable {
  /// Milliseconds, the urgency from 0 or the day's number; `nil` where it is hidden or empty, and
  /// in the order of numbers.
  let value: Int64?
  let id: Int64
}

extension Priority {
  /// How urgent, from 0.
  var urgency: Int64 {
    switch self {
    case .low: 0
    case .normal: 1
    case .high: 2
    case .urgent: 3
    }
  }
}

/// Which list of tickets is asked for.
public struct TicketListRequest: Hashable, Sendable {
  public let view: TicketView
  public let filter: TicketFilter?
  public let order: TicketOrder
  /// Only those of one customer; of one that the viewer may not see there are none.
  public let customer: CustomerID?

  /// Which list of tickets is asked for.
  public init(
    _ view: TicketView = .all,
    filter: TicketFilter? = nil,
    order: TicketOrder = .newestFirst,
    customer: CustomerID? = nil
  ) {
    self.view = view
    self.filter = filter
    self.order = order
    self.customer = customer
  }

  /// Whether it is one of the five lists as it is.
  var isPlain: Bool { filter == nil && order == .newestFirst && customer == nil }
}
