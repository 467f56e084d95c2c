import Bytes
public import SQLite

extension DeskReader {
  /// A page of the audit log, newest first.
  ///
  /// - Parameters:
  ///   - filter: Which entries.
  ///   - page: Which part of them.
  ///   - demand: What is wanted of the page.
  ///   - viewer: Who asks; a viewer who is no administrator gets none.
  /// - Returns: The page, as the only one of its column.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(page) with one condition; with more, O(entries of the narrowest of them).
  public func auditLog(
    _ filter: AuditFilter,
    _ page: PageRequest,
    demand: PageDemand = .all,
    for viewer: Viewer
  ) throws(SQLiteError) -> (pages: Pages, entries: AuditEntries) {
    var entries = AuditEntries()
    guard viewer.has(.administer) else {
      return (try DescendingPage(page, demand) { _, _, _, _ in [] }.pages(totalCount: 0), entries)
    }
    let found = try DescendingPage(page, demand) {
      (after, before, limit, fromEnd) throws(SQLiteError) in
      var keys: [Int64] = []
      let query = AuditQueries.page(filter, fromEnd: fromEnd)
      let values: [(any Bindable)?] = [after, before, limit] + AuditQueries.values(filter)
      try connection.rows(query, binding: values) { row in keys.append(row.int(0)) }
      return keys
    }
    if demand.contains(.rows) {
      for key in found.keys { try read(AuditEntryID(key), into: &entries) }
    }
    var total: Int64 = 0
    if demand.contains(.totalCount) {
      try connection.rows(AuditQueries.count(filter), binding: AuditQueries.values(filter)) {
        row in total = row.int(0)
      }
    }
    return (found.pages(totalCount: Int(clamping: total)), entries)
  }

  /// Entries of the audit log by their keys; none for a viewer who is no administrator.
  ///
  /// - Throws: `SQLiteError`.
  public func auditEntries(
    ids: [AuditEntryID],
    for viewer: Viewer
  ) throws(SQLiteError) -> Found<AuditEntries> {
    var entries = AuditEntries()
    var slots: [Int32] = []
    for id in ids {
      let place = entries.count
      if viewer.has(.administer) { try read(id, into: &entries) }
      slots.append(entries.count > place ? Int32(clamping: place) : -1)
    }
    return Found(slots: slots, rows: entries)
  }

  private func read(
    _ id: AuditEntryID,
    into entries: inout AuditEntries
  ) throws(SQLiteError) {
    try connection.rows(Self.entry, id.rawValue) { row in
      entries.ids.append(id)
      entries.at.append(Instant(milliseconds: row.int(0)))
      entries.users.append(row.optionalInt(1).map { UserID($0) })
      row.append(text: 2, to: &entries.actions)
      entries.subjects.append(row.text(3).flatMap(AuditSubject.init(rawValue:)))
      entries.keys.append(row.optionalInt(4))
      entries.changes.append(AuditChange.between(row.text(5), row.text(6)))
    }
  }

  private static let entry = Query(
    """
    SELECT at, user_id, action, subject_kind, subject_id, before, after
    FROM audit_entry WHERE id = ?1
    """
  )
}

/// The statements that find entries: each goes down one index, the narrowest of those that its
/// conditions have.
enum AuditQueries {
  /// At most ?3 keys below ?1 and above ?2.
  static func page(_ filter: AuditFilter, fromEnd: Bool) -> Query {
    let order = fromEnd ? "" : " DESC"
    return Query(
      """
      SELECT id FROM audit_entry WHERE \(condition(filter, from: 4))id < ?1 AND id > ?2
      ORDER BY id\(order) LIMIT ?3
      """
    )
  }

  /// How many there are.
  ///
  /// Entries are added and never removed, and one that is taken back gives its number back: the
  /// greatest number counts them all.
  static func count(_ filter: AuditFilter) -> Query {
    guard filter != AuditFilter() else {
      return Query("SELECT ifnull(max(id), 0) FROM audit_entry")
    }
    return Query("SELECT count(*) FROM audit_entry WHERE \(condition(filter, from: 1))true")
  }

  /// What the conditions bind, in their order.
  static func values(_ filter: AuditFilter) -> [(any Bindable)?] {
    var values: [(any Bindable)?] = []
    if let subject = filter.subject { values.append(subject.rawValue) }
    if let key = filter.key { values.append(key) }
    if let user = filter.user { values.append(user.rawValue) }
    if let action = filter.action { values.append(action) }
    return values
  }

  /// The conditions, all but the narrowest with a `+` that keeps SQLite from their indexes.
  private static func condition(_ filter: AuditFilter, from first: Int) -> String {
    var condition = ""
    var next = first
    func add(_ column: String, isNarrowest: Bool) {
      condition += "\(isNarrowest ? "" : "+")\(column) = ?\(next) AND "
      next += 1
    }
    let hasKey = filter.key != nil
    let hasUser = filter.user != nil
    let hasAction = filter.action != nil
    if filter.subject != nil {
      add("subject_kind", isNarrowest: hasKey || !(hasUser || hasAction))
    }
    if hasKey { add("subject_id", isNarrowest: true) }
    if hasUser { add("user_id", isNarrowest: !hasKey) }
    if hasAction { add("action", isNarrowest: !hasKey && !hasUser) }
    return condition
  }
}

extension AuditChange {
  /// What differs between two states, each an object of names and values as JSON has it.
  static func between(_ before: String?, _ after: String?) -> [AuditChange] {
    let (old, new) = (members(before), members(after))
    var names = old.map(\.name)
    for member in new where !names.contains(member.name) { names.append(member.name) }
    return names.compactMap { name in
      let left = old.first { $0.name == name }?.value ?? .null
      let right = new.first { $0.name == name }?.value ?? .null
      guard left != right else { return nil }
      return AuditChange(name: name, before: text(left), after: text(right))
    }
  }

  private static func members(_ text: String?) -> [JSON.Member] {
    guard let text, case .object(let members)? = try? JSONParser.parse(Array(text.utf8)) else {
      return []
    }
    return members
  }

  /// A value as people read it; lists are joined, for all of them are short words.
  private static func text(_ value: JSON) -> String? {
    switch value {
    case .null: nil
    case .string(let text): text
    case .boolean(let truth): truth ? "true" : "false"
    case .array(let items): items.isEmpty ? nil : items.compactMap(text).joined(separator: ", ")
    case .integer, .double, .object, .file: value.text
    }
  }
}
