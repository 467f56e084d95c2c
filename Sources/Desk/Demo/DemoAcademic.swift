import SQLite

/// What the academic system of the story knows, and who reads whose tickets.
enum DemoAcademic {
  /// Writes it; the people are there already.
  static func seed(into connection: Connection) throws(SQLiteError) {
    try connection.run(seesDependants, "responsavel")
    for (person, student, relation) in guardians {
      try connection.run(guardian, person, student, relation)
    }
    for (code, name) in courses { try connection.run(course, code, name) }
    for (code, name, start, end) in terms { try connection.run(term, code, name, start, end) }
    for (code, name) in classes { try connection.run(schoolClass, code, name) }
    for enrolled in enrolments {
      try connection.run(
        enrolled.isTeacher ? teaching : enrolment,
        enrolled.id,
        enrolled.code,
        enrolled.course,
        enrolled.term,
        enrolled.schoolClass,
        enrolled.isActive
      )
    }
  }

  private struct Enrolled {
    let id: String
    /// A student's registration, or a teacher's code.
    let code: String
    var isTeacher = false
    let course: String
    let term: String
    let schoolClass: String?
    var isActive = true
  }

  private static let guardians = [("P-0010", "2024.1187", "Mãe")]
  private static let courses = [("ADM", "Administração"), ("LET", "Letras")]
  private static let terms = [
    ("2025.2", "2º semestre de 2025", "2025-08-04", "2025-12-12"),
    ("2026.1", "1º semestre de 2026", "2026-02-09", "2026-06-26"),
  ]
  private static let classes = [("ADM-3N", "Administração, 3º período, noite")]
  private static let enrolments = [
    Enrolled(
      id: "MAT-1187-1",
      code: "2024.1187",
      course: "ADM",
      term: "2025.2",
      schoolClass: nil,
      isActive: false
    ),
    Enrolled(
      id: "MAT-1187-2",
      code: "2024.1187",
      course: "ADM",
      term: "2026.1",
      schoolClass: "ADM-3N"
    ),
    Enrolled(id: "MAT-0456", code: "2023.0456", course: "LET", term: "2026.1", schoolClass: nil),
    Enrolled(
      id: "DOC-0001",
      code: "D-0001",
      isTeacher: true,
      course: "ADM",
      term: "2026.1",
      schoolClass: "ADM-3N"
    ),
  ]

  private static let seesDependants = Query(
    "UPDATE profile SET sees_dependants = 1 WHERE key = ?1"
  )
  private static let guardian = Query(
    """
    INSERT INTO guardian (person_id, student_id, relation)
    SELECT person.customer_id, student.customer_id, ?3 FROM person, student
    WHERE code = ?1 AND registration = ?2
    """
  )
  private static let course = Query("INSERT INTO course (external_id, name) VALUES (?1, ?2)")
  private static let term = Query(
    "INSERT INTO term (external_id, name, starts_on, ends_on) VALUES (?1, ?2, ?3, ?4)"
  )
  private static let schoolClass = Query(
    "INSERT INTO school_class (external_id, name) VALUES (?1, ?2)"
  )
  private static let enrolment = enrolled("student", "registration")
  private static let teaching = enrolled("teacher", "code")

  private static func enrolled(_ table: String, _ column: String) -> Query {
    Query(
      """
      INSERT INTO enrolment (external_id, customer_id, customer_type, course_id, term_id, class_id,
        is_active)
      SELECT ?1, customer_id, type, (SELECT id FROM course WHERE external_id = ?3),
        (SELECT id FROM term WHERE external_id = ?4),
        (SELECT id FROM school_class WHERE external_id = ?5), ?6
      FROM \(table) WHERE \(column) = ?2
      """
    )
  }
}
