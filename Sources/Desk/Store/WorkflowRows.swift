import SQLite

/// The rows of the configuration, as the database holds them.
struct WorkflowRows {
  struct Group {
    let id: Int64
    let key: String
    let name: String
    let description: String?
  }

  struct TypeRow {
    let id: Int64
    let group: Int64
    let key: String
    let name: String
    let description: String?
    let isActive: Bool
    let opensFor: [CustomerType]
  }

  struct StepRow {
    let id: Int64
    let type: Int64
    let key: String
    let name: String
    let isEntry: Bool
    let isDefaultEntry: Bool
    let attendant: Int64?
    /// The first version of the rules that can speak of it; `nil` where that cannot be read.
    let knownFrom: Int64?
  }

  struct TransitionRow {
    let id: Int64
    let from: Int64
    let to: Int64
    let conditionKey: String
    let conditionLabel: String
    let responsibility: Responsibility?
  }

  struct ParameterRow {
    let id: Int64
    let type: Int64
    let key: String
    let label: String
    let origin: ParameterOrigin?
    let kind: ParameterKind?
    let help: String?
    let defaultValue: String?
    let lengthMax: Int?
    let minimum: String?
    let maximum: String?
    let fractionDigits: Int?
    /// The first version of the rules that can speak of it; `nil` where that cannot be read.
    let knownFrom: Int64?
  }

  /// `nil` where it cannot be read.
  var revision: Int64?
  var rules = RuleRows()
  var defaultAttendant: Int64?
  var groups: [Group] = []
  var types: [TypeRow] = []
  var steps: [Int64: [StepRow]] = [:]
  var transitions: [Int64: [TransitionRow]] = [:]
  var transitionReasons: [Int64: [ReasonID]] = [:]
  var reasons: [ForwardReason] = []
  var parameters: [Int64: [ParameterRow]] = [:]
  var choices: [Int64: [Parameter.Choice]] = [:]
  var attendants: [Attendant] = []
  /// The steps that tickets stand at, ascending.
  var stoodAt: [Int64] = []
}

extension WorkflowRows {
  /// Reads all of the configuration in one transaction.
  ///
  /// - Parameters:
  ///   - connection: Where they are.
  ///   - choice: Whose rules count.
  /// - Throws: `SQLiteError`.
  init(of connection: Connection, rules choice: RuleChoice) throws(SQLiteError) {
    var rows = WorkflowRows()
    try connection.read { () throws(SQLiteError) in
      try rows.readSettings(connection)
      try rows.readTypes(connection)
      try rows.readSteps(connection)
      try rows.readParameters(connection)
      rows.rules = try RuleRows(choice, of: connection)
      try connection.rows(Self.stoodAt) { row in rows.stoodAt.append(row.int(0)) }
    }
    self = rows
  }

  private mutating func readSettings(_ connection: Connection) throws(SQLiteError) {
    try connection.rows(Self.settings) { row in
      revision = row.exactInt(0)
      defaultAttendant = row.exactInt(1)
    }
    try connection.rows(Self.attendants) { row in
      attendants.append(
        Attendant(
          id: AttendantID(row.int(0)),
          user: UserID(row.int(1)),
          userCode: row.text(2) ?? "",
          displayName: row.text(3) ?? "",
          isActive: row.bool(4)
        )
      )
    }
  }

  private mutating func readTypes(_ connection: Connection) throws(SQLiteError) {
    try connection.rows(Self.groups) { row in
      groups.append(
        Group(
          id: row.int(0),
          key: row.text(1) ?? "",
          name: row.text(2) ?? "",
          description: row.text(3)
        )
      )
    }
    try connection.rows(Self.types) { row in
      var opensFor: [CustomerType] = []
      for (type, column) in zip(CustomerType.allCases, 6...) where row.exactInt(column) == 1 {
        opensFor.append(type)
      }
      types.append(
        TypeRow(
          id: row.int(0),
          group: row.int(1),
          key: row.text(2) ?? "",
          name: row.text(3) ?? "",
          description: row.text(4),
          isActive: row.bool(5),
          opensFor: opensFor
        )
      )
    }
  }

  private mutating func readSteps(_ connection: Connection) throws(SQLiteError) {
    try connection.rows(Self.steps) { row in
      let step = StepRow(
        id: row.int(0),
        type: row.int(1),
        key: row.text(2) ?? "",
        name: row.text(3) ?? "",
        isEntry: row.bool(4),
        isDefaultEntry: row.bool(5),
        attendant: row.exactInt(6),
        knownFrom: row.exactInt(7)
      )
      steps[step.type, default: []].append(step)
    }
    try connection.rows(Self.transitions) { row in
      let transition = TransitionRow(
        id: row.int(0),
        from: row.int(1),
        to: row.int(2),
        conditionKey: row.text(3) ?? "",
        conditionLabel: row.text(4) ?? "",
        responsibility: row.exactInt(5).flatMap { Responsibility(code: $0) }
      )
      transitions[transition.from, default: []].append(transition)
    }
    try connection.rows(Self.reasons) { row in
      reasons.append(
        ForwardReason(
          id: ReasonID(row.int(0)),
          key: row.text(1) ?? "",
          label: row.text(2) ?? "",
          isActive: row.bool(3)
        )
      )
    }
    try connection.rows(Self.transitionReasons) { row in
      transitionReasons[row.int(0), default: []].append(ReasonID(row.int(1)))
    }
  }

