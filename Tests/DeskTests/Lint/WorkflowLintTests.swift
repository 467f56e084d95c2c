import SQLite
import Testing

@testable import Desk

/// A small workflow for each fault, which has that fault and no other.
enum Faulty: String, CaseIterable, CustomTestStringConvertible {
  case noAttendant, absentAttendant, blockedProfile, noEntry, noDefault, twoDefaults, forNobody
  case unreachable, deadEnd, noReason, noCondition, noChoices, noValue, badDefault, readOnly
  case invisible, hiddenOnline, hiddenAtDesk, needed, stuck, endless

  var testDescription: String { rawValue }

  var code: LintCode {
    switch self {
    case .noAttendant: .attendantNotConfigured
    case .absentAttendant: .stepAttendantCannotAttend
    case .blockedProfile: .onlyTypeBlocked
    case .noEntry: .noEntry
    case .noDefault: .noDefaultEntry
    case .twoDefaults: .severalDefaultEntries
    case .forNobody: .opensForNobody
    case .unreachable: .unreachableStep
    case .deadEnd: .stepWithoutWayOut
    case .noReason: .transitionWithoutReason
    case .noCondition: .transitionWithoutCondition
    case .noChoices: .choiceWithoutChoices
    case .noValue: .noValueFits
    case .badDefault: .defaultDoesNotFit
    case .readOnly: .requiredReadOnly
    case .invisible: .requiredInvisible
    case .hiddenOnline: .requiredHiddenOnline
    case .hiddenAtDesk: .requiredHiddenAtDesk
    case .needed: .neededNeverWritable
    case .stuck: .customerStuck
    case .endless: .neverCompleted
    }
  }

  func desk() throws -> SketchDesk {
    switch self {
    case .noAttendant:
      try SketchDesk(Sketch(), after: "UPDATE settings SET default_attendant_id = NULL")
    case .absentAttendant:
      try SketchDesk(
        Sketch(),
        after: """
          INSERT INTO attendant VALUES (2, 10, 'Bia', 1);
          UPDATE step SET attendant_id = 2 WHERE key = 'b'
          """
      )
    case .blockedProfile:
      try SketchDesk(
        Sketch(),
        after: """
          INSERT INTO profile_blocked_type VALUES (4, 1);
          UPDATE user SET profile_id = 4 WHERE code = 'STUDENT'
          """
      )
    case .twoDefaults:
      try SketchDesk(
        Sketch(entries: ["a", "b"], defaultEntries: ["a", "b"]),
        before: "DROP INDEX step_default_entry"
      )
    case .noReason:
      try SketchDesk(
        Sketch(ways: ["a>b:A", "b>a:C", "b>a:A"]),
        after: """
          INSERT INTO forward_reason VALUES (2, 'old', 'Old', 2, 0);
          INSERT INTO transition_reason SELECT id, 2 FROM transition WHERE condition_key = 'k2'
          """
      )
    case .noCondition:
      try SketchDesk(
        Sketch(),
        after: "UPDATE transition SET condition_label = '' WHERE condition_key = 'k1'"
      )
    default: try SketchDesk(sketch)
    }
  }

