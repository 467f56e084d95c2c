import SQLite

/// Plants a canary in every hidden value of the demo story that can carry one.
struct DemoPlanter {
  private(set) var canaries: [DemoCanary] = []

  /// Marks what of a ticket is hidden from somebody, and keeps from whom.
  mutating func plant(in ticket: inout DemoTicket) {
    for index in ticket.values.indices { plantValue(index, in: &ticket) }
    plantDiscussion(in: &ticket)
    let attachments = hidden("attachments", in: ticket)
    for index in ticket.attachments.indices where !attachments.isEmpty {
      let word = next(hiddenFrom: attachments, ticket, "attachments")
      ticket.attachments[index].name = "\(word)-\(ticket.attachments[index].name)"
    }
    let history = hidden("stepHistory", in: ticket)
    for index in ticket.movements.indices where !history.isEmpty {
      let word = next(hiddenFrom: history, ticket, "stepHistory")
      let said = ticket.movements[index].justification ?? "Sem observações."
      ticket.movements[index].justification = "\(said) \(word)"
    }
    let understandings = hidden("understandings", in: ticket)
    for index in ticket.understandings.indices where !understandings.isEmpty {
      ticket.understandings[index].text +=
        " " + next(hiddenFrom: understandings, ticket, "understandings")
    }
  }

  private mutating func plantDiscussion(in ticket: inout DemoTicket) {
    let section = hidden("discussion", in: ticket)
    for index in ticket.messages.indices {
      let isInternal = ticket.messages[index].isInternal
      let hiddenFrom = isInternal ? DemoUser.online : section
      guard !hiddenFrom.isEmpty else { continue }
      ticket.messages[index].text +=
        " "
        + next(hiddenFrom: hiddenFrom, ticket, isInternal ? "internal message" : "discussion")
    }
  }

  private mutating func plantValue(_ index: Int, in ticket: inout DemoTicket) {
    let key = ticket.values[index].key
    var hiddenFrom = hidden(key, in: ticket)
    // A ticket that no customer may know of is marked too, where its request is told.
    if hiddenFrom.isEmpty, ticket.seers.isEmpty, key == "requestText" {
      hiddenFrom = DemoUser.online
    }
    guard !hiddenFrom.isEmpty, case .text(let text) = ticket.values[index].value else { return }
    switch kind(of: key, in: ticket) {
    case .text, .longText:
      let word = next(hiddenFrom: hiddenFrom, ticket, key)
      ticket.values[index].value = .text("\(text) \(word)")
    case .decimal:
      let word = "\(9_130_000_000 + canaries.count).77"
      keep(word, hiddenFrom, ticket, key)
      ticket.values[index].value = .text(word)
    case .date:
      let word = Self.farDay(canaries.count)
      keep(word, hiddenFrom, ticket, key)
      ticket.values[index].value = .text(word)
    case .integer, .boolean, .choice, .multiChoice, .section: return
    }
  }

  private func kind(of key: String, in ticket: DemoTicket) -> ParameterKind {
    switch key {
    case "priority": .choice
    case "dueDate": .date
    case "subject", "requestText", "product", "solution": .text
    default: ticket.type.parameters.first { $0.key == key }?.kind ?? .text
    }
  }

  /// From whom a parameter or section is hidden; empty where its ticket's customer and desk see it.
  private func hidden(_ key: String, in ticket: DemoTicket) -> [String] {
    let flags = ticket.type.flags(of: key, at: ticket.step, for: ticket.customer.type)
    let online = DemoUser.online.filter { !ticket.seers.contains($0) }
    switch (flags.contains(.invisibleOnline), flags.contains(.invisible)) {
    case (true, true): return DemoUser.online + ["attendant"]
    case (true, false): return DemoUser.online
    case (false, true): return online + ["attendant"]
    case (false, false): return []
    }
  }

  private mutating func next(
    hiddenFrom: [String],
    _ ticket: DemoTicket,
    _ place: String
  ) -> String {
    let digits = String(10_000 + canaries.count).dropFirst()
    let word = "CANARIO-\(digits)"
    keep(word, hiddenFrom, ticket, place)
    return word
  }

  private mutating func keep(
    _ word: String,
    _ hiddenFrom: [String],
    _ ticket: DemoTicket,
    _ place: String
  ) {
    canaries.append(
      DemoCanary(word: word, hiddenFrom: hiddenFrom, ticket: ticket.number, place: place)
    )
  }

  /// A day of the 24th century that comes once: the thirteen-thousandth is in its last decades.
  private static func farDay(_ count: Int) -> String {
    let day = count % 28 + 1
    let month = count / 28 % 12 + 1
    let year = 2_310 + count / 336
    return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }
}
