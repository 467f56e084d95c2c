import Bytes
import Testing

@testable import GraphQL

@Suite struct ExecutionTracerTests {
  /// Writes down what it is told.
  private final class Witness: ExecutionTracer {
    var calls: [(level: Int, place: Int)] = []
    var ended = 0
    var run: TracedRun?
    var stages = StageTimes()

    func fieldWillResolve(level: Int, place: Int) { calls.append((level, place)) }
    func fieldDidResolve() { ended += 1 }
    func operationDidEnd(_ run: TracedRun, stages: StageTimes) {
      self.run = run
      self.stages = stages
    }
  }

  private func trace(
    _ text: String,
    deadline: ContinuousClock.Instant? = nil
  ) throws -> (Witness, String) {
    let document = CompiledDocument(
      try Parser.parse(Source(text)),
      boundSchema: try Zoo.bound.get()
    )
    let operation = try document.plan(operationName: nil, variables: nil)
    let witness = Witness()
    let result = Executor().run(
      operation,
      context: Zoo.World(),
      deadline: deadline,
      tracer: witness
    )
    return (witness, String(decoding: result.body, as: UTF8.self))
  }

  /// The objects of all levels of a type, as `path` and row.
  private func visited(_ run: TracedRun, _ type: String, limit: Int = 1_000) -> [String] {
    var found: [String] = []
    let wanted = (0..<run.count).filter { run.typeName(of: $0) == type }
    _ = run.visit(Set(wanted), limit: limit) { _, row, path in
      let steps = path.map { component in
        switch component {
        case .key(let key): key
        case .index(let index): "\(index)"
        }
      }
      found.append("\(steps.joined(separator: ".")) \(row)")
      return true
    }
    return found
  }

  @Test(arguments: [
    "{hello}", "{keepers(first:3){nodes{name boss{name}} edges{node{id}}}}", "{mustBeThere}",
    "{animals{...on Cat{lives} ...on Dog{barks}}}", "{a:hello b:hello fails}", "{faulty hello}",
    "{keeper(id:3){nick}}", "{strictAnimals{...on Cat{lives}}}", "{nodes(ids:[1,2]){id}}",
    "mutation{add(by:2){total} tryToAdd(by:1){broken}}",
  ])
  func `a response is the same with a tracer and without`(text: String) throws {
    #expect(try trace(text).1 == Zoo.run(text))
  }

  @Test func `is told of each field that a resolver was called for, in order`() throws {
    let (witness, _) = try trace("{a:hello b:hello __typename keepers(first:2){nodes{name age}}}")
    // `b` shares the column of `a`, and `__typename` has no resolver.
    #expect(witness.calls.map(\.level) == [0, 0, 1, 2, 2])
    #expect(witness.calls.map(\.place) == [0, 3, 0, 0, 1])
    #expect(witness.ended == witness.calls.count)
    let run = try #require(witness.run)
    #expect(run.count == 3)
    #expect((0..<3).map(run.typeName) == ["Query", "KeeperConnection", "Keeper"])
    #expect((0..<3).map(run.rows) == [1, 1, 2])
    #expect((0..<3).map(run.path) == [[], ["keepers"], ["keepers", "nodes"]])
    #expect(run.levelServed(by: 0, place: 0) == 0)
    #expect(run.levelServed(by: 0, place: 3) == 1)
    #expect(run.levelServed(by: 1, place: 0) == 2)
    #expect(run.levelServed(by: 9, place: 0) == 9)
    #expect(run.fields(of: 0).map(\.responseKey) == ["a", "b", "__typename", "keepers"])
    #expect(run.parents(of: 2, as: Zoo.Keepers.self)?.ids == [0, 1])
    #expect(run.parents(of: 2, as: Zoo.Pets.self) == nil)
  }

  @Test func `counts a field's work for the concrete type that came`() throws {
    let run = try #require(try trace("{node(id:\"c\"){...on Keeper{age}...on Cat{lives}}}").0.run)
    let served = run.levelServed(by: 0, place: 0)
    #expect(run.typeName(of: served) == "Cat")
    #expect(run.rows(of: served) == 1)
  }

  @Test func `knows which rule governs a field`() throws {
    let run = try #require(try trace("{keeper(id:1){salary pay:salary name}}").0.run)
    let keeper = run.fields(of: 1)
    #expect(keeper.map(\.governedBy) == ["salary", "salary", nil])
    #expect(keeper.map(\.name) == ["salary", "salary", "name"])
    #expect(keeper.map(\.responseKey) == ["salary", "pay", "name"])
  }

