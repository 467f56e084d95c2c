import Bytes
import SQLite
import Testing

@testable import Desk

/// A desk in memory, small enough to be known by heart.
///
/// Users 1…6: `student` stands for customers 3 and (as a person) 2, `other` for customer 13,
/// `staff` attends as attendant 1 "Ana", `admin` administers and is no attendant, `blocked` is the
/// student's twin for whom type 2 is blocked, `nobody` has no permission.
/// Type 1 has steps 1 (entry) and 2, type 2 has step 3. At step 2 the discussion is hidden from
/// students and the subject from every customer; the attachments are hidden from the desk.
final class SmallDesk {
  let connection: Connection
  let context: WriteContext
  let current: CurrentWorkflow
  let time = Instant(milliseconds: 1_000_000)

  var reader: DeskReader { context.reader }

  init(_ extra: String = "") throws {
    connection = try Connection(path: ":memory:", mode: .readWrite)
    try Migrator(migrations: Migrations.all).migrate(connection)
    try connection.execute(Self.story + extra)
    current = CurrentWorkflow(try WorkflowStore.load(connection))
    context = WriteContext(
      connection: connection,
      current: current,
      clock: .standing(at: time)
    )
  }

  func viewer(_ code: String) throws -> Viewer {
    let codes = ["student", "other", "staff", "admin", "blocked", "nobody"]
    let place = try #require(codes.firstIndex(of: code))
    let viewer = try reader.viewer(of: UserID(Int64(place + 1)))
    return try #require(viewer)
  }

  /// Adds a ticket in a state, and gives its key.
  @discardableResult
  func ticket(
    customer: Int64 = 3,
    type: CustomerType = .student,
    ofType ticketType: Int64 = 1,
    step: Int64 = 1,
    _ status: TicketStatus = .pending,
    _ responsibility: Responsibility = .customer,
    attendant: Int64? = nil
  ) throws -> TicketID {
    try connection.run(
      Query(
        """
        INSERT INTO ticket (customer_id, customer_type, type_id, step_id, status, responsibility,
          attendant_id, opened_by_user_id, opened_at, updated_at, online_updated_at, subject, request_text,
          priority)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, 5, 6, 6, 'Subject', 'Request', 'HIGH')
        """
      ),
      customer,
      type.code,
      ticketType,
      step,
      status.code,
      responsibility.code,
      attendant
    )
    return TicketID(connection.lastInsertRowID)
  }

  /// Adds a message, and gives its number.
  @discardableResult
  func message(
    _ text: String,
    in ticket: TicketID,
    byAttendant: Bool = false,
    isInternal: Bool = false
  ) throws -> Int64 {
    let author = ParticipantKey(
      user: UserID(byAttendant ? 3 : 1),
      attendant: byAttendant ? AttendantID(1) : nil,
      side: byAttendant ? .attendant : .customer
    )
    let id = try context.insertMessage(text, in: ticket, by: author, isInternal: isInternal)
    return try #require(id).number
  }

  func attachment(_ name: String, in ticket: TicketID, number: Int64) throws {
    try connection.run(
      Query(
        """
        INSERT INTO attachment VALUES (?1, ?2, 1, NULL, 0, 7, 100, zeroblob(32), 'text/plain', ?3)
        """
      ),
      ticket.rawValue,
      number,
      name
    )
  }

  func movement(_ kind: MovementKind = .opened, in ticket: TicketID, to step: Int64 = 1) throws {
    let movement = NewMovement(
      kind: kind,
      requestedBy: ParticipantKey(user: UserID(1), attendant: nil, side: .customer),
      performedBy: AttendantID(1),
      from: nil,
      to: StepID(step),
      transition: nil,
      reason: nil,
      justification: nil,
      status: .pending,
      responsibility: .customer
    )
    _ = try context.insert(movement, of: ticket)
  }

  /// The statements that a body runs, in order.
  func statements(_ body: () throws -> Void) rethrows -> [String] {
    var statements: [String] = []
    connection.onStatement = { statements.append($0) }
    defer { connection.onStatement = nil }
    try body()
    return statements
  }

  static let story = """
    INSERT INTO profile (id, key, name) VALUES (1, 'portal', 'P'), (2, 'attend', 'A'), (3, 'administer', 'D'),
      (4, 'narrow', 'N'), (5, 'none', '0');
    INSERT INTO profile_permission VALUES (1, 'PORTAL'), (2, 'ATTEND'), (3, 'ADMINISTER'),
      (4, 'PORTAL');
    INSERT INTO user (id, code, display_name, profile_id) VALUES (1, 'student', 'Sofia', 1),
      (2, 'other', 'Otto', 1), (3, 'staff', 'Staff Private', 2), (4, 'admin', 'Admin Private', 3),
      (5, 'blocked', 'Bela', 4), (6, 'nobody', 'Nils', 5);
    INSERT INTO attendant VALUES (1, 3, 'Ana', 1);
    UPDATE settings SET default_attendant_id = 1;
    INSERT INTO customer (id, type, name) VALUES (2, 1, 'Sofia P'), (3, 2, 'Sofia S'),
      (13, 2, 'Otto S'), (14, 2, 'Bela S');
    INSERT INTO person (customer_id, code, user_code) VALUES (2, 'P2', 'student');
    INSERT INTO student (customer_id, registration, user_code) VALUES (3, 'R3', 'student'),
      (13, 'R13', 'other'), (14, 'R14', 'blocked');
    INSERT INTO ticket_group VALUES (1, 'g', 'Group', NULL, 0);
    INSERT INTO ticket_type (id, group_id, key, name) VALUES (1, 1, 'one', 'One'),
      (2, 1, 'two', 'Two');
    INSERT INTO profile_blocked_type VALUES (4, 2);
    INSERT INTO step (id, type_id, key, name, position, is_entry, is_default_entry) VALUES
      (1, 1, 'a', 'A', 1, 1, 1), (2, 1, 'b', 'B', 2, 0, 0), (3, 2, 'c', 'C', 1, 1, 1);
    INSERT INTO forward_reason VALUES (1, 'done', 'Done', 1, 1);
    INSERT INTO transition VALUES (1, 1, 1, 2, 'go', 'Go', 1, 1), (2, 1, 2, 1, 'back', 'Back', 0, 1);
    INSERT INTO transition_reason VALUES (1, 1);
    INSERT INTO rule_version (id, created_at) VALUES (1, 0);
    INSERT INTO field_rule (version_id, step_id, parameter_id, invisible_online)
      SELECT 1, 2, id, 1 FROM parameter WHERE type_id = 1 AND key = 'subject';
    INSERT INTO field_rule (version_id, step_id, parameter_id, invisible)
      SELECT 1, 2, id, 1 FROM parameter WHERE type_id = 1 AND key = 'attachments';
    INSERT INTO field_rule_refinement (version_id, step_id, parameter_id, customer_type,
        invisible_online)
      SELECT 1, 2, id, 2, 1 FROM parameter WHERE type_id = 1 AND key = 'discussion';
    UPDATE rule_version SET published_at = 1;

    """
}
