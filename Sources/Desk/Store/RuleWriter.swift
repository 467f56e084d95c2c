import Bytes
import SQLite

/// A version of the rules, for who changes it.
struct RuleVersionRow {
  let id: RuleVersionID
  let isDraft: Bool
  let basedOn: RuleVersionID?
  let draftedOver: RuleVersionID?
}

extension WriteContext {
  /// The version of the rules in force; `nil` where none was ever published.
  var inForce: RuleVersionID? { workflow.ruleVersion.map { RuleVersionID($0) } }

  func ruleVersion(_ id: RuleVersionID) throws(SQLiteError) -> RuleVersionRow? {
    try connection.first(RuleStatements.version, id.rawValue) { (row) throws(SQLiteError) in
      RuleVersionRow(
        id: id,
        isDraft: row.bool(0),
        basedOn: row.optionalInt(1).map { RuleVersionID($0) },
        draftedOver: row.optionalInt(2).map { RuleVersionID($0) }
      )
    }
  }

  /// The number of a version as the audit log has it; null for none.
  func number(of version: RuleVersionID?) throws(SQLiteError) -> JSON {
    guard let version else { return .null }
    let number = try connection.first(RuleStatements.number, version.rawValue) {
      (row) throws(SQLiteError) in row.optionalInt(0)
    }
    return number.flatMap { $0 }.map { .integer($0) } ?? .null
  }

  func countDrafts() throws(SQLiteError) -> Int {
    let count = try connection.first(RuleStatements.countDrafts) { (row) throws(SQLiteError) in
      row.int(0)
    }
    return Int(clamping: count ?? 0)
  }

  /// Begins a draft with the rules of a version, or with none.
  func insertDraft(
    copying base: RuleVersionID?,
    by administrator: UserID
  ) throws(SQLiteError) -> RuleVersionID {
    let draft = RuleVersionID(try newKey(in: .ruleVersions))
    try connection.run(
      RuleStatements.insertDraft,
      draft.rawValue,
      base?.rawValue,
      inForce?.rawValue,
      clock.now().milliseconds,
      administrator.rawValue
    )
    if let base {
      try connection.run(RuleStatements.copyRules, draft.rawValue, base.rawValue)
      try connection.run(RuleStatements.copyRefinements, draft.rawValue, base.rawValue)
    }
    return draft
  }

  /// Adds to a copy of an older version what a newer one says of steps and parameters that the older
  /// one did not know.
  func add(
    to copy: RuleVersionID,
    from newer: RuleVersionID,
    unknownTo older: RuleVersionID
  ) throws(SQLiteError) {
    for query in [RuleStatements.addLaterRules, RuleStatements.addLaterRefinements] {
      try connection.run(query, copy.rawValue, newer.rawValue, older.rawValue)
    }
  }

  /// Makes a cell of a draft what it is to be, and nothing of what it was.
  func set(
    _ cell: RuleCell,
    of parameter: ParameterID,
    at step: StepID,
    in draft: RuleVersionID
  ) throws(SQLiteError) {
    let place: [(any Bindable)?] = [draft.rawValue, step.rawValue, parameter.rawValue]
    try connection.run(RuleStatements.removeRule, binding: place)
    try connection.run(RuleStatements.removeRefinements, binding: place)
    if !cell.flags.isEmpty {
      try connection.run(RuleStatements.addRule, binding: place + cell.flags.stored)
    }
    for type in cell.refinedTypes {
      try connection.run(
        RuleStatements.addRefinement,
        binding: place + [type.code] + cell[type].stored
      )
    }
  }

  /// Whether a version holds a rule whose step and parameter are not of one type.
  ///
  /// Nobody can write one; a file that was changed by hand must not come into force unread.
  func holdsStrangers(_ version: RuleVersionID) throws(SQLiteError) -> Bool {
    try connection.first(RuleStatements.strangers, version.rawValue) {
      (row) throws(SQLiteError) in row.bool(0)
    } ?? false
  }
}

extension RuleCell {
  /// As the audit log tells it: the flags, then those of each customer type.
  var audited: JSON {
    var parts = [flags.words].filter { !$0.isEmpty }
    parts += refinedTypes.map { "\($0.rawValue) \(self[$0].words)" }
    return parts.isEmpty ? .null : .string(parts.joined(separator: "; "))
  }
}

