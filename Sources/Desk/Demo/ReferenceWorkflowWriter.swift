import SQLite

/// Writes the workflow of the reference data.
struct ReferenceWorkflowWriter {
  private let connection: Connection
  private let attendants: Int
  private let administrator: Int64
  private var reasons: [Int64] = []
  private var workflow = ReferenceWorkflow()
  /// The common and the own parameters of each type.
  private var parameters: [[Int64]] = []

  static func write(
    attendants: Int,
    administrator: Int64,
    into connection: Connection
  ) throws(SQLiteError) -> ReferenceWorkflow {
    var writer = ReferenceWorkflowWriter(connection, attendants, administrator)
    try writer.addReasons()
    try writer.addTypes()
    try writer.publishRules()
    try writer.blockTypes()
    return writer.workflow
  }

  private init(_ connection: Connection, _ attendants: Int, _ administrator: Int64) {
    self.connection = connection
    self.attendants = attendants
    self.administrator = administrator
  }

  private mutating func addReasons() throws(SQLiteError) {
    for (place, label) in ReferenceWorkflow.reasonLabels.enumerated() {
      try connection.run(Self.reason, "motivo-\(place + 1)", label, place)
      reasons.append(connection.lastInsertRowID)
    }
  }

  private mutating func addTypes() throws(SQLiteError) {
    var groups: [Int64] = []
    for (place, name) in ReferenceWorkflow.groupNames.enumerated() {
      try connection.run(Self.group, "grupo-\(place + 1)", name, place)
      groups.append(connection.lastInsertRowID)
    }
    for number in 0..<ReferenceWorkflow.typeCount {
      let closedFor = CustomerType.allCases.dropFirst(number % 7).first
      let group = ReferenceWorkflow.groupNames[number % groups.count]
      try connection.run(
        Self.type,
        binding: [
          groups[number % groups.count], "tipo-\(number + 1)", "\(group): assunto \(number + 1)",
          number,
        ] + CustomerType.allCases.map { $0 != closedFor }
      )
      var type = ReferenceWorkflow.TypeKeys(id: connection.lastInsertRowID, closedFor: closedFor)
      try addSteps(to: &type, number)
      try addWays(to: &type, number)
      try addParameters(to: &type, number)
      workflow.types.append(type)
    }
  }

  private func addSteps(
    to type: inout ReferenceWorkflow.TypeKeys,
    _ number: Int
  ) throws(SQLiteError) {
    for (place, name) in ReferenceWorkflow.stepNames.enumerated() {
      // At the steps of the customer nobody stands; the attendant whom all know stands at several.
      let isCustomers = place == 0 || place == 3
      let turn = (number * 3 + place) % (attendants - 1)
      let attendant = isCustomers ? nil : Int64(number % 5 == 0 && place == 1 ? 2 : turn + 2)
      try connection.run(
        Self.step,
        type.id,
        "etapa-\(place + 1)",
        name,
        place,
        place == 0,
        place == 0,
        attendant
      )
      type.steps.append(connection.lastInsertRowID)
      type.attendants.append(attendant ?? ReferencePeople.performer)
    }
  }

  private func addWays(
    to type: inout ReferenceWorkflow.TypeKeys,
    _ number: Int
  ) throws(SQLiteError) {
    for (place, way) in ReferenceWorkflow.ways.enumerated() {
      try connection.run(
        Self.transition,
        type.id,
        type.steps[way.from],
        type.steps[way.to],
        way.condition,
        way.label,
        way.turn.code,
        place
      )
      let transition = connection.lastInsertRowID
      type.transitions.append(transition)
      let chosen = (0..<3).map { reasons[(number + place * 2 + $0 * 5) % reasons.count] }
      for reason in chosen { try connection.run(Self.transitionReason, transition, reason) }
      type.reasons.append(chosen)
    }
  }

