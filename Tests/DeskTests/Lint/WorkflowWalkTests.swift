import SQLite
import Testing

@testable import Desk

/// The proof that nobody is stuck, held against the mutations themselves.
@Suite struct WorkflowWalkTests {
  private func walk(
    _ sketch: Sketch,
    for customerType: CustomerType = .student
  ) throws
    -> WorkflowWalk
  {
    let desk = try SketchDesk(sketch)
    return WorkflowWalk(of: try desk.type(), for: customerType, in: desk.workflow)
  }

  /// Each kind of stuck that there is, planted by hand: what is missing, and where.
  @Test func `finds a customer without a way`() throws {
    let walk = try walk(Sketch(steps: ["a", "b"], ways: ["a>b:C"]))
    #expect(walk.stuck.map(\.missing) == [[]])
    #expect(walk.stuck.map(\.state.stand.responsibility) == [.customer])
    #expect(walk.way(to: walk.stuck[0].state).ways.map(\.conditionKey) == ["k0"])
  }

  @Test func `finds a draft without a way`() throws {
    let walk = try walk(Sketch(steps: ["a"], ways: []))
    #expect(walk.stuck.map(\.state.stand.status) == [.pending])
  }

  @Test func `an attendant without a way completes`() throws {
    #expect(try walk(Sketch(ways: ["a>b:A"])).stuck.isEmpty)
  }

  @Test func `finds who has to choose of nothing, on either side`() throws {
    let nothing = Sketch.Own(kind: .choice)
    let asDraft = try walk(Sketch().with([nothing], Sketch.Rule("a", "x", .required)))
    #expect(asDraft.stuck.map { $0.missing.map(\.key) } == [["x"]])
    let atDesk = try walk(Sketch().with([nothing], Sketch.Rule("b", "x", .required)))
    #expect(atDesk.stuck.map(\.state.stand.responsibility) == [.attendant])
    // What the other side has to fill never blocks this one: it is not asked for.
    let hidden = Sketch.Rule("a", "x", [.required, .invisibleOnline])
    #expect(try walk(Sketch().with([nothing], hidden)).stuck.isEmpty)
  }

  @Test func `finds what the next step needs and nobody can give`() throws {
    let nothing = Sketch.Own(kind: .decimal, minimum: "3", maximum: "2")
    let rule = Sketch.Rule("b", "x", .neededFromPrevious)
    let only = try walk(Sketch().with([nothing], rule))
    #expect(only.stuck.map { $0.missing.map(\.key) } == [["x"]])
    // Beside it there is another way.
    let other = Sketch(steps: ["a", "b", "c"], ways: ["a>b:A", "a>c:A", "b>a:C"])
    #expect(try walk(other.with([nothing], rule)).stuck.isEmpty)
  }

  /// A customer decides on understandings and cannot make one: it depends on the way there.
  @Test func `remembers what was filled on every way there`() throws {
    let steps = Sketch(steps: ["a", "b", "c"], ways: ["a>b:A", "b>c:C", "c>b:A"])
    let asked = Sketch.Rule("c", "understandings", .required)
    let alone = try walk(steps.with([], asked))
    #expect(alone.stuck.map { $0.missing.map(\.key) } == [["understandings"]])
    #expect(alone.remembered.map(\.key) == ["understandings"])
    // Where the desk has to propose one before, it is always there.
    let before = Sketch.Rule("b", "understandings", .required)
    #expect(try walk(steps.with([], asked, before)).stuck.isEmpty)
    // But not where another way leads around that step.
    let around = Sketch(
      steps: ["a", "b", "c"],
      ways: ["a>b:A", "b>c:C", "c>b:A", "a>c:C"]
    )
    let found = try walk(around.with([], asked, before))
    #expect(found.stuck.map { found.way(to: $0.state).ways.map(\.conditionKey) } == [["k3"]])
    // Only for those of whom it is asked.
    let refined = Sketch.Rule("c", "understandings", [], (.teacher, .required))
    #expect(try walk(steps.with([], refined), for: .student).stuck.isEmpty)
    #expect(try walk(steps.with([], refined), for: .teacher).stuck.count == 1)
  }

