public import SQLite

/// Adds a step to a type (R40, Q13).
///
/// The first entry step of a type is its default one, whatever was asked for.
public struct CreateStep: AdministratorAction {
  public let type: Reference<TicketTypeID>
  public let key: String
  public let name: String
  /// Whether a ticket can begin here; `nil` follows ``isDefaultEntry``.
  public let isEntry: Bool?
  public let isDefaultEntry: Bool
  /// Who gets a ticket that comes here; `.absent` is the configured attendant.
  public let attendant: Reference<AttendantID>
  /// Its place among the steps of the type, from 1; `nil` is the last.
  public let position: Int?

  public init(
    type: Reference<TicketTypeID>,
    key: String,
    name: String,
    isEntry: Bool?,
    isDefaultEntry: Bool,
    attendant: Reference<AttendantID>,
    position: Int?
  ) {
    self.type = type
    self.key = key
    self.name = name
    self.isEntry = isEntry
    self.isDefaultEntry = isDefaultEntry
    self.attendant = attendant
    self.position = position
  }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<StepID> {
    let workflow = context.workflow
    guard let type = administrator.type(type, in: workflow) else {
      return .refused(.notFound, at: "input", "type")
    }
    let steps = workflow.steps(of: type)
    var findings = Findings()
    findings.room(steps.count, Limits.steps)
    let key = findings.key(key, at: "key") { key in steps.contains { $0.key == key } }
    let name = findings.line(name, at: "name")
    let isEntry = isEntry ?? isDefaultEntry
    if isDefaultEntry, !isEntry { findings.add(.invalidValue, "isEntry") }
    let attendant = try findings.attendant(attendant, in: context)
    findings.position(position)
    guard findings.isEmpty else { return .refused(findings.problems) }

    let isDefault = isDefaultEntry || (isEntry && type.defaultEntry == nil)
    if isDefault { try context.connection.run(StepStatements.clearDefault, type.id.rawValue) }
    let id = StepID(try context.newKey(in: .steps))
    try context.connection.run(
      Self.insert,
      id.rawValue,
      type.id.rawValue,
      key,
      name,
      isEntry,
      isDefault,
      attendant?.rawValue
    )
    let siblings = steps.map(\.id.rawValue)
    try context.place(id.rawValue, at: position, among: siblings, of: .steps)
    try context.record("createStep", .step, id.rawValue, by: administrator) {
      $0.step(id)?.audited(in: $0)
    }
    return .done(id)
  }

  private static let insert = Query(
    """
    INSERT INTO step (id, type_id, key, name, is_entry, is_default_entry, attendant_id, known_from)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, (SELECT ifnull(max(number), 0) + 1 FROM rule_version))
    """
  )
}

/// Changes a step.
///
/// Exactly one of a type's entry steps is the default one: making another it takes it from this
/// one, and in no other way can it be lost.
public struct UpdateStep: AdministratorAction {
  public let step: Reference<StepID>
  public let name: Change<String>
  public let isEntry: Bool?
  public let isDefaultEntry: Bool?
  /// `.set(.absent)` is the configured attendant.
  public let attendant: Change<Reference<AttendantID>>
  public let position: Int?

  public init(
    step: Reference<StepID>,
    name: Change<String>,
    isEntry: Bool?,
    isDefaultEntry: Bool?,
    attendant: Change<Reference<AttendantID>>,
    position: Int?
  ) {
    self.step = step
    self.name = name
    self.isEntry = isEntry
    self.isDefaultEntry = isDefaultEntry
    self.attendant = attendant
    self.position = position
  }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<StepID> {
    let workflow = context.workflow
    guard let step = administrator.step(step, in: workflow), let type = workflow.type(step.type)
    else {
      return .refused(.notFound, at: "input", "step")
    }
    var findings = Findings()
    let name = findings.line(name, of: step.name, at: "name")
    if step.isDefaultEntry {
      if isDefaultEntry == false { findings.add(.invalidValue, "isDefaultEntry") }
      if isEntry == false { findings.add(.invalidValue, "isEntry") }
    } else if isDefaultEntry == true, isEntry == false {
      findings.add(.invalidValue, "isEntry")
    }
    let attendant: AttendantID? =
      switch attendant {
      case .keep: step.attendant
      case .set(let new): try findings.attendant(new, in: context)
      }
    findings.position(position)
    guard findings.isEmpty else { return .refused(findings.problems) }

    let isEntry = isDefaultEntry == true || (isEntry ?? step.isEntry)
    let isDefault =
      step.isDefaultEntry || isDefaultEntry == true || (isEntry && type.defaultEntry == nil)
    let id = step.id.rawValue
    if isDefault { try context.connection.run(StepStatements.clearDefault, type.id.rawValue) }
    try context.connection.run(Self.update, id, name, isEntry, isDefault, attendant?.rawValue)
    if let position {
      let siblings = workflow.steps(of: type).map(\.id.rawValue)
      try context.place(id, at: position, among: siblings, of: .steps)
    }
    let before = step.audited(in: workflow)
    try context.record("updateStep", .step, id, before: before, by: administrator) {
      $0.step(step.id)?.audited(in: $0)
    }
    return .done(step.id)
  }

  private static let update = Query(
    """
    UPDATE step SET name = ?2, is_entry = ?3, is_default_entry = ?4, attendant_id = ?5
    WHERE id = ?1
    """
  )
}

/// Takes away a step with its ways out, where no ticket ever was and no other step leads.
public struct DeleteStep: AdministratorAction {
  public let step: Reference<StepID>

  public init(step: Reference<StepID>) { self.step = step }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<StepID> {
    let workflow = context.workflow
    guard let step = administrator.step(step, in: workflow), let type = workflow.type(step.type)
    else {
      return .refused(.notFound, at: "input", "step")
    }
    let id = step.id.rawValue
    // The default entry goes last, and from a type that is closed: where tickets can be opened, there
    // is a step to begin at.
    let isNeeded = step.isDefaultEntry && (type.steps.count > 1 || type.isActive)
    let before = step.audited(in: workflow)
    guard !isNeeded, try context.delete(id, by: Self.statements) else {
      return .refused(.inUse, at: "input", "step")
    }
    try context.record("deleteStep", .step, id, before: before, by: administrator) { _ in nil }
    return .done(step.id)
  }

  private static let statements = [
    Query(
      """
      DELETE FROM field_rule_refinement WHERE step_id = ?1
        AND version_id IN (SELECT id FROM rule_version WHERE published_at IS NULL)
      """
    ),
    Query(
      """
      DELETE FROM field_rule WHERE step_id = ?1
        AND version_id IN (SELECT id FROM rule_version WHERE published_at IS NULL)
      """
    ),
    Query("DELETE FROM transition WHERE from_step_id = ?1"),
    Query("DELETE FROM step WHERE id = ?1"),
  ]
}

private enum StepStatements {
  static let clearDefault = Query("UPDATE step SET is_default_entry = 0 WHERE type_id = ?1")
}

extension Findings {
  /// An attendant whom tickets can be given to; `nil` where none is named.
  fileprivate mutating func attendant(
    _ reference: Reference<AttendantID>,
    in context: WriteContext
  ) throws(SQLiteError) -> AttendantID? {
    if reference == .absent { return nil }
    guard let attendant = context.workflow.attendant(reference) else {
      add(.notFound, "attendant")
      return nil
    }
    let isOfDesk = try context.isOfDesk(attendant.user)
    if !attendant.isActive || !isOfDesk { add(.invalidValue, "attendant") }
    return attendant.id
  }
}
