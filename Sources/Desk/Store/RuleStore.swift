import Bytes
public import SQLite

/// The cells of one version of the rules; those that are not there say nothing.
struct RuleCells {
  struct Key: Hashable {
    let step: StepID
    let parameter: ParameterID
  }

  private(set) var cells: [Key: RuleCell] = [:]

  subscript(step: StepID, parameter: ParameterID) -> RuleCell {
    get { cells[Key(step: step, parameter: parameter)] ?? RuleCell() }
    set { cells[Key(step: step, parameter: parameter)] = newValue }
  }
}

extension DeskReader {
  /// Versions of the rules by their keys.
  ///
  /// - Returns: Those that there are; none for a viewer who is no administrator.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(ids), one statement.
  public func ruleVersions(
    ids: [RuleVersionID],
    for viewer: Viewer
  ) throws(SQLiteError) -> Found<RuleVersions> {
    var versions = RuleVersions()
    var slots: [Int32] = []
    for id in ids {
      let place = versions.count
      if viewer.has(.administer) { try read(id, into: &versions) }
      slots.append(versions.count > place ? Int32(clamping: place) : -1)
    }
    return Found(slots: slots, rows: versions)
  }

  /// A page of all versions, published ones and drafts, the one that was begun last first.
  ///
  /// - Throws: `SQLiteError`.
  public func ruleVersionPage(
    _ page: PageRequest,
    demand: PageDemand = .all,
    for viewer: Viewer
  ) throws(SQLiteError) -> (pages: Pages, versions: RuleVersions) {
    var versions = RuleVersions()
    guard viewer.has(.administer) else {
      return (try DescendingPage(page, demand) { _, _, _, _ in [] }.pages(totalCount: 0), versions)
    }
    let found = try DescendingPage(page, demand) {
      (after, before, limit, fromEnd) throws(SQLiteError) in
      var keys: [Int64] = []
      let query = fromEnd ? Self.versionsFromEnd : Self.versionsFromStart
      try connection.rows(query, after, before, limit) { row in keys.append(row.int(0)) }
      return keys
    }
    for key in found.keys { try read(RuleVersionID(key), into: &versions) }
    var total: Int64 = 0
    if demand.contains(.totalCount) {
      try connection.rows(Self.countVersions) { row in total = row.int(0) }
    }
    return (found.pages(totalCount: Int(clamping: total)), versions)
  }

  private func read(
    _ id: RuleVersionID,
    into versions: inout RuleVersions
  ) throws(SQLiteError) {
    try connection.rows(Self.version, id.rawValue) { row in
      versions.ids.append(id)
      versions.numbers.append(row.optionalInt(0))
      versions.basedOn.append(row.optionalInt(1).map { RuleVersionID($0) })
      versions.draftedOver.append(row.optionalInt(2).map { RuleVersionID($0) })
      versions.createdAt.append(Instant(milliseconds: row.int(3)))
      versions.createdBy.append(row.optionalInt(4).map { UserID($0) })
      versions.publishedAt.append(row.optionalInt(5).map { Instant(milliseconds: $0) })
      versions.publishedBy.append(row.optionalInt(6).map { UserID($0) })
      row.append(text: 7, to: &versions.reasons)
    }
  }

  /// The cells of a version; those that cannot be read are left out, for nothing is decided by this.
  func cells(of version: RuleVersionID) throws(SQLiteError) -> RuleCells {
    var cells = RuleCells()
    try connection.rows(Self.base, version.rawValue) { row in
      guard let flags = FieldFlags(row, from: 2) else { return }
      cells[StepID(row.int(0)), ParameterID(row.int(1))].flags = flags
    }
    try connection.rows(Self.refinements, version.rawValue) { row in
      guard let flags = FieldFlags(row, from: 2), let type = CustomerType(code: row.int(7)) else {
        return
      }
      cells[StepID(row.int(0)), ParameterID(row.int(1))][type] = flags
    }
    return cells
  }

