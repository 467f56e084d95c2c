import Bytes
import SQLite
import Testing

@testable import Desk

/// No change of the configuration leaves tickets that nobody could move on.
@Suite struct SoundnessTests {
  private let threeSteps = Sketch(steps: ["a", "b", "c"], ways: ["a>b:A", "b>c:C", "c>b:A"])

  private func administer<Action: AdministratorAction>(
    _ action: Action,
    on desk: SketchDesk
  ) throws -> Outcome<Action.Value> {
    try action.perform(for: try desk.viewer("admin"), in: desk.context)
  }

  /// What is wrong with a change, each problem as its code, its path and the finding's code; it must
  /// leave no trace.
  private func refusals<Action: AdministratorAction>(
    _ action: Action,
    on desk: SketchDesk
  ) throws -> [String] {
    let before = try (desk.connection.contents(), desk.workflow.revision)
    let problems = try administer(action, on: desk).problems
    #expect(try desk.connection.contents() == before.0)
    #expect(desk.workflow.revision == before.1)
    return problems.map {
      ([$0.code.rawValue] + $0.path + [$0.finding?.code.rawValue ?? "-"])
        .joined(separator: " ")
    }
  }

  private func delete(_ condition: String, on desk: SketchDesk) throws -> DeleteTransition {
    let way = try #require(desk.workflow.transitions.first { $0.conditionKey == condition })
    return DeleteTransition(transition: .id(way.id))
  }

  private func update(isActive: Bool, on desk: SketchDesk) throws -> UpdateTicketType {
    UpdateTicketType(
      type: .id(try desk.type().id),
      group: .absent,
      name: .keep,
      description: .keep,
      isActive: isActive,
      opensFor: nil,
      position: nil
    )
  }

