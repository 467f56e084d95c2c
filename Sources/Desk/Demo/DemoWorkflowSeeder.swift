import SQLite

/// The keys that the database gave to the workflow of the demo story.
///
/// Steps and parameters are named `type/step`, `type/parameter`; ways out `type/step/condition`.
struct DemoWorkflowKeys {
  var types: [String: Int64] = [:]
  var steps: [String: Int64] = [:]
  var ways: [String: (id: Int64, label: String)] = [:]
  var parameters: [String: Int64] = [:]
  var reasons: [String: Int64] = [:]
  var ruleVersion: Int64 = 0
}

/// Writes the workflow of the demo story.
struct DemoWorkflowSeeder {
  private let connection: Connection
  private let attendants: [String: Int64]
  private var keys = DemoWorkflowKeys()

  static func seed(
    into connection: Connection,
    attendants: [String: Int64],
    administrator: Int64?
  ) throws(SQLiteError) -> DemoWorkflowKeys {
    var seeder = DemoWorkflowSeeder(connection: connection, attendants: attendants)
    try seeder.addReasons()
    try seeder.addTypes()
    try seeder.publishRules(by: administrator)
    return seeder.keys
  }

  private init(connection: Connection, attendants: [String: Int64]) {
    self.connection = connection
    self.attendants = attendants
  }

  private mutating func addReasons() throws(SQLiteError) {
    for (position, reason) in DemoReason.all.enumerated() {
      try connection.run(Self.reason, reason.key, reason.label, position)
      keys.reasons[reason.key] = connection.lastInsertRowID
    }
  }

  private mutating func addTypes() throws(SQLiteError) {
    var groups: [String: Int64] = [:]
    for (position, group) in DemoGroup.all.enumerated() {
      try connection.run(Self.group, group.key, group.name, group.summary, position)
      groups[group.key] = connection.lastInsertRowID
    }
    for (position, type) in DemoType.all.enumerated() {
      let opens = CustomerType.allCases.map(type.opensFor.contains)
      try connection.run(
        Self.type,
        binding: [groups[type.group], type.key, type.name, type.summary, position] + opens
      )
      let id = connection.lastInsertRowID
      keys.types[type.key] = id
      try addSteps(of: type, id)
      try addParameters(of: type, id)
    }
  }

  private mutating func addSteps(of type: DemoType, _ id: Int64) throws(SQLiteError) {
    for (position, step) in type.steps.enumerated() {
      try connection.run(
        Self.step,
        id,
        step.key,
        step.name,
        position,
        step.isEntry,
        step.isDefaultEntry,
        step.attendant.flatMap { attendants[$0] }
      )
      keys.steps["\(type.key)/\(step.key)"] = connection.lastInsertRowID
    }
    for step in type.steps {
      for (position, way) in step.ways.enumerated() {
        try connection.run(
          Self.transition,
          id,
          keys.steps["\(type.key)/\(step.key)"],
          keys.steps["\(type.key)/\(way.to)"],
          way.condition,
          way.label,
          way.turn.code,
          position
        )
        let transition = connection.lastInsertRowID
        keys.ways["\(type.key)/\(step.key)/\(way.condition)"] = (transition, way.label)
        for reason in way.reasons {
          try connection.run(Self.transitionReason, transition, keys.reasons[reason])
        }
      }
    }
  }

  private mutating func addParameters(of type: DemoType, _ id: Int64) throws(SQLiteError) {
    for (position, parameter) in type.parameters.enumerated() {
      try connection.run(
        Self.parameter,
        id,
        parameter.key,
        parameter.label,
        parameter.kind.rawValue,
        100 + position,
        parameter.lengthMax,
        parameter.minimum,
        parameter.maximum,
        parameter.fractionDigits
      )
      let parameterID = connection.lastInsertRowID
      keys.parameters["\(type.key)/\(parameter.key)"] = parameterID
      for (place, choice) in parameter.choices.enumerated() {
        try connection.run(Self.choice, parameterID, choice.key, choice.label, place)
      }
    }
  }

  /// A version is filled as a draft and then published, for a published one takes no more rules.
  private mutating func publishRules(by administrator: Int64?) throws(SQLiteError) {
    try connection.run(Self.draft, DemoStory.articlesPublishedAt, administrator)
    keys.ruleVersion = connection.lastInsertRowID
    for type in DemoType.all {
      for step in type.steps {
        try addRules(of: type, at: step)
      }
    }
    try connection.run(
      Self.publish,
      keys.ruleVersion,
      DemoStory.articlesPublishedAt,
      administrator
    )
    try connection.run(Self.revise)
  }

