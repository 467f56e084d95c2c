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
  }

  /// A rule, or a refinement of one for a customer type.
  struct RuleRow {
    let step: Int64
    let parameter: Int64
    /// -1 where a flag is neither 0 nor 1.
    let bits: Int64
    let customerType: Int64?
  }

  var revision: Int64 = 0
  var ruleVersion: Int64?
  var defaultAttendant: Int64?
  var groups: [Group] = []
  var types: [TypeRow] = []
  var steps: [Int64: [StepRow]] = [:]
  var transitions: [Int64: [TransitionRow]] = [:]
  var transitionReasons: [Int64: [ReasonID]] = [:]
  var reasons: [ForwardReason] = []
  var parameters: [Int64: [ParameterRow]] = [:]
  var choices: [Int64: [Parameter.Choice]] = [:]
  var rules: [RuleRow] = []
  var attendants: [Attendant] = []
}

extension WorkflowRows {
  /// Reads all of the configuration in one transaction.
  ///
  /// - Parameters:
  ///   - connection: Where they are.
  ///   - draft: Whose rules count, where it is not the version in force.
  /// - Throws: `SQLiteError`.
  init(of connection: Connection, draft: RuleVersionID? = nil) throws(SQLiteError) {
    var rows = WorkflowRows()
    try connection.read { () throws(SQLiteError) in
      try rows.readSettings(connection)
      if let draft { rows.ruleVersion = draft.rawValue }
      try rows.readTypes(connection)
      try rows.readSteps(connection)
      try rows.readParameters(connection)
      try rows.readRules(connection)
    }
    self = rows
  }

  private mutating func readSettings(_ connection: Connection) throws(SQLiteError) {
    try connection.rows(Self.settings) { row in
      revision = row.int(0)
      defaultAttendant = row.optionalInt(1)
      ruleVersion = row.optionalInt(2)
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
      for (type, column) in zip(CustomerType.allCases, 6...) where row.bool(column) {
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
        attendant: row.optionalInt(6)
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
        responsibility: Responsibility(code: row.int(5))
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
        fractionDigits: row.optionalInt(11).flatMap(Int.init(exactly:))
      )
      parameters[parameter.type, default: []].append(parameter)
    }
    try connection.rows(Self.choices) { row in
      choices[row.int(0), default: []].append(
        Parameter.Choice(key: row.text(1) ?? "", label: row.text(2) ?? "")
      )
    }
  }

  private mutating func readRules(_ connection: Connection) throws(SQLiteError) {
    try connection.rows(Self.unspoken, ruleVersion) { row in
      let hidden = Int64(FieldFlags.invisibleOnline.rawValue)
      rules.append(
        RuleRow(step: row.int(0), parameter: row.int(1), bits: hidden, customerType: nil)
      )
    }
    guard let ruleVersion else { return }
    try connection.rows(Self.fieldRules, ruleVersion) { row in
      rules.append(
        RuleRow(
          step: row.int(0),
          parameter: row.int(1),
          bits: Self.bits(row, from: 2),
          customerType: nil
        )
      )
    }
    try connection.rows(Self.refinements, ruleVersion) { row in
      rules.append(
        RuleRow(
          step: row.int(0),
          parameter: row.int(1),
          bits: Self.bits(row, from: 2),
          customerType: row.int(7)
        )
      )
    }
  }

  /// The five flags of a row as one number; -1 where one of them cannot be read (L21).
  private static func bits(_ row: borrowing Row, from first: Int) -> Int64 {
    var bits: Int64 = 0
    for flag in 0..<5 {
      switch row.optionalInt(first + flag) {
      case 0: break
      case 1: bits |= 1 << Int64(flag)
      default: return -1
      }
    }
    return bits
  }
}

extension WorkflowRows {
  private static let settings = Query(
    """
    SELECT revision,
      (SELECT id FROM attendant WHERE id = settings.default_attendant_id AND is_active = 1),
      (SELECT id FROM rule_version WHERE number IS NOT NULL ORDER BY number DESC LIMIT 1)
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
    SELECT id, type_id, key, name, is_entry, is_default_entry, attendant_id
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
  private static let transitionReasons = Query(
    """
    SELECT transition_id, reason_id FROM transition_reason
    JOIN forward_reason ON forward_reason.id = reason_id
    ORDER BY transition_id, position, reason_id
    """
  )
  private static let parameters = Query(
    """
    SELECT id, type_id, key, label, origin, kind, help, default_value, length_max, minimum,
      maximum, fraction_digits
    FROM parameter ORDER BY type_id, position, id
    """
  )
  private static let choices = Query(
    "SELECT parameter_id, key, label FROM parameter_choice ORDER BY parameter_id, position, key"
  )
  /// What was added after the version that counts was published; a draft will be the newest.
  private static let unspoken = Query(
    """
    WITH counts AS MATERIALIZED (
      SELECT CASE WHEN ?1 IS NULL THEN 0 ELSE
        ifnull((SELECT number FROM rule_version WHERE id = ?1), 9223372036854775807) END AS number
    )
    SELECT step.id, parameter.id
    FROM counts, step JOIN parameter ON parameter.type_id = step.type_id
    WHERE step.known_from > counts.number OR parameter.known_from > counts.number
    """
  )
  private static let fieldRules = Query(
    """
    SELECT step_id, parameter_id, required, read_only, needed_from_previous, invisible,
      invisible_online
    FROM field_rule WHERE version_id = ?1
    """
  )
  private static let refinements = Query(
    """
    SELECT step_id, parameter_id, required, read_only, needed_from_previous, invisible,
      invisible_online, customer_type
    FROM field_rule_refinement WHERE version_id = ?1
    """
  )
}
