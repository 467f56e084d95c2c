public import SQLite

extension DeskReader {
  /// A user as an administrator sees what that user sees.
  ///
  /// - Parameters:
  ///   - target: Whom.
  ///   - administrator: Who looks, by a session; whoever else learns nothing, not even whether there
  ///     is such a user.
  /// - Returns: The user as after a sign-in, or why not.
  /// - Throws: `SQLiteError`.
  /// - Complexity: As finding who asks; of a customer, once for each user whom the customer and its
  ///   contacts carry.
  public func viewer(
    as target: LensTarget,
    for administrator: Viewer
  ) throws(SQLiteError) -> LensFinding {
    guard administrator.has(.administer), administrator.session != nil, administrator.lens == nil
    else { return .refused(.notPermitted, nil) }
    switch target {
    case .user(let id): return try viewer(Self.userByID, id.rawValue, for: administrator)
    case .userCode(let code):
      guard code.utf8.count <= Limits.keyBytes else { return .refused(.unknownUser, nil) }
      return try viewer(Self.userByCode, code, for: administrator)
    case .customer(let id): return try viewer(of: id, for: administrator)
    }
  }

  private func viewer(
    _ query: Query,
    _ value: any Bindable,
    for administrator: Viewer
  ) throws(SQLiteError) -> LensFinding {
    var found: (id: UserID, isDisabled: Bool)?
    try connection.rows(query, binding: [value]) { row in
      found = (UserID(row.int(0)), row.int(1) != 0)
    }
    guard let found else { return .refused(.unknownUser, nil) }
    guard !found.isDisabled, let viewer = try viewer(of: found.id) else {
      return .refused(.disabledUser, found.id)
    }
    return viewer.seen(by: administrator)
  }

  /// The first of the customer's own users, then of its contacts' by their keys, who stands for it.
  private func viewer(
    of customer: CustomerID,
    for administrator: Viewer
  ) throws(SQLiteError) -> LensFinding {
    var users: [UserID] = []
    try connection.rows(Self.usersOfCustomer, customer.rawValue) { row in
      users.append(UserID(row.int(0)))
    }
    var refused = LensFinding.refused(.noUserOfCustomer, nil)
    for user in users {
      guard let viewer = try viewer(of: user),
        viewer.identities.contains(where: { $0.customer == customer })
      else { continue }
      let finding = viewer.seen(by: administrator)
      guard case .refused = finding else { return finding }
      refused = finding
    }
    return refused
  }

  private static let userByID = Query("SELECT id, is_disabled FROM user WHERE id = ?1")
  private static let userByCode = Query("SELECT id, is_disabled FROM user WHERE code = ?1")
  private static let usersOfCustomer = Query(
    """
    SELECT user.id FROM (
      SELECT user_code, 0 AS contact FROM client WHERE customer_id = ?1
      UNION ALL SELECT user_code, 0 FROM person WHERE customer_id = ?1
      UNION ALL SELECT user_code, 0 FROM student WHERE customer_id = ?1
      UNION ALL SELECT user_code, 0 FROM teacher WHERE customer_id = ?1
      UNION ALL SELECT user_code, 0 FROM prospect WHERE customer_id = ?1
      UNION ALL SELECT user_code, id FROM client_contact WHERE client_id = ?1
      UNION ALL SELECT user_code, id FROM prospect_contact WHERE prospect_id = ?1
    ) AS carried CROSS JOIN user ON user.code = carried.user_code
    WHERE is_disabled = 0 ORDER BY contact
    """
  )
}

extension Viewer {
  /// The viewer through the lens of an administrator; another administrator is not looked as.
  fileprivate func seen(by administrator: Viewer) -> LensFinding {
    guard !has(.administer) else { return .refused(.administrator, user) }
    var viewer = self
    viewer.lens = Lens(of: administrator)
    return .viewer(viewer)
  }
}
