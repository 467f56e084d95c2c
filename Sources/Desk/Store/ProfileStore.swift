import Bytes
public import SQLite

/// A profile as an action judges and writes it.
struct ProfileRecord: Hashable {
  var key: String
  var name: String
  /// In the order of the cases.
  var permissions: [Permission]
  /// Ascending.
  var blockedTypes: [TicketTypeID]
  var seesDependants: Bool

  /// As the audit log keeps it.
  var audited: JSON {
    [
      "key": .string(key), "name": .string(name),
      "permissions": .array(permissions.map { .string($0.rawValue) }),
      "blockedTypes": .array(blockedTypes.map { .integer($0.rawValue) }),
      "seesDependants": .boolean(seesDependants),
    ]
  }
}

extension DeskReader {
  /// Profiles by their ids, for administrators; to others there are none.
  public func profiles(
    ids: [ProfileID],
    for viewer: Viewer
  ) throws(SQLiteError) -> Found<Profiles> {
    var profiles = Profiles()
    var slots: [Int32] = []
    for id in ids {
      var slot: Int32 = -1
      if viewer.has(.administer), let record = try profile(id) {
        slot = Int32(clamping: profiles.count)
        profiles.append(record, id)
      }
      slots.append(slot)
    }
    return Found(slots: slots, rows: profiles)
  }

  /// Every profile by name, for administrators; to others there are none.
  public func profiles(for viewer: Viewer) throws(SQLiteError) -> Profiles {
    var ids: [ProfileID] = []
    if viewer.has(.administer) {
      try connection.rows(Self.profileIDs) { row in ids.append(ProfileID(row.int(0))) }
    }
    return try profiles(ids: ids, for: viewer).rows
  }

  /// A profile; `nil` where there is none.
  func profile(_ id: ProfileID) throws(SQLiteError) -> ProfileRecord? {
    try connection.first(Self.profile, id.rawValue) { (row) throws(SQLiteError) in
      let granted = (row.text(3) ?? "").split(separator: ",")
      let blocked = (row.text(4) ?? "").split(separator: ",").compactMap { Int64($0) }
      return ProfileRecord(
        key: row.text(0) ?? "",
        name: row.text(1) ?? "",
        permissions: Permission.allCases.filter { granted.contains(Substring($0.rawValue)) },
        blockedTypes: blocked.sorted().map { TicketTypeID($0) },
        seesDependants: row.bool(2)
      )
    }
  }

  private static let profileIDs = Query("SELECT id FROM profile ORDER BY name, id")
  private static let profile = Query(
    """
    SELECT key, name, sees_dependants,
      (SELECT group_concat(permission) FROM profile_permission WHERE profile_id = profile.id),
      (SELECT group_concat(type_id) FROM profile_blocked_type WHERE profile_id = profile.id)
    FROM profile WHERE id = ?1
    """
  )
}

extension Profiles {
  fileprivate mutating func append(_ record: ProfileRecord, _ id: ProfileID) {
    ids.append(id)
    keys.append(record.key)
    names.append(record.name)
    permissions.append(record.permissions)
    blockedTypes.append(record.blockedTypes)
    seesDependants.append(record.seesDependants)
  }
}

/// The writes of profiles. None of them judges: the action has done so.
extension WriteContext {
  /// Whether a profile has the key.
  func hasProfile(key: String) throws(SQLiteError) -> Bool {
    try connection.first(Self.profileOfKey, key) { (row) throws(SQLiteError) in true } != nil
  }

  func profileCount() throws(SQLiteError) -> Int64 {
    try connection.first(Self.profileCount) { (row) throws(SQLiteError) in row.int(0) } ?? 0
  }

  /// Whether a user has the profile.
  func isUsed(_ profile: ProfileID) throws(SQLiteError) -> Bool {
    try connection.first(Self.userOfProfile, profile.rawValue) {
      (row) throws(SQLiteError) in true
    } != nil
  }

  func insert(_ record: ProfileRecord) throws(SQLiteError) -> ProfileID {
    try connection.run(Self.insertProfile, record.key, record.name, record.seesDependants)
    let id = ProfileID(connection.lastInsertRowID)
    try writeLists(of: record, id)
    return id
  }

  func update(_ id: ProfileID, to record: ProfileRecord) throws(SQLiteError) {
    try connection.run(Self.updateProfile, id.rawValue, record.name, record.seesDependants)
    try connection.run(Self.deletePermissions, id.rawValue)
    try connection.run(Self.deleteBlocked, id.rawValue)
    try writeLists(of: record, id)
  }

  func delete(_ profile: ProfileID) throws(SQLiteError) {
    try connection.run(Self.deleteBlocked, profile.rawValue)
    try connection.run(Self.deleteProfile, profile.rawValue)
  }

  /// Whether somebody could administer the desk even if a user or the users of a profile could not:
  /// one who is not disabled and has a password.
  func hasAdministrator(
    besides user: UserID = UserID(0),
    notOf profile: ProfileID = ProfileID(0)
  ) throws(SQLiteError) -> Bool {
    try connection.first(Self.administrator, user.rawValue, profile.rawValue) {
      (row) throws(SQLiteError) in true
    } != nil
  }

  private func writeLists(of record: ProfileRecord, _ id: ProfileID) throws(SQLiteError) {
    for permission in record.permissions {
      try connection.run(Self.insertPermission, id.rawValue, permission.rawValue)
    }
    for type in record.blockedTypes {
      try connection.run(Self.insertBlocked, id.rawValue, type.rawValue)
    }
  }

  private static let profileOfKey = Query("SELECT 1 FROM profile WHERE key = ?1")
  private static let profileCount = Query("SELECT count(*) FROM profile")
  private static let userOfProfile = Query("SELECT 1 FROM user WHERE profile_id = ?1 LIMIT 1")
  private static let insertProfile = Query(
    "INSERT INTO profile (key, name, sees_dependants) VALUES (?1, ?2, ?3)"
  )
  private static let updateProfile = Query(
    "UPDATE profile SET name = ?2, sees_dependants = ?3 WHERE id = ?1"
  )
  private static let deleteProfile = Query("DELETE FROM profile WHERE id = ?1")
  private static let deletePermissions = Query(
    "DELETE FROM profile_permission WHERE profile_id = ?1"
  )
  private static let deleteBlocked = Query("DELETE FROM profile_blocked_type WHERE profile_id = ?1")
  private static let insertPermission = Query(
    "INSERT INTO profile_permission (profile_id, permission) VALUES (?1, ?2)"
  )
  private static let insertBlocked = Query(
    "INSERT INTO profile_blocked_type (profile_id, type_id) VALUES (?1, ?2)"
  )
  static let administrator = Query(
    """
    SELECT 1 FROM profile_permission CROSS JOIN user ON user.profile_id = profile_permission.profile_id
    WHERE permission = 'ADMINISTER' AND user.id <> ?1 AND user.profile_id <> ?2
      AND is_disabled = 0 AND password_hash IS NOT NULL
    LIMIT 1
    """
  )
}
