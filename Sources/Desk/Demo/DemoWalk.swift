import SQLite

/// Walks one ticket of the demo story through its type.
struct DemoWalk {
  private(set) var ticket: DemoTicket
  private let outcome: DemoOutcome
  /// What varies from ticket to ticket.
  private let turn: Int
  /// The moment at which the story stands.
  private var clock: Int64
  private let opener: DemoAuthor

  /// - Parameters:
  ///   - number: The ticket's.
  ///   - customer: Whose it is.
  ///   - type: Its type.
  ///   - outcome: How far it comes.
  ///   - openedAt: When it begins, in milliseconds UTC.
  /// - Returns: `nil` where the type has no entry.
  static func ticket(
    number: Int64,
    customer: DemoCustomer,
    type: DemoType,
    outcome: DemoOutcome,
    openedAt: Int64
  ) -> DemoTicket? {
    guard let entry = type.entry else { return nil }
    var walk = DemoWalk(
      number: number,
      customer: customer,
      type: type,
      entry: entry,
      outcome: outcome,
      openedAt: openedAt
    )
    walk.begin()
    for (index, condition) in type.journeys[outcome.rawValue].enumerated() {
      walk.take(condition, isFirst: index == 0)
    }
    walk.end()
    walk.fill()
    return walk.ticket
  }

  private init(
    number: Int64,
    customer: DemoCustomer,
    type: DemoType,
    entry: DemoStep,
    outcome: DemoOutcome,
    openedAt: Int64
  ) {
    let users = customer.contacts.map(\.user) + [customer.user]
    turn = Int(number)
    let isDesks = type.key == DemoType.inquiry.key
    opener =
      isDesks
      ? DemoAuthor(user: "attendant", side: .attendant)
      : DemoAuthor(user: users[turn % users.count], side: .customer)
    self.outcome = outcome
    clock = openedAt
    ticket = DemoTicket(
      number: number,
      customer: customer,
      type: type,
      step: entry,
      openedBy: opener,
      openedAt: openedAt,
      updatedAt: openedAt
    )
  }

  private var words: DemoWords { ticket.type.words }

  private func pick<Value>(_ values: [Value], _ salt: Int = 0) -> Value? {
    values.isEmpty ? nil : values[(turn / 3 + salt) % values.count]
  }

  /// Who stands at the step.
  private var attendant: DemoAuthor {
    DemoAuthor(user: ticket.attendant ?? DemoUser.performer, side: .attendant)
  }

  /// Between one and twenty-nine hours later, always on the same way.
  private mutating func wait() {
    clock += 3_600_000 + Int64((turn * 7_919 + ticket.movements.count * 104_729) % 100_800) * 1_000
  }

  private mutating func begin() {
    move(.opened, by: opener, performer: DemoUser.performer, from: nil)
    if turn % 4 == 1 { attach() }
    if outcome == .draft, turn % 3 == 0 { say(words.fromCustomer, by: opener) }
  }

  private mutating func take(_ condition: String, isFirst: Bool) {
    guard let way = ticket.step.ways.first(where: { $0.condition == condition }),
      let next = ticket.type.step(way.to)
    else { return }
    let isCustomers = ticket.responsibility == .customer
    let author = isCustomers ? opener : attendant
    wait()
    if isCustomers {
      decide()
    } else {
      say(words.fromAttendant, by: author)
      if way.turn == .customer { propose(by: author) }
    }
    wait()
    let from = ticket.step.key
    ticket.step = next
    ticket.status = .inProgress
    ticket.responsibility = way.turn
    ticket.attendant = next.attendant ?? DemoUser.performer
    move(
      .forwarded,
      by: author,
      performer: isCustomers ? DemoUser.performer : author.user,
      from: from,
      condition: condition,
      reason: way.reasons.first,
      justification: turn % 2 == 0 ? DemoWords.justifications[turn % 6] : nil
    )
    if isFirst { say(words.amongAttendants, by: attendant, isInternal: true) }
    if way.turn == .customer, turn % 2 == 1 { say(words.fromCustomer, by: opener) }
    if isFirst, turn % 3 == 0 { attach() }
  }

  private mutating func end() {
    wait()
    switch outcome {
    case .completed:
      guard ticket.responsibility == .attendant else { return }
      ticket.status = .completed
      move(.completed, by: attendant, performer: attendant.user, from: ticket.step.key)
    case .cancelled:
      ticket.status = .cancelled
      move(
        .cancelled,
        by: DemoAuthor(user: "admin", side: .attendant),
        performer: "admin",
        from: ticket.step.key,
        justification: "Aberto por engano; o mesmo pedido já está em outro atendimento."
      )
    case .draft, .atDesk, .returned, .atDeskAgain, .returnedAgain: break
    }
  }

