import Bytes
import Foundation
import Synchronization
import Testing

@testable import GraphQL

/// A field below which somebody else is answered.
@Suite struct PerspectiveTests {
  private struct Things: ParentColumn { let names: [String]; var count: Int { names.count } }
  private enum Mood: String, CaseIterable { case calm = "CALM", secret = "SECRET" }

  private static let sdl = """
    type Query {
      who: String
      lookAs(who: String!): Query
      secret: Secret
      things(first: Int, filter: Filter, mood: Mood = CALM, hidden: Int): [Thing!]
      must(fails: Boolean = false): Int!
      fails: String
      node: Node
      echo(text: String): String
    }
    interface Node { name: String! }
    type Thing implements Node { name: String! loud(times: Int = 1): String broken: Int! }
    type Secret implements Node { name: String! }
    input Filter { text: String hidden: Int }
    enum Mood { CALM SECRET }
    """

  /// The context is the name of who asks.
  private static func bindings(narrow: Box) -> Bindings<String> {
    var bindings = Bindings(context: String.self)
    bindings.object("Query", parents: Root.self) { fields in
      fields.strings("who") { _, call in [call.context] }
      fields.perspective("lookAs") { _, call in
        let who = call.arguments.string("who") ?? ""
        guard who != "nobody" else { return [nil] }
        guard who != "ghost" else { throw GraphQLError("no such one", code: "GHOST") }
        guard let schema = narrow.schema.withLock({ $0 }) else { throw GraphQLError.internalError }
        return [
          Perspective(schema: schema, context: who) { errors in
            GraphQLError("refused: \(errors[0].message)", at: errors[0].locations, code: "REFUSED")
          }
        ]
      }
      fields.object("secret", of: Things.self) { _, _ in
        ObjectCells(children: Things(names: ["secret"]))
      }
      fields.list("things", of: Things.self) { _, call in
        let count = call.arguments.int("first") ?? 2
        let names = (0..<count).map { "\(call.context)\($0)" }
        return ListCells(offsets: [0, Int32(count)], children: Things(names: names))
      }
      fields.ints("must") { _, call in [call.arguments.boolean("fails") == true ? nil : 1] }
      fields.strings("fails") { _, call in throw GraphQLError("\(call.context) may not") }
      fields.abstractObject("node") { _, call in
        AbstractCells(
          kinds: [0],
          slots: [0],
          children: [Parents("Thing", Things(names: [call.context]))]
        )
      }
      fields.strings("echo") { _, call in [call.arguments.string("text")] }
    }
    bindings.object("Thing", parents: Things.self) { fields in
      fields.strings("name") { things, _ in things.names }
      fields.strings("loud") { things, call in
        things.names.map { String(repeating: $0, count: call.arguments.int("times") ?? 0) }
      }
      fields.ints("broken") { things, _ in things.names.map { _ in nil } }
    }
    bindings.object("Secret", parents: Things.self) { fields in
      fields.strings("name") { things, _ in things.names }
    }
    bindings.enumeration("Mood", of: Mood.self)
    return bindings
  }

  private final class Box: Sendable { let schema = Mutex<BoundSchema?>(nil) }

