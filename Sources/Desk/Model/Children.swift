public import Bytes

/// Rows that belong to tickets.
///
/// - Shape: row `i` is number `numbers[i]` of the ticket `tickets[i]`.
public protocol TicketChildren: Sendable {
  /// The ticket of each row.
  var tickets: [TicketID] { get }
  /// The number of each row within its ticket: its key in a page.
  var numbers: [Int64] { get }
  /// The section under whose key rules govern these rows.
  static var section: CommonParameter { get }
}

extension TicketChildren {
  public var count: Int { numbers.count }

  public func id(_ row: Int) -> ChildID { ChildID(ticket: tickets[row], number: numbers[row]) }
}

/// Entries of discussions.
///
/// - Source: R5, R30.
public struct Messages: TicketChildren {
  public internal(set) var tickets: [TicketID] = []
  public internal(set) var numbers: [Int64] = []
  public internal(set) var authors: [ParticipantKey] = []
  /// Always false in what a customer gets.
  public internal(set) var isInternal: [Bool] = []
  public internal(set) var postedAt: [Instant] = []
  public internal(set) var texts = TextColumn()

  public static var section: CommonParameter { .discussion }
}

/// What is known of files, without their bytes.
///
/// - Source: R6, R53.
public struct Attachments: TicketChildren {
  public internal(set) var tickets: [TicketID] = []
  public internal(set) var numbers: [Int64] = []
  public internal(set) var addedBy: [ParticipantKey] = []
  public internal(set) var addedAt: [Instant] = []
  /// Bytes.
  public internal(set) var sizes: [Int64] = []
  public internal(set) var mediaTypes = TextColumn()
  public internal(set) var names = TextColumn()

  public static var section: CommonParameter { .attachments }
}

/// Rows of step histories.
///
/// They hold where a ticket went and why, and never a parameter's value (L6).
///
/// - Source: R8, R57, R58.
public struct Movements: TicketChildren {
  public internal(set) var tickets: [TicketID] = []
  public internal(set) var numbers: [Int64] = []
  public internal(set) var kinds: [MovementKind] = []
  public internal(set) var requestedBy: [ParticipantKey] = []
  /// For a customer's movement, the configured attendant (R22).
  public internal(set) var performedBy: [AttendantID?] = []
  /// Unknown for the movement that opened the ticket.
  public internal(set) var from: [StepPlace] = []
  public internal(set) var to: [StepPlace] = []
  public internal(set) var reasons: [ReasonID?] = []
  public internal(set) var movedAt: [Instant] = []
  /// Nothing for a movement that follows none.
  public internal(set) var transitions: [TransitionID?] = []
  /// What the transition's condition was called then.
  public internal(set) var conditionLabels = TextColumn()
  public internal(set) var justifications = TextColumn()

  public static var section: CommonParameter { .stepHistory }
}

/// What attendants understood the requests to be.
///
/// - Source: R7, R55, R56.
public struct Understandings: TicketChildren {
  public internal(set) var tickets: [TicketID] = []
  /// The versions, from 1 in each ticket.
  public internal(set) var numbers: [Int64] = []
  public internal(set) var states: [UnderstandingState] = []
  public internal(set) var proposedBy: [ParticipantKey] = []
  public internal(set) var proposedAt: [Instant] = []
  public internal(set) var decidedBy: [ParticipantKey?] = []
  public internal(set) var decidedAt: [Instant?] = []
  public internal(set) var texts = TextColumn()
  public internal(set) var rejectionReasons = TextColumn()

  public static var section: CommonParameter { .understandings }
}

/// The children of a column of tickets: a page for each.
public struct ChildPages<Rows: TicketChildren>: Sendable {
  /// Page `i` is of ticket `i`; a ticket whose section is hidden has the page of an empty one.
  public let pages: Pages
  public let rows: Rows
}
