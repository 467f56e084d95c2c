import Testing

@testable import Desk

/// What is explained of a decision, held to the access table that was written by hand.
@Suite struct ExplanationTableTests {
  private let type = TypePlace(rawValue: 0)
  private let step = StepPlace(rawValue: 0)

  private func policy(_ line: AccessTable.Line, for customerType: CustomerType) -> Policy {
    var rules = RuleSet.Builder()
    let step = rules.addStep(of: type, parameters: 11)
    rules.add(bits: Int64(line.flags.rawValue), to: line.place, at: step)
    rules.refine(
      bits: Int64(line.refinement.rawValue),
      for: customerType,
      to: line.place,
      at: step
    )
    return Policy(rules: rules.build())
  }

  private func situations(_ line: AccessTable.Line, _ customerType: CustomerType) -> [Situation] {
    [Audience.online, .desk].flatMap { audience in
      AccessTable.states.map { status, responsibility in
        Situation(
          audience: audience,
          customerType: customerType,
          type: type,
          step: step,
          parameter: line.place,
          status: status,
          responsibility: responsibility
        )
      }
    }
  }

  private func letter(_ access: Access) -> Character {
    switch (access.exposure, access.isRequired) {
    case (.hidden, _): "-"
    case (.readOnly, _): "r"
    case (.writable, let isRequired): isRequired ? "W" : "w"
    }
  }

  @Test(arguments: try AccessTable.lines(), CustomerType.allCases)
  func `explains every cell of the table, by the flag that is in the line`(
    line: AccessTable.Line,
    customerType: CustomerType
  ) throws {
    let policy = policy(line, for: customerType)
    for (cell, situation) in zip(line.cells, situations(line, customerType)) {
      let decision = AccessDecision(situation, by: policy)
      #expect(letter(decision.access) == cell)
      #expect(decision.ruled == decision.access)
      let set = line.flags.union(line.refinement)
      let expected = FieldFlags.each.filter { set.contains($0) }
        .map { Named($0, !line.flags.contains($0)) }
      #expect(decision.flags.map(\.named) == expected)
      check(decision, cell, line, situation)
    }
  }

  /// What must be said of a cell, by the line alone.
  private func check(
    _ decision: AccessDecision,
    _ cell: Character,
    _ line: AccessTable.Line,
    _ situation: Situation
  ) {
    let set = line.flags.union(line.refinement)
    let hiding: FieldFlags = situation.audience == .desk ? .invisible : .invisibleOnline
    switch decision.access.because {
    case .flag(let flag, let isRefinement):
      #expect(set.contains(flag))
      #expect(isRefinement == !line.flags.contains(flag))
      #expect(flag == (cell == "-" ? hiding : .readOnly))
      let table: Because.Table =
        flag == .readOnly ? .shared : flag == .invisible ? .invisible : .invisibleOnline
      #expect(decision.access.because.table == table)
    case .locked, .neverWritten:
      #expect(cell == "r")
      #expect(!set.contains(.readOnly) && !set.contains(hiding))
    case .nothingForbids:
      #expect(cell == "w" || cell == "W")
      #expect(decision.access.isRequired == set.contains(.required))
    case .unknown, .unreadableRule, .administratorReads:
      Issue.record("\(decision.access.because)")
    }
    #expect((decision.access.because.table == nil) == !decision.access.because.isFlag)
  }

  @Test(arguments: try AccessTable.lines())
  func `an administrator is told what hides it from both sides, others of their own`(
    line: AccessTable.Line
  ) {
    let policy = policy(line, for: .student)
    for (cell, situation) in zip(line.cells, situations(line, .student)) {
      let own = policy.hidings(in: situation, for: .ruled)
      #expect(own.count == (cell == "-" ? 1 : 0))
      #expect(own.allSatisfy { !$0.isRead && $0.situation == situation })
      let set = line.flags.union(line.refinement)
      let all = policy.hidings(in: situation, for: Reader.granted(by: [.administer]))
      let sides = all.map(\.situation.audience)
      #expect(sides.contains(.online) == set.contains(.invisibleOnline))
      #expect(sides.contains(.desk) == set.contains(.invisible))
      #expect(!all.contains { !$0.isRead })
    }
  }

  @Test func `an administrator's own decision says what hides it from others`() throws {
    let line = try #require(
      try AccessTable.lines().first { $0.flags == .invisible && $0.refinement.isEmpty }
    )
    let policy = policy(line, for: .client)
    let decision = AccessDecision(
      situations(line, .client)[8],
      by: policy,
      for: Reader.granted(by: [.administer])
    )
    #expect(decision.access.because == .administratorReads)
    #expect(decision.ruled.because == .flag(.invisible, isRefinement: false))
  }

  @Test func `what is not known has no flags`() {
    var rules = RuleSet.Builder()
    let step = rules.addStep(of: type, parameters: 11)
    rules.add(bits: -1, to: .firstOwn, at: step)
    let policy = Policy(rules: rules.build())
    var situation = Situation(
      audience: .online,
      customerType: .person,
      type: type,
      step: step,
      parameter: .firstOwn,
      status: .inProgress,
      responsibility: .customer
    )
    #expect(policy.flags(in: situation).isEmpty)
    situation.step = .unknown
    #expect(policy.flags(in: situation).isEmpty)
    situation.step = step
    situation.customerType = nil
    #expect(policy.flags(in: situation).isEmpty)
  }
}

/// A flag and where it is set.
private struct Named: Equatable {
  let flag: FieldFlags
  let isRefinement: Bool

  init(_ flag: FieldFlags, _ isRefinement: Bool) {
    self.flag = flag
    self.isRefinement = isRefinement
  }
}

extension Because {
  fileprivate var named: Named {
    guard case .flag(let flag, let isRefinement) = self else { return Named([], false) }
    return Named(flag, isRefinement)
  }

  fileprivate var isFlag: Bool {
    if case .flag = self { true } else { false }
  }
}
