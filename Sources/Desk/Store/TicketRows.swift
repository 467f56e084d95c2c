import Bytes
import SQLite

/// Collects the rows of tickets, seals what rules govern, and lets nothing pass that is out of the
/// viewer's scope.
struct TicketRows {
  private let scope: TicketScope
  private let workflow: Workflow
  private let fields: TicketFields
  private let viewer: Viewer
  private let faults: FaultLog
  private var tickets: TicketColumns
  private var subjects = TextColumn()
  private var priorities: [Priority?] = []
  private var products = TextColumn()
  private var dueDates = TextColumn()
  private var requestTexts = TextColumn()
  private var solutions = TextColumn()

  init(_ fields: TicketFields, of viewer: Viewer, scope: TicketScope, on reader: DeskReader) {
    self.scope = scope
    workflow = reader.workflow
    faults = reader.faults
    self.fields = fields
    self.viewer = viewer
    tickets = TicketColumns(for: viewer.audience)
  }

  var count: Int { tickets.ids.count }

  /// Takes a row of ``TicketQueries/columns(_:)``.
  ///
  /// - Returns: Whether the viewer may know of the ticket; one whose state cannot be read is not
  ///   there for anybody (F2).
  mutating func append(_ row: borrowing Row) -> Bool {
    let type = TicketTypeID(row.int(3))
    let place = workflow.place(of: type)
    let customer = CustomerID(row.int(1))
    guard scope.contains(customer: customer, type: type) else { return false }
    guard place != .unknown,
      let customerType = row.exactInt(2).flatMap({ CustomerType(code: $0) }),
      let status = row.exactInt(5).flatMap({ TicketStatus(code: $0) }),
      let responsibility = row.exactInt(6).flatMap({ Responsibility(code: $0) })
    else {
      report(.ticket, "ticket \(row.int(0))")
      return false
    }
    let step = workflow.place(of: StepID(row.int(4)), in: place)
    if step == .unknown { report(.missingStep, "step \(row.int(4)), ticket \(row.int(0))") }
    tickets.ids.append(TicketID(row.int(0)))
    tickets.customers.append(customer)
    tickets.customerTypes.append(customerType)
    tickets.types.append(place)
    tickets.steps.append(step)
    tickets.statuses.append(status)
    tickets.responsibilities.append(responsibility)
    tickets.situations.append(
      customerType: customerType,
      type: place,
      step: step,
      status: status,
      responsibility: responsibility,
      isDependants: viewer.onlyReads(ticketsOf: customer)
    )
    appendFields(row)
    return true
  }

  private func report(_ kind: DeskFault.Kind, _ place: String) {
    faults.report(DeskFault(kind, at: place, revision: workflow.revision))
  }

  private mutating func appendFields(_ row: borrowing Row) {
    var column = 7
    if fields.contains(.people) {
      tickets.openedBy.append(ParticipantKey(row, from: column))
      tickets.attendants.append(row.optionalInt(column + 3).map { AttendantID($0) })
      column += 4
    }
    if fields.contains(.dates) {
      let own = column + (viewer.audience == .desk ? 1 : 3)
      tickets.openedAt.append(Instant(milliseconds: row.int(column)))
      tickets.versions.append(row.int(own))
      tickets.updatedAt.append(Instant(milliseconds: row.int(own + 1)))
      column += 5
    }
    if fields.contains(.counts) {
      let isDesk = viewer.audience == .desk
      let messages = row.int(column).addingReportingOverflow(isDesk ? row.int(column + 1) : 0)
      tickets.childCounts.append(messages.overflow ? .max : Int32(clamping: messages.partialValue))
      for place in 2...4 {
        tickets.childCounts.append(Int32(clamping: row.int(column + place)))
      }
      column += 5
    }
    if fields.contains(.subject) {
      row.append(text: column, to: &subjects)
      column += 1
    }
    if fields.contains(.details) {
      priorities.append(row.text(column).flatMap(Priority.init(rawValue:)))
      row.append(text: column + 1, to: &products)
      row.append(text: column + 2, to: &dueDates)
      column += 3
    }
    if fields.contains(.requestText) {
      row.append(text: column, to: &requestTexts)
      column += 1
    }
    if fields.contains(.solution) { row.append(text: column, to: &solutions) }
  }

  /// The tickets, with what rules govern sealed.
  consuming func sealed() -> Tickets {
    tickets.subjects = Governed(subjects)
    tickets.priorities = Governed(priorities)
    tickets.products = Governed(products)
    tickets.dueDates = Governed(dueDates)
    tickets.requestTexts = Governed(requestTexts)
    tickets.solutions = Governed(solutions)
    return Tickets(tickets, fields: fields, policy: workflow.policy, reader: viewer.reader)
  }
}

extension ParticipantKey {
  /// Reads a user, an attendant and a side from three columns next to each other.
  init(_ row: borrowing Row, from column: Int) {
    self.init(
      user: UserID(row.int(column)),
      attendant: row.optionalInt(column + 1).map { AttendantID($0) },
      side: Responsibility(code: row.int(column + 2)) ?? .customer
    )
  }
}
