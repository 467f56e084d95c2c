import Bytes
import SQLite

/// Writes drawn tickets with all that belongs to them.
struct ReferenceTicketWriter {
  private let connection: Connection
  private let maker: ReferenceTicketMaker

  init(_ maker: ReferenceTicketMaker, into connection: Connection) {
    self.maker = maker
    self.connection = connection
  }

  func write(_ drawn: ReferenceTicketMaker.Drawn) throws(SQLiteError) {
    var random = drawn.random
    try addTicket(drawn.ticket, &random)
    try addValues(of: drawn.ticket, &random)
    try addMovements(of: drawn.ticket, &random)
    try addMessages(drawn.messages, of: drawn.ticket, &random)
    try addAttachments(drawn.attachments, of: drawn.ticket, &random)
    try addUnderstandings(of: drawn.ticket, &random)
  }

  private func addTicket(
    _ ticket: ReferenceTicket,
    _ random: inout ReferenceRandom
  ) throws(SQLiteError) {
    let customer = maker.people.customers[ticket.customer]
    let words = maker.words
    let wasMoved = ticket.status != .pending
    let days = Int(truncatingIfNeeded: ticket.openedAt / 86_400_000) + random.below(60)
    let due = CalendarDate(dayNumber: days)?.text
    let values: [(any Bindable)?] = [
      Bound.utf8(words.line(of: 3 + random.below(6), &random)),
      wasMoved || random.happens(50)
        ? random.one(of: [Priority.low, .normal, .normal, .high, .urgent]).rawValue : nil,
      random.happens(60) ? Bound.utf8(words.line(of: 2, &random)) : nil,
      wasMoved && random.happens(40) ? due : nil,
      random.happens(90) ? Bound.utf8(words.text(of: 12 + random.below(20), &random)) : nil,
      ticket.status == .completed
        ? Bound.utf8(words.text(of: 6 + random.below(12), &random)) : nil,
    ]
    let keys: [(any Bindable)?] = [
      ticket.number,
      ticket.customer + 1,
      customer.type.code,
      ticket.type.id,
      ticket.type.steps[ticket.step],
      ticket.status.code,
      ticket.responsibility.code,
      ticket.attendant,
      ticket.opener.user,
      ticket.opener.attendant,
      ticket.opener.side.code,
      customer.type == .client ? ticket.contact : nil,
      customer.type == .prospect ? ticket.contact : nil,
      ticket.movements.count,
      ticket.openedAt,
      ticket.updatedAt,
    ]
    try connection.run(Self.ticket, binding: keys + values)
  }

  /// Half of the type's own parameters are filled.
  private func addValues(
    of ticket: ReferenceTicket,
    _ random: inout ReferenceRandom
  ) throws(SQLiteError) {
    for parameter in ticket.type.parameters where random.happens(50) {
      let value = ReferenceParameter.all[parameter.shape].value(maker.words, &random)
      try connection.run(Self.value, ticket.number, parameter.id, value)
    }
  }

  private func addMovements(
    of ticket: ReferenceTicket,
    _ random: inout ReferenceRandom
  ) throws(SQLiteError) {
    for (place, movement) in ticket.movements.enumerated() {
      let type = ticket.type
      let isJustified = movement.way != nil && random.happens(40)
      try connection.run(
        Self.movement,
        ticket.number,
        place + 1,
        movement.kind.rawValue,
        movement.author.user,
        movement.author.attendant,
        movement.author.side.code,
        movement.performer,
        movement.from.map { type.steps[$0] },
        type.steps[movement.to],
        movement.way.map { type.transitions[$0] },
        movement.way.map { random.one(of: type.reasons[$0]) },
        movement.status.code,
        movement.responsibility.code,
        maker.workflow.ruleVersion,
        movement.at,
        movement.way.map { ReferenceWorkflow.ways[$0].label },
        isJustified ? Bound.utf8(maker.words.text(of: 5 + random.below(8), &random)) : nil
      )
    }
  }