  @Test func `leads to each object of a level by its path in the response`() throws {
    let (witness, _) = try trace(
      "{keepers(first:3){nodes{boss{name}} edges{node{id}}} keeper(id:7){boss{name}}}"
    )
    let run = try #require(witness.run)
    #expect(
      visited(run, "Keeper") == [
        "keepers.nodes.0 0", "keepers.nodes.1 1", "keepers.nodes.1.boss 0", "keepers.nodes.2 2",
        "keepers.nodes.2.boss 1", "keepers.edges.0.node 0", "keepers.edges.1.node 1",
        "keepers.edges.2.node 2", "keeper 0", "keeper.boss 0",
      ]
    )
    #expect(visited(run, "Query") == [" 0"])
    #expect(visited(run, "Cat") == [])
  }

  @Test func `passes over nulls and what is below them`() throws {
    let animals = try #require(try trace("{animals{...on Cat{lives} ...on Dog{barks}}}").0.run)
    #expect(visited(animals, "Dog") == ["animals.0 0", "animals.3 1"])
    #expect(visited(animals, "Cat") == ["animals.1 0"])
    // Keeper 3 has no nick, which may not be null: the keeper is null in the response.
    let nick = try #require(try trace("{a:keeper(id:3){nick} b:keeper(id:4){nick}}").0.run)
    #expect(visited(nick, "Keeper") == ["b 0"])
    let nothing = try #require(try trace("{mustBeThere keeper(id:4){name}}").0.run)
    #expect(visited(nothing, "Keeper") == [])
  }

  @Test func `stops where it is told to, and at the limit`() throws {
    let run = try #require(try trace("{keepers(first:30){nodes{name}}}").0.run)
    var count = 0
    let isWhole = run.visit([2], limit: 1_000) { _, _, _ in
      count += 1
      return count < 4
    }
    #expect(!isWhole && count == 4)
    count = 0
    let isDone = run.visit([2], limit: 10) { _, _, _ in
      count += 1
      return true
    }
    #expect(!isDone && count < 10)
    #expect(run.visit([2], limit: 1_000) { _, _, _ in true })
    #expect(run.visit([], limit: 0) { _, _, _ in false })
  }

  @Test func `an operation that is broken off has no run`() throws {
    let (witness, text) = try trace("{hello}", deadline: .now - .seconds(1))
    #expect(witness.run == nil)
    #expect(text.contains("EXECUTION_TIMEOUT"))
  }

  @Test func `who finds a document done waited for nothing`() throws {
    let cache = PlanCache()
    let schema = try Zoo.bound.get()
    func plan(_ variables: JSON?) throws -> PlannedOperation {
      switch cache.compile(Array("query($n:Int){keepers(first:$n){nodes{id}}}".utf8), for: schema) {
      case .document(let document):
        return try document.plan(operationName: nil, variables: variables)
      case .refused(let errors): throw RequestErrors(errors)
      }
    }
    let first = try plan(nil)
    #expect(first.preparation.parse > 0)
    #expect(first.preparation.validate > 0)
    #expect(first.preparation.plan > 0)
    let second = try plan(["n": 2])
    #expect(second.preparation == PreparationTime())
    // It makes no difference between operations.
    #expect(try plan(nil) == first)
  }

  @Test func `one that waited in vain leaves no time behind`() throws {
    let kept = KeptDocument(
      try Parser.parse(Source("query($n:Int!){keepers(first:$n){nodes{id}}}")),
      boundSchema: try Zoo.bound.get(),
      suggestions: false,
      time: CompilationTime(parse: 5, validate: 6),
      noteFields: { _ in }
    )
    let document = CompiledDocument(kept, strings: [])
    #expect(throws: RequestErrors.self) {
      try document.plan(operationName: nil, variables: nil)
    }
    let plan = try document.plan(operationName: nil, variables: ["n": 1])
    #expect(plan.preparation.parse == 0 && plan.preparation.validate == 0)
  }
}

@Suite struct ExplainPartsTests {
  private static let lists: [(list: String, parts: ExplainParts)] = [
    ("plan", .plan), ("plan,sql,rules", [.plan, .sql, .rules]),
    (" sql ,\trules", [.sql, .rules]), ("", []), ("PLAN", []), ("plans,sq", []), (",,", []),
    ("rules,rules,everything", .rules), ("plan sql", []),
  ]

  @Test(arguments: lists)
  func `reads a list of words`(list: String, parts: ExplainParts) {
    #expect(ExplainParts(list: list) == parts)
  }
}

@Suite struct ExtensionsTests {
  @Test(arguments: ["{hello}", "{fails}", "{hello", "{faulty}"])
  func `extensions come last and change nothing before them`(text: String) throws {
    let plain: ExecutionResult
    if let parsed = try? Parser.parse(Source(text)) {
      let document = CompiledDocument(parsed, boundSchema: try Zoo.bound.get())
      plain = Executor().run(
        try document.plan(operationName: nil, variables: nil),
        context: Zoo.World()
      )
    } else {
      plain = .refused([GraphQLError("It is wrong.")])
    }
    let once = plain.adding(extension: "a", Array("[1]".utf8))
    let twice = once.adding(extension: "b", Array("{}".utf8))
    let before = String(decoding: plain.body.dropLast(), as: UTF8.self)
    #expect(String(decoding: once.body, as: UTF8.self) == before + #","extensions":{"a":[1]}}"#)
    #expect(
      String(decoding: twice.body, as: UTF8.self) == before + #","extensions":{"a":[1],"b":{}}}"#
    )
    #expect(twice.data.map { Array($0) } == plain.data.map { Array($0) })
    #expect(twice.errors == plain.errors && twice.dataIsNull == plain.dataIsNull)
    #expect(twice.isRequestError == plain.isRequestError && twice.isAborted == plain.isAborted)
    #expect(throws: Never.self) { try JSONParser.parse(twice.body) }
  }
}