  /// The schema of who looks, and the one of who is looked as.
  private static let schemas = Result {
    let box = Box()
    let schema = try SchemaBuilder.build(Source(sdl))
    let whole = try bindings(narrow: box).check(against: schema)
    let hidden: Set = ["secret", "lookAs", "hidden"]
    let view = schema.view { part in
      switch part {
      case .type(let type): type.name == "Secret"
      case .field(let field, _): hidden.contains(field.name)
      case .argument(let argument, _, _), .inputField(let argument, _): argument.name == "hidden"
      case .enumValue(let value, _): value.name == "SECRET"
      default: false
      }
    }
    let narrow = whole.narrowed(to: try #require(view))
    box.schema.withLock { $0 = narrow }
    return (whole: whole, narrow: narrow)
  }

  private func result(
    _ text: String,
    _ variables: JSON?,
    as who: String?,
    limits: ExecutionLimits = .standard
  ) throws -> ExecutionResult {
    let schemas = try Self.schemas.get()
    let bound = who == nil ? schemas.whole : schemas.narrow
    switch PlanCache().compile(Array(text.utf8), for: bound) {
    case .refused(let errors): return .refused(errors)
    case .document(let document):
      do throws(RequestErrors) {
        let operation = try document.plan(operationName: nil, variables: variables)
        return Executor(limits: limits) { error, field in
          Issue.record("\(field): \(error)")
        }.run(operation, context: who ?? "admin")
      } catch {
        return .refused(error.errors)
      }
    }
  }

  private func run(_ text: String, _ variables: JSON? = nil) throws -> String {
    String(decoding: try result(text, variables, as: nil).body, as: UTF8.self)
  }

  @Test(
    arguments: [
      ("{who}", [:]),
      ("{who who2:who things{name}}", [:]),
      (
        "{...F things(first:1){name}} fragment F on Query{things(first:1){loud ...G} who} "
          + "fragment G on Thing{twice:loud(times:2)}", [:]
      ),
      (
        "query($n:Int,$t:String){things(first:$n){name loud(times:$n)} echo(text:$t)}",
        ["n": 3, "t": "x"]
      ),
      ("query($on:Boolean!){who @include(if:$on) things @skip(if:$on){name}}", ["on": true]),
      ("query($on:Boolean!){who @include(if:$on) things @skip(if:$on){name}}", ["on": false]),
      ("{fails who}", [:]),
      ("{who must(fails:true)}", [:]),
      ("{things{name broken}}", [:]),
      ("{node{__typename name ...on Thing{loud}}}", [:]),
      (
        "{__typename __schema{types{name fields{name args{name}} enumValues{name} inputFields{name}}}}",
        [:]
      ),
      ("{__type(name:\"Secret\"){name}}", [:]),
      ("query($f:Filter){things(filter:$f,mood:CALM){name}}", ["f": ["text": "b"]]),
    ] as [(String, JSON)]
  )
  func `answers byte for byte what the other one is answered`(
    text: String,
    variables: JSON
  ) throws {
    let own = try result(text, variables, as: "ana")
    #expect(!own.isRequestError)
    // The selection set of the operation, put below the field.
    let start = try #require(text.firstIndex(of: "{"))
    let end = text.range(of: "} fragment").map(\.lowerBound) ?? text.index(before: text.endIndex)
    let outer =
      text[..<start] + "{other:who lens:lookAs(who:\"ana\")\(text[start...end])}"
      + text[text.index(after: end)...]
    let seen = try result(String(outer), variables, as: nil)
    let data = String(decoding: try #require(own.data), as: UTF8.self)
    #expect(
      seen.data.map { String(decoding: $0, as: UTF8.self) }
        == "{\"other\":\"admin\",\"lens\":\(data)}"
    )
    #expect(seen.errors.map(\.message) == own.errors.map(\.message))
    #expect(seen.errors.map(\.code) == own.errors.map(\.code))
    #expect(seen.errors.map(\.path) == own.errors.map { [.key("lens")] + ($0.path ?? []) })
  }

  @Test func `stands side by side under aliases, each with its own selection`() throws {
    #expect(
      try run(
        "{a:lookAs(who:\"a\"){who} b:lookAs(who:\"b\"){x:who} c:lookAs(who:\"a\"){y:who} who}"
      )
        == #"{"data":{"a":{"who":"a"},"b":{"x":"b"},"c":{"y":"a"},"who":"admin"}}"#
    )
  }

