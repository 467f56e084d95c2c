public import Bytes
public import SQLite

/// What the registers know of a customer beside its code and name.
public enum CustomerDetail: String, Hashable, Sendable, CaseIterable {
  case email = "email"
  case phone = "phone"
  case userCode = "user_code"
  case taxID = "tax_id"
  case tradeName = "trade_name"
  case birthDate = "birth_date"
  case registration = "registration"
  case company = "company"

  /// Whether a register has it.
  public func isKept(of type: CustomerType) -> Bool {
    switch self {
    case .email, .phone, .userCode: true
    case .taxID: type == .client || type == .person
    case .tradeName: type == .client
    case .birthDate: type == .person
    case .registration: type == .student
    case .company: type == .prospect
    }
  }
}

extension CustomerType {
  /// The table of its register.
  var table: String { rawValue.lowercased() }

  /// The column of the code in its register.
  var codeColumn: String { self == .student ? "registration" : "code" }
}

extension DeskReader {
  /// One detail of some customers.
  ///
  /// - Parameters:
  ///   - detail: Which.
  ///   - customers: As they were read for the viewer.
  ///   - viewer: Who asks: the desk reads all, a customer the own record, others nothing.
  /// - Returns: A text for each customer; null where there is none, or none that may be seen.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(customers): a statement for each register among them.
  public func texts(
    _ detail: CustomerDetail,
    of customers: Customers,
    for viewer: Viewer
  ) throws(SQLiteError) -> TextColumn {
    var texts = TextColumn()
    for (id, type) in zip(customers.ids, customers.types) {
      let count = texts.count
      if detail.isKept(of: type), viewer.readsRecord(of: id),
        let query = Self.details[detail]?[type]
      {
        try connection.rows(query, id.rawValue) { row in row.append(text: 0, to: &texts) }
      }
      if texts.count == count { texts.appendNull() }
    }
    return texts
  }

  /// The person that a student or a teacher is; null for other customers, where none is known, and
  /// where the record is not the viewer's to read.
  public func persons(
    of customers: Customers,
    for viewer: Viewer
  ) throws(SQLiteError) -> [CustomerID?] {
    var persons: [CustomerID?] = []
    for (id, type) in zip(customers.ids, customers.types) {
      var person: CustomerID?
      if let query = Self.person[type], viewer.readsRecord(of: id) {
        try connection.rows(query, id.rawValue) { row in
          person = row.optionalInt(0).map { CustomerID($0) }
        }
      }
      persons.append(person)
    }
    return persons
  }

  /// Those who see the tickets of some students, or whose tickets some persons see; for the desk.
  ///
  /// - Returns: A list for each customer; empty for one that can have none, and for other viewers.
  public func ties(
    _ side: GuardianTies.Side,
    of customers: Customers,
    for viewer: Viewer
  ) throws(SQLiteError) -> GuardianTies {
    var ties = GuardianTies()
    for (id, type) in zip(customers.ids, customers.types) {
      if viewer.audience == .desk, type == side.type {
        try connection.rows(side == .guardians ? Self.guardians : Self.dependants, id.rawValue) {
          row in
          ties.customers.append(CustomerID(row.int(0)))
          row.append(text: 1, to: &ties.relations)
        }
      }
      ties.offsets.append(Int32(clamping: ties.customers.count))
    }
    return ties
  }

  private static let details: [CustomerDetail: [CustomerType: Query]] = {
    var details: [CustomerDetail: [CustomerType: Query]] = [:]
    for detail in CustomerDetail.allCases {
      for type in CustomerType.allCases where detail.isKept(of: type) {
        details[detail, default: [:]][type] = Query(
          "SELECT \(detail.rawValue) FROM \(type.table) WHERE customer_id = ?1"
        )
      }
    }
    return details
  }()
  private static let person: [CustomerType: Query] = [
    .student: Query("SELECT person_id FROM student WHERE customer_id = ?1"),
    .teacher: Query("SELECT person_id FROM teacher WHERE customer_id = ?1"),
  ]
  private static let guardians = Query(
    "SELECT person_id, relation FROM guardian WHERE student_id = ?1 ORDER BY person_id"
  )
  private static let dependants = Query(
    "SELECT student_id, relation FROM guardian WHERE person_id = ?1 ORDER BY student_id"
  )
}

/// Who is tied to some customers, and how.
///
/// - Shape: customer `i` has the rows `offsets[i]..<offsets[i + 1]`.
public struct GuardianTies: Sendable {
  /// Which end of the tie is asked for.
  public enum Side: Hashable, Sendable {
    /// The persons who see a student's tickets.
    case guardians
    /// The students whose tickets a person sees.
    case dependants

    /// The type of customer that has such.
    var type: CustomerType { self == .guardians ? .student : .person }
  }

  public internal(set) var offsets: [Int32] = [0]
  public internal(set) var customers: [CustomerID] = []
  public internal(set) var relations = TextColumn()

  public var count: Int { customers.count }
}
