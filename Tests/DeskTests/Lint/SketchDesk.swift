import Bytes
import SQLite
import Testing

@testable import Desk

/// A ticket type in a few words, for tests of what can be wrong with one.
struct Sketch {
  var steps = ["a", "b"]
  var entries = ["a"]
  var defaultEntries = ["a"]
  /// Each as `from>to:C`, which hands the ticket to the customer, or `from>to:A`, to an attendant.
  ///
  /// Their conditions are `k0`, `k1`, … in this order.
  var ways = ["a>b:A", "b>a:C"]
  var parameters: [Own] = []
  var rules: [Rule] = []
  var opensFor = CustomerType.allCases
  var isActive = true

  struct Own {
    var key = "x"
    var kind = ParameterKind.text
    var defaultValue: String?
    var minimum: String?
    var maximum: String?
    var fractionDigits: Int64?
    var choices: [String] = []
  }

  struct Rule {
    let step: String
    let parameter: String
    let flags: FieldFlags
    /// What is added for one customer type.
    let refinement: (customerType: CustomerType, flags: FieldFlags)?

    init(
      _ step: String,
      _ parameter: String,
      _ flags: FieldFlags,
      _ refinement: (CustomerType, FieldFlags)? = nil
    ) {
      self.step = step
      self.parameter = parameter
      self.flags = flags
      self.refinement = refinement.map { (customerType: $0.0, flags: $0.1) }
    }
  }

  /// The same with parameters and rules.
  func with(_ parameters: [Own] = [], _ rules: Rule...) -> Sketch {
    var sketch = self
    sketch.parameters += parameters
    sketch.rules += rules
    return sketch
  }
}

/// A desk in memory with types that sketches describe: `admin` administers, `staff` attends and is
/// the configured attendant, and there is a customer of each type with a user named after it.
final class SketchDesk {
  let connection: Connection
  let context: WriteContext
  private var viewers: [String: Viewer] = [:]

  var reader: DeskReader { context.reader }
  var workflow: Workflow { context.workflow }

  /// Makes types with the keys `t1`, `t2`, … in this order; the SQL is run before and after that.
  init(_ sketches: Sketch..., before: String = "", after: String = "") throws {
    connection = try Connection(path: ":memory:", mode: .readWrite)
    try Migrator(migrations: Migrations.all).migrate(connection)
    try connection.execute(Self.people + before)
    context = WriteContext(
      connection: connection,
      current: CurrentWorkflow(.empty),
      clock: .standing(at: DemoDesk.now)
    )
    try add(sketches)
    try connection.execute(after)
    reload()
  }

  /// All in one desk, for many.
  init(all sketches: [Sketch]) throws {
    connection = try Connection(path: ":memory:", mode: .readWrite)
    try Migrator(migrations: Migrations.all).migrate(connection)
    try connection.execute(Self.people)
    context = WriteContext(
      connection: connection,
      current: CurrentWorkflow(.empty),
      clock: .standing(at: DemoDesk.now)
    )
    try add(sketches)
    reload()
  }

  func reload() {
    if let workflow = try? WorkflowStore.load(connection) { reader.use(workflow) }
  }

  func type(_ key: String = "t1") throws -> TicketType {
    try #require(workflow.types.first { $0.key == key })
  }

  func step(_ key: String, of type: String = "t1") throws -> Step {
    try #require(workflow.steps(of: try self.type(type)).first { $0.key == key })
  }

  func viewer(_ code: String) throws -> Viewer {
    if let known = viewers[code] { return known }
    let user = try connection.first(Query("SELECT id FROM user WHERE code = ?1"), code) { row in
      UserID(row.int(0))
    }
    let viewer = try #require(try reader.viewer(of: user ?? UserID(0)))
    viewers[code] = viewer
    return viewer
  }

  func viewer(_ type: CustomerType) throws -> Viewer { try viewer(type.rawValue) }

  /// The codes of what is wrong, each as often as it is found.
  func lint() throws -> [LintFinding] {
    try #require(try reader.lint(for: try viewer("admin")))
  }

  /// Runs a body and undoes what it wrote.
  func undoing(_ body: () throws -> Void) throws {
    try connection.openSavepoint()
    defer { try? connection.closeSavepoint(keeping: false) }
    try body()
  }

  private func add(_ sketches: [Sketch]) throws {
    try connection.write {
      try connection.execute("INSERT INTO rule_version (id, created_at) VALUES (1, 0)")
      for (number, sketch) in zip(Int64(1)..., sketches) { try add(sketch, number) }
      try connection.execute("UPDATE rule_version SET published_at = 1")
    }
  }