  private mutating func addParameters(
    to type: inout ReferenceWorkflow.TypeKeys,
    _ number: Int
  ) throws(SQLiteError) {
    var all: [Int64] = []
    for common in CommonParameter.allCases {
      let id = try connection.first(Self.common, type.id, common.rawValue) {
        (row) throws(SQLiteError) in row.int(0)
      }
      all.append(id ?? 0)
    }
    for (place, shape) in ReferenceParameter.places(ofType: number).enumerated() {
      let parameter = ReferenceParameter.all[shape]
      let digits = parameter.kind == .decimal ? 2 : nil
      try connection.run(
        Self.parameter,
        type.id,
        parameter.key,
        parameter.label,
        parameter.kind.rawValue,
        100 + place,
        digits
      )
      let id = connection.lastInsertRowID
      for (position, choice) in parameter.choices.enumerated() {
        try connection.run(Self.choice, id, choice, choice, position)
      }
      type.parameters.append((id, shape))
      all.append(id)
    }
    parameters.append(all)
  }

  /// A version is filled as a draft and then published, for a published one takes no more rules.
  private mutating func publishRules() throws(SQLiteError) {
    try connection.run(Self.draft, "Dados de referência", ReferenceTime.beginning, administrator)
    let version = connection.lastInsertRowID
    for (number, type) in workflow.types.enumerated() {
      for rule in ReferenceRules.rules(ofType: number) {
        let place: [(any Bindable)?] = [
          version, type.steps[rule.step], parameters[number][rule.parameter],
        ]
        try connection.run(Self.rule, binding: place + Self.bits(rule.flags))
        guard let (customer, flags) = rule.refinement else { continue }
        try connection.run(Self.refinement, binding: place + [customer.code] + Self.bits(flags))
      }
    }
    try connection.run(Self.publish, version, ReferenceTime.beginning, administrator)
    workflow.ruleVersion = version
  }

  /// One value a column of the tables of rules.
  private static func bits(_ flags: FieldFlags) -> [(any Bindable)?] {
    [
      flags.contains(.required), flags.contains(.readOnly), flags.contains(.neededFromPrevious),
      flags.contains(.invisible), flags.contains(.invisibleOnline),
    ]
  }

  private func blockTypes() throws(SQLiteError) {
    for (profile, types) in [("portal-restrito", [4, 11]), ("atendimento-restrito", [2, 7, 13])] {
      for type in types { try connection.run(Self.blocked, profile, workflow.types[type].id) }
    }
  }
}

extension ReferenceWorkflowWriter {
  private static let reason = Query.inserting("forward_reason", "key, label, position")
  private static let group = Query.inserting("ticket_group", "key, name, position")
  private static let type = Query.inserting(
    "ticket_type",
    """
    group_id, key, name, position, opens_for_client, opens_for_person, opens_for_student, \
    opens_for_teacher, opens_for_prospect
    """
  )
  private static let step = Query.inserting(
    "step",
    "type_id, key, name, position, is_entry, is_default_entry, attendant_id"
  )
  private static let transition = Query.inserting(
    "transition",
    """
    type_id, from_step_id, to_step_id, condition_key, condition_label, responsibility, position
    """
  )
  private static let transitionReason = Query.inserting(
    "transition_reason",
    "transition_id, reason_id"
  )
  private static let common = Query("SELECT id FROM parameter WHERE type_id = ?1 AND key = ?2")
  private static let parameter = Query.inserting(
    "parameter",
    "type_id, key, label, kind, position, fraction_digits"
  )
  private static let choice = Query.inserting(
    "parameter_choice",
    "parameter_id, key, label, position"
  )
  private static let draft = Query.inserting("rule_version", "reason, created_at, created_by")
  private static let publish = Query(
    "UPDATE rule_version SET published_at = ?2, published_by = ?3 WHERE id = ?1"
  )
  private static let flags =
    "required, read_only, needed_from_previous, invisible, invisible_online"
  private static let rule = Query.inserting(
    "field_rule",
    "version_id, step_id, parameter_id, \(flags)"
  )
  private static let refinement = Query.inserting(
    "field_rule_refinement",
    "version_id, step_id, parameter_id, customer_type, \(flags)"
  )
  private static let blocked = Query(
    """
    INSERT INTO profile_blocked_type (profile_id, type_id)
    SELECT id, ?2 FROM profile WHERE key = ?1
    """
  )
}
