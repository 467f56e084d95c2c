import SQLite

/// The words by which customers and users are looked for.
///
/// - Invariant: whoever writes a name, a code, a profile or whether a user is disabled says so here,
///   in the same transaction.
enum PeopleIndex {
  /// Indexes a customer anew; one that is gone leaves the index.
  static func index(customer: CustomerID, on connection: Connection) throws(SQLiteError) {
    try connection.run(forgetCustomer, customer.rawValue)
    try connection.run(addCustomer, customer.rawValue)
  }

  /// Indexes a user anew.
  static func index(user: UserID, on connection: Connection) throws(SQLiteError) {
    try connection.run(forgetUser, user.rawValue)
    try connection.run(addUser, user.rawValue)
  }

  /// Indexes everybody, for who writes many rows at once.
  ///
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(people).
  static func rebuild(on connection: Connection) throws(SQLiteError) {
    for query in [forgetCustomers, forgetUsers, Query(fillCustomers), Query(fillUsers)] {
      try connection.run(query)
    }
  }

  /// Adds every customer to an empty index; the marks are `type0` to `type4`.
  static let fillCustomers = """
    INSERT INTO customer_words (rowid, name, code, mark)
    SELECT id, name, CASE type
        WHEN 0 THEN (SELECT code FROM client WHERE customer_id = customer.id)
        WHEN 1 THEN (SELECT code FROM person WHERE customer_id = customer.id)
        WHEN 2 THEN (SELECT registration FROM student WHERE customer_id = customer.id)
        WHEN 3 THEN (SELECT code FROM teacher WHERE customer_id = customer.id)
        WHEN 4 THEN (SELECT code FROM prospect WHERE customer_id = customer.id)
      END, 'type' || type
    FROM customer
    """

  /// Adds every user to an empty index; the marks are `on` or `off`, and `profile` with its key.
  static let fillUsers = """
    INSERT INTO user_words (rowid, name, code, mark)
    SELECT id, display_name, code, iif(is_disabled, 'off', 'on') || ' profile' || profile_id
    FROM user
    """

  private static let addCustomer = Query(fillCustomers + " WHERE id = ?1")
  private static let addUser = Query(fillUsers + " WHERE id = ?1")
  private static let forgetCustomer = Query("DELETE FROM customer_words WHERE rowid = ?1")
  private static let forgetUser = Query("DELETE FROM user_words WHERE rowid = ?1")
  private static let forgetCustomers = Query("DELETE FROM customer_words")
  private static let forgetUsers = Query("DELETE FROM user_words")
}