  private mutating func move(
    _ kind: MovementKind,
    by author: DemoAuthor,
    performer: String,
    from: String?,
    condition: String? = nil,
    reason: String? = nil,
    justification: String? = nil
  ) {
    ticket.movements.append(
      DemoTicket.Movement(
        kind: kind,
        author: author,
        performer: performer,
        from: from,
        to: ticket.step.key,
        condition: condition,
        reason: reason,
        justification: justification,
        status: ticket.status,
        responsibility: ticket.responsibility,
        at: clock
      )
    )
    touch()
  }

  private mutating func say(_ texts: [String], by author: DemoAuthor, isInternal: Bool = false) {
    let last = ticket.messages.last?.id ?? 0
    guard let text = pick(texts, ticket.messages.count),
      let id = MessageNumber.next(after: last, isInternal: isInternal)
    else { return }
    clock += 600_000
    ticket.messages.append(
      DemoTicket.Message(id: id, author: author, isInternal: isInternal, at: clock, text: text)
    )
  }

  private mutating func attach() {
    guard let name = pick(words.files, ticket.attachments.count) else { return }
    clock += 300_000
    ticket.attachments.append(DemoTicket.Attachment(author: opener, at: clock, name: name))
  }

  private mutating func propose(by author: DemoAuthor) {
    guard let text = pick(words.understandings, ticket.understandings.count) else { return }
    clock += 900_000
    ticket.understandings.append(DemoTicket.Understanding(author: author, at: clock, text: text))
    touch()
  }

  /// Approves the latest understanding, or rejects one in three, and the history keeps it.
  private mutating func decide() {
    guard ticket.status == .inProgress, let last = ticket.understandings.indices.last,
      ticket.understandings[last].state == .proposed
    else { return }
    let isRejected = turn % 3 == 0
    clock += 900_000
    ticket.understandings[last].state = isRejected ? .rejected : .approved
    ticket.understandings[last].decidedBy = opener
    ticket.understandings[last].decidedAt = clock
    if isRejected { ticket.understandings[last].rejection = "Faltou um detalhe importante." }
    move(
      isRejected ? .understandingRejected : .understandingApproved,
      by: opener,
      performer: DemoUser.performer,
      from: ticket.step.key
    )
  }

  private mutating func touch() {
    ticket.updatedAt = clock
    ticket.version += 1
  }
}

extension DemoWalk {
  /// Writes the values that a ticket has that came this far.
  private mutating func fill() {
    let wasMoved = ticket.status != .pending && ticket.movements.count > 1
    let isFull = wasMoved || turn % 2 == 0
    guard let request = pick(words.requests) else { return }
    ticket.values.append(("subject", .text(request.subject)))
    if isFull { ticket.values.append(("requestText", .text(request.text))) }
    if isFull, let product = pick(words.products) {
      ticket.values.append(("product", .text(product)))
    }
    if wasMoved {
      let priorities: [Priority] = [.normal, .low, .high, .normal, .urgent]
      ticket.values.append(("priority", .text((pick(priorities) ?? .normal).rawValue)))
      ticket.values.append(("dueDate", .text(Self.day(after: turn % 60))))
    }
    if let solution = solution(wasMoved: wasMoved) {
      ticket.values.append(("solution", .text(solution)))
    }
    let desksIsFull = ticket.movements.count > 2 || turn % 2 == 0
    for parameter in ticket.type.parameters
    where parameter.isDesks ? wasMoved && desksIsFull : isFull {
      guard let sample = pick(parameter.samples, turn % 5) else { continue }
      ticket.values.append((parameter.key, parameter.stored(sample)))
    }
  }

  /// The solution of a completed ticket; elsewhere a draft of it, where customers cannot see it.
  private func solution(wasMoved: Bool) -> String? {
    if ticket.status == .completed { return pick(words.solutions) }
    let flags = ticket.type.flags(
      of: "solution",
      at: ticket.step,
      for: ticket.customer.type
    )
    guard wasMoved, flags.contains(.invisibleOnline) else { return nil }
    return "Rascunho: \(pick(words.solutions) ?? "")"
  }

  /// A day in March or April 2026.
  private static func day(after days: Int) -> String {
    let month = days < 31 ? 3 : 4
    let day = days < 31 ? days + 1 : days - 30
    return "2026-0\(month)-\(day < 10 ? "0" : "")\(day)"
  }
}

extension DemoParameter {
  /// A sample as the database keeps it.
  func stored(_ sample: String) -> Bound {
    switch kind {
    case .integer, .boolean:
      Int64(sample).map(Bound.integer) ?? .text(sample)
    case .multiChoice:
      .text("[" + sample.split(separator: "+").map { "\"\($0)\"" }.joined(separator: ",") + "]")
    case .text, .longText, .decimal, .date, .choice, .section: .text(sample)
    }
  }
}

extension DemoWords {
  static let justifications = [
    "Segue com todos os documentos pedidos.",
    "Conforme combinado por telefone.",
    "Encaminho com as informações atualizadas.",
    "Verificado com a área responsável.",
    "Prazo curto por causa do calendário escolar.",
    "Sem pendências até aqui.",
  ]
}
