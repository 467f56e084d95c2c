import Bytes
import SQLite

/// A ticket as an action judges and changes it: raw, so it never leaves the desk.
struct TicketRecord {
  let id: TicketID
  let customer: CustomerID
  let customerType: CustomerType
  let type: TypePlace
  let step: StepPlace
  let status: TicketStatus
  let responsibility: Responsibility
  let attendant: AttendantID?
  /// The one that the viewer's side sees.
  let version: Int64
  /// Whether the viewer it was read for is the customer's guardian, who changes nothing of it.
  let isDependants: Bool

  /// What the decision about one of its parameters looks at.
  func situation(of parameter: ParameterPlace, for audience: Audience) -> Situation {
    var situation = Situation(
      audience: audience,
      customerType: customerType,
      type: type,
      step: step,
      parameter: parameter,
      status: status,
      responsibility: responsibility
    )
    situation.isDependants = isDependants
    return situation
  }
}

extension WriteContext {
  /// A ticket that the viewer may know of; `nil` for foreign, blocked, deleted and unknown ones.
  func ticket(_ id: TicketID, for viewer: Viewer) throws(SQLiteError) -> TicketRecord? {
    let scope = TicketScope(of: viewer)
    let found = try connection.first(Self.record, id.rawValue) {
      (row) throws(SQLiteError) in self.record(row, id, in: scope, for: viewer)
    }
    guard let record = found ?? nil, workflow.type(record.type) != nil else { return nil }
    return record
  }

  /// What is filled of a ticket, by the parameter's place in its type; the empty ones are not there.
  func values(
    of ticket: TicketRecord
  ) throws(SQLiteError) -> [ParameterPlace: ParameterValue] {
    guard let type = workflow.type(ticket.type) else { return [:] }
    var values: [ParameterPlace: ParameterValue] = [:]
    _ = try connection.first(Self.coreValues, ticket.id.rawValue) { (row) throws(SQLiteError) in
      for (column, parameter) in Self.coreParameters.enumerated() {
        guard let text = row.text(column) else { continue }
        values[ParameterPlace(parameter)] = ParameterValue(text: text, kind: parameter.coreKind)
      }
    }
    for (place, value) in try reader.ownValues(of: ticket.id, type: type) {
      values[ParameterPlace(rawValue: place)] = value
    }
    return values
  }

  private func record(
    _ row: borrowing Row,
    _ id: TicketID,
    in scope: TicketScope,
    for viewer: Viewer
  ) -> TicketRecord? {
    let type = TicketTypeID(row.int(2))
    guard scope.contains(customer: CustomerID(row.int(0)), type: type),
      let customerType = row.exactInt(1).flatMap({ CustomerType(code: $0) }),
      let status = row.exactInt(4).flatMap({ TicketStatus(code: $0) }),
      let responsibility = row.exactInt(5).flatMap({ Responsibility(code: $0) })
    else { return nil }
    return TicketRecord(
      id: id,
      customer: CustomerID(row.int(0)),
      customerType: customerType,
      type: workflow.place(of: type),
      step: workflow.place(of: StepID(row.int(3)), in: workflow.place(of: type)),
      status: status,
      responsibility: responsibility,
      attendant: row.optionalInt(6).map { AttendantID($0) },
      version: row.int(viewer.audience == .desk ? 7 : 8),
      isDependants: viewer.onlyReads(ticketsOf: CustomerID(row.int(0)))
    )
  }

  /// The common parameters that a column of `ticket` holds, in the order of the statement's.
  private static let coreParameters: [CommonParameter] = [
    .subject, .requestText, .priority, .product, .dueDate, .solution,
  ]

  private static let record = Query(
    """
    SELECT customer_id, customer_type, type_id, step_id, status, responsibility, attendant_id,
      version, online_version
    FROM ticket WHERE id = ?1
    """
  )
  private static let coreValues = Query(
    """
    SELECT subject, request_text, priority, product, due_date, solution FROM ticket WHERE id = ?1
    """
  )
}

extension CommonParameter {
  /// The kind of the value that a column of `ticket` holds.
  var coreKind: ParameterKind {
    switch self {
    case .subject, .product: .text
    case .requestText, .solution: .longText
    case .priority: .choice
    case .dueDate: .date
    case .discussion, .attachments, .stepHistory, .understandings: .section
    }
  }
}
