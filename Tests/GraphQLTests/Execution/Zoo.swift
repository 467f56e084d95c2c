import Bytes
import Testing

@testable import GraphQL

/// A small schema with every shape of answer, for the tests of execution.
enum Zoo {
  static let sdl = """
    directive @governed(parameter: String!) on FIELD_DEFINITION

    type Query {
      hello: String
      mustBeThere: String!
      keeper(id: ID!): Keeper
      keepers(first: Int, last: Int): KeeperConnection!
      firstKeeper: Keeper!
      animals(kind: Kind): [Animal]
      strictAnimals: [Animal!]!
      node(id: ID!): Node
      nodes(ids: [ID!]!): [Node]!
      matrix: [[Int]]
      strictMatrix: [[Int!]!]
      kinds: [Kind!]
      anything: JSON
      size: Float
      infinite: Float
      fails: String
      failsInside: [String!]
      faulty: String
      echo(
        int: Int, float: Float, id: ID, text: String = "none", truth: Boolean, kind: Kind
        list: [Int], strict: [Int!], nested: [[Int]], input: Filter, one: Choice
        json: JSON, pair: Pair, must: Int! = 7
      ): String
    }

    type Mutation {
      add(by: Int!): Counter!
      tryToAdd(by: Int!): Counter
      hashed(word: String!): Counter
    }

    type Counter { total: Int! broken: Int! }

    scalar JSON

    enum Kind { CAT DOG OLD @deprecated(reason: "gone") }

    input Filter { name: String! age: Int = 3 inner: Filter kinds: [Kind!] }
    input Choice @oneOf { a: String b: Int }
    input Pair { a: String b: Int! }

    interface Node { id: ID! }
    interface Named { name: String }

    type KeeperConnection { totalCount: Int! nodes: [Keeper!]! edges: [KeeperEdge!]! }
    type KeeperEdge { cursor: String! node: Keeper! }

    type Keeper implements Node & Named {
      id: ID!
      name: String
      nick: String!
      age: Int
      awake: Boolean
      salary: Int @governed(parameter: "salary")
      boss: Keeper
      strictBoss: Keeper!
      animals(first: Int): [Animal!]
      old: String @deprecated(reason: "use name")
    }

    type Cat implements Node & Named { id: ID! name: String lives: Int! keeper: Keeper }
    type Dog implements Node & Named { id: ID! name: String barks: Boolean keeper: Keeper! }
    union Animal = Cat | Dog
    """

  enum Kind: String, CaseIterable { case cat = "CAT", dog = "DOG", old = "OLD" }

  /// Keeper `i` is called `k<i>`; keeper 3 has no nick; the boss of `i` is `i - 1`.
  struct Keepers: ParentColumn {
    var ids: [Int]
    var count: Int { ids.count }
  }
  struct Connections: ParentColumn {
    var pages: [[Int]]
    var count: Int { pages.count }
  }
  struct Edges: ParentColumn {
    var keepers: [Int]
    var count: Int { keepers.count }
  }
  struct Pets: ParentColumn {
    var ids: [Int]
    var count: Int { ids.count }
  }
  /// Dogs have a type of their own, so that a wrong column is seen.
  struct Hounds: ParentColumn {
    var ids: [Int]
    var count: Int { ids.count }
  }
  struct Totals: ParentColumn {
    var totals: [Int]
    var count: Int { totals.count }
  }

  /// What the resolvers share and write down.
  final class World: MutationContext {
    var total = 0
    var calls: [String] = []
    var failsAtEnd = false
    var demands: [UInt64] = []
    var selections: [[String]] = []

    func rootFieldWillRun() { calls.append("begin") }
    func rootFieldDidRun(failed: Bool) throws {
      calls.append(failed ? "roll back" : "release")
      if failsAtEnd { throw GraphQLError("not kept") }
    }
  }

  struct Surprise: Error {}

  static let schema = Result { () throws in try SchemaBuilder.build(Source(sdl)) }
  static let bound = Result { () throws in try bindings().check(against: schema.get()) }

  /// The response to a document.
  static func run(
    _ text: String,
    _ variables: JSON? = nil,
    operationName: String? = nil,
    world: World = World(),
    limits: ExecutionLimits = .standard,
    deadline: ContinuousClock.Instant? = nil
  ) throws -> String {
    let document = CompiledDocument(try Parser.parse(Source(text)), boundSchema: try bound.get())
    do throws(RequestErrors) {
      let operation = try document.plan(operationName: operationName, variables: variables)
      let executor = Executor(limits: limits)
      let prepared = try executor.prepare(operation, context: world)
      let result = executor.run(
        operation,
        context: world,
        prepared: prepared,
        deadline: deadline
      )
      return String(decoding: result.body, as: UTF8.self)
    } catch {
      return String(decoding: ExecutionResult.refused(error.errors).body, as: UTF8.self)
    }
  }

  /// The sentences of the errors in a response, for tests to which the rest is noise.
  static func messages(_ text: String, _ variables: JSON? = nil) throws -> [String] {
    let document = CompiledDocument(try Parser.parse(Source(text)), boundSchema: try bound.get())
    do throws(RequestErrors) {
      _ = try document.plan(operationName: nil, variables: variables)
      return []
    } catch {
      return error.errors.map(\.message)
    }
  }
}
