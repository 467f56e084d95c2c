import Bytes
public import SQLite

extension DeskReader {
  /// Academic contexts by their ids: for the desk, and for those who stand for the customer or are
  /// its guardian.
  public func academicContexts(
    ids: [EnrolmentID],
    for viewer: Viewer
  ) throws(SQLiteError) -> Found<AcademicContexts> {
    var contexts = AcademicContexts()
    var slots: [Int32] = []
    for id in ids {
      var slot: Int32 = -1
      try connection.rows(Self.context, id.rawValue) { row in
        if contexts.append(row, for: viewer) { slot = Int32(clamping: contexts.count - 1) }
      }
      slots.append(slot)
    }
    return Found(slots: slots, rows: contexts)
  }

  /// The academic contexts of some customers, each list by key.
  ///
  /// - Returns: Empty for one who is neither a student nor a teacher, and where they are not the
  ///   viewer's to read.
  public func academicContexts(
    of customers: Customers,
    for viewer: Viewer
  ) throws(SQLiteError) -> (offsets: [Int32], contexts: AcademicContexts) {
    var contexts = AcademicContexts()
    var offsets: [Int32] = [0]
    for (id, type) in zip(customers.ids, customers.types) {
      if type.isSomebody, viewer.knows(id) {
        try connection.rows(Self.contextsOf, id.rawValue, Limits.enrolments) { row in
          _ = contexts.append(row, for: viewer)
        }
      }
      offsets.append(Int32(clamping: contexts.count))
    }
    return (offsets, contexts)
  }

  /// The academic context of each of some tickets; of one that has none, nothing.
  public func academicContexts(
    of tickets: Tickets,
    for viewer: Viewer
  ) throws(SQLiteError) -> Found<AcademicContexts> {
    var contexts = AcademicContexts()
    var slots: [Int32] = []
    for id in tickets.ids {
      var slot: Int32 = -1
      try connection.rows(Self.contextOfTicket, id.rawValue) { row in
        if contexts.append(row, for: viewer) { slot = Int32(clamping: contexts.count - 1) }
      }
      slots.append(slot)
    }
    return Found(slots: slots, rows: contexts)
  }

  /// What the viewer opened from another system under an id of that system.
  ///
  /// - Returns: At most one; none where the ticket's type is blocked for the viewer (Q9).
  public func externalTicket(
    _ externalID: String,
    for viewer: Viewer
  ) throws(SQLiteError) -> ExternalTickets {
    var tickets = ExternalTickets()
    guard viewer.has(.integrate), externalID.utf8.count <= Limits.keyBytes else { return tickets }
    try connection.rows(Self.externalTicket, viewer.user.rawValue, externalID) { row in
      if let type = row.optionalInt(5), viewer.blockedTypes.contains(TicketTypeID(type)) { return }
      row.append(text: 0, to: &tickets.externalIDs)
      tickets.numbers.append(TicketID(row.int(1)))
      tickets.openedAt.append(Instant(milliseconds: row.int(2)))
      tickets.statuses.append(row.optionalInt(3).flatMap(TicketStatus.init(code:)))
      tickets.responsibilities.append(row.optionalInt(4).flatMap(Responsibility.init(code:)))
      tickets.steps.append(row.optionalInt(6).map { workflow.place(of: StepID($0)) })
    }
    return tickets
  }

  private static func statement(_ source: String, _ condition: String) -> Query {
    Query(
      """
      SELECT enrolment.id, enrolment.customer_id, enrolment.external_id, is_active,
        course.external_id, course.name, term.external_id, term.name,
        school_class.external_id, school_class.name, starts_on, ends_on
      FROM \(source)
        LEFT JOIN course ON course.id = course_id
        LEFT JOIN term ON term.id = term_id
        LEFT JOIN school_class ON school_class.id = class_id
      WHERE \(condition)
      """
    )
  }

