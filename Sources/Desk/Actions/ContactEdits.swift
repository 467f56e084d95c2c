import Bytes
public import SQLite

/// A contact as an action judges and writes it.
struct ContactRecord: Hashable {
  var name: String
  var email: String?
  var phone: String?
  var userCode: String?

  /// As the audit log keeps it.
  func audited(of customer: CustomerID) -> JSON {
    [
      "customer": .integer(customer.rawValue), "name": .string(name),
      "email": email.map(JSON.string) ?? .null, "phone": phone.map(JSON.string) ?? .null,
      "userCode": userCode.map(JSON.string) ?? .null,
    ]
  }

  /// Says what does not fit.
  mutating func check(
    _ input: inout PeopleInput,
    in context: WriteContext
  ) throws(SQLiteError) {
    name = input.line(name, "name")
    email = input.email(email, "email")
    phone = input.optionalLine(phone, characters: Limits.codeCharacters, "phone")
    userCode = input.optionalLine(userCode, characters: Limits.keyBytes, "userCode")
    if let userCode, try !context.hasUser(code: userCode) {
      input.refuse(.notFound, "userCode")
    }
  }
}

/// Adds a contact to a client or a prospect; the user that it carries stands for the customer.
///
/// - Source: R18, R20, Q8.
public struct CreateContact: Sendable {
  public let customer: Reference<CustomerID>
  public let name: String
  public let email: String?
  public let phone: String?
  public let userCode: String?

  public init(
    customer: Reference<CustomerID>,
    name: String,
    email: String? = nil,
    phone: String? = nil,
    userCode: String? = nil
  ) {
    self.customer = customer
    self.name = name
    self.email = email
    self.phone = phone
    self.userCode = userCode
  }

  /// Adds the contact, or says all that stands against it.
  ///
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<ContactKey> {
    guard viewer.has(.administer) else { return .refused(.notPermitted) }
    var input = PeopleInput()
    var owner: CustomerRecord?
    if let id = customer.id { owner = try context.customer(id) }
    if owner == nil { input.refuse(.notFound, "customer") }
    if let owner, !owner.type.hasContacts { input.refuse(.invalidValue, "customer") }
    var record = ContactRecord(name: name, email: email, phone: phone, userCode: userCode)
    try record.check(&input, in: context)
    guard input.isGood, let id = customer.id, let owner else { return .refused(input.problems) }
    if try context.contactCount(of: id, owner.type) >= Limits.contacts {
      return .refused(.limitReached, at: "input", "customer")
    }
    guard let contact = try context.insert(record, of: id, owner.type) else {
      return .refused(.invalidValue, at: "input", "customer")
    }
    let after = record.audited(of: id)
    try context.audit("createContact", .contact, contact.id.rawValue, after: after, by: viewer)
    return .done(contact)
  }
}

/// Changes a contact.
public struct UpdateContact: Sendable {
  /// `nil` for what names no contact.
  public let contact: ContactKey?
  public let name: Change<String>
  public let email: Change<String?>
  public let phone: Change<String?>
  public let userCode: Change<String?>

  public init(
    contact: ContactKey?,
    name: Change<String> = .keep,
    email: Change<String?> = .keep,
    phone: Change<String?> = .keep,
    userCode: Change<String?> = .keep
  ) {
    self.contact = contact
    self.name = name
    self.email = email
    self.phone = phone
    self.userCode = userCode
  }

  /// Changes the contact, or says all that stands against it.
  ///
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<ContactKey> {
    guard viewer.has(.administer) else { return .refused(.notPermitted) }
    guard let contact, let (customer, before) = try context.contact(contact) else {
      return .refused(.notFound, at: "input", "contact")
    }
    var input = PeopleInput()
    var record = before
    record.name = name.applied(to: record.name)
    record.email = email.applied(to: record.email)
    record.phone = phone.applied(to: record.phone)
    record.userCode = userCode.applied(to: record.userCode)
    try record.check(&input, in: context)
    guard input.isGood else { return .refused(input.problems) }
    guard record != before else { return .done(contact) }
    try context.update(contact, to: record)
    try context.audit(
      "updateContact",
      .contact,
      contact.id.rawValue,
      before: before.audited(of: customer),
      after: record.audited(of: customer),
      by: viewer
    )
    return .done(contact)
  }
}

