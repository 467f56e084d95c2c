import Bytes
import SQLite

/// A customer as an action judges and writes it.
struct CustomerRecord: Hashable {
  let type: CustomerType
  var code: String
  var name: String
  /// Those that are filled, of the register's own.
  var details: [CustomerDetail: String] = [:]
  /// Of a student or a teacher.
  var person: CustomerID?

  /// As the audit log keeps it.
  var audited: JSON {
    var members = [
      JSON.Member(name: "type", value: .string(type.rawValue)),
      JSON.Member(name: "code", value: .string(code)),
      JSON.Member(name: "name", value: .string(name)),
    ]
    for detail in CustomerDetail.allCases {
      guard let text = details[detail] else { continue }
      members.append(JSON.Member(name: detail.rawValue, value: .string(text)))
    }
    if let person {
      members.append(JSON.Member(name: "person", value: .integer(person.rawValue)))
    }
    return .object(members)
  }
}

/// The reads and writes of actions on customers. None of them judges: the action has done so.
extension WriteContext {
  /// A customer as it is; `nil` where there is none.
  func customer(_ id: CustomerID) throws(SQLiteError) -> CustomerRecord? {
    let found = try connection.first(Self.customer, id.rawValue) {
      (row) throws(SQLiteError) in (CustomerType(code: row.int(0)), row.text(1) ?? "")
    }
    guard let found, let type = found.0 else { return nil }
    var record = CustomerRecord(type: type, code: "", name: found.1)
    try connection.rows(Self.records[type] ?? Self.customer, id.rawValue) { row in
      record.code = row.text(0) ?? ""
      record.person = row.optionalInt(1).map { CustomerID($0) }
      for (place, detail) in CustomerDetail.written(of: type).enumerated() {
        record.details[detail] = row.text(place + 2)
      }
    }
    return record
  }

  /// The customer that has a code in a register; `nil` where none has.
  func customer(of type: CustomerType, code: String) throws(SQLiteError) -> CustomerID? {
    guard let query = Self.byCode[type] else { return nil }
    return try connection.first(query, code) { (row) throws(SQLiteError) in
      CustomerID(row.int(0))
    }
  }

  func hasUser(code: String) throws(SQLiteError) -> Bool {
    try connection.first(Self.userOfCode, code) { (row) throws(SQLiteError) in true } != nil
  }

  /// Whether tickets, students or teachers refer to a customer.
  func isUsed(_ customer: CustomerID) throws(SQLiteError) -> Bool {
    try connection.first(Self.usesOfCustomer, customer.rawValue) {
      (row) throws(SQLiteError) in row.bool(0)
    } ?? false
  }

  func insert(_ record: CustomerRecord) throws(SQLiteError) -> CustomerID {
    let now = clock.now().milliseconds
    try connection.run(Self.insertCustomer, record.type.code, record.name, now)
    let id = CustomerID(connection.lastInsertRowID)
    if let query = Self.insertRecord[record.type] {
      try connection.run(query, id.rawValue, record.code)
    }
    try writeDetails(of: record, id)
    try PeopleIndex.index(customer: id, on: connection)
    return id
  }

  func update(_ id: CustomerID, to record: CustomerRecord) throws(SQLiteError) {
    try connection.run(Self.renameCustomer, id.rawValue, record.name)
    if let query = Self.recode[record.type] { try connection.run(query, id.rawValue, record.code) }
    try writeDetails(of: record, id)
    try PeopleIndex.index(customer: id, on: connection)
  }

  func delete(_ customer: CustomerID) throws(SQLiteError) {
    try connection.run(Self.deleteCustomer, customer.rawValue)
    try PeopleIndex.index(customer: customer, on: connection)
  }

  private func writeDetails(of record: CustomerRecord, _ id: CustomerID) throws(SQLiteError) {
    for detail in CustomerDetail.written(of: record.type) {
      guard let query = Self.detailUpdates[record.type]?[detail] else { continue }
      try connection.run(query, id.rawValue, record.details[detail])
    }
    if let query = Self.personUpdates[record.type] {
      try connection.run(query, id.rawValue, record.person?.rawValue)
    }
  }

  private static let customer = Query("SELECT type, name FROM customer WHERE id = ?1")
  private static let userOfCode = Query("SELECT 1 FROM user WHERE code = ?1")
  private static let usesOfCustomer = Query(
    """
    SELECT EXISTS (SELECT 1 FROM ticket WHERE customer_id = ?1)
      OR EXISTS (SELECT 1 FROM student WHERE person_id = ?1)
      OR EXISTS (SELECT 1 FROM teacher WHERE person_id = ?1)
    """
  )
  private static let insertCustomer = Query(
    "INSERT INTO customer (type, name, created_at) VALUES (?1, ?2, ?3)"
  )
  private static let renameCustomer = Query("UPDATE customer SET name = ?2 WHERE id = ?1")
  private static let deleteCustomer = Query("DELETE FROM customer WHERE id = ?1")

  private static let records = forEachType { type in
    let details = CustomerDetail.written(of: type).map(\.rawValue).joined(separator: ", ")
    let person = type.isSomebody ? "person_id" : "NULL"
    return
      "SELECT \(type.codeColumn), \(person), \(details) FROM \(type.table) WHERE customer_id = ?1"
  }
  private static let byCode = forEachType { type in
    "SELECT customer_id FROM \(type.table) WHERE \(type.codeColumn) = ?1"
  }
  private static let insertRecord = forEachType { type in
    "INSERT INTO \(type.table) (customer_id, \(type.codeColumn)) VALUES (?1, ?2)"
  }
  private static let recode = forEachType { type in
    "UPDATE \(type.table) SET \(type.codeColumn) = ?2 WHERE customer_id = ?1"
  }
  private static let personUpdates: [CustomerType: Query] = [
    .student: Query("UPDATE student SET person_id = ?2 WHERE customer_id = ?1"),
    .teacher: Query("UPDATE teacher SET person_id = ?2 WHERE customer_id = ?1"),
  ]
  private static let detailUpdates: [CustomerType: [CustomerDetail: Query]] = {
    var updates: [CustomerType: [CustomerDetail: Query]] = [:]
    for type in CustomerType.allCases {
      for detail in CustomerDetail.written(of: type) {
        updates[type, default: [:]][detail] = Query(
          "UPDATE \(type.table) SET \(detail.rawValue) = ?2 WHERE customer_id = ?1"
        )
      }
    }
    return updates
  }()

  private static func forEachType(_ sql: (CustomerType) -> String) -> [CustomerType: Query] {
    var queries: [CustomerType: Query] = [:]
    for type in CustomerType.allCases { queries[type] = Query(sql(type)) }
    return queries
  }
}

extension CustomerType {
  /// Whether a customer of the type can be linked to the person that it is.
  var isSomebody: Bool { self == .student || self == .teacher }
}

extension CustomerDetail {
  /// What a register keeps beside the code, in the order of the cases.
  static func written(of type: CustomerType) -> [CustomerDetail] {
    allCases.filter { $0 != .registration && $0.isKept(of: type) }
  }
}
