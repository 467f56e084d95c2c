public import SQLite

/// Adds a reason for handing tickets over (R50).
public struct CreateForwardReason: AdministratorAction {
  public let code: String
  public let label: String
  /// Its place in the catalogue, from 1; `nil` is the last.
  public let position: Int?

  public init(code: String, label: String, position: Int?) {
    self.code = code
    self.label = label
    self.position = position
  }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<ReasonID> {
    let reasons = context.workflow.reasons
    var findings = Findings()
    findings.room(reasons.count, Limits.reasons)
    let code = findings.key(code, at: "code") { code in reasons.contains { $0.key == code } }
    let label = findings.line(label, at: "label")
    findings.position(position)
    guard findings.isEmpty else { return .refused(findings.problems) }

    let id = ReasonID(try context.newKey(in: .reasons))
    try context.connection.run(Self.insert, id.rawValue, code, label)
    let siblings = reasons.map(\.id.rawValue)
    try context.place(id.rawValue, at: position, among: siblings, of: .reasons)
    try context.record("createForwardReason", .forwardReason, id.rawValue, by: administrator) {
      $0.reason(id)?.audited(in: $0)
    }
    return .done(id)
  }

  private static let insert = Query(
    "INSERT INTO forward_reason (id, key, label) VALUES (?1, ?2, ?3)"
  )
}

/// Changes a reason, or retires it: what was said with it stays readable.
public struct UpdateForwardReason: AdministratorAction {
  public let reason: Reference<ReasonID>
  public let label: Change<String>
  public let isActive: Bool?
  public let position: Int?

  public init(
    reason: Reference<ReasonID>,
    label: Change<String>,
    isActive: Bool?,
    position: Int?
  ) {
    self.reason = reason
    self.label = label
    self.isActive = isActive
    self.position = position
  }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<ReasonID> {
    let workflow = context.workflow
    guard let reason = workflow.reason(reason) else {
      return .refused(.notFound, at: "input", "reason")
    }
    var findings = Findings()
    let label = findings.line(label, of: reason.label, at: "label")
    findings.position(position)
    guard findings.isEmpty else { return .refused(findings.problems) }

    let id = reason.id.rawValue
    try context.connection.run(Self.update, id, label, isActive ?? reason.isActive)
    if let position {
      let siblings = workflow.reasons.map(\.id.rawValue)
      try context.place(id, at: position, among: siblings, of: .reasons)
    }
    let before = reason.audited(in: workflow)
    try context.record(
      "updateForwardReason",
      .forwardReason,
      id,
      before: before,
      by: administrator
    ) { $0.reason(reason.id)?.audited(in: $0) }
    return .done(reason.id)
  }

  private static let update = Query(
    "UPDATE forward_reason SET label = ?2, is_active = ?3 WHERE id = ?1"
  )
}

/// Takes away a reason that was never given and that no transition names.
public struct DeleteForwardReason: AdministratorAction {
  public let reason: Reference<ReasonID>

  public init(reason: Reference<ReasonID>) { self.reason = reason }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<ReasonID> {
    guard let reason = context.workflow.reason(reason) else {
      return .refused(.notFound, at: "input", "reason")
    }
    let before = reason.audited(in: context.workflow)
    let id = reason.id.rawValue
    guard try context.delete(id, by: [Self.delete]) else {
      return .refused(.inUse, at: "input", "reason")
    }
    try context.record(
      "deleteForwardReason",
      .forwardReason,
      id,
      before: before,
      by: administrator
    ) { _ in nil }
    return .done(reason.id)
  }

  private static let delete = Query("DELETE FROM forward_reason WHERE id = ?1")
}
