public import Bytes

/// What the academic system knows of students and teachers: enrolments, and parts in classes.
///
/// - Shape: cell `i` of each column is of context `i`.
/// - Source: R68.
public struct AcademicContexts: Sendable {
  public internal(set) var ids: [EnrolmentID] = []
  public internal(set) var customers: [CustomerID] = []
  /// The academic system's own id.
  public internal(set) var externalIDs = TextColumn()
  /// Whether a ticket can be opened in it.
  public internal(set) var isActive: [Bool] = []
  /// Null where the context has no course; so for the two that follow.
  public internal(set) var courses = AcademicNames()
  public internal(set) var terms = AcademicNames()
  public internal(set) var classes = AcademicNames()
  public internal(set) var termStarts = TextColumn()
  public internal(set) var termEnds = TextColumn()

  public var count: Int { ids.count }
}

/// The codes and names of courses, terms or classes.
public struct AcademicNames: Sendable {
  public internal(set) var codes = TextColumn()
  public internal(set) var names = TextColumn()

  public var count: Int { codes.count }
}

/// A ticket as the system that opened it may know of it.
///
/// - Source: R68.
public struct ExternalTickets: Sendable {
  public internal(set) var externalIDs = TextColumn()
  public internal(set) var numbers: [TicketID] = []
  public internal(set) var openedAt: [Instant] = []
  /// Null where the ticket was deleted; so for the two that follow.
  public internal(set) var statuses: [TicketStatus?] = []
  public internal(set) var responsibilities: [Responsibility?] = []
  public internal(set) var steps: [StepPlace?] = []

  public var count: Int { numbers.count }
}
