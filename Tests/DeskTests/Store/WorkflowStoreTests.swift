import SQLite
import Testing

@testable import Desk

@Suite struct WorkflowStoreTests {
  private func access(
    _ key: String,
    at step: Int64,
    for audience: Audience = .online,
    _ workflow: Workflow
  ) throws -> Access {
    let step = try #require(workflow.step(StepID(step)))
    let parameter = workflow.type(step.type)?.parameters.first { $0.key == key }
    return workflow.policy.access(
      in: Situation(
        audience: audience,
        customerType: .student,
        type: step.type,
        step: step.place,
        parameter: parameter?.place ?? .unknown,
        status: .inProgress,
        responsibility: .customer
      )
    )
  }

  @Test func `puts the parts together by their places`() throws {
    let workflow = try SmallDesk().reader.workflow
    #expect(workflow.groups.map(\.types) == [[TypePlace(rawValue: 0), TypePlace(rawValue: 1)]])
    for (type, index) in zip(workflow.types, 0...) {
      #expect(type.place == TypePlace(rawValue: Int32(index)))
      #expect(workflow.type(type.id) == type)
      for step in workflow.steps(of: type) { #expect(step.type == type.place) }
      for (parameter, index) in zip(type.parameters, Int32(0)...) {
        #expect(parameter.place == ParameterPlace(rawValue: index))
      }
    }
    let first = try #require(workflow.step(StepID(1)))
    let go = try #require(workflow.transitions(from: first).first)
    #expect(workflow.step(go.to)?.id == StepID(2) && go.responsibility == .attendant)
    #expect(go.reasons.compactMap(workflow.reason).map(\.key) == ["done"])
    #expect(workflow.type(first.type)?.defaultEntry == first.place)
    #expect(workflow.attendant(of: UserID(3))?.displayName == "Ana")
    #expect(workflow.ruleVersion == 1)
  }

  @Test(arguments: [-1, 0, 99, 1_000_000_000_000, Int64.max, .min])
  func `a key that is not there has no place`(key: Int64) throws {
    let workflow = try SmallDesk().reader.workflow
    #expect(workflow.place(of: TicketTypeID(key)) == .unknown)
    #expect(workflow.step(StepID(key)) == nil)
    #expect(workflow.parameter(ParameterID(key)) == nil)
    #expect(workflow.attendant(AttendantID(key)) == nil)
  }

  @Test func `a far key is found like a near one`() throws {
    let desk = try SmallDesk(
      """
      INSERT INTO ticket_type (id, group_id, key, name)
        VALUES (1000000000000, 1, 'far', 'Far');
      """
    )
    #expect(desk.reader.workflow.type(TicketTypeID(1_000_000_000_000))?.key == "far")
  }

  @Test func `only a published version is in force, and the greatest of them`() throws {
    let desk = try SmallDesk(
      """
      INSERT INTO rule_version (id, created_at) VALUES (2, 0), (3, 0);
      UPDATE rule_version SET published_at = 1 WHERE id = 2;
      INSERT INTO field_rule (version_id, step_id, parameter_id, invisible_online)
        SELECT 3, 1, id, 1 FROM parameter WHERE type_id = 1 AND key = 'product';
      """
    )
    let workflow = desk.reader.workflow
    #expect(workflow.ruleVersion == 2)
    #expect(try !access("subject", at: 2, workflow).isHidden, "version 2 has no rule")
    #expect(try !access("product", at: 1, workflow).isHidden, "version 3 is a draft")
  }

  /// L21: a rule that cannot be read hides what it governs, and nothing else.
  @Test(arguments: ["required", "read_only", "needed_from_previous", "invisible"])
  func `a broken flag hides its parameter from both sides`(column: String) throws {
    let desk = try SmallDesk()
    try desk.connection.execute(
      """
      DROP TRIGGER field_rule_stays;
      PRAGMA ignore_check_constraints = ON;
      UPDATE field_rule SET \(column) = 7
      WHERE parameter_id = (SELECT id FROM parameter WHERE type_id = 1 AND key = 'attachments');
      """
    )
    let workflow = try WorkflowStore.load(desk.connection)
    for audience in Audience.allCases {
      #expect(try access("attachments", at: 2, for: audience, workflow).isHidden)
      #expect(try !access("product", at: 2, for: audience, workflow).isHidden)
    }
    #expect(try access("attachments", at: 2, workflow).because == .unreadableRule)
  }

  @Test func `a refinement for an unreadable customer type hides its parameter`() throws {
    let desk = try SmallDesk()
    try desk.connection.execute(
      """
      DROP TRIGGER refinement_stays;
      PRAGMA ignore_check_constraints = ON;
      UPDATE field_rule_refinement SET customer_type = 9;
      """
    )
    let workflow = try WorkflowStore.load(desk.connection)
    #expect(try access("discussion", at: 2, for: .desk, workflow).isHidden)
  }

  @Test func `a common parameter that was lost is hidden, and the others keep their places`()
    throws
  {
    let desk = try SmallDesk()
    try desk.connection.execute(
      """
      PRAGMA foreign_keys = OFF;
      DELETE FROM parameter WHERE type_id = 1 AND key IN ('priority', 'stepHistory');
      """
    )
    let workflow = try WorkflowStore.load(desk.connection)
    for key in ["priority", "stepHistory"] {
      for step in [Int64(1), 2] {
        #expect(try access(key, at: step, for: .desk, workflow).isHidden)
        #expect(try access(key, at: step, workflow).isHidden)
      }
    }
    #expect(try !access("product", at: 1, workflow).isHidden)
    #expect(workflow.type(TicketTypeID(1))?.parameter(key: "priority") == nil)
    #expect(workflow.types[0].formOrder.count == 5)
  }

  @Test func `a type's own parameters follow the common ones, in the form's order`() throws {
    let desk = try SmallDesk(
      """
      INSERT INTO parameter (type_id, key, label, kind, position) VALUES
        (1, 'late', 'Late', 'TEXT', 90), (1, 'early', 'Early', 'CHOICE', 0);
      INSERT INTO parameter_choice
        SELECT id, 'x', 'X', 2 FROM parameter WHERE key = 'early' UNION ALL
        SELECT id, 'y', 'Y', 1 FROM parameter WHERE key = 'early';
      """
    )
    let type = try #require(desk.reader.workflow.type(TicketTypeID(1)))
    #expect(type.parameters.dropFirst(10).map(\.key) == ["early", "late"])
    #expect(type.parameter(key: "early")?.choices.map(\.key) == ["y", "x"])
    let form = type.formOrder.map { type.parameters[Int($0.rawValue)].key }
    let core = ["subject", "requestText", "priority", "product", "dueDate", "solution"]
    #expect(form == ["early"] + core + ["late"])
  }
}