  /// Where the words of a sketch say it all.
  private var sketch: Sketch {
    let plain = Sketch()
    let threeSteps = Sketch(steps: ["a", "b", "c"], ways: ["a>b:A", "b>c:C", "c>b:A"])
    let x = Sketch.Own()
    switch self {
    case .noEntry: return Sketch(entries: [], defaultEntries: [])
    case .noDefault: return Sketch(defaultEntries: [])
    case .forNobody: return Sketch(opensFor: [])
    case .unreachable: return Sketch(steps: ["a", "b", "c"], ways: ["a>b:A", "b>a:C", "c>b:A"])
    case .deadEnd: return Sketch(steps: ["a", "b", "c"], ways: ["a>b:A", "b>c:C"])
    case .noChoices:
      return plain.with([Sketch.Own(kind: .choice)], Sketch.Rule("b", "x", .required))
    case .noValue:
      return plain.with(
        [Sketch.Own(kind: .decimal, minimum: "0.25", maximum: "0.75", fractionDigits: 0)],
        Sketch.Rule("b", "x", .required)
      )
    case .badDefault:
      return plain.with([Sketch.Own(kind: .integer, defaultValue: "99", maximum: "10")])
    case .readOnly: return plain.with([x], Sketch.Rule("b", "x", [.required, .readOnly]))
    case .invisible:
      return plain.with([x], Sketch.Rule("b", "x", [.required, .invisible, .invisibleOnline]))
    case .hiddenOnline:
      return plain.with([x], Sketch.Rule("a", "x", .required, (.student, .invisibleOnline)))
    case .hiddenAtDesk: return plain.with([x], Sketch.Rule("b", "x", [.required, .invisible]))
    case .needed:
      return plain.with(
        [x],
        Sketch.Rule("b", "x", .neededFromPrevious),
        Sketch.Rule("a", "x", [], (.teacher, .readOnly))
      )
    case .stuck: return threeSteps.with([], Sketch.Rule("c", "understandings", .required))
    case .endless: return Sketch(steps: ["a"], ways: ["a>a:C"])
    default: return plain
    }
  }
}

@Suite struct WorkflowLintTests {
  @Test func `every code has a fixture`() {
    #expect(Set(Faulty.allCases.map(\.code)) == Set(LintCode.allCases))
  }

  @Test func `a sound workflow has no finding`() throws {
    #expect(try SketchDesk(Sketch()).lint() == [])
  }

  @Test(arguments: Faulty.allCases)
  func `finds the fault, at its place, and nothing else`(fault: Faulty) throws {
    let findings = try fault.desk().lint()
    #expect(findings.map(\.code) == [fault.code])
    let finding = try #require(findings.first { $0.code == fault.code })
    switch fault {
    case .noAttendant:
      #expect(finding.type == nil && finding.code.severity == .error)
    case .absentAttendant, .readOnly, .hiddenAtDesk: #expect(finding.step?.key == "b")
    case .blockedProfile:
      #expect(finding.profile == ProfileID(4) && finding.type?.key == "t1")
    case .noReason: #expect(finding.transition?.conditionKey == "k2")
    case .noCondition: #expect(finding.transition?.conditionKey == "k1")
    case .unreachable: #expect(finding.step?.key == "c")
    case .deadEnd:
      #expect(finding.step?.key == "c" && finding.way.map(\.to.key) == ["b", "c"])
      #expect(finding.entry?.key == "a" && finding.customerType == nil)
    case .noChoices, .noValue:
      #expect(finding.parameter?.key == "x" && finding.way.map(\.to.key) == ["b"])
    case .hiddenOnline: #expect(finding.customerType == .student && finding.step?.key == "a")
    case .needed: #expect(finding.customerType == .teacher && finding.step?.key == "b")
    case .stuck:
      #expect(finding.missing.map(\.key) == ["understandings"])
      #expect(finding.way.map(\.to.key) == ["b", "c"])
    case .badDefault: #expect(finding.parameter?.key == "x" && finding.step == nil)
    case .noEntry, .noDefault, .twoDefaults, .forNobody, .endless, .invisible:
      #expect(finding.type?.key == "t1")
    }
  }

