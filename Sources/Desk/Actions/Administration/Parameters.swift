import Bytes
public import SQLite

/// Adds a parameter of a type's own (R42).
public struct CreateParameter: AdministratorAction {
  public let type: Reference<TicketTypeID>
  public let key: String
  public let label: String
  public let kind: ParameterKind
  public let help: String?
  public let constraints: ParameterConstraints
  /// Its place in the form, from 1; `nil` is the last.
  public let position: Int?

  public init(
    type: Reference<TicketTypeID>,
    key: String,
    label: String,
    kind: ParameterKind,
    help: String?,
    constraints: ParameterConstraints,
    position: Int?
  ) {
    self.type = type
    self.key = key
    self.label = label
    self.kind = kind
    self.help = help
    self.constraints = constraints
    self.position = position
  }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<ParameterID> {
    guard let type = administrator.type(type, in: context.workflow) else {
      return .refused(.notFound, at: "input", "type")
    }
    var findings = Findings()
    findings.room(type.parameters.count, Limits.parameters)
    // The ten common ones are among the type's parameters, so their keys are taken.
    let key = findings.key(key, at: "key") { key in type.parameters.contains { $0.key == key } }
    let label = findings.line(label, at: "label")
    let help = findings.paragraph(help, at: "help")
    let constraints = findings.judge(constraints.applied(to: nil), of: kind, isNew: true)
    findings.position(position)
    guard findings.isEmpty else { return .refused(findings.problems) }

    let connection = context.connection
    let id = ParameterID(try context.newKey(in: .parameters))
    try connection.run(
      Self.insert,
      binding: [id.rawValue, type.id.rawValue, key, label, kind.rawValue, help]
        + constraints.columns + [context.clock.now().milliseconds]
    )
    try connection.run(ParameterStatements.addChoices, id.rawValue, constraints.choicesColumn)
    try context.place(id.rawValue, at: position, among: type.formKeys, of: .parameters)
    try context.record("createParameter", .parameter, id.rawValue, by: administrator) {
      $0.parameter(id)?.parameter.audited(in: $0)
    }
    return .done(id)
  }

  private static let insert = Query(
    """
    INSERT INTO parameter (id, type_id, key, label, origin, kind, help, default_value, length_max,
      minimum, maximum, fraction_digits, created_at, known_from)
    VALUES (?1, ?2, ?3, ?4, 'OWN', ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,
      (SELECT ifnull(max(number), 0) + 1 FROM rule_version))
    """
  )
}

/// Changes a parameter; of the core ones the label, the help, the default and the place alone.
public struct UpdateParameter: AdministratorAction {
  public let parameter: Reference<ParameterID>
  public let label: Change<String>
  /// Another kind; refused once a ticket has a value.
  public let kind: ParameterKind?
  public let help: Change<String?>
  public let constraints: ParameterConstraints
  public let position: Int?

  public init(
    parameter: Reference<ParameterID>,
    label: Change<String>,
    kind: ParameterKind?,
    help: Change<String?>,
    constraints: ParameterConstraints,
    position: Int?
  ) {
    self.parameter = parameter
    self.label = label
    self.kind = kind
    self.help = help
    self.constraints = constraints
    self.position = position
  }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<ParameterID> {
    let workflow = context.workflow
    guard let (type, parameter) = administrator.parameter(parameter, in: workflow) else {
      return .refused(.notFound, at: "input", "parameter")
    }
    var findings = Findings()
    let label = findings.line(label, of: parameter.label, at: "label")
    let help = findings.paragraph(help, of: parameter.help, at: "help")
    let kind = kind ?? parameter.kind
    if parameter.origin == .core {
      refuseCore(parameter, &findings)
    } else if kind != parameter.kind, try context.hasValues(parameter.id) {
      findings.add(.inUse, "kind")
    }
    let wanted = constraints.applied(to: kind == parameter.kind ? parameter : nil)
    let good = findings.judge(wanted, of: kind, isNew: parameter.origin == .own)
    findings.position(position)
    guard findings.isEmpty else { return .refused(findings.problems) }

    let id = parameter.id.rawValue
    try context.connection.run(
      Self.update,
      binding: [id, label, kind.rawValue, help] + good.columns
    )
    if parameter.origin == .own {
      try context.connection.run(ParameterStatements.removeChoices, id)
      try context.connection.run(ParameterStatements.addChoices, id, good.choicesColumn)
    }
    if let position {
      try context.place(id, at: position, among: type.formKeys, of: .parameters)
    }
    let before = parameter.audited(in: workflow)
    try context.record("updateParameter", .parameter, id, before: before, by: administrator) {
      $0.parameter(parameter.id)?.parameter.audited(in: $0)
    }
    return .done(parameter.id)
  }