  private func addRules(of type: DemoType, at step: DemoStep) throws(SQLiteError) {
    let rules = type.always + step.rules
    var seen: Set<String> = []
    for rule in rules where seen.insert(rule.parameter).inserted {
      let same = rules.filter { $0.parameter == rule.parameter }
      let base = same.reduce(FieldFlags()) { $0.union($1.flags) }
      let step = keys.steps["\(type.key)/\(step.key)"]
      let typeID = keys.types[type.key]
      try connection.run(
        Self.fieldRule,
        binding: [keys.ruleVersion, step, typeID, rule.parameter] + base.columns
      )
      for customerType in CustomerType.allCases {
        let added = same.flatMap(\.refinements).filter { $0.customerType == customerType }
          .reduce(FieldFlags()) { $0.union($1.flags) }
        guard !added.isEmpty else { continue }
        try connection.run(
          Self.refinement,
          binding: [keys.ruleVersion, step, typeID, rule.parameter, customerType.code]
            + added.columns
        )
      }
    }
  }
}

extension FieldFlags {
  /// One value a column of the tables of rules.
  fileprivate var columns: [(any Bindable)?] {
    [
      contains(.required), contains(.readOnly), contains(.neededFromPrevious),
      contains(.invisible), contains(.invisibleOnline),
    ]
  }
}

extension DemoWorkflowSeeder {
  private static let reason = Query(
    "INSERT INTO forward_reason (key, label, position) VALUES (?1, ?2, ?3)"
  )
  private static let group = Query(
    "INSERT INTO ticket_group (key, name, description, position) VALUES (?1, ?2, ?3, ?4)"
  )
  private static let type = Query(
    """
    INSERT INTO ticket_type (group_id, key, name, description, position, opens_for_client,
      opens_for_person, opens_for_student, opens_for_teacher, opens_for_prospect)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
    """
  )
  private static let step = Query(
    """
    INSERT INTO step (type_id, key, name, position, is_entry, is_default_entry, attendant_id)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    """
  )
  private static let transition = Query(
    """
    INSERT INTO transition (type_id, from_step_id, to_step_id, condition_key, condition_label,
      responsibility, position)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    """
  )
  private static let transitionReason = Query("INSERT INTO transition_reason VALUES (?1, ?2)")
  private static let parameter = Query(
    """
    INSERT INTO parameter (type_id, key, label, kind, position, length_max, minimum, maximum,
      fraction_digits)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
    """
  )
  private static let choice = Query("INSERT INTO parameter_choice VALUES (?1, ?2, ?3, ?4)")
  private static let draft = Query(
    """
    INSERT INTO rule_version (reason, created_at, created_by)
    VALUES ('Regras da demonstração', ?1, ?2)
    """
  )
  private static let publish = Query(
    "UPDATE rule_version SET published_at = ?2, published_by = ?3 WHERE id = ?1"
  )
  private static let revise = Query("UPDATE settings SET revision = revision + 1")
  private static let fieldRule = Query(
    """
    INSERT INTO field_rule SELECT ?1, ?2, id, ?5, ?6, ?7, ?8, ?9 FROM parameter
    WHERE type_id = ?3 AND key = ?4
    """
  )
  private static let refinement = Query(
    """
    INSERT INTO field_rule_refinement SELECT ?1, ?2, id, ?5, ?6, ?7, ?8, ?9, ?10 FROM parameter
    WHERE type_id = ?3 AND key = ?4
    """
  )
}

/// A reason of the demo story's catalogue.
struct DemoReason: Sendable {
  let key: String
  let label: String

  static let all = [
    DemoReason(key: "pedido", label: "Pedido novo ou completo"),
    DemoReason(key: "urgencia", label: "Urgência"),
    DemoReason(key: "documento", label: "Falta documento ou informação"),
    DemoReason(key: "correcao", label: "Correção"),
    DemoReason(key: "deferimento", label: "Deferimento"),
    DemoReason(key: "pagamento", label: "Pagamento efetuado"),
    DemoReason(key: "entrevista", label: "Entrevista"),
    DemoReason(key: "agenda", label: "Agendamento"),
    DemoReason(key: "defeito", label: "Defeito de fabricação"),
    DemoReason(key: "conclusao", label: "Conclusão da etapa"),
  ]
}
