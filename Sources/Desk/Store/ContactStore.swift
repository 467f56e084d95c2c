public import Bytes
public import SQLite

/// The contact of a client or of a prospect; the two registers have keys of their own.
public struct ContactKey: Hashable, Sendable {
  public let id: ContactID
  /// ``CustomerType/client`` or ``CustomerType/prospect``.
  public let type: CustomerType

  /// - Returns: `nil` for a type whose customers have no contacts.
  public init?(_ id: ContactID, of type: CustomerType) {
    guard type.hasContacts else { return nil }
    self.id = id
    self.type = type
  }
}

extension CustomerType {
  /// Whether customers of the type have contacts (R18).
  public var hasContacts: Bool { self == .client || self == .prospect }
}

/// Contacts that a viewer may see.
///
/// - Shape: cell `i` of each column is of contact `i`.
public struct Contacts: Sendable {
  public internal(set) var ids: [ContactID] = []
  public internal(set) var types: [CustomerType] = []
  public internal(set) var customers: [CustomerID] = []
  public internal(set) var names = TextColumn()
  public internal(set) var emails = TextColumn()
  public internal(set) var phones = TextColumn()
  public internal(set) var userCodes = TextColumn()

  public var count: Int { ids.count }

  /// Takes a row of the key, the customer, and the four texts.
  mutating func append(_ row: borrowing Row, of type: CustomerType) {
    ids.append(ContactID(row.int(0)))
    types.append(type)
    customers.append(CustomerID(row.int(1)))
    row.append(text: 2, to: &names)
    row.append(text: 3, to: &emails)
    row.append(text: 4, to: &phones)
    row.append(text: 5, to: &userCodes)
  }
}

extension DeskReader {
  /// Contacts by their keys: the desk sees all, a client or prospect the own ones.
  public func contacts(
    ids: [ContactKey],
    for viewer: Viewer
  ) throws(SQLiteError) -> Found<Contacts> {
    var contacts = Contacts()
    var slots: [Int32] = []
    for key in ids {
      var slot: Int32 = -1
      if let query = Self.contact[key.type] {
        try connection.rows(query, key.id.rawValue) { row in
          guard viewer.readsRecord(of: CustomerID(row.int(1))) else { return }
          slot = Int32(clamping: contacts.count)
          contacts.append(row, of: key.type)
        }
      }
      slots.append(slot)
    }
    return Found(slots: slots, rows: contacts)
  }

  /// The contacts of some customers, each list by key.
  ///
  /// - Returns: `isNull[i]` where customer `i` has no contacts to show: another type's, or a record
  ///   that is not the viewer's to read.
  public func contacts(
    of customers: Customers,
    for viewer: Viewer
  ) throws(SQLiteError) -> (offsets: [Int32], isNull: [Bool], contacts: Contacts) {
    var contacts = Contacts()
    var offsets: [Int32] = [0]
    var isNull: [Bool] = []
    for (id, type) in zip(customers.ids, customers.types) {
      let query = viewer.readsRecord(of: id) ? Self.contactsOf[type] : nil
      if let query {
        try connection.rows(query, id.rawValue) { row in contacts.append(row, of: type) }
      }
      isNull.append(query == nil)
      offsets.append(Int32(clamping: contacts.count))
    }
    return (offsets, isNull, contacts)
  }

  private static func query(_ type: CustomerType, _ condition: String) -> Query {
    Query(
      """
      SELECT id, \(type.table)_id, name, email, phone, user_code FROM \(type.table)_contact
      WHERE \(condition)
      """
    )
  }

  private static let contact: [CustomerType: Query] = [
    .client: query(.client, "id = ?1"), .prospect: query(.prospect, "id = ?1"),
  ]
  private static let contactsOf: [CustomerType: Query] = [
    .client: query(.client, "client_id = ?1 ORDER BY id"),
    .prospect: query(.prospect, "prospect_id = ?1 ORDER BY id"),
  ]
}
