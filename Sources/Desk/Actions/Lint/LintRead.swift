public import SQLite

extension DeskReader {
  /// Looks the workflows over for what would stop tickets.
  ///
  /// - Parameters:
  ///   - type: One type alone; `.absent` is all that are not blocked for the viewer, and the desk.
  ///   - draft: With whose rules; `.absent` is those in force.
  ///   - viewer: Who asks.
  /// - Returns: At most ``Limits/lintFindings``, of the desk and then of the types in order; `nil`
  ///   where there is no such type or draft, and for a viewer who is no administrator.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(the configuration); with a draft that is read once more.
  public func lint(
    type: Reference<TicketTypeID> = .absent,
    draft: Reference<RuleVersionID> = .absent,
    for viewer: Viewer
  ) throws(SQLiteError) -> [LintFinding]? {
    guard viewer.has(.administer) else { return nil }
    var looked = workflow
    if draft != .absent {
      guard let planned = try draft.id.flatMap({ (id) throws(SQLiteError) in try plan(id, viewer) })
      else { return nil }
      looked = try WorkflowStore.load(connection, planned: planned)
    }
    let catalogue = Catalogue(workflow: looked, viewer: viewer)
    let types = looked.types.filter { catalogue.shows($0.place) }
    let wanted = type == .absent ? types : types.filter { $0.id == type.id }
    if type != .absent, wanted.isEmpty { return nil }
    let lint = WorkflowLint(workflow: looked, cannotAttend: try cannotAttend())
    var findings = type == .absent ? lint.ofDesk() : []
    for finding in try lockedProfiles(in: looked) {
      let isOfType = type == .absent || finding.type?.id == type.id
      let isShown = finding.type.map { catalogue.shows($0.place) } ?? true
      if isOfType, isShown { findings.append(finding) }
    }
    for type in wanted {
      guard findings.count < Limits.lintFindings else { break }
      try checkDeadline()
      findings += lint.findings(of: type)
    }
    return Array(findings.prefix(Limits.lintFindings))
  }

  /// Goes on only while the operation has time: what reads no table asks between its parts.
  ///
  /// - Throws: `SQLiteError` of an interrupted statement.
  func checkDeadline() throws(SQLiteError) { try connection.rows(Self.nothing) { _ in } }

  private static let nothing = Query("SELECT 1")

  /// The rules of a draft; `nil` where it is none.
  func plan(_ draft: RuleVersionID, _ viewer: Viewer) throws(SQLiteError) -> PlannedRules? {
    let found = try ruleVersions(ids: [draft], for: viewer).rows
    return found.count == 1 && found.numbers[0] == nil ? PlannedRules(base: draft) : nil
  }

  /// The attendants who are off duty, and those whose user may not attend.
  func cannotAttend() throws(SQLiteError) -> Set<AttendantID> {
    var attendants: Set<AttendantID> = []
    try connection.rows(Self.cannotAttend) { row in attendants.insert(AttendantID(row.int(0))) }
    return attendants
  }

  private static let cannotAttend = Query(
    """
    SELECT attendant.id FROM attendant JOIN user ON user.id = attendant.user_id
    WHERE attendant.is_active = 0 OR user.is_disabled = 1 OR NOT EXISTS (
      SELECT 1 FROM profile_permission WHERE profile_id = user.profile_id
        AND permission IN ('ATTEND', 'ADMINISTER'))
    """
  )

  /// The profiles that leave some of their users nothing to open, though there would be something.
  private func lockedProfiles(in workflow: Workflow) throws(SQLiteError) -> [LintFinding] {
    var blocked: [(profile: ProfileID, types: Set<TicketTypeID>)] = []
    try connection.rows(Self.blockedTypes) { row in
      let profile = ProfileID(row.int(0))
      if blocked.last?.profile != profile { blocked.append((profile, [])) }
      blocked[blocked.count - 1].types.insert(TicketTypeID(row.int(1)))
    }
    let open = workflow.types.filter { $0.isActive && $0.defaultEntry != nil }
    var findings: [LintFinding] = []
    for (profile, types) in blocked {
      let locked = CustomerType.allCases.filter { customerType in
        let possible = open.filter { $0.opensFor.contains(customerType) }
        return !possible.isEmpty && possible.allSatisfy { types.contains($0.id) }
      }
      guard !locked.isEmpty else { continue }
      let flags: [(any Bindable)?] = CustomerType.allCases.map { locked.contains($0) }
      let isAnybody = try connection.first(
        Self.lockedUsers,
        binding: [profile.rawValue] + flags
      ) { (row) throws(SQLiteError) in row.bool(0) }
      guard isAnybody == true else { continue }
      let only = open.filter { type in
        types.contains(type.id) && type.opensFor.contains(where: locked.contains)
      }
      var finding = LintFinding(.onlyTypeBlocked, only.count == 1 ? only.first : nil)
      finding.profile = profile
      finding.customerType = locked.count == 1 ? locked.first : nil
      findings.append(finding)
    }
    return findings
  }

  private static let blockedTypes = Query(
    """
    SELECT profile_id, type_id FROM profile_blocked_type
    WHERE EXISTS (SELECT 1 FROM profile_permission
      WHERE profile_permission.profile_id = profile_blocked_type.profile_id
        AND permission = 'PORTAL')
    ORDER BY profile_id, type_id
    """
  )

  /// Whether a profile has a user who is a customer, and only of types that are locked out.
  static let lockedUsers = Query(
    """
    SELECT EXISTS (
      SELECT 1 FROM user WHERE profile_id = ?1 AND is_disabled = 0
        AND (\(isOne("client", 2)) OR \(isOne("client_contact", 2)) OR \(isOne("person", 3))
          OR \(isOne("student", 4)) OR \(isOne("teacher", 5)) OR \(isOne("prospect", 6))
          OR \(isOne("prospect_contact", 6)))
        AND NOT (\(isOne("client", 2, not: true)) OR \(isOne("client_contact", 2, not: true))
          OR \(isOne("person", 3, not: true)) OR \(isOne("student", 4, not: true))
          OR \(isOne("teacher", 5, not: true)) OR \(isOne("prospect", 6, not: true))
          OR \(isOne("prospect_contact", 6, not: true))))
    """
  )

  private static func isOne(_ table: String, _ flag: Int, not: Bool = false) -> String {
    """
    (\(not ? "NOT " : "")?\(flag) AND EXISTS (
      SELECT 1 FROM \(table) WHERE user_code = user.code))
    """
  }
}
