import Bytes
import Testing

@testable import GraphQL

/// Documents that differ only in strings that stand for themselves share a plan, and nothing else.
@Suite struct FreeStringsTests {
  private let cache = PlanCache()

  private func compile(_ text: String, by cache: PlanCache) throws -> CompiledDocument {
    switch cache.compile(Array(text.utf8), for: try Zoo.bound.get()) {
    case .document(let document): return document
    case .refused(let errors): throw RequestErrors(errors)
    }
  }

  /// What a document is answered, whether it runs or not.
  private func answer(
    _ text: String,
    _ variables: JSON? = nil,
    by cache: PlanCache
  ) throws -> String {
    do {
      let operation = try compile(text, by: cache).plan(operationName: nil, variables: variables)
      let world = Zoo.World()
      let prepared = try Executor().prepare(operation, context: world)
      let result = Executor().run(operation, context: world, prepared: prepared)
      return String(decoding: result.body, as: UTF8.self)
    } catch let refusal as RequestErrors {
      return String(decoding: ExecutionResult.refused(refusal.errors).body, as: UTF8.self)
    }
  }

  /// Pairs of which the second runs by the plan of the first.
  static let alike = [
    (#"{keeper(id:"1"){name}}"#, #"{keeper(id:"2"){name}}"#),
    (#"{echo(text:"abc" int:3)}"#, #"{echo(text:"xyz" int:3)}"#),
    (#"{a:echo(id:"1") b:echo(id:"1")}"#, #"{a:echo(id:"2") b:echo(id:"2")}"#),
    (#"{a:echo(id:"1") b:echo(text:"22")}"#, #"{a:echo(id:"3") b:echo(text:"44")}"#),
    (#"{echo(text:"a, {b} #c")}"#, #"{echo(text:"$x: [y]! ")}"#),
    (#"query ($i:Int){echo(text:"ab" int:$i)}"#, #"query ($i:Int){echo(text:"cd" int:$i)}"#),
    (
      #"{...F} fragment F on Query {keeper(id:"1"){...G}} fragment G on Keeper {name}"#,
      #"{...F} fragment F on Query {keeper(id:"3"){...G}} fragment G on Keeper {name}"#
    ),
    (
      #"{echo(text:"ab" list:[1])} # "q" is no string"#,
      #"{echo(text:"ba" list:[1])} # "q" is no string"#
    ),
    (#"mutation {hashed(word:"one"){total}}"#, #"mutation {hashed(word:"two"){total}}"#),
    (#"{__type(name:"Cat"){name kind}}"#, #"{__type(name:"Dog"){name kind}}"#),
    (#"{keeper(id:"3"){nick}}"#, #"{keeper(id:"2"){nick}}"#),
    (#"{echo(text:"" id:"1")}"#, #"{echo(text:"" id:"2")}"#),
  ]

  @Test(arguments: alike)
  func `share what was compiled, and each is answered its own`(first: String, second: String) throws
  {
    for (first, second) in [(first, second), (second, first)] {
      let cache = PlanCache()
      #expect(try answer(first, by: cache) == answer(first, by: PlanCache()))
      #expect(try compile(first, by: cache).kept === compile(second, by: cache).kept)
      #expect(try answer(second, by: cache) == answer(second, by: PlanCache()))
      #expect(try answer(first, by: cache) == answer(first, by: PlanCache()))
    }
  }

  /// Pairs that look alike, of which each needs a plan, or a refusal, of its own.
  static let apart = [
    // Another length moves what errors point at.
    (#"{keeper(id:"1"){name}}"#, #"{keeper(id:"12"){name}}"#),
    // Strings that somebody has to read first.
    (#"{echo(text:"ab")}"#, #"{echo(text:"\n")}"#),
    (#"{echo(text:"ab")}"#, #"{echo(text:"é")}"#),
    (#"{echo(text:"\t")}"#, #"{echo(text:"\n")}"#),
    (#"{echo(text:"""ab""")}"#, #"{echo(text:"""cd""")}"#),
    (#"{echo(text:"abcd")}"#, #"{echo(text:"""")}"#),
    // Scalars that look at them, lists, input objects, defaults, descriptions.
    (#"{echo(json:"ab")}"#, #"{echo(json:"cd")}"#),
    (#"{echo(input:{name:"ab"})}"#, #"{echo(input:{name:"cd"})}"#),
    (#"{echo(one:{a:"ab"})}"#, #"{echo(one:{a:"cd"})}"#),
    (#"{nodes(ids:["1"]){id}}"#, #"{nodes(ids:["2"]){id}}"#),
    (#"{nodes(ids:"1"){id}}"#, #"{nodes(ids:"2"){id}}"#),
    (#"query ($t:String="ab"){echo(text:$t)}"#, #"query ($t:String="cd"){echo(text:$t)}"#),
    (#""ab" query {echo(text:"x")}"#, #""cd" query {echo(text:"x")}"#),
    // All that is no string.
    (#"{echo(text:"ab" int:1)}"#, #"{echo(text:"ab" int:2)}"#),
    (#"{echo(text:"ab")} # "q""#, #"{echo(text:"ab")} # "r""#),
    (#"{a:echo(text:"ab")}"#, #"{b:echo(text:"ab")}"#),
    (#"{echo(text:"ab",kind:CAT)}"#, #"{echo(text:"ab",kind:DOG)}"#),
    // Equal ones here, different ones there.
    (#"{a:echo(id:"1") b:echo(id:"1")}"#, #"{a:echo(id:"1") b:echo(id:"2")}"#),
    (#"{a:echo(id:"1") b:echo(id:"2")}"#, #"{a:echo(id:"1") b:echo(id:"1")}"#),
    (#"{echo(id:"1" json:"1")}"#, #"{echo(id:"2" json:"1")}"#),
  ]

  @Test(arguments: apart)
  func `do not share where a plan could be another`(first: String, second: String) throws {
    for (first, second) in [(first, second), (second, first)] {
      let cache = PlanCache()
      let kept = try? compile(first, by: cache).kept
      let other = try? compile(second, by: cache).kept
      #expect(kept == nil || kept !== other)
      #expect(try answer(second, by: cache) == answer(second, by: PlanCache()))
      #expect(try answer(first, by: cache) == answer(first, by: PlanCache()))
    }
  }

  /// Fields of one response key are compared by their arguments.
  @Test func `equal arguments in one document do not make different ones right in another`() throws
  {
    let equal = #"{a:echo(id:"1") a:echo(id:"1")}"#
    let different = #"{a:echo(id:"1") a:echo(id:"2")}"#
    #expect(try answer(equal, by: cache).contains("errors") == false)
    let refusal = try answer(different, by: cache)
    #expect(refusal.contains("conflict because they have differing arguments"), "\(refusal)")
    #expect(try answer(equal, by: cache) == answer(equal, by: PlanCache()))
  }

  /// An error's place is the text's own, and no string of one request is in the answer to another.
  @Test func `an error points into its own text and repeats nothing of another`() throws {
    let mine = "{\n  echo(text: \"secret-of-one\", must: null)\n}"
    let theirs = "{\n  echo(text: \"asked-by-other\".\"\")\n}"
    #expect(try answer(mine, by: cache) == answer(mine, by: PlanCache()))
    #expect(try !answer(theirs, by: cache).contains("secret-of-one"))
    for text in [#"{keeper(id:"k7"){name}}"#, #"{keeper(id:"x9"){name}}"#] {
      #expect(try answer(text, by: cache) == answer(text, by: PlanCache()), "\(text)")
    }
  }

  /// Two listeners are one group only where they ask the same.
  @Test func `operations of one plan with other strings are not equal`() throws {
    let one = try compile(#"{keeper(id:"1"){name}}"#, by: cache)
    let two = try compile(#"{keeper(id:"2"){name}}"#, by: cache)
    let first = try one.plan(operationName: nil, variables: nil)
    let second = try two.plan(operationName: nil, variables: nil)
    #expect(first.plan === second.plan && first != second)
    #expect(
      try first
        == compile(#"{keeper(id:"1"){name}}"#, by: cache).plan(operationName: nil, variables: nil)
    )
  }

  /// A page whose size is written down is counted once, whatever strings stand beside it.
  @Test func `a string beside a page leaves its size known`() throws {
    let text = #"{keepers(first:7){nodes{animals(first:3){__typename}}} keeper(id:"1"){name}}"#
    let operation = try compile(text, by: cache).plan(operationName: nil, variables: nil)
    #expect(operation.plan.constantNodes == operation.nodes)
  }

  /// Whatever the strings, a cache that shares answers as one that does not.
  @Test func `generated documents are answered as if each were alone`() throws {
    var seed: UInt64 = 7
    func pick<T>(_ items: [T]) -> T {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return items[Int(seed >> 33) % items.count]
    }
    let strings = [
      #""1""#, #""2""#, #""ab""#, #""cd""#, #""""#, #""\n""#, #""""a""""#, "3", "null", "CAT",
    ]
    let arguments = ["id", "text", "json", "one", "kind", "list"]
    let shared = PlanCache()
    var answers: Set<String> = []
    for _ in 0..<1_500 {
      let fields = (0..<pick([1, 2, 3])).map { _ in
        "\(pick(["a:", "b:", ""]))echo(\(pick(arguments)):\(pick(strings)) \(pick(arguments)):\(pick(strings)))"
      }
      let text = "{\(fields.joined(separator: pick([" ", "\n", " # \"\n"])))}"
      let alone = try answer(text, by: PlanCache())
      #expect(try answer(text, by: shared) == alone, "\(text)")
      answers.insert(alone)
    }
    #expect(answers.count > 100)
  }
}
