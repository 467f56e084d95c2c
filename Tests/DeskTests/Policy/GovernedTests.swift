import Bytes
import Testing

@testable import Desk

@Suite struct GovernedTests {
  /// Accesses that hide the second of three tickets, whose customer is a prospect.
  private func accesses(tickets: Int = 3) -> Accesses {
    var rules = RuleSet.Builder()
    let type = TypePlace(rawValue: 0)
    let step = rules.addStep(of: type, parameters: 10)
    rules.refine(bits: 16, for: .prospect, to: ParameterPlace(.subject), at: step)
    var situations = Situations(audience: .online)
    for ticket in 0..<tickets {
      situations.append(
        customerType: ticket == 1 ? .prospect : .client,
        type: type,
        step: step,
        status: .inProgress,
        responsibility: .customer
      )
    }
    return Policy(rules: rules.build()).accesses(to: .subject, in: situations, for: .ruled)
  }

  @Test func `opens a column but for its hidden cells`() {
    let sealed = Governed(TextColumn(["um", "CANARIO", nil]))
    let opened = sealed.opened(with: accesses())
    #expect((0..<3).map { opened.text($0) } == ["um", nil, nil])
    #expect(!String(decoding: opened.arena, as: UTF8.self).contains("CANARIO"))
    #expect(opened == TextColumn(["um", nil, nil]))
  }

  @Test func `opens scalars of any kind`() {
    #expect(Governed([7, 8, nil] as [Int64?]).opened(with: accesses()) == [7, nil, nil])
    #expect(
      Governed([true, true, false] as [Bool?]).opened(with: accesses()) == [true, nil, false]
    )
  }

  @Test func `hides cells that nothing was decided about`() {
    let sealed = Governed(["a", "b", "c", "d"] as [String?])
    #expect(sealed.opened(with: accesses(tickets: 1)) == ["a", nil, nil, nil])
    #expect(sealed.opened(with: accesses(tickets: 0)) == [nil, nil, nil, nil])
    #expect(accesses().isHidden(-1))
    #expect(accesses().isHidden(3))
  }

  @Test func `shows no value when it is printed, mirrored or dumped`() {
    let sealed = Governed(TextColumn(["CANARIO-SEGREDO"]))
    var dumped = ""
    dump(sealed, to: &dumped)
    for shown in ["\(sealed)", String(reflecting: sealed), dumped, "\(["x": sealed])"] {
      #expect(!shown.contains("CANARIO"))
      #expect(!shown.contains("67, 65, 78"))
    }
    #expect(Mirror(reflecting: sealed).children.isEmpty)
  }

  @Test func `decides about each value by its own ticket and parameter`() {
    var rules = RuleSet.Builder()
    let type = TypePlace(rawValue: 0)
    let step = rules.addStep(of: type, parameters: 12)
    let shown = ParameterPlace(rawValue: 10)
    let hidden = ParameterPlace(rawValue: 11)
    rules.add(bits: 16, to: hidden, at: step)
    var situations = Situations(audience: .online)
    situations.append(
      customerType: .client,
      type: type,
      step: step,
      status: .completed,
      responsibility: .customer
    )
    let accesses = Policy(rules: rules.build()).accesses(
      to: [shown, hidden, shown, shown],
      of: [0, 0, 1, -1],
      in: situations,
      for: .ruled
    )
    #expect((0..<4).map(accesses.isHidden) == [false, true, true, true])
  }
}