  private static let context = statement("enrolment", "enrolment.id = ?1")
  static let contextsOf = statement(
    "enrolment",
    "enrolment.customer_id = ?1 ORDER BY enrolment.id LIMIT ?2"
  )
  private static let contextOfTicket = statement(
    "ticket JOIN enrolment ON enrolment.id = ticket.enrolment_id",
    "ticket.id = ?1"
  )
  private static let externalTicket = Query(
    """
    SELECT external_id, number, external_ticket.opened_at, status, responsibility, type_id, step_id
    FROM external_ticket LEFT JOIN ticket ON ticket.id = ticket_id
    WHERE user_id = ?1 AND external_id = ?2
    """
  )
}

extension AcademicContexts {
  /// Takes a row.
  ///
  /// - Returns: Whether the viewer may know of it.
  fileprivate mutating func append(_ row: borrowing Row, for viewer: Viewer) -> Bool {
    let customer = CustomerID(row.int(1))
    guard viewer.knows(customer) else { return false }
    ids.append(EnrolmentID(row.int(0)))
    customers.append(customer)
    row.append(text: 2, to: &externalIDs)
    isActive.append(row.bool(3))
    row.append(text: 4, to: &courses.codes)
    row.append(text: 5, to: &courses.names)
    row.append(text: 6, to: &terms.codes)
    row.append(text: 7, to: &terms.names)
    row.append(text: 8, to: &classes.codes)
    row.append(text: 9, to: &classes.names)
    row.append(text: 10, to: &termStarts)
    row.append(text: 11, to: &termEnds)
    return true
  }
}

/// An enrolment as an action judges and writes it.
struct EnrolmentRecord: Hashable {
  let externalID: String
  var customer: CustomerID
  var type: CustomerType
  var course: Int64?
  var term: Int64?
  var schoolClass: Int64?
  var isActive: Bool

  /// As the audit log keeps it.
  var audited: JSON {
    [
      "externalId": .string(externalID), "customer": .integer(customer.rawValue),
      "course": course.map(JSON.integer) ?? .null, "term": term.map(JSON.integer) ?? .null,
      "schoolClass": schoolClass.map(JSON.integer) ?? .null, "isActive": .boolean(isActive),
    ]
  }
}

/// The reads and writes of actions on academic contexts.
extension WriteContext {
  func enrolment(
    externalID: String
  ) throws(SQLiteError) -> (id: EnrolmentID, record: EnrolmentRecord)? {
    let found = try connection.first(Self.enrolment, externalID) {
      (row) throws(SQLiteError) -> (EnrolmentID, EnrolmentRecord)? in
      guard let type = CustomerType(code: row.int(2)) else { return nil }
      let record = EnrolmentRecord(
        externalID: externalID,
        customer: CustomerID(row.int(1)),
        type: type,
        course: row.optionalInt(3),
        term: row.optionalInt(4),
        schoolClass: row.optionalInt(5),
        isActive: row.bool(6)
      )
      return (EnrolmentID(row.int(0)), record)
    }
    return found ?? nil
  }

  /// Whether a ticket of a customer can be opened in an academic context.
  func isOpen(
    _ enrolment: EnrolmentID,
    to customer: CustomerID
  ) throws(SQLiteError) -> Bool {
    try connection.first(Self.openEnrolment, enrolment.rawValue, customer.rawValue) {
      (row) throws(SQLiteError) in true
    } != nil
  }

  func enrolmentCount(of customer: CustomerID) throws(SQLiteError) -> Int64 {
    try connection.first(Self.enrolmentCount, customer.rawValue) { (row) throws(SQLiteError) in
      row.int(0)
    } ?? 0
  }

  /// Writes a course or a class by its external id.
  ///
  /// - Returns: Its key.
  func upsert(
    _ unit: AcademicUnit,
    in table: AcademicTable
  ) throws(SQLiteError) -> Int64 {
    try connection.run(table.upsert, unit.code, unit.name)
    return try connection.first(table.find, unit.code) { (row) throws(SQLiteError) in
      row.int(0)
    } ?? 0
  }

