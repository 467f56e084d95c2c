public import SQLite

/// Adds a type of ticket, closed until it is opened to customers (R39-R42, Q12).
///
/// The database gives it the parameters and sections that every type has.
public struct CreateTicketType: AdministratorAction {
  public let group: Reference<TicketGroupID>
  public let key: String
  public let name: String
  public let description: String?
  /// The customer types for which it can be opened; at least one.
  public let opensFor: [CustomerType]
  /// Its place among the types of its group, from 1; `nil` is the last.
  public let position: Int?

  public init(
    group: Reference<TicketGroupID>,
    key: String,
    name: String,
    description: String?,
    opensFor: [CustomerType],
    position: Int?
  ) {
    self.group = group
    self.key = key
    self.name = name
    self.description = description
    self.opensFor = opensFor
    self.position = position
  }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<TicketTypeID> {
    let workflow = context.workflow
    var findings = Findings()
    let group = workflow.group(group)
    if group == nil { findings.add(.notFound, "group") }
    findings.room(workflow.types.count, Limits.types)
    let key = findings.key(key, at: "key") { key in workflow.types.contains { $0.key == key } }
    let name = findings.line(name, at: "name")
    let description = findings.paragraph(description, at: "description")
    if opensFor.isEmpty { findings.add(.required, "customerTypes") }
    findings.position(position)
    guard let group, findings.isEmpty else { return .refused(findings.problems) }

    let opens: [(any Bindable)?] = CustomerType.allCases.map { opensFor.contains($0) }
    let id = TicketTypeID(try context.newKey(in: .types))
    try context.connection.run(
      Self.insert,
      binding: [id.rawValue, group.id.rawValue, key, name, description] + opens
    )
    let siblings = workflow.types(of: group).map(\.id.rawValue)
    try context.place(id.rawValue, at: position, among: siblings, of: .types)
    try context.record("createTicketType", .ticketType, id.rawValue, by: administrator) {
      $0.type(id)?.audited(in: $0)
    }
    return .done(id)
  }

  private static let insert = Query(
    """
    INSERT INTO ticket_type (id, group_id, key, name, description, is_active, opens_for_client,
      opens_for_person, opens_for_student, opens_for_teacher, opens_for_prospect)
    VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, ?7, ?8, ?9, ?10)
    """
  )
}

/// Changes a type, opens it to customers or closes it.
///
/// One in which somebody would be stuck is not opened.
public struct UpdateTicketType: AdministratorAction {
  public let type: Reference<TicketTypeID>
  /// The group to move it to; `.absent` keeps it.
  public let group: Reference<TicketGroupID>
  public let name: Change<String>
  public let description: Change<String?>
  public let isActive: Bool?
  public let opensFor: [CustomerType]?
  public var soundnessPath: [String] { isActive == true ? ["input", "isActive"] : ["input"] }
  public let position: Int?

  public init(
    type: Reference<TicketTypeID>,
    group: Reference<TicketGroupID>,
    name: Change<String>,
    description: Change<String?>,
    isActive: Bool?,
    opensFor: [CustomerType]?,
    position: Int?
  ) {
    self.type = type
    self.group = group
    self.name = name
    self.description = description
    self.isActive = isActive
    self.opensFor = opensFor
    self.position = position
  }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<TicketTypeID> {
    let workflow = context.workflow
    guard let type = administrator.type(type, in: workflow) else {
      return .refused(.notFound, at: "input", "type")
    }
    var findings = Findings()
    let old = workflow.groups[type.group]
    let group = self.group == .absent ? old : workflow.group(self.group)
    if group == nil { findings.add(.notFound, "group") }
    let name = findings.line(name, of: type.name, at: "name")
    let description = findings.paragraph(description, of: type.description, at: "description")
    let opensFor = opensFor ?? type.opensFor
    if opensFor.isEmpty { findings.add(.required, "customerTypes") }
    // Nobody could open one of a type that has no step to begin at.
    let isActive = isActive ?? type.isActive
    if isActive, !type.isActive, type.defaultEntry == nil {
      findings.add(.invalidValue, "isActive")
    }
    findings.position(position)
    guard let group, findings.isEmpty else { return .refused(findings.problems) }

    let opens: [(any Bindable)?] = CustomerType.allCases.map { opensFor.contains($0) }
    let id = type.id.rawValue
    try context.connection.run(
      Self.update,
      binding: [id, group.id.rawValue, name, description, isActive] + opens
    )
    if position != nil || group.id != old.id {
      let siblings = workflow.types(of: group).map(\.id.rawValue)
      try context.place(id, at: position, among: siblings, of: .types)
    }
    let before = type.audited(in: workflow)
    try context.record("updateTicketType", .ticketType, id, before: before, by: administrator) {
      $0.type(type.id)?.audited(in: $0)
    }
    return .done(type.id)
  }

  private static let update = Query(
    """
    UPDATE ticket_type SET group_id = ?2, name = ?3, description = ?4, is_active = ?5,
      opens_for_client = ?6, opens_for_person = ?7, opens_for_student = ?8,
      opens_for_teacher = ?9, opens_for_prospect = ?10
    WHERE id = ?1
    """
  )
}

/// Takes away a type, with its steps and parameters, of which there never was a ticket.
public struct DeleteTicketType: AdministratorAction {
  public let type: Reference<TicketTypeID>

  public init(type: Reference<TicketTypeID>) { self.type = type }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<TicketTypeID> {
    guard let type = administrator.type(type, in: context.workflow) else {
      return .refused(.notFound, at: "input", "type")
    }
    let before = type.audited(in: context.workflow)
    let id = type.id.rawValue
    guard try context.delete(id, by: Self.statements) else {
      return .refused(.inUse, at: "input", "type")
    }
    try context.record("deleteTicketType", .ticketType, id, before: before, by: administrator) {
      _ in nil
    }
    return .done(type.id)
  }

  private static let statements = [
    Query(
      """
      DELETE FROM field_rule_refinement WHERE step_id IN (SELECT id FROM step WHERE type_id = ?1)
        AND version_id IN (SELECT id FROM rule_version WHERE published_at IS NULL)
      """
    ),
    Query(
      """
      DELETE FROM field_rule WHERE step_id IN (SELECT id FROM step WHERE type_id = ?1)
        AND version_id IN (SELECT id FROM rule_version WHERE published_at IS NULL)
      """
    ),
    Query("DELETE FROM transition WHERE type_id = ?1"),
    Query("DELETE FROM step WHERE type_id = ?1"),
    Query("DELETE FROM parameter WHERE type_id = ?1"),
    Query("DELETE FROM ticket_type WHERE id = ?1"),
  ]
}

extension Workflow {
  /// The types of a group, in order.
  func types(of group: TicketGroup) -> [TicketType] { group.types.compactMap { type($0) } }
}
