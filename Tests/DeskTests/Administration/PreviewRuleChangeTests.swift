import Bytes
import SQLite
import Testing

@testable import Desk

/// What a preview counts is what is there.
@Suite struct PreviewRuleChangeTests {
  let desk: DemoDesk
  let admin: Viewer

  init() throws {
    desk = try DemoDesk()
    admin = try desk.viewer("admin")
  }

  private func rule(
    _ type: String,
    _ step: String,
    _ parameter: String,
    _ flags: FieldFlags,
    _ refinements: (CustomerType, FieldFlags)...
  ) throws -> SetFieldRules.Rule {
    SetFieldRules.Rule(
      step: .id(try desk.step(step, of: type).id),
      parameter: parameter,
      flags: flags,
      refinements: refinements.map {
        SetFieldRules.Refinement(customerType: $0.0, flags: $0.1)
      }
    )
  }

  private var rules: [SetFieldRules.Rule] {
    get throws {
      [
        try rule("duvida", "resposta", "querRetorno", .invisible, (.student, .required)),
        try rule("duvida", "retorno", "area", [], (.prospect, .readOnly)),
        try rule("duvida", "retorno", "discussion", .invisibleOnline, (.client, .invisible)),
        try rule("segunda-via-diploma", "analise", "parecerReservado", .required),
        try rule("segunda-via-diploma", "pagamento", "taxa", [.readOnly], (.person, .invisible)),
      ]
    }
  }

  private func preview(
    draft: Reference<RuleVersionID> = .absent,
    _ rules: [SetFieldRules.Rule],
    of type: Reference<TicketTypeID> = .absent,
    as viewer: Viewer? = nil
  ) throws -> RulePreview? {
    try PreviewRuleChange(draft: draft, rules: rules, type: type)
      .read(for: viewer ?? admin, on: desk.reader)
  }

  private struct Ticket {
    let id: TicketID
    let customer: CustomerID
    let responsibility: Responsibility
    let values: Set<ParameterPlace>
    let messages: (online: Int64, desk: Int64)
  }

  /// The open tickets of a place, each read alone.
  private func tickets(at step: StepPlace, _ customerType: CustomerType) throws -> [Ticket] {
    var ids: [TicketID] = []
    try desk.connection.rows(Query("SELECT id FROM ticket")) { ids.append(TicketID($0.int(0))) }
    return try ids.compactMap { id in
      let record = try desk.record(id)
      guard record.step == step, record.customerType == customerType,
        record.status == .pending || record.status == .inProgress
      else { return nil }
      return Ticket(
        id: id,
        customer: record.customer,
        responsibility: record.responsibility,
        values: Set(try desk.values(id).keys).union(try desk.reader.filledSections(of: id)),
        messages: (
          try desk.number(
            "SELECT count(*) FROM message WHERE ticket_id = ?1 AND is_internal = 0",
            id.rawValue
          ),
          try desk.number("SELECT count(*) FROM message WHERE ticket_id = ?1", id.rawValue)
        )
      )
    }
  }

  @Test func `the numbers are those of counting one by one`() throws {
    let before = try desk.changes()
    let preview = try #require(try preview(try rules))
    #expect(try desk.changes() == before)
    #expect(preview.problems == [] && preview.draft == nil)
    #expect(preview.changes.count == preview.totalCount)
    #expect(preview.changes.contains { $0.reach.values > 0 && $0.effects == [.seesMore] })
    var known: [OpenPlace: [Ticket]] = [:]
    var felt: [TicketID: Ticket] = [:]
    var onTurn: Set<TicketID> = []
    for change in preview.changes {
      let step = try #require(desk.workflow.step(change.step))
      let place = OpenPlace(step: step.id, customerType: change.customerType)
      let tickets = try known[place] ?? tickets(at: change.step, change.customerType)
      known[place] = tickets
      let turn: Responsibility = change.audience == .desk ? .attendant : .customer
      #expect(change.reach.openTickets == tickets.count)
      #expect(change.reach.customers == Set(tickets.map(\.customer)).count)
      #expect(change.reach.onTurn == tickets.count { $0.responsibility == turn })
      let values = tickets.count { ticket in
        guard change.parameter.common == .discussion else {
          return ticket.values.contains(change.parameter.place)
        }
        return (change.audience == .desk ? ticket.messages.desk : ticket.messages.online) > 0
      }
      #expect(change.reach.values == values, "\(change.parameter.key) \(step.key)")
      #expect(change.sample.map(\.ticket) == Array(tickets.map(\.id).sorted(by: >).prefix(5)))
      for ticket in tickets {
        felt[ticket.id] = ticket
        if ticket.responsibility == turn { onTurn.insert(ticket.id) }
      }
    }
    #expect(preview.reach.openTickets == felt.count && felt.count > 20)
    #expect(preview.reach.customers == Set(felt.values.map(\.customer)).count)
    #expect(preview.reach.onTurn == onTurn.count)
    #expect(preview.reach.values == preview.changes.map(\.reach.values).reduce(0, +))
    for total in preview.totals {
      let changes = preview.changes.filter {
        $0.audience == total.audience && $0.effects.contains(total.effect)
      }
      #expect(changes.count == total.changes)
      let places = Set(
        changes.compactMap { change in
          desk.workflow.step(change.step).map {
            OpenPlace(step: $0.id, customerType: change.customerType)
          }
        }
      )
      let tickets = places.flatMap { known[$0] ?? [] }
      #expect(total.reach.openTickets == tickets.count)
      #expect(total.reach.customers == Set(tickets.map(\.customer)).count)
      #expect(total.reach.values == changes.map(\.reach.values).reduce(0, +))
    }
    #expect(preview.totals.map(\.changes).reduce(0, +) >= preview.totalCount)
  }