  /// The name that a course, a term or a class has; `nil` where it is not known.
  func name(
    ofUnit code: String,
    in table: AcademicTable
  ) throws(SQLiteError) -> String? {
    try connection.first(table.find, code) { (row) throws(SQLiteError) in row.text(1) } ?? nil
  }

  func write(days of: Int64, from start: String?, to end: String?) throws(SQLiteError) {
    try connection.run(Self.setDays, of, start, end)
  }

  func write(
    _ record: EnrolmentRecord,
    over id: EnrolmentID?
  ) throws(SQLiteError) -> EnrolmentID {
    try connection.run(
      Self.upsertEnrolment,
      record.externalID,
      record.customer.rawValue,
      record.type.code,
      record.course,
      record.term,
      record.schoolClass,
      record.isActive
    )
    return id ?? EnrolmentID(connection.lastInsertRowID)
  }

  /// Says in which academic context a ticket was opened.
  func set(_ enrolment: EnrolmentID, of ticket: TicketID) throws(SQLiteError) {
    try connection.run(Self.setContext, ticket.rawValue, enrolment.rawValue)
  }

  /// Keeps what a system opened under its own id, so that it opens nothing twice.
  func keep(
    external externalID: String,
    of user: UserID,
    _ ticket: TicketID
  ) throws(SQLiteError) {
    let now = clock.now().milliseconds
    try connection.run(
      Self.keepExternal,
      user.rawValue,
      externalID,
      ticket.rawValue,
      ticket.rawValue,
      now
    )
  }

  private static let enrolment = Query(
    """
    SELECT id, customer_id, customer_type, course_id, term_id, class_id, is_active FROM enrolment
    WHERE external_id = ?1
    """
  )
  private static let openEnrolment = Query(
    "SELECT 1 FROM enrolment WHERE id = ?1 AND customer_id = ?2 AND is_active = 1"
  )
  private static let enrolmentCount = Query(
    "SELECT count(*) FROM enrolment WHERE customer_id = ?1"
  )
  private static let upsertEnrolment = Query(
    """
    INSERT INTO enrolment (external_id, customer_id, customer_type, course_id, term_id, class_id,
      is_active)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    ON CONFLICT (external_id) DO UPDATE SET customer_id = excluded.customer_id,
      customer_type = excluded.customer_type, course_id = excluded.course_id,
      term_id = excluded.term_id, class_id = excluded.class_id, is_active = excluded.is_active
    """
  )
  private static let setDays = Query(
    """
    UPDATE term SET starts_on = ifnull(?2, starts_on), ends_on = ifnull(?3, ends_on) WHERE id = ?1
    """
  )
  private static let setContext = Query("UPDATE ticket SET enrolment_id = ?2 WHERE id = ?1")
  private static let keepExternal = Query(
    """
    INSERT INTO external_ticket (user_id, external_id, number, ticket_id, opened_at)
    VALUES (?1, ?2, ?3, ?4, ?5)
    """
  )
}

/// The three tables of what an academic system names.
struct AcademicTable {
  fileprivate let upsert: Query
  fileprivate let find: Query

  private init(_ table: String) {
    upsert = Query(
      """
      INSERT INTO \(table) (external_id, name) VALUES (?1, ?2)
      ON CONFLICT (external_id) DO UPDATE SET name = excluded.name WHERE name <> excluded.name
      """
    )
    find = Query("SELECT id, name FROM \(table) WHERE external_id = ?1")
  }

  static let course = AcademicTable("course")
  static let term = AcademicTable("term")
  static let schoolClass = AcademicTable("school_class")
}

/// A course, a term or a class as the academic system names it.
public struct AcademicUnit: Hashable, Sendable {
  /// The academic system's own id.
  public let code: String
  public let name: String

  public init(code: String, name: String) {
    self.code = code
    self.name = name
  }
}