extension FieldFlags {
  fileprivate var words: String {
    let names: [(FieldFlags, String)] = [
      (.required, "required"), (.readOnly, "readOnly"),
      (.neededFromPrevious, "neededFromPrevious"), (.invisible, "invisible"),
      (.invisibleOnline, "invisibleOnline"),
    ]
    return names.filter { contains($0.0) }.map(\.1).joined(separator: " ")
  }
}

/// What writes versions of the rules.
enum RuleStatements {
  static let version = Query(
    "SELECT published_at IS NULL, based_on, drafted_over FROM rule_version WHERE id = ?1"
  )
  static let number = Query("SELECT number FROM rule_version WHERE id = ?1")
  static let countDrafts = Query("SELECT count(*) FROM rule_version WHERE published_at IS NULL")
  static let insertDraft = Query(
    """
    INSERT INTO rule_version (id, based_on, drafted_over, created_at, created_by)
    VALUES (?1, ?2, ?3, ?4, ?5)
    """
  )
  static let copyRules = Query(
    """
    INSERT INTO field_rule (version_id, step_id, parameter_id, required, read_only,
      needed_from_previous, invisible, invisible_online)
    SELECT ?1, step_id, parameter_id, required, read_only, needed_from_previous, invisible,
      invisible_online
    FROM field_rule WHERE version_id = ?2
    """
  )
  static let copyRefinements = Query(
    """
    INSERT INTO field_rule_refinement (version_id, step_id, parameter_id, customer_type, required,
      read_only, needed_from_previous, invisible, invisible_online)
    SELECT ?1, step_id, parameter_id, customer_type, required, read_only, needed_from_previous,
      invisible, invisible_online
    FROM field_rule_refinement WHERE version_id = ?2
    """
  )
  static let addLaterRules = Query(
    """
    INSERT INTO field_rule (version_id, step_id, parameter_id, required, read_only,
      needed_from_previous, invisible, invisible_online)
    SELECT ?1, step_id, parameter_id, required, read_only, needed_from_previous, invisible,
      invisible_online
    FROM field_rule WHERE version_id = ?2 AND \(later)
    """
  )
  static let addLaterRefinements = Query(
    """
    INSERT INTO field_rule_refinement (version_id, step_id, parameter_id, customer_type, required,
      read_only, needed_from_previous, invisible, invisible_online)
    SELECT ?1, step_id, parameter_id, customer_type, required, read_only, needed_from_previous,
      invisible, invisible_online
    FROM field_rule_refinement WHERE version_id = ?2 AND \(later)
    """
  )
  private static let later = """
    ((SELECT known_from FROM step WHERE id = step_id)
        > (SELECT number FROM rule_version WHERE id = ?3)
      OR (SELECT known_from FROM parameter WHERE id = parameter_id)
        > (SELECT number FROM rule_version WHERE id = ?3))
    """
  static let removeRule = Query(
    "DELETE FROM field_rule WHERE version_id = ?1 AND step_id = ?2 AND parameter_id = ?3"
  )
  static let removeRefinements = Query(
    """
    DELETE FROM field_rule_refinement
    WHERE version_id = ?1 AND step_id = ?2 AND parameter_id = ?3
    """
  )
  static let addRule = Query(
    """
    INSERT INTO field_rule (version_id, step_id, parameter_id, required, read_only,
      needed_from_previous, invisible, invisible_online)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
    """
  )
  static let addRefinement = Query(
    """
    INSERT INTO field_rule_refinement (version_id, step_id, parameter_id, customer_type, required,
      read_only, needed_from_previous, invisible, invisible_online)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
    """
  )
  static let rebase = Query("UPDATE rule_version SET drafted_over = ?2 WHERE id = ?1")
  static let discard = Query("DELETE FROM rule_version WHERE id = ?1")
  static let publish = Query(
    """
    UPDATE rule_version SET published_at = ?2, published_by = ?3, reason = ?4 WHERE id = ?1
    """
  )
  static let strangers = Query(
    """
    SELECT EXISTS (
      SELECT 1 FROM field_rule JOIN step ON step.id = step_id
        JOIN parameter ON parameter.id = parameter_id
      WHERE version_id = ?1 AND step.type_id <> parameter.type_id
      UNION ALL
      SELECT 1 FROM field_rule_refinement JOIN step ON step.id = step_id
        JOIN parameter ON parameter.id = parameter_id
      WHERE version_id = ?1 AND step.type_id <> parameter.type_id)
    """
  )
}