  /// Publishes the same and asks both policies about every cell.
  @Test func `the changes are all there are, and no other`() throws {
    let preview = try #require(try preview(try rules))
    let now = desk.workflow
    let draft = try desk.done(CreateRuleDraft(basedOn: .absent))
    try desk.done(SetFieldRules(draft: .id(draft), rules: try rules))
    #expect(
      try self.preview(draft: .id(draft), [])
        == {
          var same = preview
          same.draft = draft
          return same
        }()
    )
    try desk.done(
      PublishRuleDraft(draft: .id(draft), reason: "Prova", expectedRuleVersion: .absent)
    )
    var changed: Set<[String]> = []
    for type in now.types {
      for step in now.steps(of: type) {
        for parameter in type.governed {
          for customerType in CustomerType.allCases {
            for audience in Audience.allCases {
              let situation = Situation(
                audience: audience,
                customerType: customerType,
                type: type.place,
                step: step.place,
                parameter: parameter.place,
                status: .inProgress,
                responsibility: audience == .desk ? .attendant : .customer
              )
              func state(_ workflow: Workflow) -> [AnyHashable] {
                let access = workflow.policy.access(in: situation)
                let needed = workflow.policy.isNeeded(
                  parameter.place,
                  toEnter: step.place,
                  of: type.place,
                  customerType: customerType
                )
                return [access.exposure, access.isRequired, needed]
              }
              guard state(now) != state(desk.workflow) else { continue }
              changed.insert(
                [
                  type.key, step.key, parameter.key, customerType.rawValue, audience.rawValue,
                ]
              )
            }
          }
        }
      }
    }
    let listed = try preview.changes.map { change in
      let step = try #require(now.step(change.step))
      let type = try #require(now.type(step.type))
      return [
        type.key, step.key, change.parameter.key, change.customerType.rawValue,
        change.audience.rawValue,
      ]
    }
    #expect(Set(listed) == changed && listed.count == changed.count && !listed.isEmpty)
  }

  @Test func `a sampled ticket is judged as it stands`() throws {
    let rules = [try rule("duvida", "resposta", "querRetorno", .invisibleOnline)]
    let preview = try #require(try preview(rules))
    let online = preview.changes.filter { $0.audience == .online }
    #expect(online.allSatisfy { $0.before.exposure == .writable })
    // It is the desk's turn at this step, so customers only read.
    let sample = online.flatMap(\.sample)
    #expect(!sample.isEmpty)
    for found in sample where try desk.record(found.ticket).responsibility == .attendant {
      #expect(found.before.exposure == .readOnly && found.after.exposure == .hidden)
    }
  }

  @Test func `tells what it would bring and heal`() throws {
    let bad = [try rule("duvida", "resposta", "querRetorno", [.required, .readOnly])]
    let brings = try #require(try preview(bad))
    #expect(brings.brought.map(\.code) == [.requiredReadOnly])
    #expect(brings.brought.map(\.step?.key) == ["resposta"] && brings.healed == [])
    // Prospects are asked for nothing that they cannot see.
    let good = [try rule("duvida", "registro", "area", .required)]
    let heals = try #require(try preview(good))
    #expect(heals.healed.map(\.code) == [.requiredHiddenOnline] && heals.brought == [])
    #expect(heals.healed.map(\.customerType) == [.prospect])
  }

  @Test func `nothing is asked of rules that are in force already`() throws {
    let preview = try #require(try preview([]))
    #expect(preview.totalCount == 0 && preview.reach == Reach() && preview.totals == [])
    #expect(preview.brought == [] && preview.healed == [])
  }

  @Test func `what was added is shown as soon as rules are published that know it`() throws {
    let none = ParameterConstraints(
      defaultValue: .keep,
      lengthMax: .keep,
      minimum: .keep,
      maximum: .keep,
      fractionDigits: .keep,
      choices: nil
    )
    let type = try desk.type("duvida").id
    try desk.done(
      CreateParameter(
        type: .id(type),
        key: "novo",
        label: "Novo",
        kind: .text,
        help: nil,
        constraints: none,
        position: nil
      )
    )
    let preview = try #require(try preview([]))
    #expect(Set(preview.changes.map(\.parameter.key)) == ["novo"])
    #expect(preview.changes.allSatisfy { $0.audience == .online && $0.effects.contains(.seesMore) })
  }

  @Test func `bad cells are told at their places, and nothing is counted`() throws {
    var rules = try rules
    rules.append(try rule("duvida", "resposta", "nada", []))
    rules.append(rules[0])
    let preview = try #require(try preview(rules))
    #expect(
      preview.problems.map { ([$0.code.rawValue] + $0.path).joined(separator: " ") }
        == ["PARAMETER_UNKNOWN rules 5 parameter", "INVALID_VALUE rules 6"]
    )
    #expect(preview.changes.isEmpty && preview.totalCount == 0)
    let many = (0...Limits.ruleCells).map { _ in rules[0] }
    #expect(try self.preview(many)?.problems == [Problem(.invalidValue, at: ["rules"])])
  }

  @Test func `is for administrators, without the types that are blocked for them`() throws {
    let rules = try rules
    #expect(try preview(rules, as: try desk.viewer("attendant")) == nil)
    #expect(try preview(draft: .unreadable, rules) == nil)
    #expect(try preview(rules, of: .unreadable) == nil)
    let one = try desk.type("duvida")
    let only = try #require(try preview(rules, of: .id(one.id)))
    #expect(Set(only.changes.map { desk.workflow.step($0.step)?.type }) == [one.place])

    let profile = try desk.number("SELECT profile_id FROM user WHERE code = 'admin'")
    try desk.connection.execute(
      "INSERT INTO profile_blocked_type VALUES (\(profile), \(one.id.rawValue))"
    )
    let narrow = try desk.viewer("admin")
    let blocked = try #require(try preview(rules, as: narrow))
    #expect(blocked.problems.map(\.code) == [.notFound, .notFound, .notFound])
    #expect(try preview([], of: .id(one.id), as: narrow) == nil)
    let others = try #require(try preview(Array(rules.suffix(2)), as: narrow))
    #expect(!others.changes.isEmpty)
    // A draft of somebody else's may speak of the blocked type.
    let draft = try desk.undoing {
      let draft = try #require(
        try CreateRuleDraft(basedOn: .absent).perform(for: admin, in: desk.context).value
      )
      _ = try SetFieldRules(draft: .id(draft), rules: rules)
        .perform(for: admin, in: desk.context)
      let seen = try #require(
        try PreviewRuleChange(draft: .id(draft), rules: [], type: .absent)
          .read(for: narrow, on: desk.reader)
      )
      #expect(seen.changes == others.changes && seen.totals == others.totals)
      return draft
    }
    #expect(draft.rawValue > 0)
  }

  @Test func `ends with the operation's deadline`() throws {
    desk.reader.deadline = 0
    defer { desk.reader.deadline = nil }
    let rules = try rules
    #expect(throws: SQLiteError.self) {
      // A deadline is looked at every so many steps of SQLite.
      for _ in 0..<1_000 { _ = try preview(rules) }
    }
  }

  @Test func `open tickets are found by one index, and their values by keys`() throws {
    let tickets = try desk.connection.plan(of: DeskReader.openTickets)
    let search = "SEARCH ticket USING INDEX ticket_open_by_step (step_id=? AND customer_type=?"
    #expect(tickets.count == 1 && tickets[0].hasPrefix(search), "\(tickets)")
    let values = try desk.connection.plan(of: DeskReader.openValues)
    #expect(values.count == 2 && values.allSatisfy { $0.hasPrefix("SEARCH ") }, "\(values)")
    #expect(values.first?.contains("ticket_open_by_step") == true, "\(values)")
  }
}
