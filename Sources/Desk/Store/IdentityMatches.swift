import SQLite

/// Finds the customers that a user stands for.
///
/// All five tables and both tables of contacts are searched with the user's code. For a client and
/// for a prospect a contact is looked for first, and only where there is none the record itself
/// counts. The order is fixed: by type, then by the customer's key.
///
/// - Source: R10-R20, Q7, Q8; F17.
struct IdentityMatches {
  private var contacts: [Identity] = []
  private var records: [Identity] = []
  private var wards: [Dependant] = []

  /// Takes a row of ``search`` or of ``dependantSearch``; one of another kind is left.
  mutating func append(_ row: borrowing Row) {
    if row.int(0) == Self.dependant {
      let customer = CustomerID(row.int(1))
      wards.append(
        Dependant(customer: customer, name: row.text(4) ?? "", relation: row.text(3) ?? "")
      )
      return
    }
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

  /// Each customer once; found as several contacts, as the one with the lowest key.
  var identities: [Identity] {
    CustomerType.allCases.flatMap { type in
      let asContact = contacts.filter { $0.type == type }
      return Self.distinct(asContact.isEmpty ? records.filter { $0.type == type } : asContact)
    }
  }

  /// The records that do not count, because the code was found at a contact of their kind (R20).
  var passedOver: [Identity] {
    records.filter { record in contacts.contains { $0.type == record.type } }
  }

  /// Each student once, and none who is an identity: what one may do for oneself is more.
  var dependants: [Dependant] {
    let own = Set(identities.map(\.customer))
    var dependants: [Dependant] = []
    for ward in wards.sorted(by: { $0.customer < $1.customer })
    where dependants.last?.customer != ward.customer && !own.contains(ward.customer) {
      dependants.append(ward)
    }
    return dependants
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

  /// Searches all seven tables for the `code` of `viewer`, which the statement around it names: the
  /// type's code, the customer, the contact with its name, the customer's name.
  ///
  /// - Complexity: O(matches): seven look-ups in indexes. The joins are crossed so that the viewer
  ///   comes first, whatever the planner thinks of the tables.
  static let search = """
    SELECT 0, client_id, client_contact.id, client_contact.name, customer.name, NULL, NULL, NULL,
      NULL, NULL
      FROM viewer CROSS JOIN client_contact ON user_code = viewer.code
      CROSS JOIN customer ON customer.id = client_id
    UNION ALL
    \(record(of: "client", .client))
    UNION ALL
    \(record(of: "person", .person))
    UNION ALL
    \(record(of: "student", .student))
    UNION ALL
    \(record(of: "teacher", .teacher))
    UNION ALL
    SELECT 4, prospect_id, prospect_contact.id, prospect_contact.name, customer.name, NULL, NULL,
      NULL, NULL, NULL
      FROM viewer CROSS JOIN prospect_contact ON user_code = viewer.code
      CROSS JOIN customer ON customer.id = prospect_id
    UNION ALL
    \(record(of: "prospect", .prospect))
    """

  /// In the first column of the rows of ``dependantSearch``.
  private static let dependant: Int64 = -2

  /// Searches for the students whose guardian `viewer` is, as the person of its `code`, where the
  /// profile of `profile_id` lets see them.
  ///
  /// - Complexity: O(matches): three look-ups in indexes.
  static let dependantSearch = """
    SELECT \(dependant), guardian.student_id, NULL, relation, customer.name, NULL, NULL, NULL, NULL,
      NULL
      FROM viewer CROSS JOIN profile ON profile.id = viewer.profile_id AND sees_dependants = 1
      CROSS JOIN person ON user_code = viewer.code
      CROSS JOIN guardian ON guardian.person_id = person.customer_id
      CROSS JOIN customer ON customer.id = guardian.student_id
    """

  private static func record(of table: String, _ type: CustomerType) -> String {
    """
    SELECT \(type.code), customer_id, NULL, NULL, name, NULL, NULL, NULL,
      NULL, NULL
      FROM viewer CROSS JOIN \(table) ON user_code = viewer.code
      CROSS JOIN customer ON customer.id = customer_id
    """
  }
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
