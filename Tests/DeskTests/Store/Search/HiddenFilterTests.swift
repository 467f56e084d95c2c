import Bytes
import SQLite
import Testing

@testable import Desk

/// L2-L4, L13: a filter on a hidden value, and an order by one, answer as if it were unset.
@Suite struct HiddenFilterTests {
  /// A desk where a student's ticket at step 2 hides the subject, and more.
  private func desk() throws -> SmallDesk {
    let desk = try SmallDesk(
      """
      INSERT INTO parameter (id, type_id, key, label, kind) VALUES (901, 1, 'note', 'N', 'TEXT'),
        (902, 1, 'size', 'S', 'INTEGER'), (903, 1, 'price', 'P', 'DECIMAL'),
        (904, 1, 'urgent', 'U', 'BOOLEAN'), (905, 1, 'day', 'D', 'DATE'),
        (906, 1, 'colour', 'C', 'CHOICE'), (907, 1, 'sizes', 'M', 'MULTI_CHOICE');
      INSERT INTO parameter_choice VALUES (906, 'red', 'R', 1), (907, 'a', 'A', 1), (907, 'b', 'B', 2);
      INSERT INTO rule_version (id, created_at) VALUES (2, 0);
      INSERT INTO field_rule (version_id, step_id, parameter_id, invisible_online)
        SELECT 2, 2, id, 1 FROM parameter WHERE type_id = 1 AND origin <> 'SECTION';
      UPDATE rule_version SET published_at = 1 WHERE id = 2;
      """
    )
    for number in 0..<40 {
      let step: Int64 = number % 3 == 0 ? 2 : 1
      let ticket = try desk.ticket(
        step: step,
        .inProgress,
        number % 2 == 0 ? .customer : .attendant
      )
      if number % 5 != 0 {
        try desk.connection.run(
          Query("UPDATE ticket SET priority = ?2, due_date = ?3, subject = ?4 WHERE id = ?1"),
          ticket.rawValue,
          Priority.allCases[number % 4].rawValue,
          "2026-0\(number % 9 + 1)-11",
          "Word\(number % 7)"
        )
        try set(ticket, number, desk)
      }
    }
    try SearchIndex.catchUp(desk.connection)
    return desk
  }

  /// Fills all of a ticket's own parameters.
  private func set(_ ticket: TicketID, _ number: Int, _ desk: SmallDesk) throws {
    let values: [(Int64, any Bindable)] = [
      (901, "note \(number)"), (902, number), (903, "\(number).50"), (904, number % 2),
      (905, "2026-03-\(10 + number % 20)"), (906, "red"), (907, "[\"a\"]"),
    ]
    for (parameter, value) in values {
      try desk.connection.run(
        Query(
          "INSERT INTO ticket_parameter VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET value = excluded.value"
        ),
        ticket.rawValue,
        parameter,
        value
      )
    }
  }

  /// Every operator on every kind, inside and, or and not.
  static let tests: [(key: String, test: ParameterTest)] = {
    var tests: [(String, ParameterTest)] = []
    let values: [(String, ParameterValue)] = [
      ("note", .text("note 3")), ("size", .integer(3)), ("price", .decimal("3.5")),
      ("urgent", .boolean(true)), ("day", .date("2026-03-13")), ("colour", .choice("red")),
      ("sizes", .choices(["a"])), ("subject", .text("Word3")), ("priority", .choice("HIGH")),
      ("dueDate", .date("2026-04-11")), ("product", .text("x")), ("noSuchKey", .integer(1)),
      ("discussion", .text("x")), ("solution", .text("")), ("requestText", .text("Request")),
    ]
    for (key, value) in values {
      for test in [
        ParameterTest.isSet(true), .isSet(false), .oneOf([value]), .oneOf([]), .contains("a"),
        .contains(""), .less(value), .greater(value), .atLeast(value), .less(.integer(50)),
      ] { tests.append((key, test)) }
    }
    return tests
  }()

  private func filters(_ key: String, _ test: ParameterTest) -> [TicketFilter] {
    let leaf = TicketFilter.parameter(key: key, test)
    return [
      leaf, .not(leaf), .all([leaf, .responsibility(.customer)]),
      .any([leaf, .statuses([.completed])]), .not(.any([.not(leaf), leaf])),
      .any([.all([leaf, .not(leaf)]), .not(.not(leaf))]),
    ]
  }