  @Test func `merges what stands in several fragments`() throws {
    let text = """
      query($on: Boolean!) { ...A ...B lookAs(who: "a") { t: things(first: 1) { loud } } }
      fragment A on Query { lookAs(who: "a") { who ...C } }
      fragment B on Query { lookAs(who: "a") @include(if: $on) { must } }
      fragment C on Query { t: things(first: 1) { name } }
      """
    #expect(
      try run(text, ["on": true])
        == #"{"data":{"lookAs":{"who":"a","t":[{"name":"a0","loud":"a0"}],"must":1}}}"#
    )
    #expect(
      try run(text, ["on": false])
        == #"{"data":{"lookAs":{"who":"a","t":[{"name":"a0","loud":"a0"}]}}}"#
    )
  }

  @Test func `is skipped like any field`() throws {
    #expect(try run("{who lookAs(who:\"a\") @skip(if:true){who}}") == #"{"data":{"who":"admin"}}"#)
  }

  @Test(
    arguments: [
      (
        "{lookAs(who:\"a\"){who secret{name}}}",
        "Cannot query field \"secret\" on type \"Query\"."
      ),
      (
        "{lookAs(who:\"a\"){lookAs(who:\"b\"){who}}}",
        "Cannot query field \"lookAs\" on type \"Query\"."
      ),
      (
        "{lookAs(who:\"a\"){things(hidden:1){name}}}",
        "Unknown argument \"hidden\" on field \"Query.things\"."
      ),
      ("{lookAs(who:\"a\"){node{...on Secret{name}}}}", "Unknown type \"Secret\"."),
      (
        "{lookAs(who:\"a\"){things(mood:SECRET){name}}}",
        "Value \"SECRET\" does not exist in \"Mood\" enum."
      ),
      (
        "{lookAs(who:\"a\"){things(filter:{hidden:1}){name}}}",
        "Field \"hidden\" is not defined by type \"Filter\"."
      ),
      (
        "{lookAs(who:\"a\"){...F}} fragment F on Query{secret{name}}",
        "Cannot query field \"secret\" on type \"Query\"."
      ),
    ]
  )
  func `fails where the other's schema has not what is selected, and runs nothing of it`(
    text: String,
    message: String
  ) throws {
    let result = try result("{who " + text.dropFirst(), nil, as: nil)
    #expect(result.errors.map(\.message) == ["refused: \(message)"])
    #expect(result.errors.map(\.code) == ["REFUSED"])
    #expect(result.errors.map(\.path) == [[.key("lookAs")]])
    #expect(result.errors.allSatisfy { !$0.locations.isEmpty })
    let data = result.data.map { String(decoding: $0, as: UTF8.self) }
    #expect(data == #"{"who":"admin","lookAs":null}"#)
  }

  @Test func `refuses by the other's schema what the variables say`() throws {
    let text = "query($m:Mood){who lookAs(who:\"a\"){things(first:1,mood:$m){name}}}"
    #expect(
      try run(text, ["m": "CALM"])
        == #"{"data":{"who":"admin","lookAs":{"things":[{"name":"a0"}]}}}"#
    )
    let refused = try result(text, ["m": "SECRET"], as: nil)
    #expect(refused.errors.map(\.code) == ["REFUSED"])
  }

  @Test func `needs of the variables only those that stand below it`() throws {
    let text = """
      query($secret: Int, $n: Int) {
        things(hidden: $secret, first: 1) { name }
        lookAs(who: "a") { things(first: $n) { name } }
      }
      """
    #expect(
      try run(text, ["secret": 1, "n": 1])
        == #"{"data":{"things":[{"name":"admin0"}],"lookAs":{"things":[{"name":"a0"}]}}}"#
    )
  }

  @Test func `is null, or fails, as its resolver says`() throws {
    #expect(try run("{lookAs(who:\"nobody\"){who}}") == #"{"data":{"lookAs":null}}"#)
    #expect(
      try run("{lookAs(who:\"ghost\"){who}}")
        == #"{"errors":[{"message":"no such one","locations":[{"line":1,"column":2}],"#
        + #""path":["lookAs"],"extensions":{"code":"GHOST"}}],"data":{"lookAs":null}}"#
    )
  }

  @Test func `tells errors in the order of the response`() throws {
    let result = try result(
      "{a:fails b:lookAs(who:\"b\"){c:fails d:must(fails:true)} e:fails}",
      nil,
      as: nil
    )
    #expect(
      result.errors.map { error in
        (error.path ?? []).map { if case .key(let key) = $0 { key } else { "?" } }
          .joined(separator: ".")
      } == ["a", "b.c", "b.d", "e"]
    )
    #expect(
      result.data.map { String(decoding: $0, as: UTF8.self) } == #"{"a":null,"b":null,"e":null}"#
    )
  }

  @Test func `counts against the limits of the whole`() throws {
    let lens = "lookAs(who:\"a\"){things(first:10){name loud}}"
    var limits = ExecutionLimits.standard
    limits.cells = 30
    #expect(try !result("{\(lens)}", nil, as: nil, limits: limits).isAborted)
    let twice = "{\(lens) b:\(lens)}"
    #expect(try result(twice, nil, as: nil, limits: limits).isAborted)
    limits = .standard
    limits.responseBytes = 500
    #expect(try !result("{\(lens)}", nil, as: nil, limits: limits).isAborted)
    #expect(try result(twice, nil, as: nil, limits: limits).isAborted)
    let many = "{lookAs(who:\"a\"){things(first:20001){name}}}"
    #expect(try result(many, nil, as: nil).errors.map(\.code) == ["TOO_MANY_NODES"])
  }

  @Test func `stands only at the query root, and can be null`() throws {
    var bindings = Bindings(context: String.self)
    bindings.object("Query", parents: Root.self) { fields in
      fields.perspective("a") { _, _ in [nil] }
      fields.perspective("b") { _, _ in [nil] }
    }
    let schema = try SchemaBuilder.build(Source("type Query { a: Query! b: Query }"))
    do throws(BindingErrors) {
      _ = try bindings.check(against: schema)
      Issue.record("A perspective that cannot be null was taken")
    } catch {
      #expect(error.problems.count == 1)
      #expect(error.problems.first?.hasPrefix("Query.a changes the perspective") == true)
    }
  }
}
