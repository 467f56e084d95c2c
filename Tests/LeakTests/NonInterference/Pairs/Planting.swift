import SQLite

@testable import Desk

extension ProofParameter {
  /// A value as the desk keeps it.
  func stored(_ value: ProofValue) -> ParameterValue {
    let literal = kind.literal(value, key: key)
    let text = literal.filter { $0 != "\"" }
    return switch kind {
    case .text, .longText: .text(text)
    case .integer: .integer(Int32(text) ?? 0)
    case .decimal: .decimal(text)
    case .boolean: .boolean(text == "true")
    case .date: .date(text)
    case .choice: .choice(text)
    case .multiChoice: .choices(value == .first ? ["ruby", "onyx"] : ["jade"])
    }
  }
}

/// What is written where no mutation can: the other side may not edit in this state of the ticket.
extension ProofHouse {
  /// Writes a value as an edit by the side that sees it does.
  func plant(_ value: ParameterValue?, at parameter: ProofParameter, of id: String) throws {
    let ticket = TicketID(numbers(of: id).first ?? 0)
    try desk.writeAndWait { context in
      guard let type = try context.typeOf(ticket),
        let found = type.parameter(key: parameter.key)
      else { throw ProofFault("no parameter \(parameter.key)") }
      try context.set(found, to: value, of: ticket)
      try context.touch(ticket, for: [parameter.hiddenFrom == .online ? .desk : .online])
    }
  }

  /// Writes an entry of a section as an action of one side does.
  func plantEntry(in section: String, of id: String, by side: Responsibility) throws {
    let ticket = TicketID(numbers(of: id).first ?? 0)
    try desk.writeAndWait { context in
      let author = try context.participant(side, of: ticket)
      switch section {
      case "discussion":
        _ = try context.insertMessage(
          "segredo em recado",
          in: ticket,
          by: author,
          isInternal: false
        )
      case "attachments":
        try context.connection.run(Planted.attachment, ticket.rawValue)
      case "understandings":
        _ = try context.insertUnderstanding("segredo entendido", of: ticket, by: author)
      default: _ = try context.insert(Planted.movement(by: author, context, ticket), of: ticket)
      }
    }
  }
}

extension WriteContext {
  fileprivate func typeOf(_ ticket: TicketID) throws -> TicketType? {
    let id = try connection.first(Planted.type, ticket.rawValue) { row in TicketTypeID(row.int(0)) }
    return id.flatMap { workflow.type($0) }
  }

  /// Somebody of a side: who opened the ticket's first message is of no matter.
  fileprivate func participant(
    _ side: Responsibility,
    of ticket: TicketID
  ) throws -> ParticipantKey {
    let attendant = side == .attendant ? workflow.defaultAttendant : nil
    let user = try connection.first(
      Planted.user,
      ticket.rawValue,
      attendant?.rawValue
    ) { row in UserID(row.int(0)) }
    return ParticipantKey(user: user ?? UserID(1), attendant: attendant, side: side)
  }
}

private enum Planted {
  static let type = Query("SELECT type_id FROM ticket WHERE id = ?1")
  static let user = Query(
    """
    SELECT ifnull((SELECT user_id FROM attendant WHERE id = ?2), opened_by_user_id)
    FROM ticket WHERE id = ?1
    """
  )
  static let attachment = Query(
    """
    INSERT INTO attachment (ticket_id, id, added_by_user_id, added_by_attendant_id, added_by_side,
      added_at, size, sha256, media_type, name)
    SELECT ticket_id, max(id) + 1, added_by_user_id, added_by_attendant_id, added_by_side,
      added_at + 1, size, sha256, media_type, 'segredo.txt'
    FROM attachment WHERE ticket_id = ?1
    """
  )

  static func movement(
    by author: ParticipantKey,
    _ context: WriteContext,
    _ ticket: TicketID
  ) throws -> NewMovement {
    let step = try context.connection.first(
      Query("SELECT step_id FROM ticket WHERE id = ?1"),
      ticket.rawValue
    ) { row in StepID(row.int(0)) }
    return NewMovement(
      kind: .reassigned,
      requestedBy: author,
      performedBy: context.workflow.defaultAttendant,
      from: step,
      to: step ?? StepID(0),
      transition: nil,
      reason: nil,
      justification: "segredo da passagem",
      status: .inProgress,
      responsibility: .attendant
    )
  }
}
