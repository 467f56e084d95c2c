import Bytes
import SQLite

/// Writes profiles, users and attendants.
enum UserStore {
  /// Whether anybody could sign in to this database.
  static func isEmpty(_ context: WriteContext) throws(SQLiteError) -> Bool {
    try context.connection.first(anybody) { (row) throws(SQLiteError) in row.bool(0) } != true
  }

  /// - Returns: The new profile's key.
  static func addProfile(
    key: String,
    name: String,
    permissions: [Permission],
    in context: WriteContext
  ) throws(SQLiteError) -> Int64 {
    try context.connection.run(profile, key, name)
    let id = context.connection.lastInsertRowID
    for granted in permissions {
      try context.connection.run(permission, id, granted.rawValue)
    }
    return id
  }

  static func addUser(
    code: String,
    name: String,
    passwordHash: String,
    profile: Int64,
    in context: WriteContext
  ) throws(SQLiteError) -> UserID {
    let now = context.clock.now().milliseconds
    try context.connection.run(user, code, name, passwordHash, profile, now)
    let id = UserID(context.connection.lastInsertRowID)
    try PeopleIndex.index(user: id, on: context.connection)
    return id
  }

  /// Makes a user an attendant, who also performs the movements of customers (R21, R22).
  static func configureAttendant(
    _ user: UserID,
    name: String,
    in context: WriteContext
  ) throws(SQLiteError) {
    try context.connection.run(attendant, user.rawValue, name)
    try context.connection.run(configure, context.connection.lastInsertRowID)
    try context.reloadWorkflow()
  }

  private static let anybody = Query("SELECT EXISTS (SELECT 1 FROM user)")
  private static let profile = Query("INSERT INTO profile (key, name) VALUES (?1, ?2)")
  private static let permission = Query("INSERT INTO profile_permission VALUES (?1, ?2)")
  private static let user = Query(
    """
    INSERT INTO user (code, display_name, password_hash, profile_id, created_at)
    VALUES (?1, ?2, ?3, ?4, ?5)
    """
  )
  private static let attendant = Query(
    "INSERT INTO attendant (user_id, display_name) VALUES (?1, ?2)"
  )
  private static let configure = Query("UPDATE settings SET default_attendant_id = ?1")
}