  @Test func `finds tickets that go round for ever`() throws {
    let round = try walk(Sketch(ways: ["a>b:C", "b>a:C"]))
    #expect(round.stuck.isEmpty && round.endless.count == round.states.count)
  }

  /// 240 types that nobody thought about: the walk and the mutations come to the same places, and
  /// are stuck in the same.
  @Test func `agrees with the mutations on random workflows`() throws {
    var numbers = SeededNumbers(seed: 20_260_302)
    let sketches = (0..<240).map { _ in Sketch.random(&numbers) }
    let desk = try SketchDesk(all: sketches)
    var stuck = 0
    for (number, sketch) in sketches.enumerated() {
      let type = try desk.type("t\(number + 1)")
      let customerType: CustomerType = number % 2 == 0 ? .student : .client
      let walk = WorkflowWalk(of: type, for: customerType, in: desk.workflow)
      var played = Simulation(desk, type, customerType, guesses: Sketch.guesses)
      try played.run()
      #expect(Set(walk.states.map(\.stand)) == played.reached, "\(number) \(sketch)")
      #expect(Set(walk.stuck.map(\.state.stand)) == played.stuck, "\(number) \(sketch)")
      stuck += played.stuck.isEmpty ? 0 : 1
    }
    #expect(stuck > 20 && stuck < 220, "\(stuck)")
  }

  @Test(arguments: [Int64(-1), 400])
  func `digits that cannot be are no end of the program`(digits: Int64) throws {
    let own = Sketch.Own(kind: .decimal, minimum: "0.25", fractionDigits: 1)
    let desk = try SketchDesk(Sketch().with([own]))
    try desk.connection.execute("PRAGMA ignore_check_constraints = ON")
    try desk.connection.run(
      Query("UPDATE parameter SET fraction_digits = ?1 WHERE key = 'x'"),
      digits
    )
    desk.reload()
    let parameter = try #require(try desk.type().parameter(key: "x"))
    #expect(parameter.fractionDigits == nil && parameter.sampleValue != nil)
  }

  @Test func `a value is found wherever one fits`() throws {
    let cases: [(Sketch.Own, ParameterValue?)] = [
      (Sketch.Own(kind: .text), .text("x")), (Sketch.Own(kind: .longText), .text("x")),
      (Sketch.Own(kind: .boolean), .boolean(true)),
      (Sketch.Own(kind: .integer, minimum: "5"), .integer(5)),
      (Sketch.Own(kind: .integer, maximum: "-5"), .integer(-5)),
      (Sketch.Own(kind: .date, minimum: "2030-01-01"), .date("2030-01-01")),
      (Sketch.Own(kind: .date, minimum: "2030-01-01", maximum: "2029-01-01"), nil),
      (Sketch.Own(kind: .choice, choices: ["one"]), .choice("one")),
      (Sketch.Own(kind: .choice), nil), (Sketch.Own(kind: .multiChoice), nil),
      (
        Sketch.Own(kind: .decimal, minimum: "0.25", maximum: "1.75", fractionDigits: 0),
        .decimal("1")
      ),
      (Sketch.Own(kind: .decimal, minimum: "0.25", maximum: "0.75", fractionDigits: 0), nil),
      (
        Sketch.Own(kind: .decimal, minimum: "0.25", maximum: "0.75", fractionDigits: 1),
        .decimal("0.3")
      ),
      (
        Sketch.Own(kind: .decimal, minimum: "-0.75", maximum: "-0.25", fractionDigits: 1),
        .decimal("-0.7")
      ),
      (Sketch.Own(kind: .decimal, maximum: "-0.001", fractionDigits: 2), .decimal("-0.01")),
    ]
    for (own, value) in cases {
      let desk = try SketchDesk(Sketch().with([own]))
      #expect(try desk.type().parameter(key: "x")?.sampleValue == value, "\(own)")
    }
  }
}