  /// Evenly over the time of the ticket and two days more; one in seven is for the desk alone.
  private func addMessages(
    _ count: Int,
    of ticket: ReferenceTicket,
    _ random: inout ReferenceRandom
  ) throws(SQLiteError) {
    let customer = maker.people.customerAuthor(ticket.customer, or: ticket.opener)
    let desk = ticket.standing(maker.people)
    let pause = (ticket.updatedAt - ticket.openedAt + 172_800_000) / Int64(count + 1)
    var last: Int64 = 0
    for place in 0..<count {
      let isInternal = random.below(7) == 0
      let author = isInternal || random.happens(45) ? desk : customer
      guard let id = MessageNumber.next(after: last, isInternal: isInternal) else { continue }
      last = id
      try connection.run(
        Self.message,
        ticket.number,
        id,
        author.user,
        author.attendant,
        author.side.code,
        isInternal,
        ticket.openedAt + pause * Int64(place + 1),
        Bound.utf8(maker.words.text(of: 5 + random.below(22), &random))
      )
    }
  }

  private func addAttachments(
    _ count: Int,
    of ticket: ReferenceTicket,
    _ random: inout ReferenceRandom
  ) throws(SQLiteError) {
    let customer = maker.people.customerAuthor(ticket.customer, or: ticket.opener)
    let endings = [("pdf", "application/pdf"), ("jpg", "image/jpeg"), ("png", "image/png")]
    for place in 0..<count {
      let author = random.happens(70) ? customer : ticket.standing(maker.people)
      let (ending, mediaType) = random.one(of: endings)
      let name = String(decoding: maker.words.line(of: 1, &random), as: UTF8.self)
      // No file is behind it: the hash is of bytes that nobody has.
      let hash = (0..<4).flatMap { _ in
        let word = random.next()
        return (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64($0 * 8)) }
      }
      try connection.run(
        Self.attachment,
        ticket.number,
        place + 1,
        author.user,
        author.attendant,
        author.side.code,
        ticket.openedAt + Int64(place + 1) * 300_000,
        1_000 + random.skewed(below: 4_000_000),
        hash,
        mediaType,
        "\(name)-\(place + 1).\(ending)"
      )
    }
  }

  private func addUnderstandings(
    of ticket: ReferenceTicket,
    _ random: inout ReferenceRandom
  ) throws(SQLiteError) {
    let customer = maker.people.customerAuthor(ticket.customer, or: ticket.opener)
    for (place, understanding) in ticket.understandings.enumerated() {
      let isRejected = understanding.state == .rejected
      try connection.run(
        Self.understanding,
        ticket.number,
        place + 1,
        understanding.state.rawValue,
        understanding.author.user,
        understanding.author.attendant,
        understanding.at,
        understanding.decidedAt.map { _ in customer.user },
        understanding.decidedAt,
        Bound.utf8(maker.words.text(of: 10 + random.below(12), &random)),
        isRejected ? Bound.utf8(maker.words.text(of: 5, &random)) : nil
      )
    }
  }
}

/// Columns are named, so that one which a later migration adds keeps its standard value.
extension ReferenceTicketWriter {
  private static let ticket = Query.inserting(
    "ticket",
    """
    id, customer_id, customer_type, type_id, step_id, status, responsibility, attendant_id, \
    opened_by_user_id, opened_by_attendant_id, opened_by_side, opened_by_client_contact_id, \
    opened_by_prospect_contact_id, version, opened_at, updated_at, subject, priority, product, \
    due_date, request_text, solution
    """
  )
  private static let value = Query.inserting("ticket_parameter", "ticket_id, parameter_id, value")
  private static let movement = Query.inserting(
    "movement",
    """
    ticket_id, id, kind, requested_by_user_id, requested_by_attendant_id, requested_by_side, \
    performed_by_attendant_id, from_step_id, to_step_id, transition_id, reason_id, status, \
    responsibility, rule_version_id, moved_at, condition_label, justification
    """
  )
  private static let message = Query.inserting(
    "message",
    """
    ticket_id, id, author_user_id, author_attendant_id, author_side, is_internal, posted_at, text
    """
  )
  private static let attachment = Query.inserting(
    "attachment",
    """
    ticket_id, id, added_by_user_id, added_by_attendant_id, added_by_side, added_at, size, sha256, \
    media_type, name
    """
  )
  private static let understanding = Query.inserting(
    "understanding",
    """
    ticket_id, id, state, proposed_by_user_id, proposed_by_attendant_id, proposed_at, \
    decided_by_user_id, decided_at, text, rejection_reason
    """
  )
}
