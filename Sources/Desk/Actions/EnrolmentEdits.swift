import Bytes
public import SQLite

/// Says what the academic system knows of a student's enrolment or of a teacher's part in a class.
///
/// Everything is named by the academic system's own ids: what is known is changed, what is not is
/// added, and saying the same again changes nothing.
///
/// - Source: R68.
public struct UpsertEnrolment: Sendable {
  /// Whose it is, as the academic system names them.
  public enum Holder: Hashable, Sendable {
    case student(registration: String)
    case teacher(code: String)
  }

  /// A term, with its days where they are known.
  public struct Term: Hashable, Sendable {
    public let unit: AcademicUnit
    public let startsOn: String?
    public let endsOn: String?

    public init(_ unit: AcademicUnit, startsOn: String?, endsOn: String?) {
      self.unit = unit
      self.startsOn = startsOn
      self.endsOn = endsOn
    }
  }

  /// What was written, under which id.
  public struct Written: Hashable, Sendable {
    public let id: EnrolmentID
    public let externalID: String
  }

  public let externalID: String
  public let holder: Holder
  public let course: AcademicUnit?
  public let term: Term?
  public let schoolClass: AcademicUnit?
  public let isActive: Bool

  public init(
    externalID: String,
    holder: Holder,
    course: AcademicUnit? = nil,
    term: Term? = nil,
    schoolClass: AcademicUnit? = nil,
    isActive: Bool = true
  ) {
    self.externalID = externalID
    self.holder = holder
    self.course = course
    self.term = term
    self.schoolClass = schoolClass
    self.isActive = isActive
  }

  /// Writes the enrolment with its course, term and class, or says all that stands against it.
  ///
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<Written> {
    guard viewer.has(.administer) || viewer.has(.integrate), viewer.lens == nil else {
      return .refused(.notPermitted)
    }
    var input = PeopleInput()
    let externalID = input.code(externalID, "externalId")
    let owner = try owner(&input, in: context)
    let course = check(course, "course", &input)
    let term = checkTerm(&input)
    let schoolClass = check(schoolClass, "schoolClass", &input)
    let known = try context.enrolment(externalID: externalID)
    if let owner, let known, known.record.customer != owner.id {
      input.refuse(.conflict, "externalId")
    }
    if known == nil, let owner, try context.enrolmentCount(of: owner.id) >= Limits.enrolments {
      input.refuse(.limitReached, "externalId")
    }
    guard input.isGood, let owner else { return .refused(input.problems) }

    let units: [(name: String, unit: AcademicUnit?, table: AcademicTable)] = [
      ("courseName", course, .course), ("termName", term?.unit, .term),
      ("schoolClassName", schoolClass, .schoolClass),
    ]
    var (named, renamed): ([JSON.Member], [JSON.Member]) = ([], [])
    for (name, unit, table) in units {
      guard let unit else { continue }
      let before = try context.name(ofUnit: unit.code, in: table)
      guard before?.hasSameBytes(as: unit.name) != true else { continue }
      named.append(JSON.Member(name: name, value: before.map(JSON.string) ?? .null))
      renamed.append(JSON.Member(name: name, value: .string(unit.name)))
    }
    var record = EnrolmentRecord(
      externalID: externalID,
      customer: owner.id,
      type: owner.type,
      isActive: isActive
    )
    if let course { record.course = try context.upsert(course, in: .course) }
    if let schoolClass { record.schoolClass = try context.upsert(schoolClass, in: .schoolClass) }
    if let term {
      let key = try context.upsert(term.unit, in: .term)
      try context.write(days: key, from: term.startsOn, to: term.endsOn)
      record.term = key
    }
    if let known, known.record == record, renamed.isEmpty {
      return .done(Written(id: known.id, externalID: externalID))
    }
    let id = try context.write(record, over: known?.id)
    try context.audit(
      "upsertEnrolment",
      .enrolment,
      id.rawValue,
      before: known?.record.audited.adding(named),
      after: record.audited.adding(renamed),
      by: viewer
    )
    return .done(Written(id: id, externalID: externalID))
  }

  private func owner(
    _ input: inout PeopleInput,
    in context: WriteContext
  ) throws(SQLiteError) -> (id: CustomerID, type: CustomerType)? {
    let (type, code, name): (CustomerType, String, String) =
      switch holder {
      case .student(let registration): (.student, registration, "registration")
      case .teacher(let code): (.teacher, code, "teacherCode")
      }
    guard let id = try context.customer(of: type, code: code) else {
      input.refuse(.notFound, "holder", name)
      return nil
    }
    return (id, type)
  }

  private func check(
    _ unit: AcademicUnit?,
    _ name: String,
    _ input: inout PeopleInput
  ) -> AcademicUnit? {
    guard let unit else { return nil }
    return AcademicUnit(
      code: input.code(unit.code, name, "code"),
      name: input.line(unit.name, name, "name")
    )
  }

  private func checkTerm(_ input: inout PeopleInput) -> Term? {
    guard let term, let unit = check(term.unit, "term", &input) else { return nil }
    let start = input.day(term.startsOn, "term", "startsOn")
    let end = input.day(term.endsOn, "term", "endsOn")
    if let start, let end, end < start { input.refuse(.invalidValue, "term", "endsOn") }
    return Term(unit, startsOn: start, endsOn: end)
  }
}

extension JSON {
  /// An object with further members behind its own.
  fileprivate func adding(_ members: [JSON.Member]) -> JSON {
    guard case .object(let own) = self else { return self }
    return .object(own + members)
  }
}
