import Bytes
import Desk
import Foundation
import SQLite
import Testing

/// The action table over the API: what `Ticket.actions` says, the mutation does, and both are what
/// the table written by hand says (Tests/DeskTests/Policy/ActionTable.txt).
@Suite struct ActionTableTests {
  /// One line of the table: an action, an actor, and a cell for each state.
  struct Line: Sendable, CustomTestStringConvertible {
    let action: String
    let user: String
    let cells: [String]

    var testDescription: String { "\(action) by \(user)" }
  }

  /// The states of the cells: status, responsibility and column of the table.
  ///
  /// A draft in the desk's hands, which the table has too, cannot be stored.
  private static let states: [(status: TicketStatus, turn: Responsibility, column: Int)] = [
    (.pending, .customer, 0), (.inProgress, .customer, 2), (.inProgress, .attendant, 3),
    (.completed, .customer, 4), (.completed, .attendant, 4),
    (.cancelled, .customer, 5), (.cancelled, .attendant, 5),
  ]

  static let lines: [Line] = {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = tests.appending(path: "DeskTests/Policy/ActionTable.txt")
    let users = ["C": "student", "A": "attendant", "M": "admin"]
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { line in
      let words = line.prefix { $0 != "#" }.split(separator: " ").map(String.init)
      guard words.count == 8, let user = users[words[1]] else { return nil }
      return Line(action: words[0], user: user, cells: Array(words.dropFirst(2)))
    }
  }()

  @Test func `the table has a line for every action and actor`() {
    #expect(Self.lines.count == TicketAction.allCases.count * 3)
  }

  @Test(arguments: lines)
  func `what the ticket says can be done is what is done`(line: Line) throws {
    let house = try TestHouse()
    for (place, state) in Self.states.enumerated() {
      let number = 9_000 + place
      try Self.put(number, into: state, in: house)
      // The writer brings the index of words up to date with what came past it.
      try house.desk.writeAndWait { _ in }
      let expected = line.cells[state.column]
      let seen = try house.run(
        """
        { ticket(number: \(number)) {
          id actions { action allowed reasonCode } understandings(last: 1) { nodes { id } }
        } }
        """,
        as: line.user
      )
      let told = Self.told(line.action, seen)
      #expect(told == expected, "\(line.testDescription) in \(state)")
      let call = try Self.call(line.action, seen, house)
      let before = try house.contents()
      let answer = try house.run(
        "mutation { done: \(call) { problems { code path } } }",
        as: line.user
      )
      if expected.hasPrefix("ONLY_"), answer.errorCodes == ["VALIDATION_FAILED"] {
        // What is for the desk alone is not in the schema of customers.
        #expect(expected != "ONLY_CUSTOMERS")
      } else if expected == "yes", line.action == "ADD_ATTACHMENT" {
        // A document brings no file: that alone is wrong with it.
        #expect(answer["done.problems.0.path"] == ["input", "files"], "\(answer.text)")
        #expect(answer["done.problems.0.code"] == "REQUIRED", "\(answer.text)")
      } else if expected == "yes" {
        #expect(answer["done.problems"] == .array([]), "\(answer.text)")
      } else {
        #expect(answer["done.problems.0.code"] == .string(expected), "\(answer.text)")
      }
      let isWritten = expected == "yes" && line.action != "ADD_ATTACHMENT"
      #expect(try (house.contents() == before) != isWritten)
    }
  }

  /// What a ticket says of an action: `yes`, or the reason.
  private static func told(_ action: String, _ seen: TestHouse.Answer) -> String {
    for place in TicketAction.allCases.indices {
      let path = "ticket.actions.\(place)"
      guard seen["\(path).action"] == .string(action) else { continue }
      if seen["\(path).allowed"] == true, seen["\(path).reasonCode"] == .null { return "yes" }
      if case .string(let code)? = seen["\(path).reasonCode"] { return code }
    }
    return "nothing: \(seen.text)"
  }

  /// The mutation of an action.
  private static func call(
    _ action: String,
    _ seen: TestHouse.Answer,
    _ house: TestHouse
  ) throws -> String {
    func text(_ path: String) -> String {
      if case .string(let text)? = seen[path] { return text }
      return "-"
    }
    let ticket = "ticket: \"\(text("ticket.id"))\""
    switch action {
    case "EDIT_PARAMETERS":
      return """
        updateTicket(input: {\(ticket), parameters: [{key: "subject", value: {text: "Novo"}}]})
        """
    case "SUBMIT":
      return "submitTicket(input: {\(ticket), condition: \"go\", reason: \"pedido\"})"
    case "POST_MESSAGE": return "postMessage(input: {\(ticket), text: \"Olá\"})"
    case "ADD_ATTACHMENT": return "addAttachments(input: {\(ticket), files: []})"
    case "PROPOSE_UNDERSTANDING":
      return "proposeUnderstanding(input: {\(ticket), text: \"Entendi\"})"
    case "DECIDE_UNDERSTANDING":
      let id = text("ticket.understandings.nodes.0.id")
      return "rejectUnderstanding(input: {understanding: \"\(id)\", reason: \"Não\"})"
    case "COMPLETE": return "completeTicket(input: {\(ticket), solution: \"Feito\"})"
    case "TAKE": return "takeTicket(input: {\(ticket)})"
    case "REASSIGN":
      let attendants = try house.run("{ attendants { id } }", as: "admin")
      guard case .string(let id)? = attendants["attendants.0.id"] else {
        throw TestFailure(attendants.text)
      }
      return "reassignTicket(input: {\(ticket), attendant: \"\(id)\"})"
    case "CANCEL": return "cancelTicket(input: {\(ticket), justification: \"Engano\"})"
    case "DELETE": return "deleteTicket(input: {\(ticket)})"
    default: throw TestFailure("no mutation for \(action)")
    }
  }

  /// Puts a ticket of the student's, of a type without any rule, into a state.
  private static func put(
    _ number: Int,
    into state: (status: TicketStatus, turn: Responsibility, column: Int),
    in house: TestHouse
  ) throws {
    let connection = try Connection(path: house.path, mode: .readWrite)
    let columns = """
      customer_id, customer_type, type_id, step_id, status, responsibility, attendant_id,
        opened_by_user_id, opened_at, updated_at, subject
      """
    try connection.execute(
      """
      BEGIN;
      INSERT OR IGNORE INTO ticket_type (id, group_id, key, name)
        SELECT 900, min(id), 'matriz', 'Matriz' FROM ticket_group;
      INSERT OR IGNORE INTO step (id, type_id, key, name, is_entry, is_default_entry)
        VALUES (900, 900, 'a', 'A', 1, 1), (901, 900, 'b', 'B', 0, 0);
      INSERT OR IGNORE INTO transition VALUES (900, 900, 900, 901, 'go', 'Go', 1, 1);
      UPDATE settings SET revision = revision + 1;
      INSERT INTO ticket (id, \(columns))
        SELECT \(number), customer_id, 2, 900, 900, \(state.status.code), \(state.turn.code),
          (SELECT default_attendant_id FROM settings),
          (SELECT id FROM user WHERE code = 'student'), 1, 1, 'Assunto'
        FROM student WHERE user_code = 'student';
      INSERT INTO understanding (ticket_id, id, proposed_by_user_id, proposed_at, text)
        SELECT \(number), 1, id, 1, 'Entendi' FROM user WHERE code = 'attendant';
      COMMIT;
      """
    )
  }
}
