import Bytes
public import SQLite

/// Says who are the guardians of a student: the persons who may read the student's tickets.
public struct SetGuardians: Sendable {
  /// A person, and how they are tied to the student.
  public struct Tie: Hashable, Sendable {
    public let person: Reference<CustomerID>
    public let relation: String

    public init(person: Reference<CustomerID>, relation: String) {
      self.person = person
      self.relation = relation
    }
  }

  public let student: Reference<CustomerID>
  /// All of them: who is not among these is a guardian no more.
  public let guardians: [Tie]

  public init(student: Reference<CustomerID>, guardians: [Tie]) {
    self.student = student
    self.guardians = guardians
  }

  /// Replaces the student's guardians, or says all that stands against it.
  ///
  /// - Returns: The student.
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<CustomerID> {
    guard viewer.has(.administer) else { return .refused(.notPermitted) }
    guard let id = student.id, let record = try context.customer(id), record.type == .student
    else {
      return .refused(.notFound, at: "input", "student")
    }
    guard guardians.count <= Limits.guardians else {
      return .refused(.limitReached, at: "input", "guardians")
    }
    var input = PeopleInput()
    let before = try context.guardians(of: id)
    var after: [(person: CustomerID, relation: String)] = []
    for (place, tie) in guardians.enumerated() {
      let place = String(place)
      let relation = input.line(tie.relation, "guardians", place, "relation")
      guard let person = tie.person.id, try context.customer(person)?.type == .person else {
        input.refuse(.notFound, "guardians", place, "person")
        continue
      }
      if after.contains(where: { $0.person == person }) {
        input.refuse(.alreadyExists, "guardians", place, "person")
      } else if !before.contains(where: { $0.person == person }),
        try context.dependantCount(of: person) >= Limits.dependants
      {
        input.refuse(.limitReached, "guardians", place, "person")
      }
      after.append((person, relation))
    }
    guard input.isGood else { return .refused(input.problems) }
    try context.replaceGuardians(of: id, with: after)
    try context.audit(
      "setGuardians",
      .customer,
      id.rawValue,
      before: Self.audited(before),
      after: Self.audited(after),
      by: viewer
    )
    return .done(id)
  }

  private static func audited(_ ties: [(person: CustomerID, relation: String)]) -> JSON {
    let items = ties.map { tie -> JSON in
      ["person": .integer(tie.person.rawValue), "relation": .string(tie.relation)]
    }
    return ["guardians": .array(items)]
  }
}

extension WriteContext {
  fileprivate func guardians(
    of student: CustomerID
  ) throws(SQLiteError) -> [(person: CustomerID, relation: String)] {
    var ties: [(CustomerID, String)] = []
    try connection.rows(Self.guardians, student.rawValue) { row in
      ties.append((CustomerID(row.int(0)), row.text(1) ?? ""))
    }
    return ties
  }

  fileprivate func dependantCount(of person: CustomerID) throws(SQLiteError) -> Int64 {
    try connection.first(Self.dependantCount, person.rawValue) { (row) throws(SQLiteError) in
      row.int(0)
    } ?? 0
  }

  fileprivate func replaceGuardians(
    of student: CustomerID,
    with ties: [(person: CustomerID, relation: String)]
  ) throws(SQLiteError) {
    try connection.run(Self.deleteGuardians, student.rawValue)
    for tie in ties {
      try connection.run(
        Self.insertGuardian,
        tie.person.rawValue,
        student.rawValue,
        tie.relation
      )
    }
  }

  private static let guardians = Query(
    "SELECT person_id, relation FROM guardian WHERE student_id = ?1 ORDER BY person_id"
  )
  private static let dependantCount = Query("SELECT count(*) FROM guardian WHERE person_id = ?1")
  private static let deleteGuardians = Query("DELETE FROM guardian WHERE student_id = ?1")
  private static let insertGuardian = Query(
    "INSERT INTO guardian (person_id, student_id, relation) VALUES (?1, ?2, ?3)"
  )
}