  /// The rules of a version in the order of types, steps and the form.
  ///
  /// - Parameters:
  ///   - version: `nil`, where none was ever published, has no rule.
  ///   - types: Of these alone; `nil` is all that are not blocked for the viewer.
  ///   - step: Of one step alone.
  ///   - isWhole: Whether the cells that say nothing are there too.
  ///   - viewer: Who asks; a viewer who is no administrator gets none.
  /// - Returns: The cells with their places.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(cells of the version + steps x parameters), two statements.
  public func fieldRules(
    of version: RuleVersionID?,
    types: Set<TicketTypeID>? = nil,
    step: StepID? = nil,
    isWhole: Bool,
    for viewer: Viewer
  ) throws(SQLiteError) -> [FieldRule] {
    guard viewer.has(.administer) else { return [] }
    let cells = try version.map { (id) throws(SQLiteError) in try self.cells(of: id) }
    var rules: [FieldRule] = []
    eachPlace(for: viewer) { place, parameter in
      if let types, !types.contains(place.type) { return }
      if let step, step != place.step { return }
      let cell = cells?[place.step, parameter.id] ?? RuleCell()
      guard isWhole || !cell.isEmpty else { return }
      rules.append(FieldRule(step: place.place, parameter: parameter, cell: cell))
    }
    return rules
  }

  /// What a version of the rules says otherwise than another.
  ///
  /// - Parameters:
  ///   - version: The later one.
  ///   - earlier: `nil` has no rule.
  ///   - viewer: Who asks; a viewer who is no administrator gets none.
  /// - Returns: The cells that differ.
  /// - Throws: `SQLiteError`.
  public func ruleChanges(
    of version: RuleVersionID,
    since earlier: RuleVersionID?,
    for viewer: Viewer
  ) throws(SQLiteError) -> [RuleChange] {
    guard viewer.has(.administer) else { return [] }
    let after = try cells(of: version)
    let before = try earlier.map { (id) throws(SQLiteError) in try cells(of: id) } ?? RuleCells()
    var changes: [RuleChange] = []
    eachPlace(for: viewer) { place, parameter in
      let (old, new) = (before[place.step, parameter.id], after[place.step, parameter.id])
      guard old != new else { return }
      changes.append(
        RuleChange(
          before: FieldRule(step: place.place, parameter: parameter, cell: old),
          after: FieldRule(step: place.place, parameter: parameter, cell: new)
        )
      )
    }
    return changes
  }

  /// Goes through every step and whatever rules can govern there, without blocked types (Q9).
  private func eachPlace(
    for viewer: Viewer,
    _ body: ((type: TicketTypeID, step: StepID, place: StepPlace), Parameter) -> Void
  ) {
    for type in workflow.types where !viewer.blockedTypes.contains(type.id) {
      let governed = type.governed
      for step in workflow.steps(of: type) {
        for parameter in governed { body((type.id, step.id, step.place), parameter) }
      }
    }
  }
}

extension FieldFlags {
  /// The five flags from a column on; `nil` where one of them cannot be read.
  init?(_ row: borrowing Row, from first: Int) {
    var bits: Int64 = 0
    for flag in 0..<5 {
      switch row.optionalInt(first + flag) {
      case 0: break
      case 1: bits |= 1 << Int64(flag)
      default: return nil
      }
    }
    self.init(storedBits: bits)
  }

  /// The five flags as columns hold them.
  var stored: [(any Bindable)?] {
    [
      contains(.required), contains(.readOnly), contains(.neededFromPrevious),
      contains(.invisible), contains(.invisibleOnline),
    ]
  }
}

extension DeskReader {
  static let versionsFromStart = Query(
    "SELECT id FROM rule_version WHERE id < ?1 AND id > ?2 ORDER BY id DESC LIMIT ?3"
  )
  static let versionsFromEnd = Query(
    "SELECT id FROM rule_version WHERE id < ?1 AND id > ?2 ORDER BY id LIMIT ?3"
  )
  private static let countVersions = Query("SELECT count(*) FROM rule_version")
  private static let version = Query(
    """
    SELECT number, based_on, drafted_over, created_at, created_by, published_at, published_by,
      reason
    FROM rule_version WHERE id = ?1
    """
  )
  private static let base = Query(
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
