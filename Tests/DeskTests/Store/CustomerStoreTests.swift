import Bytes
import SQLite
import Testing

@testable import Desk

@Suite struct CustomerStoreTests {
  @Test func `each customer comes with the code of its own register`() throws {
    let desk = try SmallDesk(
      """
      INSERT INTO customer (id, type, name) VALUES (30, 0, 'Acme'), (31, 3, 'Tia'), (32, 4, 'Pro');
      INSERT INTO client (customer_id, code) VALUES (30, 'C30');
      INSERT INTO teacher (customer_id, code) VALUES (31, 'T31');
      INSERT INTO prospect (customer_id, code) VALUES (32, 'Q32');
      """
    )
    let ids = [30, 2, 3, 31, 32, 99, 3].map { CustomerID(Int64($0)) }
    let found = try desk.reader.customers(ids: ids, for: try desk.viewer("staff"))
    #expect(found.slots == [0, 1, 2, 3, 4, -1, 2])
    #expect(found.rows.codes == TextColumn(["C30", "P2", "R3", "T31", "Q32"]))
    #expect(found.rows.types == [.client, .person, .student, .teacher, .prospect])
    #expect(found.rows.names.text(0) == "Acme")
  }

  @Test func `a customer sees only those that the user stands for`() throws {
    let desk = try SmallDesk()
    let ids = [2, 3, 13, 99].map { CustomerID(Int64($0)) }
    let student = try desk.viewer("student")
    #expect(try desk.reader.customers(ids: ids, for: student).slots == [0, 1, -1, -1])
    for viewer in [try desk.viewer("nobody"), .anonymous] {
      #expect(try desk.reader.customers(ids: ids, for: viewer).slots == [-1, -1, -1, -1])
    }
    let foreign = try desk.statements {
      _ = try desk.reader.customers(ids: [CustomerID(13)], for: student)
    }
    let unknown = try desk.statements {
      _ = try desk.reader.customers(ids: [CustomerID(99)], for: student)
    }
    #expect(foreign == unknown)
  }

  @Test func `everybody sees oneself, and only the desk sees other users`() throws {
    let desk = try SmallDesk()
    let ids = [UserID(1), UserID(3), UserID(99), UserID(0)]
    let student = try desk.reader.users(ids: ids, for: try desk.viewer("student"))
    #expect(student.slots == [0, -1, -1, -1] && student.rows.codes == TextColumn(["student"]))
    let staff = try desk.reader.users(ids: ids, for: try desk.viewer("staff"))
    #expect(staff.slots == [0, 1, -1, -1])
    #expect(staff.rows.displayNames == TextColumn(["Sofia", "Staff Private"]))
    #expect(try desk.reader.users(ids: ids, for: .anonymous).slots == [-1, -1, -1, -1])
  }

  private let keys: [ParticipantKey?] = [
    ParticipantKey(user: UserID(1), attendant: nil, side: .customer),
    ParticipantKey(user: UserID(3), attendant: AttendantID(1), side: .attendant),
    nil,
    ParticipantKey(user: UserID(4), attendant: nil, side: .attendant),
    ParticipantKey(user: UserID(1), attendant: nil, side: .customer),
    ParticipantKey(user: UserID(99), attendant: nil, side: .customer),
  ]

  /// L28: a display name, and no user's name, code or address.
  @Test func `customers read an attendant's display name and nothing else`() throws {
    let desk = try SmallDesk()
    let people = try desk.reader.participants(keys, for: try desk.viewer("student"))
    #expect(people.slots == [0, 1, -1, 2, 0, 3])
    #expect(people.displayNames == TextColumn(["Sofia", "Ana", "Ana", ""]))
    #expect(people.isAttendant == [false, true, true, false])
    #expect(people.userCodes == TextColumn([nil, nil, nil, nil]))
  }

  @Test func `the desk reads who it was`() throws {
    let desk = try SmallDesk()
    let people = try desk.reader.participants(keys, for: try desk.viewer("staff"))
    #expect(people.displayNames == TextColumn(["Sofia", "Ana", "Admin Private", ""]))
    #expect(people.userCodes == TextColumn(["student", "staff", "admin", nil]))
    let attendants = try desk.reader.attendants(
      [AttendantID(1), nil],
      for: try desk.viewer("staff")
    )
    #expect(attendants.slots == [0, -1] && attendants.displayNames == TextColumn(["Ana"]))
  }

  @Test func `an administrator's own name stays at the desk where no attendant is configured`()
    throws
  {
    let desk = try SmallDesk("UPDATE settings SET default_attendant_id = NULL;")
    let people = try desk.reader.participants(keys, for: try desk.viewer("student"))
    #expect(people.displayNames.text(2) == "")
  }
}
