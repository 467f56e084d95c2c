public import SQLite

/// Adds a group of ticket types (R39).
public struct CreateTicketGroup: AdministratorAction {
  public let key: String
  public let name: String
  public let description: String?
  /// Its place among the groups, from 1; `nil` is the last.
  public let position: Int?

  public init(key: String, name: String, description: String?, position: Int?) {
    self.key = key
    self.name = name
    self.description = description
    self.position = position
  }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<TicketGroupID> {
    let groups = context.workflow.groups
    var findings = Findings()
    findings.room(groups.count, Limits.groups)
    let key = findings.key(key, at: "key") { key in groups.contains { $0.key == key } }
    let name = findings.line(name, at: "name")
    let description = findings.paragraph(description, at: "description")
    findings.position(position)
    guard findings.isEmpty else { return .refused(findings.problems) }

    let id = TicketGroupID(try context.newKey(in: .groups))
    try context.connection.run(Self.insert, id.rawValue, key, name, description)
    let siblings = groups.map(\.id.rawValue)
    try context.place(id.rawValue, at: position, among: siblings, of: .groups)
    try context.record("createTicketGroup", .ticketGroup, id.rawValue, by: administrator) {
      $0.group(.id(id))?.audited(in: $0)
    }
    return .done(id)
  }

  private static let insert = Query(
    "INSERT INTO ticket_group (id, key, name, description) VALUES (?1, ?2, ?3, ?4)"
  )
}

/// Changes what people read of a group, or its place.
public struct UpdateTicketGroup: AdministratorAction {
  public let group: Reference<TicketGroupID>
  public let name: Change<String>
  public let description: Change<String?>
  public let position: Int?

  public init(
    group: Reference<TicketGroupID>,
    name: Change<String>,
    description: Change<String?>,
    position: Int?
  ) {
    self.group = group
    self.name = name
    self.description = description
    self.position = position
  }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<TicketGroupID> {
    let workflow = context.workflow
    guard let group = workflow.group(group) else {
      return .refused(.notFound, at: "input", "group")
    }
    var findings = Findings()
    let name = findings.line(name, of: group.name, at: "name")
    let description = findings.paragraph(description, of: group.description, at: "description")
    findings.position(position)
    guard findings.isEmpty else { return .refused(findings.problems) }

    let id = group.id.rawValue
    try context.connection.run(Self.update, id, name, description)
    if let position {
      let siblings = workflow.groups.map(\.id.rawValue)
      try context.place(id, at: position, among: siblings, of: .groups)
    }
    let before = group.audited(in: workflow)
    try context.record("updateTicketGroup", .ticketGroup, id, before: before, by: administrator) {
      $0.group(.id(group.id))?.audited(in: $0)
    }
    return .done(group.id)
  }

  private static let update = Query(
    "UPDATE ticket_group SET name = ?2, description = ?3 WHERE id = ?1"
  )
}

/// Takes away a group that has no type.
public struct DeleteTicketGroup: AdministratorAction {
  public let group: Reference<TicketGroupID>

  public init(group: Reference<TicketGroupID>) { self.group = group }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<TicketGroupID> {
    guard let group = context.workflow.group(group) else {
      return .refused(.notFound, at: "input", "group")
    }
    let id = group.id.rawValue
    let before = group.audited(in: context.workflow)
    guard try context.delete(id, by: [Self.delete]) else {
      return .refused(.inUse, at: "input", "group")
    }
    try context.record("deleteTicketGroup", .ticketGroup, id, before: before, by: administrator) {
      _ in nil
    }
    return .done(group.id)
  }

  private static let delete = Query("DELETE FROM ticket_group WHERE id = ?1")
}