  /// One type of customer has the fault, and the others have a milder one.
  @Test func `tells for whom`() throws {
    let rule = Sketch.Rule("b", "x", [.required, .invisible], (.student, .invisibleOnline))
    let findings = try SketchDesk(Sketch().with([Sketch.Own()], rule)).lint()
    #expect(findings.filter { $0.code == .requiredInvisible }.map(\.customerType) == [.student])
    #expect(
      findings.filter { $0.code == .requiredHiddenAtDesk }.map(\.customerType)
        == [.client, .person, .teacher, .prospect]
    )
  }

  @Test(arguments: DemoType.all.map(\.key))
  func `the demo story has no error, and nobody is stuck in it`(key: String) throws {
    let desk = try DemoDesk()
    let type = try desk.type(key)
    let findings = try #require(
      try desk.reader.lint(type: .id(type.id), for: try desk.viewer("admin"))
    )
    #expect(findings.filter { $0.code.severity == .error } == [])
    for customerType in type.opensFor {
      let walk = WorkflowWalk(of: type, for: customerType, in: desk.workflow)
      #expect(walk.stuck.isEmpty && walk.endless.isEmpty)
      let stands = Set(walk.states.map(\.stand.step))
      #expect(stands.count == type.steps.count, "every step is come to")
    }
  }

  /// Their types' own parameters have every combination of flags, however senseless, so rules
  /// contradict themselves there; but that stops nobody.
  @Test func `nobody is stuck in the reference data`() throws {
    let reference = try ReferenceDesk()
    let workflow = try WorkflowStore.load(reference.connection)
    #expect(workflow.types.count == ReferenceWorkflow.typeCount)
    for type in workflow.types {
      let findings = WorkflowLint(workflow: workflow).findings(of: type)
      let errors = Set(findings.map(\.code).filter { $0.severity == .error })
      let senseless: Set<LintCode> = [.requiredReadOnly, .requiredInvisible, .neededNeverWritable]
      #expect(errors.isSubset(of: senseless), "\(type.key): \(errors)")
      for customerType in type.opensFor {
        let walk = WorkflowWalk(of: type, for: customerType, in: workflow)
        #expect(walk.stuck.isEmpty && walk.endless.isEmpty)
      }
    }
  }

  @Test func `is for administrators, of the types that are not blocked for them`() throws {
    let desk = try SketchDesk(
      Sketch(),
      Sketch(entries: [], defaultEntries: []),
      after: "INSERT INTO profile_blocked_type VALUES (3, 2)"
    )
    #expect(try desk.lint() == [])
    let second = try desk.type("t2").id
    #expect(try desk.reader.lint(type: .id(second), for: try desk.viewer("admin")) == nil)
    #expect(try desk.reader.lint(type: .unreadable, for: try desk.viewer("admin")) == nil)
    #expect(try desk.reader.lint(draft: .unreadable, for: try desk.viewer("admin")) == nil)
    #expect(try desk.reader.lint(for: try desk.viewer("staff")) == nil)
    #expect(try desk.reader.lint(for: try desk.viewer(.student)) == nil)
  }

  @Test func `a draft is looked over with its own rules`() throws {
    let desk = try SketchDesk(Sketch().with([Sketch.Own()]))
    let admin = try desk.viewer("admin")
    let draft = try #require(
      try CreateRuleDraft(basedOn: .absent).perform(for: admin, in: desk.context).value
    )
    let rule = SetFieldRules.Rule(
      step: .id(try desk.step("b").id),
      parameter: "x",
      flags: [.required, .readOnly],
      refinements: []
    )
    _ = try SetFieldRules(draft: .id(draft), rules: [rule]).perform(for: admin, in: desk.context)
    #expect(try desk.lint() == [])
    let findings = try desk.reader.lint(draft: .id(draft), for: admin)
    #expect(findings?.map(\.code) == [.requiredReadOnly])
    #expect(try desk.reader.lint(draft: .id(RuleVersionID(1)), for: admin) == nil)
  }

  @Test func `who is locked out is found by indexes`() throws {
    let plan = try SmallDesk().connection.plan(of: DeskReader.lockedUsers)
    #expect(plan.contains { $0.hasPrefix("SEARCH user USING INDEX user_by_profile") }, "\(plan)")
    #expect(plan.allSatisfy { !$0.hasPrefix("SCAN ") || $0 == "SCAN CONSTANT ROW" }, "\(plan)")
  }
}