  private func answer(
    _ request: TicketListRequest,
    _ desk: SmallDesk,
    _ viewer: Viewer
  ) throws -> [String] {
    var answer: [String] = []
    answer += try desk.statements {
      for page in [
        PageRequest(size: 4), PageRequest(size: 100), PageRequest(size: 3, isFromEnd: true),
      ] {
        let found = try desk.reader.ticketPage(request, page, fields: [], for: viewer)
        answer.append("\(found?.tickets.ids ?? []) \(String(describing: found?.pages))")
      }
    }
    return answer
  }

  @Test func `for each operator, hidden is unset: rows, counts, pages and statements`() throws {
    let desk = try desk()
    let hidden = (1...40).filter { $0 % 3 == 1 }.map { TicketID(Int64($0)) }
    let viewer = try desk.viewer("student")
    func all() throws -> [[String]] {
      var all: [[String]] = []
      for (key, test) in Self.tests {
        for filter in filters(key, test) {
          all.append(try answer(TicketListRequest(filter: filter), desk, viewer))
        }
      }
      for field in TicketOrderField.allCases {
        for direction in SortDirection.allCases {
          all.append(
            try answer(TicketListRequest(order: TicketOrder(field, direction)), desk, viewer)
          )
        }
      }
      return all
    }
    let before = try all()
    #expect(Set(before.map { $0.last ?? "" }).count > 5)
    for (round, ticket) in hidden.enumerated() {
      if round % 2 == 0 {
        try set(ticket, round, desk)
      } else {
        try desk.connection.run(
          Query("DELETE FROM ticket_parameter WHERE ticket_id = ?1"),
          ticket.rawValue
        )
      }
      try desk.connection.run(
        Query(
          "UPDATE ticket SET priority = ?2, due_date = ?3, subject = ?4, solution = 'a' WHERE id = ?1"
        ),
        ticket.rawValue,
        round % 4 == 0 ? nil : Priority.allCases[round % 4].rawValue,
        round % 3 == 0 ? nil : "2026-12-0\(round % 9 + 1)",
        round % 2 == 0 ? nil : "Word3"
      )
    }
    try SearchIndex.catchUp(desk.connection)
    let after = try all()
    for (old, new) in zip(before, after) { #expect(old == new) }
    // The desk sees the change, so the test can fail.
    let staff = try desk.viewer("staff")
    let filter = TicketFilter.parameter(key: "subject", .oneOf([.text("Word3")]))
    let seen = try desk.reader.ticketPage(
      TicketListRequest(filter: filter),
      PageRequest(size: 100),
      fields: [],
      for: staff
    )
    #expect((seen?.tickets.count ?? 0) > 5)
  }

  @Test func `ordered by what is hidden everywhere, a list is in the order of its numbers`() throws
  {
    let desk = try SmallDesk()
    for number in 0..<12 {
      let ticket = try desk.ticket(step: 2, .inProgress)
      try desk.connection.run(
        Query("UPDATE ticket SET priority = ?2, due_date = ?3 WHERE id = ?1"),
        ticket.rawValue,
        Priority.allCases[number % 4].rawValue,
        "2026-0\(number % 9 + 1)-11"
      )
    }
    try desk.connection.execute(
      """
      INSERT INTO rule_version (id, created_at) VALUES (2, 0);
      INSERT INTO field_rule (version_id, step_id, parameter_id, invisible, invisible_online)
        SELECT 2, 2, id, 1, 1 FROM parameter WHERE type_id = 1 AND key IN ('priority', 'dueDate');
      UPDATE rule_version SET published_at = 1 WHERE id = 2;
      """
    )
    desk.reader.use(try WorkflowStore.load(desk.connection))
    for user in ["student", "staff"] {
      for field in [TicketOrderField.priority, .dueDate] {
        for direction in SortDirection.allCases {
          let up = (1...12).map { TicketID(Int64($0)) }
          let request = TicketListRequest(order: TicketOrder(field, direction))
          let page = PageRequest(size: 100)
          let found = try desk.reader.ticketPage(
            request,
            page,
            fields: [],
            for: try desk.viewer(user)
          )
          #expect(found?.tickets.ids == (direction == .ascending ? up : up.reversed()))
        }
      }
    }
  }
}
