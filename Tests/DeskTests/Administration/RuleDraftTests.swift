import SQLite
import Testing

@testable import Desk

@Suite struct RuleDraftTests {
  let desk: DemoDesk
  let step: Step
  let inForce: RuleVersionID

  init() throws {
    desk = try DemoDesk()
    step = try desk.step("resposta", of: "duvida")
    inForce = RuleVersionID(try #require(desk.workflow.ruleVersion))
  }

  private func rule(
    _ parameter: String,
    _ flags: FieldFlags,
    _ refinements: (CustomerType, FieldFlags)...
  ) -> SetFieldRules.Rule {
    SetFieldRules.Rule(
      step: .id(step.id),
      parameter: parameter,
      flags: flags,
      refinements: refinements.map {
        SetFieldRules.Refinement(customerType: $0.0, flags: $0.1)
      }
    )
  }

  private func draft(_ rules: SetFieldRules.Rule...) throws -> RuleVersionID {
    let draft = try desk.done(CreateRuleDraft(basedOn: .absent))
    if !rules.isEmpty { try desk.done(SetFieldRules(draft: .id(draft), rules: rules)) }
    return draft
  }

  private func publish(_ draft: RuleVersionID) -> PublishRuleDraft {
    PublishRuleDraft(draft: .id(draft), reason: "Prova", expectedRuleVersion: .absent)
  }

  private func preview(
    _ draft: RuleVersionID,
    of type: Reference<TicketTypeID> = .absent,
    as viewer: Viewer
  ) throws -> RulePreview? {
    try PreviewRuleChange(draft: .id(draft), rules: [], type: type)
      .read(for: viewer, on: desk.reader)
  }

  private func exposure(
    _ parameter: String,
    _ audience: Audience,
    _ type: CustomerType = .person
  ) throws -> Exposure {
    let found = try #require(try desk.type("duvida").parameter(key: parameter))
    return desk.workflow.policy.access(
      in: Situation(
        audience: audience,
        customerType: type,
        type: try desk.type("duvida").place,
        step: desk.workflow.place(of: step.id),
        parameter: found.place,
        status: .inProgress,
        responsibility: audience == .desk ? .attendant : .customer
      )
    ).exposure
  }

  @Test func `a draft is a copy that counts for nobody until it is published`() throws {
    let revision = desk.workflow.revision
    let draft = try draft(rule("querRetorno", [.invisible]))
    #expect(desk.workflow.ruleVersion == inForce.rawValue && desk.workflow.revision == revision)
    #expect(try exposure("querRetorno", .desk) == .writable)
    let changes = try desk.reader.ruleChanges(
      of: draft,
      since: inForce,
      for: try desk.viewer("admin")
    )
    #expect(changes.map(\.after.parameter.key) == ["querRetorno"])
    #expect(changes.map(\.before.cell.flags) == [[]])
    try desk.done(publish(draft))
    #expect(desk.workflow.ruleVersion == draft.rawValue && desk.workflow.revision == revision + 1)
    #expect(try exposure("querRetorno", .desk) == .hidden)
    #expect(try exposure("querRetorno", .online) == .writable, "R64")
    let versions = try desk.reader.ruleVersions(ids: [inForce, draft], for: desk.viewer("admin"))
    #expect(versions.rows.numbers == [1, 2])
    #expect(
      try desk.lastEntry() == [
        "publishRuleDraft", "RULE_VERSION", #"{"ruleVersion":1}"#,
        #"{"ruleVersion":2,"reason":"Prova"}"#,
      ]
    )
  }

