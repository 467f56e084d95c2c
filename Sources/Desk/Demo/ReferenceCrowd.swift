import SQLite

/// Many users of the reference data at once, signed in: who listens while live events are measured.
///
/// The reference data has few users who see the same ticket. These are added to it: attendants, who
/// see every ticket, and contacts of one busy client, who see the client's.
public struct ReferenceCrowd: Sendable {
  /// A session's token for each attendant.
  public internal(set) var staff: [String] = []
  /// A session's token for each contact of the client that ``ReferenceData/User/client`` belongs to.
  public internal(set) var contacts: [String] = []
}

extension Desk {
  /// Adds users to the reference data, those of an earlier call first, and opens a session of each
  /// without a password: checking a thousand of them would take most of a minute.
  ///
  /// - Parameters:
  ///   - staff: How many attendants.
  ///   - contacts: How many contacts of one client.
  /// - Returns: `nil` where this is no reference data: nobody else is let in like this.
  /// - Throws: `SQLiteError`.
  public func openReferenceCrowd(staff: Int, contacts: Int) throws -> ReferenceCrowd? {
    try writeAndWait { context in
      guard let client = try ReferenceCrowdWriter.client(in: context) else { return nil }
      var crowd = ReferenceCrowd()
      for place in 0..<max(0, staff) {
        let user = try ReferenceCrowdWriter.attendant(place, in: context)
        crowd.staff.append(try SessionStore.open(of: user, in: context).token)
      }
      for place in 0..<max(0, contacts) {
        let user = try ReferenceCrowdWriter.contact(place, of: client, in: context)
        crowd.contacts.append(try SessionStore.open(of: user, in: context).token)
      }
      return crowd
    }
  }
}

/// Writes the users of a crowd.
private enum ReferenceCrowdWriter {
  /// The client whose contacts they become.
  static func client(in context: WriteContext) throws(SQLiteError) -> Int64? {
    try context.connection.first(client, ReferenceData.User.client.code, ReferenceData.passwordHash)
    {
      (row) throws(SQLiteError) in row.int(0)
    }
  }

  static func attendant(_ place: Int, in context: WriteContext) throws(SQLiteError) -> UserID {
    let code = "vigia.\(place)"
    if let known = try known(code, in: context) { return known }
    let user = try add(code, "Vigia \(place)", "atendimento", in: context)
    try context.connection.run(attendant, user.rawValue, "Vigia \(place), atendimento")
    return user
  }

  static func contact(
    _ place: Int,
    of client: Int64,
    in context: WriteContext
  ) throws(SQLiteError) -> UserID {
    let code = "ouvinte.\(place)"
    if let known = try known(code, in: context) { return known }
    let user = try add(code, "Ouvinte \(place)", "portal", in: context)
    try context.connection.run(contact, client, "Ouvinte \(place)", "\(code)@exemplo.br", code)
    return user
  }

  private static func known(
    _ code: String,
    in context: WriteContext
  ) throws(SQLiteError) -> UserID? {
    try context.connection.first(user, code) { (row) throws(SQLiteError) in UserID(row.int(0)) }
  }

  private static func add(
    _ code: String,
    _ name: String,
    _ profile: String,
    in context: WriteContext
  ) throws(SQLiteError) -> UserID {
    try context.connection.run(newUser, code, name, profile, ReferenceTime.beginning)
    return UserID(context.connection.lastInsertRowID)
  }

  private static let client = Query(
    """
    SELECT client_id FROM client_contact JOIN user ON user.code = user_code
    WHERE user_code = ?1 AND password_hash = ?2 LIMIT 1
    """
  )
  private static let user = Query("SELECT id FROM user WHERE code = ?1")
  private static let newUser = Query(
    """
    INSERT INTO user (code, display_name, profile_id, created_at)
    SELECT ?1, ?2, id, ?4 FROM profile WHERE key = ?3
    """
  )
  private static let attendant = Query.inserting("attendant", "user_id, display_name")
  private static let contact = Query.inserting(
    "client_contact",
    "client_id, name, email, user_code"
  )
}
