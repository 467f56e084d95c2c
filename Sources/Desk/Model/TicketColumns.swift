import Bytes

/// The columns of ``Tickets`` while they are filled.
struct TicketColumns: Sendable {
  var ids: [TicketID] = []
  var customers: [CustomerID] = []
  var customerTypes: [CustomerType] = []
  var types: [TypePlace] = []
  var steps: [StepPlace] = []
  var statuses: [TicketStatus] = []
  var responsibilities: [Responsibility] = []

  var openedBy: [ParticipantKey] = []
  var attendants: [AttendantID?] = []

  var versions: [Int64] = []
  var openedAt: [Instant] = []
  var updatedAt: [Instant] = []

  /// Wanted by ``TicketFields/counts``: messages that the audience may see, attachments, movements,
  /// understandings, one after another for each ticket.
  var childCounts: [Int32] = []

  /// What the decision looks at.
  var situations: Situations
  var subjects = Governed(TextColumn())
  var priorities = Governed([Priority?]())
  var products = Governed(TextColumn())
  var dueDates = Governed(TextColumn())
  var requestTexts = Governed(TextColumn())
  var solutions = Governed(TextColumn())

  /// No tickets yet.
  init(for audience: Audience) {
    situations = Situations(audience: audience, reservingCells: 0)
  }
}