  @Test func `a cell is set whole`() throws {
    let draft = try draft(
      rule("area", [.required], (.student, [.readOnly]), (.prospect, [.invisibleOnline]))
    )
    let area = try #require(try desk.type("duvida").parameter(key: "area"))
    var cell = try desk.reader.cells(of: draft)[step.id, area.id]
    #expect(cell.flags == .required && cell.refinedTypes == [.student, .prospect])
    try desk.done(SetFieldRules(draft: .id(draft), rules: [rule("area", [.readOnly])]))
    cell = try desk.reader.cells(of: draft)[step.id, area.id]
    #expect(cell.flags == .readOnly && cell.refinedTypes == [])
    #expect(
      try desk.lastEntry()[2...] == [
        #"{"duvida/resposta/area":"required; STUDENT readOnly; PROSPECT invisibleOnline"}"#,
        #"{"duvida/resposta/area":"readOnly"}"#,
      ]
    )
    let entries = try desk.entries
    try desk.done(SetFieldRules(draft: .id(draft), rules: [rule("area", [.readOnly])]))
    #expect(try desk.entries == entries, "what changes nothing is no entry")
    try desk.done(SetFieldRules(draft: .id(draft), rules: [rule("area", [])]))
    #expect(try desk.reader.cells(of: draft)[step.id, area.id].isEmpty)
  }

  @Test func `bad cells are told all at once, and a published version takes none`() throws {
    let draft = try draft()
    #expect(
      try desk.problems(
        SetFieldRules(
          draft: .id(draft),
          rules: [
            rule("nada", []), rule("discussion", [.readOnly]), rule("discussion", []),
            rule("area", [], (.client, .required), (.client, .readOnly)),
            SetFieldRules.Rule(step: .unreadable, parameter: "area", flags: [], refinements: []),
          ]
        )
      ) == [
        "PARAMETER_UNKNOWN input rules 0 parameter", "INVALID_VALUE input rules 2",
        "INVALID_VALUE input rules 3 refinements 1 customerType", "NOT_FOUND input rules 4 step",
      ]
    )
    let many = (0...Limits.ruleCells).map { _ in rule("area", []) }
    #expect(
      try desk.problems(SetFieldRules(draft: .id(draft), rules: many))
        == ["INVALID_VALUE input rules"]
    )
    #expect(
      try desk.problems(SetFieldRules(draft: .id(draft), rules: [])) == ["REQUIRED input rules"]
    )
    let published = SetFieldRules(draft: .id(inForce), rules: [rule("area", [])])
    #expect(try desk.problems(published) == ["NOT_A_DRAFT input draft"])
    #expect(try desk.problems(publish(inForce)) == ["NOT_A_DRAFT input draft"])
    #expect(
      try desk.problems(DiscardRuleDraft(draft: .id(inForce))) == ["NOT_A_DRAFT input draft"]
    )
    #expect(
      try desk.problems(RebaseRuleDraft(draft: .unreadable)) == ["NOT_FOUND input draft"]
    )
  }

  @Test func `nobody publishes over rules that they have not seen`() throws {
    let first = try draft(rule("area", [.readOnly]))
    let second = try draft(rule("querRetorno", [.readOnly]))
    try desk.done(publish(second))
    #expect(try desk.problems(publish(first)) == ["CONFLICT input draft"])
    try desk.done(RebaseRuleDraft(draft: .id(first)))
    let stale = PublishRuleDraft(
      draft: .id(first),
      reason: " ",
      expectedRuleVersion: .id(inForce)
    )
    #expect(
      try desk.problems(stale) == ["CONFLICT input expectedRuleVersion", "REQUIRED input reason"]
    )
    try desk.done(publish(first))
    // The draft that was begun first was published last, and it is the one in force.
    #expect(desk.workflow.ruleVersion == first.rawValue && first < second)
    #expect(try exposure("area", .online) == .readOnly)
    #expect(try exposure("querRetorno", .online) == .readOnly, "kept by bringing it up to date")
  }

  @Test func `an older version is taken up again as a new one`() throws {
    let hiding = try draft(rule("querRetorno", [.invisible, .invisibleOnline]))
    try desk.done(publish(hiding))
    let back = try desk.done(RestoreRuleVersion(version: .id(inForce), reason: "Engano"))
    #expect(desk.workflow.ruleVersion == back.rawValue)
    #expect(try exposure("querRetorno", .desk) == .writable)
    #expect(try desk.reader.cells(of: back).cells == desk.reader.cells(of: inForce).cells)
    #expect(
      try desk.problems(RestoreRuleVersion(version: .id(back), reason: ""))
        == ["INVALID_VALUE input version", "REQUIRED input reason"]
    )
    #expect(
      try desk.problems(RestoreRuleVersion(version: .id(RuleVersionID(99)), reason: "x"))
        == ["NOT_FOUND input version"]
    )
    let draft = try draft()
    #expect(
      try desk.problems(RestoreRuleVersion(version: .id(draft), reason: "x"))
        == ["INVALID_VALUE input version"]
    )
  }

  @Test func `a draft begins with whichever published version is asked for, and can be discarded`()
    throws
  {
    let hiding = try draft(rule("querRetorno", [.invisible]))
    try desk.done(publish(hiding))
    let draft = try desk.done(CreateRuleDraft(basedOn: .id(inForce)))
    #expect(try desk.reader.cells(of: draft).cells == desk.reader.cells(of: inForce).cells)
    #expect(
      try desk.problems(CreateRuleDraft(basedOn: .id(draft))) == ["INVALID_VALUE input basedOn"]
    )
    try desk.done(DiscardRuleDraft(draft: .id(draft)))
    #expect(try desk.problems(publish(draft)) == ["NOT_FOUND input draft"])
    #expect(try self.draft() > draft, "an id is never given twice")
    for _ in 1..<Limits.ruleDrafts { _ = try self.draft() }
    #expect(try desk.problems(CreateRuleDraft(basedOn: .absent)) == ["LIMIT_REACHED"])
  }

  @Test func `rules of a step and a parameter that do not belong together are not published`()
    throws
  {
    let draft = try draft()
    let foreign = try #require(try desk.type("segunda-via-diploma").parameter(key: "curso"))
    try desk.connection.execute(
      """
      INSERT INTO field_rule (version_id, step_id, parameter_id, required)
      VALUES (\(draft.rawValue), \(step.id.rawValue), \(foreign.id.rawValue), 1)
      """
    )
    #expect(try desk.problems(publish(draft)) == ["INVALID_VALUE input draft"])
  }

  @Test func `a preview is what the policy says then, for each side and customer type`() throws {
    let draft = try draft(
      rule("querRetorno", [.invisible], (.student, [.required])),
      rule("priority", [.readOnly], (.prospect, .invisibleOnline))
    )
    let admin = try desk.viewer("admin")
    let before = try desk.changes()
    let preview = try #require(try preview(draft, as: admin))
    #expect(try desk.changes() == before)
    #expect(preview.totalCount == preview.changes.count)
    let hidden = preview.changes.filter {
      $0.parameter.key == "querRetorno" && $0.audience == .desk
    }
    #expect(hidden.map(\.customerType) == CustomerType.allCases)
    #expect(hidden.allSatisfy { $0.before.exposure == .writable && $0.after.exposure == .hidden })
    let online = preview.changes.filter {
      $0.parameter.key == "querRetorno" && $0.audience == .online
    }
    #expect(online.map(\.customerType) == [.student])
    #expect(online.map(\.after.isRequired) == [true])
    for change in preview.changes {
      let open = try desk.number(
        "SELECT count(*) FROM ticket WHERE step_id = ?1 AND customer_type = ?2 AND status < 2",
        step.id.rawValue,
        change.customerType.code
      )
      #expect(change.step == step.place && change.reach.openTickets == Int(open))
    }
    #expect(preview.changes.contains { $0.reach.openTickets > 0 })
    #expect(try self.preview(inForce, as: admin) == nil)
    #expect(try self.preview(draft, as: desk.viewer("attendant")) == nil)
    let other = try desk.type("segunda-via-diploma").id
    let none = try self.preview(draft, of: .id(other), as: admin)
    #expect(none?.totalCount == 0)
  }

  @Test func `versions are listed page by page, newest first`() throws {
    for _ in 0..<4 { _ = try draft() }
    let admin = try desk.viewer("admin")
    let all = try desk.reader.ruleVersionPage(PageRequest(size: 10), for: admin)
    #expect(all.pages.totalCounts == [5])
    #expect(all.versions.ids == all.versions.ids.sorted(by: >))
    let first = try desk.reader.ruleVersionPage(PageRequest(size: 2), for: admin)
    #expect(first.versions.ids == Array(all.versions.ids[0..<2]) && first.pages.hasNextPage[0])
    let next = try desk.reader.ruleVersionPage(
      PageRequest(size: 2, after: first.versions.ids[1].rawValue),
      for: admin
    )
    #expect(next.versions.ids == Array(all.versions.ids[2..<4]))
    #expect(next.pages.hasNextPage == [true] && next.pages.hasPreviousPage == [true])
    let last = try desk.reader.ruleVersionPage(PageRequest(size: 2, isFromEnd: true), for: admin)
    #expect(last.versions.ids == Array(all.versions.ids[3...]) && !last.pages.hasNextPage[0])
    let none = try desk.reader.ruleVersionPage(
      PageRequest(size: 2),
      for: desk.viewer("attendant")
    )
    #expect(none.versions.count == 0 && none.pages.totalCounts == [0])
  }

  /// Deny by default (F2): rules that never heard of it do not show it.
  @Test func `what is added is hidden from customers until rules are published that know it`()
    throws
  {
    let parameter = try desk.done(
      CreateParameter(
        type: .id(try desk.type("duvida").id),
        key: "segredo",
        label: "Segredo",
        kind: .text,
        help: nil,
        constraints: ParameterConstraints(
          defaultValue: .keep,
          lengthMax: .keep,
          minimum: .keep,
          maximum: .keep,
          fractionDigits: .keep,
          choices: nil
        ),
        position: nil
      )
    )
    #expect(try exposure("segredo", .online) == .hidden)
    #expect(try exposure("segredo", .desk) == .writable)
    #expect(try exposure("querRetorno", .online) != .hidden)
    try desk.done(publish(try draft(rule("segredo", [.invisibleOnline]))))
    #expect(try exposure("segredo", .online) == .hidden)
    // An older version could not speak of it: what was said of it later stays.
    try desk.done(RestoreRuleVersion(version: .id(inForce), reason: "Engano"))
    #expect(try exposure("segredo", .online) == .hidden)
    try desk.done(publish(try draft(rule("segredo", []))))
    #expect(try exposure("segredo", .online) != .hidden)
    #expect(desk.workflow.parameter(parameter) != nil)

    let added = try desk.done(
      CreateStep(
        type: .id(try desk.type("duvida").id),
        key: "novo",
        name: "Novo",
        isEntry: nil,
        isDefaultEntry: false,
        attendant: .absent,
        position: nil
      )
    )
    func hidden() throws -> [Bool] {
      try CommonParameter.allCases.map { common in
        desk.workflow.policy.access(
          in: Situation(
            audience: .online,
            customerType: .student,
            type: try desk.type("duvida").place,
            step: desk.workflow.place(of: added),
            parameter: ParameterPlace(common),
            status: .inProgress,
            responsibility: .customer
          )
        ).isHidden
      }
    }
    #expect(try hidden().allSatisfy { $0 })
    // A preview says what publishing would show.
    let draft = try draft()
    try desk.done(publish(draft))
    #expect(try hidden().allSatisfy { !$0 })
  }
}
