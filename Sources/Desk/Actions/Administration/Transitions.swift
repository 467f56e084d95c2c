public import SQLite

/// Adds a way from a step to another of the same type, or back to itself (R49, Q6).
public struct CreateTransition: AdministratorAction {
  public let from: Reference<StepID>
  public let to: Reference<StepID>
  /// What a client names the way by; unique among those out of the step.
  public let condition: String
  public let label: String
  public let responsibility: Responsibility
  /// The reasons that can be given; none is all that there are.
  public let reasons: [Reference<ReasonID>]
  /// Its place among the ways out of the step, from 1; `nil` is the last.
  public let position: Int?

  public init(
    from: Reference<StepID>,
    to: Reference<StepID>,
    condition: String,
    label: String,
    responsibility: Responsibility,
    reasons: [Reference<ReasonID>],
    position: Int?
  ) {
    self.from = from
    self.to = to
    self.condition = condition
    self.label = label
    self.responsibility = responsibility
    self.reasons = reasons
    self.position = position
  }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<TransitionID> {
    let workflow = context.workflow
    var findings = Findings()
    let from = administrator.step(from, in: workflow)
    if from == nil { findings.add(.notFound, "from") }
    let to = administrator.step(to, in: workflow)
    if to == nil || (from != nil && to?.type != from?.type) { findings.add(.notFound, "to") }
    let ways = from.map { Array(workflow.transitions(from: $0)) } ?? []
    findings.room(ways.count, Limits.transitions)
    let condition = findings.key(condition, at: "condition") { key in
      ways.contains { $0.conditionKey == key }
    }
    let label = findings.line(label, at: "label")
    let reasons = findings.reasons(reasons, in: workflow)
    findings.position(position)
    guard let from, let to, let type = workflow.type(from.type), findings.isEmpty else {
      return .refused(findings.problems)
    }

    let id = TransitionID(try context.newKey(in: .transitions))
    try context.connection.run(
      Self.insert,
      id.rawValue,
      type.id.rawValue,
      from.id.rawValue,
      to.id.rawValue,
      condition,
      label,
      responsibility.code
    )
    try context.connection.run(TransitionStatements.addReasons, id.rawValue, JSONArray(reasons))
    let siblings = ways.map(\.id.rawValue)
    try context.place(id.rawValue, at: position, among: siblings, of: .transitions)
    try context.record("createTransition", .transition, id.rawValue, by: administrator) {
      $0.transition(id)?.audited(in: $0)
    }
    return .done(id)
  }

  private static let insert = Query(
    """
    INSERT INTO transition (id, type_id, from_step_id, to_step_id, condition_key,
      condition_label, responsibility)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    """
  )
}

/// Changes a way out of a step.
public struct UpdateTransition: AdministratorAction {
  public let transition: Reference<TransitionID>
  /// Another step of the type; `.absent` keeps it.
  public let to: Reference<StepID>
  public let label: Change<String>
  public let responsibility: Responsibility?
  /// `nil` keeps them.
  public let reasons: [Reference<ReasonID>]?
  public let position: Int?

  public init(
    transition: Reference<TransitionID>,
    to: Reference<StepID>,
    label: Change<String>,
    responsibility: Responsibility?,
    reasons: [Reference<ReasonID>]?,
    position: Int?
  ) {
    self.transition = transition
    self.to = to
    self.label = label
    self.responsibility = responsibility
    self.reasons = reasons
    self.position = position
  }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<TransitionID> {
    let workflow = context.workflow
    guard let way = administrator.transition(transition, in: workflow),
      let from = workflow.step(way.from)
    else {
      return .refused(.notFound, at: "input", "transition")
    }
    var findings = Findings()
    let to = to == .absent ? workflow.step(way.to) : administrator.step(to, in: workflow)
    if to?.type != from.type { findings.add(.notFound, "to") }
    let label = findings.line(label, of: way.conditionLabel, at: "label")
    let named = reasons.map { findings.reasons($0, in: workflow) }
    findings.position(position)
    guard let to, findings.isEmpty else { return .refused(findings.problems) }

    let id = way.id.rawValue
    let responsibility = responsibility ?? way.responsibility
    try context.connection.run(Self.update, id, to.id.rawValue, label, responsibility.code)
    if let named {
      try context.connection.run(TransitionStatements.removeReasons, id)
      try context.connection.run(TransitionStatements.addReasons, id, JSONArray(named))
    }
    if let position {
      let siblings = workflow.transitions(from: from).map(\.id.rawValue)
      try context.place(id, at: position, among: siblings, of: .transitions)
    }
    let before = way.audited(in: workflow)
    try context.record("updateTransition", .transition, id, before: before, by: administrator) {
      $0.transition(way.id)?.audited(in: $0)
    }
    return .done(way.id)
  }

  private static let update = Query(
    """
    UPDATE transition SET to_step_id = ?2, condition_label = ?3, responsibility = ?4
    WHERE id = ?1
    """
  )
}

/// Takes away a way that no ticket ever went.
public struct DeleteTransition: AdministratorAction {
  public let transition: Reference<TransitionID>

  public init(transition: Reference<TransitionID>) { self.transition = transition }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<TransitionID> {
    guard let way = administrator.transition(transition, in: context.workflow) else {
      return .refused(.notFound, at: "input", "transition")
    }
    let before = way.audited(in: context.workflow)
    let id = way.id.rawValue
    guard try context.delete(id, by: [Self.delete]) else {
      return .refused(.inUse, at: "input", "transition")
    }
    try context.record("deleteTransition", .transition, id, before: before, by: administrator) {
      _ in nil
    }
    return .done(way.id)
  }

  private static let delete = Query("DELETE FROM transition WHERE id = ?1")
}

private enum TransitionStatements {
  static let removeReasons = Query("DELETE FROM transition_reason WHERE transition_id = ?1")
  static let addReasons = Query(
    """
    INSERT INTO transition_reason (transition_id, reason_id)
    SELECT ?1, value FROM json_each(?2)
    """
  )
}

extension Findings {
  /// The keys of the reasons that a way names, each once.
  fileprivate mutating func reasons(
    _ references: [Reference<ReasonID>],
    in workflow: Workflow
  ) -> [Int64] {
    guard references.count <= Limits.reasons else {
      add(.invalidValue, "reasons")
      return []
    }
    var keys: [Int64] = []
    for (place, reference) in references.enumerated() {
      guard let reason = workflow.reason(reference) else {
        add(.notFound, "reasons", String(place))
        continue
      }
      if !keys.contains(reason.id.rawValue) { keys.append(reason.id.rawValue) }
    }
    return keys
  }
}