  private func draft(
    on desk: SketchDesk,
    _ step: String,
    _ parameter: String,
    _ flags: FieldFlags
  ) throws -> RuleVersionID {
    let draft = try #require(
      try administer(CreateRuleDraft(basedOn: .absent), on: desk).value
    )
    let rule = SetFieldRules.Rule(
      step: .id(try desk.step(step).id),
      parameter: parameter,
      flags: flags,
      refinements: []
    )
    let set = SetFieldRules(draft: .id(draft), rules: [rule])
    #expect(try administer(set, on: desk).problems == [])
    return draft
  }

  private func publish(_ draft: RuleVersionID) -> PublishRuleDraft {
    PublishRuleDraft(draft: .id(draft), reason: "Prova", expectedRuleVersion: .absent)
  }

  @Test(arguments: [
    ("b", "x", [FieldFlags.required, .readOnly], LintCode.requiredReadOnly),
    ("b", "x", [.required, .invisible, .invisibleOnline], .requiredInvisible),
    ("c", "understandings", [.required], .customerStuck),
    ("b", "stepHistory", [.neededFromPrevious], nil),
    ("b", "y", [.required], .choiceWithoutChoices),
    ("a", "x", [.required, .invisibleOnline], nil),
  ])
  func `rules with an error are not published, with a warning they are`(
    step: String,
    parameter: String,
    flags: [FieldFlags],
    code: LintCode?
  ) throws {
    let own = [Sketch.Own(), Sketch.Own(key: "y", kind: .choice)]
    let desk = try SketchDesk(threeSteps.with(own))
    let draft = try draft(on: desk, step, parameter, FieldFlags(flags))
    if let code {
      #expect(
        try refusals(publish(draft), on: desk)
          == ["WORKFLOW_HAS_ERRORS input draft \(code.rawValue)"]
      )
    } else {
      #expect(try administer(publish(draft), on: desk).problems == [])
    }
  }

  @Test func `every error is told, and an older version with one is not taken up again`() throws {
    let bad = [
      Sketch.Rule("b", "x", [.required, .readOnly]), Sketch.Rule("a", "x", [.required, .readOnly]),
    ]
    var sketch = threeSteps.with([Sketch.Own()])
    sketch.rules = bad
    let desk = try SketchDesk(sketch)
    let half = try draft(on: desk, "a", "x", [])
    #expect(
      try refusals(publish(half), on: desk)
        == ["WORKFLOW_HAS_ERRORS input draft REQUIRED_READ_ONLY"]
    )
    let rule = SetFieldRules.Rule(
      step: .id(try desk.step("b").id),
      parameter: "x",
      flags: [],
      refinements: []
    )
    _ = try administer(SetFieldRules(draft: .id(half), rules: [rule]), on: desk)
    #expect(try administer(publish(half), on: desk).problems == [])
    let back = RestoreRuleVersion(version: .id(RuleVersionID(1)), reason: "Engano")
    #expect(
      try refusals(back, on: desk)
        == Array(repeating: "WORKFLOW_HAS_ERRORS input version REQUIRED_READ_ONLY", count: 2)
    )
  }

  @Test func `a type is opened only when nobody would be stuck`() throws {
    var sketch = Sketch(steps: ["a", "b"], ways: ["a>b:C"])
    sketch.isActive = false
    let desk = try SketchDesk(sketch)
    #expect(
      try refusals(update(isActive: true, on: desk), on: desk)
        == ["WORKFLOW_HAS_ERRORS input isActive STEP_WITHOUT_WAY_OUT"]
    )
    let way = CreateTransition(
      from: .id(try desk.step("b").id),
      to: .id(try desk.step("a").id),
      condition: "back",
      label: "Back",
      responsibility: .attendant,
      reasons: [],
      position: nil
    )
    #expect(try administer(way, on: desk).problems == [])
    #expect(try administer(update(isActive: true, on: desk), on: desk).problems == [])
  }

  @Test func `an open type keeps its ways out, and so does a closed one with open tickets`() throws
  {
    let desk = try SketchDesk(threeSteps)
    let refused = ["WORKFLOW_HAS_ERRORS input STEP_WITHOUT_WAY_OUT"]
    #expect(try refusals(delete("k2", on: desk), on: desk) == refused)
    let reason = try #require(desk.workflow.reasons.first)
    let retire = UpdateForwardReason(
      reason: .id(reason.id),
      label: .keep,
      isActive: false,
      position: nil
    )
    #expect(try refusals(retire, on: desk) == refused)

    let open = OpenTicket(type: .id(try desk.type().id), customer: .id(CustomerID(3)))
    #expect(try open.perform(for: try desk.viewer(.student), in: desk.context).value != nil)
    #expect(try administer(update(isActive: false, on: desk), on: desk).problems == [])
    #expect(try refusals(delete("k2", on: desk), on: desk) == refused)

    let unused = try SketchDesk(threeSteps)
    #expect(try administer(update(isActive: false, on: unused), on: unused).problems == [])
    #expect(try administer(delete("k2", on: unused), on: unused).problems == [])
  }

  @Test func `a fault that was there stands against nothing but what depends on it`() throws {
    let desk = try SketchDesk(Sketch(steps: ["a", "b", "c"], ways: ["a>b:C", "a>c:C"]))
    func way(_ from: String) throws -> CreateTransition {
      CreateTransition(
        from: .id(try desk.step(from).id),
        to: .id(try desk.step("a").id),
        condition: "back",
        label: "Back",
        responsibility: .attendant,
        reasons: [],
        position: nil
      )
    }
    #expect(try desk.lint().map(\.step?.key) == ["b", "c"])
    // It is mended step by step.
    #expect(try administer(way("b"), on: desk).problems == [])
    #expect(try desk.lint().map(\.step?.key) == ["c"])
    let draft = try draft(on: desk, "a", "subject", .required)
    #expect(
      try refusals(publish(draft), on: desk)
        == ["WORKFLOW_HAS_ERRORS input draft STEP_WITHOUT_WAY_OUT"]
    )
    #expect(try administer(way("c"), on: desk).problems == [])
    #expect(try administer(publish(draft), on: desk).problems == [])
  }

  @Test func `of a type that is blocked for the administrator no more is told than that`() throws {
    let desk = try SketchDesk(
      Sketch(),
      Sketch(steps: ["a"], ways: []),
      after: "INSERT INTO profile_blocked_type VALUES (3, 2)"
    )
    let draft = try draft(on: desk, "a", "subject", .required)
    #expect(try refusals(publish(draft), on: desk) == ["WORKFLOW_HAS_ERRORS input draft -"])
  }

  @Test func `a step goes to nobody who cannot attend`() throws {
    let desk = try SketchDesk(
      Sketch(),
      after: "INSERT INTO attendant VALUES (2, 10, 'Bia', 1), (3, 1, 'Cid', 1)"
    )
    func update(_ attendant: Int64) throws -> UpdateStep {
      UpdateStep(
        step: .id(try desk.step("b").id),
        name: .keep,
        isEntry: nil,
        isDefaultEntry: nil,
        attendant: .set(.id(AttendantID(attendant))),
        position: nil
      )
    }
    #expect(try refusals(update(2), on: desk) == ["INVALID_VALUE input attendant -"])
    #expect(try administer(update(3), on: desk).problems == [])
    let create = CreateStep(
      type: .id(try desk.type().id),
      key: "c",
      name: "C",
      isEntry: nil,
      isDefaultEntry: false,
      attendant: .id(AttendantID(2)),
      position: nil
    )
    #expect(try refusals(create, on: desk) == ["INVALID_VALUE input attendant -"])
  }
}
