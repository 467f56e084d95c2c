import Bytes
public import SQLite

extension DeskReader {
  /// Customers by their ids.
  ///
  /// - Parameters:
  ///   - ids: Any, in any order, also several times.
  ///   - viewer: Who asks: the desk sees all of them, a customer those that they
  ///     stand for, a guardian their dependants.
  /// - Returns: Those that the viewer may see; the others are absent, whyever that is.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(ids), one statement.
  public func customers(
    ids: [CustomerID],
    for viewer: Viewer
  ) throws(SQLiteError) -> Found<Customers> {
    var customers = Customers()
    var known: [CustomerID: Int32] = [:]
    var slots: [Int32] = []
    for id in ids {
      if let slot = known[id] {
        slots.append(slot)
        continue
      }
      var slot: Int32 = -1
      if viewer.knows(id) {
        try connection.rows(Self.customer, id.rawValue) { row in
          guard let type = CustomerType(code: row.int(0)) else { return }
          slot = Int32(clamping: customers.count)
          customers.ids.append(id)
          customers.types.append(type)
          row.append(text: 1, to: &customers.codes)
          row.append(text: 2, to: &customers.names)
        }
      }
      known[id] = slot
      slots.append(slot)
    }
    return Found(slots: slots, rows: customers)
  }

  /// Users by their ids: the desk sees all of them, everybody else oneself.
  public func users(ids: [UserID], for viewer: Viewer) throws(SQLiteError) -> Found<Users> {
    var users = Users()
    var slots: [Int32] = []
    for id in ids {
      var slot: Int32 = -1
      if viewer.audience == .desk || (id == viewer.user && !viewer.isAnonymous) {
        try connection.rows(Self.user, id.rawValue) { row in
          slot = Int32(clamping: users.count)
          users.ids.append(id)
          row.append(text: 0, to: &users.displayNames)
          row.append(text: 1, to: &users.codes)
          let isOpen = viewer.has(.administer)
          users.profiles.append(isOpen ? ProfileID(row.int(2)) : nil)
          users.isDisabled.append(isOpen ? row.bool(3) : nil)
          users.hasPassword.append(isOpen ? row.bool(4) : nil)
          users.languages.append(row.text(5).flatMap(Language.init(rawValue:)))
        }
      }
      slots.append(slot)
    }
    return Found(slots: slots, rows: users)
  }

  /// The names of those who took part in what the viewer was given.
  ///
  /// Customers get an attendant's display name and nothing else, and of an administrator who is no
  /// attendant the name of the configured one (L28).
  ///
  /// - Parameters:
  ///   - keys: As rows of tickets and their children hold them.
  ///   - viewer: Who asks.
  /// - Returns: A name for each key.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(keys), one statement, stepped once for each user who is no attendant.
  public func participants(
    _ keys: [ParticipantKey?],
    for viewer: Viewer
  ) throws(SQLiteError) -> Participants {
    var people = Participants()
    people.slots.reserveCapacity(keys.count)
    var known: [ParticipantKey: Int32] = [:]
    for key in keys {
      guard let key else {
        people.slots.append(-1)
        continue
      }
      if let slot = known[key] {
        people.slots.append(slot)
        continue
      }
      let slot = Int32(clamping: people.count)
      try append(key, to: &people, for: viewer)
      known[key] = slot
      people.slots.append(slot)
    }
    return people
  }

  /// The names of attendants, as ``participants(_:for:)``.
  public func attendants(
    _ ids: [AttendantID?],
    for viewer: Viewer
  ) throws(SQLiteError) -> Participants {
    try participants(ids.map { $0.map(key(of:)) }, for: viewer)
  }

  private func key(of attendant: AttendantID) -> ParticipantKey {
    ParticipantKey(
      user: workflow.attendant(attendant)?.user ?? UserID(0),
      attendant: attendant,
      side: .attendant
    )
  }

  private func append(
    _ key: ParticipantKey,
    to people: inout Participants,
    for viewer: Viewer
  ) throws(SQLiteError) {
    people.isAttendant.append(key.side == .attendant)
    let isDesk = viewer.audience == .desk
    var attendant = key.attendant.flatMap(workflow.attendant)
    if key.side == .attendant, attendant == nil, !isDesk {
      attendant = workflow.defaultAttendant.flatMap(workflow.attendant)
      guard attendant != nil else {
        people.displayNames.append("")
        people.userCodes.appendNull()
        return
      }
    }
    if let attendant {
      people.displayNames.append(attendant.displayName)
      people.userCodes.append(isDesk ? attendant.userCode : nil)
      return
    }
    let count = people.displayNames.count
    try connection.rows(Self.user, key.user.rawValue) { row in
      row.append(text: 0, to: &people.displayNames)
      people.userCodes.append(isDesk ? row.text(1) : nil)
    }
    if people.displayNames.count == count {
      people.displayNames.append("")
      people.userCodes.appendNull()
    }
  }

  private static let user = Query(
    """
    SELECT display_name, code, profile_id, is_disabled, password_hash IS NOT NULL, language
    FROM user WHERE id = ?1
    """
  )

  private static let customer = Query(
    """
    SELECT type,
      CASE type
        WHEN 0 THEN (SELECT code FROM client WHERE customer_id = customer.id)
        WHEN 1 THEN (SELECT code FROM person WHERE customer_id = customer.id)
        WHEN 2 THEN (SELECT registration FROM student WHERE customer_id = customer.id)
        WHEN 3 THEN (SELECT code FROM teacher WHERE customer_id = customer.id)
        WHEN 4 THEN (SELECT code FROM prospect WHERE customer_id = customer.id)
      END,
      name
    FROM customer WHERE id = ?1
    """
  )
}
