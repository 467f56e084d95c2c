import SQLite

/// Finds the customers that a user stands for.
///
/// All five tables and both tables of contacts are searched with the user's code. For a client and
/// for a prospect a contact is looked for first, and only where there is none the record itself
/// counts. The order is fixed: by type, then by the customer's key.
///
/// - Source: R10-R20, Q7, Q8; F17.
enum IdentityStore {
  /// - Returns: Each customer once; found as several contacts, as the one with the lowest key.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(matches): seven look-ups in indexes, in one statement.
  static func identities(
    ofUserCode code: String,
    _ connection: Connection
  ) throws(SQLiteError) -> [Identity] {
    var contacts: [Identity] = []
    var records: [Identity] = []
    try connection.rows(search, code) { row in
      guard let type = CustomerType(code: row.int(0)) else { return }
      let contact = row.optionalInt(2)
      let identity = Identity(
        customer: CustomerID(row.int(1)),
        type: type,
        name: row.text(4) ?? "",
        via: contact.map { .contact(id: $0, name: row.text(3) ?? "") } ?? .record
      )
      if contact == nil { records.append(identity) } else { contacts.append(identity) }
    }
    var found: [Identity] = []
    for type in CustomerType.allCases {
      let asContact = contacts.filter { $0.type == type }
      found += distinct(asContact.isEmpty ? records.filter { $0.type == type } : asContact)
    }
    return found
  }

  /// By customer, and by the lowest contact of each.
  private static func distinct(_ identities: [Identity]) -> [Identity] {
    let sorted = identities.sorted { left, right in
      (left.customer, left.via.contactID) < (right.customer, right.via.contactID)
    }
    var distinct: [Identity] = []
    for identity in sorted where distinct.last?.customer != identity.customer {
      distinct.append(identity)
    }
    return distinct
  }

  private static let search = Query(
    """
    SELECT 0, client_id, client_contact.id, client_contact.name, customer.name
      FROM client_contact JOIN customer ON customer.id = client_id WHERE user_code = ?1
    UNION ALL
    SELECT 0, customer_id, NULL, NULL, name
      FROM client JOIN customer ON customer.id = customer_id WHERE user_code = ?1
    UNION ALL
    SELECT 1, customer_id, NULL, NULL, name
      FROM person JOIN customer ON customer.id = customer_id WHERE user_code = ?1
    UNION ALL
    SELECT 2, customer_id, NULL, NULL, name
      FROM student JOIN customer ON customer.id = customer_id WHERE user_code = ?1
    UNION ALL
    SELECT 3, customer_id, NULL, NULL, name
      FROM teacher JOIN customer ON customer.id = customer_id WHERE user_code = ?1
    UNION ALL
    SELECT 4, prospect_id, prospect_contact.id, prospect_contact.name, customer.name
      FROM prospect_contact JOIN customer ON customer.id = prospect_id WHERE user_code = ?1
    UNION ALL
    SELECT 4, customer_id, NULL, NULL, name
      FROM prospect JOIN customer ON customer.id = customer_id WHERE user_code = ?1
    """
  )

  /// For tests of the indexes.
  static var query: Query { search }
}

extension Identity.Via {
  /// The key of the contact; 0 for the record itself.
  fileprivate var contactID: Int64 {
    switch self {
    case .contact(let id, _): id
    case .record: 0
    }
  }
}
