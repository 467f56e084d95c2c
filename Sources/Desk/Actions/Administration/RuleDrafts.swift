import Bytes
public import SQLite

/// Begins a draft of the rules: a copy that changes nothing for anybody until it is published.
public struct CreateRuleDraft: AdministratorAction {
  /// The published version whose rules it begins with; `.absent` is the one in force.
  public let basedOn: Reference<RuleVersionID>

  public init(basedOn: Reference<RuleVersionID>) { self.basedOn = basedOn }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<RuleVersionID> {
    var findings = Findings()
    var base = context.inForce
    if basedOn != .absent {
      let found = try context.ruleVersion(basedOn)
      if found == nil { findings.add(.notFound, "basedOn") }
      if let found, found.isDraft { findings.add(.invalidValue, "basedOn") }
      base = found?.id
    }
    findings.room(try context.countDrafts(), Limits.ruleDrafts)
    guard findings.isEmpty else { return .refused(findings.problems) }

    let draft = try context.insertDraft(copying: base, by: administrator.viewer.user)
    let after: JSON = ["basedOn": try context.number(of: base)]
    try context.audit(
      "createRuleDraft",
      .ruleVersion,
      draft.rawValue,
      after: after,
      by: administrator.viewer
    )
    return .done(draft)
  }
}

/// Sets whole cells of a draft: what is said of a parameter at a step is all that counts there.
public struct SetFieldRules: AdministratorAction {
  public let draft: Reference<RuleVersionID>
  /// Each step and parameter at most once.
  public let rules: [Rule]

  /// A cell as it is to be.
  public struct Rule: Hashable, Sendable {
    public let step: Reference<StepID>
    /// The key of a parameter or section of the step's type.
    public let parameter: String
    public let flags: FieldFlags
    /// What is added for customer types, each at most once.
    public let refinements: [Refinement]

    public init(
      step: Reference<StepID>,
      parameter: String,
      flags: FieldFlags,
      refinements: [Refinement]
    ) {
      self.step = step
      self.parameter = parameter
      self.flags = flags
      self.refinements = refinements
    }
  }

  /// What is added for the tickets of a customer type.
  public struct Refinement: Hashable, Sendable {
    public let customerType: CustomerType
    public let flags: FieldFlags

    public init(customerType: CustomerType, flags: FieldFlags) {
      self.customerType = customerType
      self.flags = flags
    }
  }

  public init(draft: Reference<RuleVersionID>, rules: [Rule]) {
    self.draft = draft
    self.rules = rules
  }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<RuleVersionID> {
    let found = try context.draft(draft)
    guard let draft = found.draft else { return .refused([found.problem]) }
    var findings = Findings()
    if rules.isEmpty { findings.add(.required, "rules") }
    guard rules.count <= Limits.ruleCells else {
      return .refused(.invalidValue, at: "input", "rules")
    }
    let cells = findings.cells(rules, of: administrator, in: context.workflow)
    guard findings.isEmpty else { return .refused(findings.problems) }

    let old = try context.reader.cells(of: draft.id)
    var before: [JSON.Member] = []
    var after: [JSON.Member] = []
    for cell in cells {
      let was = old[cell.step.id, cell.parameter.id]
      guard was != cell.rule else { continue }
      try context.set(cell.rule, of: cell.parameter.id, at: cell.step.id, in: draft.id)
      let name = "\(cell.type.key)/\(cell.step.key)/\(cell.parameter.key)"
      before.append(JSON.Member(name: name, value: was.audited))
      after.append(JSON.Member(name: name, value: cell.rule.audited))
    }
    guard !after.isEmpty else { return .done(draft.id) }
    try context.audit(
      "setFieldRules",
      .ruleVersion,
      draft.id.rawValue,
      before: .object(before),
      after: .object(after),
      by: administrator.viewer
    )
    return .done(draft.id)
  }
}

/// Brings a draft up to date: what it changed stays, all else becomes as the version in force.
public struct RebaseRuleDraft: AdministratorAction {
  public let draft: Reference<RuleVersionID>

  public init(draft: Reference<RuleVersionID>) { self.draft = draft }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<RuleVersionID> {
    let found = try context.draft(draft)
    guard let draft = found.draft else { return .refused([found.problem]) }
    let inForce = context.inForce
    guard draft.draftedOver != inForce else { return .done(draft.id) }

    let reader = context.reader
    let old = try draft.draftedOver.map { (id) throws(SQLiteError) in try reader.cells(of: id) }
    let new = try inForce.map { (id) throws(SQLiteError) in try reader.cells(of: id) }
    let mine = try reader.cells(of: draft.id)
    var keys = Set(mine.cells.keys)
    keys.formUnion(old?.cells.keys.map { $0 } ?? [])
    keys.formUnion(new?.cells.keys.map { $0 } ?? [])
    for key in keys {
      let was = old?[key.step, key.parameter] ?? RuleCell()
      let isNow = new?[key.step, key.parameter] ?? RuleCell()
      let own = mine[key.step, key.parameter]
      guard own == was, own != isNow else { continue }
      try context.set(isNow, of: key.parameter, at: key.step, in: draft.id)
    }
    try context.connection.run(
      RuleStatements.rebase,
      draft.id.rawValue,
      inForce?.rawValue
    )
    try context.audit(
      "rebaseRuleDraft",
      .ruleVersion,
      draft.id.rawValue,
      before: ["draftedOver": try context.number(of: draft.draftedOver)],
      after: ["draftedOver": try context.number(of: inForce)],
      by: administrator.viewer
    )
    return .done(draft.id)
  }
}

/// Throws a draft away.
public struct DiscardRuleDraft: AdministratorAction {
  public let draft: Reference<RuleVersionID>

  public init(draft: Reference<RuleVersionID>) { self.draft = draft }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<RuleVersionID> {
    let found = try context.draft(draft)
    guard let draft = found.draft else { return .refused([found.problem]) }
    try context.connection.run(RuleStatements.discard, draft.id.rawValue)
    try context.audit(
      "discardRuleDraft",
      .ruleVersion,
      draft.id.rawValue,
      before: ["basedOn": try context.number(of: draft.basedOn)],
      by: administrator.viewer
    )
    return .done(draft.id)
  }
}

extension WriteContext {
  /// A version of the rules as a caller names it.
  func ruleVersion(_ reference: Reference<RuleVersionID>) throws(SQLiteError) -> RuleVersionRow? {
    guard let id = reference.id else { return nil }
    return try ruleVersion(id)
  }

  /// A draft as a caller names it, or what stands against it.
  func draft(
    _ reference: Reference<RuleVersionID>
  ) throws(SQLiteError) -> (draft: RuleVersionRow?, problem: Problem) {
    let path = ["input", "draft"]
    guard let version = try ruleVersion(reference) else {
      return (nil, Problem(.notFound, at: path))
    }
    return (version.isDraft ? version : nil, Problem(.notADraft, at: path))
  }
}