  /// Every ticket has the core parameters as they are.
  private func refuseCore(_ parameter: Parameter, _ findings: inout Findings) {
    if let kind, kind != parameter.kind { findings.add(.parameterReadOnly, "kind") }
    for name in constraints.shapeNames { findings.add(.parameterReadOnly, name) }
  }

  private static let update = Query(
    """
    UPDATE parameter SET label = ?2, kind = ?3, help = ?4, default_value = ?5, length_max = ?6,
      minimum = ?7, maximum = ?8, fraction_digits = ?9
    WHERE id = ?1
    """
  )
}

/// Takes away a parameter of a type's own that no ticket has or had a value of.
public struct DeleteParameter: AdministratorAction {
  public let parameter: Reference<ParameterID>

  public init(parameter: Reference<ParameterID>) { self.parameter = parameter }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<ParameterID> {
    let workflow = context.workflow
    guard let (_, parameter) = administrator.parameter(parameter, in: workflow) else {
      return .refused(.notFound, at: "input", "parameter")
    }
    let before = parameter.audited(in: workflow)
    let id = parameter.id.rawValue
    guard parameter.origin == .own, try context.delete(id, by: Self.statements) else {
      return .refused(.inUse, at: "input", "parameter")
    }
    try context.record("deleteParameter", .parameter, id, before: before, by: administrator) {
      _ in nil
    }
    return .done(parameter.id)
  }

  private static let statements = [
    Query(
      """
      DELETE FROM field_rule_refinement WHERE parameter_id = ?1
        AND version_id IN (SELECT id FROM rule_version WHERE published_at IS NULL)
      """
    ),
    Query(
      """
      DELETE FROM field_rule WHERE parameter_id = ?1
        AND version_id IN (SELECT id FROM rule_version WHERE published_at IS NULL)
      """
    ),
    Query("DELETE FROM parameter WHERE id = ?1"),
  ]
}

private enum ParameterStatements {
  static let removeChoices = Query("DELETE FROM parameter_choice WHERE parameter_id = ?1")
  static let addChoices = Query(
    """
    INSERT INTO parameter_choice (parameter_id, key, label, position)
    SELECT ?1, value ->> 0, value ->> 1, key FROM json_each(?2)
    """
  )
  static let anyValue = Query(
    """
    SELECT EXISTS (SELECT 1 FROM ticket_parameter WHERE parameter_id = ?1)
      OR EXISTS (SELECT 1 FROM value_change WHERE parameter_id = ?1 AND value IS NOT NULL)
    """
  )
}

extension WriteContext {
  /// Whether any ticket has a value of a parameter, or had one that the journal keeps.
  fileprivate func hasValues(_ parameter: ParameterID) throws(SQLiteError) -> Bool {
    try connection.first(ParameterStatements.anyValue, parameter.rawValue) {
      (row) throws(SQLiteError) in row.bool(0)
    } ?? false
  }
}

extension TicketType {
  /// The keys of the parameters that the form shows, in its order.
  fileprivate var formKeys: [Int64] {
    formOrder.compactMap { parameters.at($0.rawValue)?.id.rawValue }
  }
}