  private func add(_ sketch: Sketch, _ type: Int64) throws {
    let opens: [(any Bindable)?] = CustomerType.allCases.map { sketch.opensFor.contains($0) }
    try connection.run(
      Query(
        """
        INSERT INTO ticket_type (id, group_id, key, name, position, is_active, opens_for_client,
          opens_for_person, opens_for_student, opens_for_teacher, opens_for_prospect)
        VALUES (?1, 1, ?2, ?3, ?1, ?4, ?5, ?6, ?7, ?8, ?9)
        """
      ),
      binding: [type, "t\(type)", "Type \(type)", sketch.isActive] + opens
    )
    func key(_ step: some StringProtocol) -> Int64 {
      type * 100 + Int64((sketch.steps.firstIndex(of: String(step)) ?? 98) + 1)
    }
    for (position, step) in sketch.steps.enumerated() {
      try connection.run(
        Query(
          """
          INSERT INTO step (id, type_id, key, name, position, is_entry, is_default_entry)
          VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
          """
        ),
        key(step),
        type,
        step,
        step.uppercased(),
        position,
        sketch.entries.contains(step),
        sketch.defaultEntries.contains(step)
      )
    }
    for (number, way) in sketch.ways.enumerated() {
      let parts = way.split { $0 == ">" || $0 == ":" }
      try connection.run(
        Query(
          """
          INSERT INTO transition (type_id, from_step_id, to_step_id, condition_key,
            condition_label, responsibility, position) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
          """
        ),
        type,
        key(parts[0]),
        key(parts[1]),
        "k\(number)",
        "K\(number)",
        parts[2] == "C" ? 0 : 1,
        number
      )
    }
    for (number, own) in sketch.parameters.enumerated() { try add(own, number, type) }
    for rule in sketch.rules {
      let place: [(any Bindable)?] = [key(rule.step), type, rule.parameter]
      try connection.run(
        Query(
          """
          INSERT INTO field_rule (version_id, step_id, parameter_id, required, read_only,
            needed_from_previous, invisible, invisible_online)
          SELECT 1, ?1, id, ?4, ?5, ?6, ?7, ?8 FROM parameter WHERE type_id = ?2 AND key = ?3
          """
        ),
        binding: place + rule.flags.stored
      )
      guard let refinement = rule.refinement else { continue }
      try connection.run(
        Query(
          """
          INSERT INTO field_rule_refinement (version_id, step_id, parameter_id, customer_type,
            required, read_only, needed_from_previous, invisible, invisible_online)
          SELECT 1, ?1, id, ?4, ?5, ?6, ?7, ?8, ?9 FROM parameter WHERE type_id = ?2 AND key = ?3
          """
        ),
        binding: place + [refinement.customerType.code] + refinement.flags.stored
      )
    }
  }

  private func add(_ own: Sketch.Own, _ number: Int, _ type: Int64) throws {
    try connection.run(
      Query(
        """
        INSERT INTO parameter (type_id, key, label, kind, position, default_value, minimum, maximum,
          fraction_digits) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        """
      ),
      type,
      own.key,
      own.key.uppercased(),
      own.kind.rawValue,
      100 + number,
      own.defaultValue,
      own.minimum,
      own.maximum,
      own.fractionDigits
    )
    let parameter = connection.lastInsertRowID
    for (position, choice) in own.choices.enumerated() {
      try connection.run(
        Query("INSERT INTO parameter_choice VALUES (?1, ?2, ?2, ?3)"),
        parameter,
        choice,
        position
      )
    }
  }

  private static let people = """
    INSERT INTO profile (id, key, name) VALUES (1, 'portal', 'P'), (2, 'attend', 'A'),
      (3, 'administer', 'D'), (4, 'narrow', 'N');
    INSERT INTO profile_permission VALUES (1, 'PORTAL'), (2, 'ATTEND'), (3, 'ADMINISTER'),
      (4, 'PORTAL');
    INSERT INTO user (id, code, display_name, profile_id) VALUES (1, 'admin', 'Admin', 3),
      (2, 'staff', 'Staff', 2), (10, 'CLIENT', 'C', 1), (11, 'PERSON', 'P', 1),
      (12, 'STUDENT', 'S', 1), (13, 'TEACHER', 'T', 1), (14, 'PROSPECT', 'Q', 1);
    INSERT INTO attendant VALUES (1, 2, 'Ana', 1);
    UPDATE settings SET default_attendant_id = 1;
    INSERT INTO customer (id, type, name) VALUES (1, 0, 'C'), (2, 1, 'P'), (3, 2, 'S'),
      (4, 3, 'T'), (5, 4, 'Q');
    INSERT INTO client (customer_id, code, user_code) VALUES (1, 'C1', 'CLIENT');
    INSERT INTO person (customer_id, code, user_code) VALUES (2, 'P2', 'PERSON');
    INSERT INTO student (customer_id, registration, user_code) VALUES (3, 'S3', 'STUDENT');
    INSERT INTO teacher (customer_id, code, user_code) VALUES (4, 'T4', 'TEACHER');
    INSERT INTO prospect (customer_id, code, user_code) VALUES (5, 'Q5', 'PROSPECT');
    INSERT INTO ticket_group VALUES (1, 'g', 'Group', NULL, 0);
    INSERT INTO forward_reason VALUES (1, 'r', 'R', 1, 1);

    """
}