/// Takes a contact away; its tickets stay with the customer.
public struct DeleteContact: Sendable {
  /// `nil` for what names no contact.
  public let contact: ContactKey?

  public init(contact: ContactKey?) { self.contact = contact }

  /// Deletes the contact.
  ///
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<ContactKey> {
    guard viewer.has(.administer) else { return .refused(.notPermitted) }
    guard let contact, let (customer, before) = try context.contact(contact) else {
      return .refused(.notFound, at: "input", "contact")
    }
    try context.delete(contact)
    let audited = before.audited(of: customer)
    try context.audit("deleteContact", .contact, contact.id.rawValue, before: audited, by: viewer)
    return .done(contact)
  }
}

/// The reads and writes of actions on contacts.
extension WriteContext {
  func contact(
    _ key: ContactKey
  ) throws(SQLiteError) -> (customer: CustomerID, record: ContactRecord)? {
    guard let query = Self.contact[key.type] else { return nil }
    return try connection.first(query, key.id.rawValue) { (row) throws(SQLiteError) in
      let record = ContactRecord(
        name: row.text(1) ?? "",
        email: row.text(2),
        phone: row.text(3),
        userCode: row.text(4)
      )
      return (CustomerID(row.int(0)), record)
    }
  }

  fileprivate func contactCount(
    of customer: CustomerID,
    _ type: CustomerType
  ) throws(SQLiteError) -> Int64 {
    guard let query = Self.contactCount[type] else { return 0 }
    return try connection.first(query, customer.rawValue) { (row) throws(SQLiteError) in
      row.int(0)
    } ?? 0
  }

  fileprivate func insert(
    _ record: ContactRecord,
    of customer: CustomerID,
    _ type: CustomerType
  ) throws(SQLiteError) -> ContactKey? {
    guard let query = Self.insertContact[type] else { return nil }
    try connection.run(
      query,
      customer.rawValue,
      record.name,
      record.email,
      record.phone,
      record.userCode
    )
    return ContactKey(ContactID(connection.lastInsertRowID), of: type)
  }

  fileprivate func update(_ key: ContactKey, to record: ContactRecord) throws(SQLiteError) {
    guard let query = Self.updateContact[key.type] else { return }
    try connection.run(
      query,
      key.id.rawValue,
      record.name,
      record.email,
      record.phone,
      record.userCode
    )
  }

  fileprivate func delete(_ key: ContactKey) throws(SQLiteError) {
    guard let query = Self.deleteContact[key.type] else { return }
    try connection.run(query, key.id.rawValue)
  }

  private static let contact = forBoth { table in
    "SELECT \(table)_id, name, email, phone, user_code FROM \(table)_contact WHERE id = ?1"
  }
  private static let contactCount = forBoth { table in
    "SELECT count(*) FROM \(table)_contact WHERE \(table)_id = ?1"
  }
  private static let insertContact = forBoth { table in
    """
    INSERT INTO \(table)_contact (\(table)_id, name, email, phone, user_code)
    VALUES (?1, ?2, ?3, ?4, ?5)
    """
  }
  private static let updateContact = forBoth { table in
    """
    UPDATE \(table)_contact SET name = ?2, email = ?3, phone = ?4, user_code = ?5 WHERE id = ?1
    """
  }
  private static let deleteContact = forBoth { table in
    "DELETE FROM \(table)_contact WHERE id = ?1"
  }

  /// A statement for the contacts of clients, and one for those of prospects.
  private static func forBoth(_ sql: (String) -> String) -> [CustomerType: Query] {
    [.client: Query(sql("client")), .prospect: Query(sql("prospect"))]
  }
}