  private mutating func readParameters(_ connection: Connection) throws(SQLiteError) {
    try connection.rows(Self.parameters) { row in
      let parameter = ParameterRow(
        id: row.int(0),
        type: row.int(1),
        key: row.text(2) ?? "",
        label: row.text(3) ?? "",
        origin: row.text(4).flatMap(ParameterOrigin.init(rawValue:)),
        kind: row.text(5).flatMap(ParameterKind.init(rawValue:)),
        help: row.text(6),
        defaultValue: row.text(7),
        lengthMax: row.optionalInt(8).flatMap(Int.init(exactly:)),
        minimum: row.text(9),
        maximum: row.text(10),
        fractionDigits: row.exactInt(11).flatMap(Int.init(exactly:))
          .flatMap { (0...Limits.fractionDigits).contains($0) ? $0 : nil },
        knownFrom: row.exactInt(12)
      )
      parameters[parameter.type, default: []].append(parameter)
    }
    try connection.rows(Self.choices) { row in
      choices[row.int(0), default: []].append(
        Parameter.Choice(key: row.text(1) ?? "", label: row.text(2) ?? "")
      )
    }
  }
}

extension WorkflowRows {
  /// Where something is wrong for which none of the rules can be trusted; `nil` where nothing is.
  var unreadablePlace: String? {
    if revision == nil { return "settings" }
    // Two of one key: nobody knows which of them a rule is about.
    if Set(types.map(\.id)).count < types.count { return "ticket_type" }
    let steps = steps.values.joined().map(\.id)
    if Set(steps).count < steps.count { return "step" }
    let parameters = parameters.values.joined().map(\.id)
    return Set(parameters).count < parameters.count ? "parameter" : nil
  }

  private static let settings = Query(
    """
    SELECT revision,
      (SELECT id FROM attendant WHERE id = settings.default_attendant_id AND is_active = 1)
    FROM settings WHERE id = 1
    """
  )
  private static let attendants = Query(
    """
    SELECT attendant.id, user_id, user.code, attendant.display_name, is_active
    FROM attendant JOIN user ON user.id = user_id ORDER BY attendant.id
    """
  )
  private static let groups = Query(
    "SELECT id, key, name, description FROM ticket_group ORDER BY position, id"
  )
  private static let types = Query(
    """
    SELECT id, group_id, key, name, description, is_active, opens_for_client, opens_for_person,
      opens_for_student, opens_for_teacher, opens_for_prospect
    FROM ticket_type ORDER BY position, id
    """
  )
  private static let steps = Query(
    """
    SELECT id, type_id, key, name, is_entry, is_default_entry, attendant_id, known_from
    FROM step ORDER BY type_id, position, id
    """
  )
  private static let transitions = Query(
    """
    SELECT id, from_step_id, to_step_id, condition_key, condition_label, responsibility
    FROM transition ORDER BY from_step_id, position, id
    """
  )
  private static let reasons = Query(
    "SELECT id, key, label, is_active FROM forward_reason ORDER BY position, id"
  )
  /// One that is not there is kept, so that a way whose reasons were lost takes none and not any.
  private static let transitionReasons = Query(
    """
    SELECT transition_id, reason_id FROM transition_reason
    LEFT JOIN forward_reason ON forward_reason.id = reason_id
    ORDER BY transition_id, position, reason_id
    """
  )
  private static let parameters = Query(
    """
    SELECT id, type_id, key, label, origin, kind, help, default_value, length_max, minimum,
      maximum, fraction_digits, known_from
    FROM parameter ORDER BY type_id, position, id
    """
  )
  private static let choices = Query(
    "SELECT parameter_id, key, label FROM parameter_choice ORDER BY parameter_id, position, key"
  )
  /// Each step once, found by one search of the index.
  static let stoodAt = Query(
    """
    WITH RECURSIVE stood (step) AS (
      SELECT min(step_id) FROM ticket
      UNION ALL
      SELECT (SELECT min(step_id) FROM ticket WHERE step_id > stood.step) FROM stood
      WHERE stood.step IS NOT NULL
    )
    SELECT step FROM stood WHERE step IS NOT NULL LIMIT 10000
    """
  )
}
