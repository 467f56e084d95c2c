import Bytes
import Desk
import Foundation
import GraphQL
import Resolvers
import SQLite
import Synchronization
import Testing

/// The demo story in a database of its own, answered in memory: all of the program but its sockets.
final class TestHouse {
  let desk: Desk
  let house: House
  let reader: DeskReader
  private let cache = PlanCache()
  private let throttle = SignInThrottle()
  private let directory: URL
  /// The database's file.
  var path: String { directory.appending(path: "guiche.sqlite").path }
  private var tokens: [String: String] = [:]
  /// What the desk could not read so far.
  let faults = Faults()

  /// Collects what the desk cannot read.
  final class Faults: Sendable {
    private let stored = Mutex<[DeskFault]>([])
    var all: [DeskFault] { stored.withLock { $0 } }
    func add(_ fault: DeskFault) { stored.withLock { $0.append(fault) } }
  }

  /// - Parameters:
  ///   - breaking: Statements that are run on the file before the desk opens it.
  ///   - clock: Tells the desk the time.
  /// - Throws: What keeps the desk from being opened.
  init(breaking: String? = nil, clock: Clock = .system) throws {
    directory = FileManager.default.temporaryDirectory.appending(path: "house-\(UUID())")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let file = directory.appending(path: "guiche.sqlite")
    try FileManager.default.copyItem(at: Self.story.get(), to: file)
    if let breaking {
      try Connection(path: file.path, mode: .readWrite).execute(breaking)
    }
    let faults = faults
    desk = try Desk(path: file.path, clock: clock, onFault: faults.add)
    reader = try desk.makeReader()
    house = try Self.whole.get()
  }

  /// The story is told once and copied for each test.
  private static let story = Result {
    let file = FileManager.default.temporaryDirectory.appending(path: "story-\(UUID()).sqlite")
    let desk = try Desk(path: file.path)
    try desk.tellDemoStory()
    desk.stop()
    return file
  }

  private static let whole = Result { try House(schema: schemaText()) }

  deinit {
    desk.stop()
    try? FileManager.default.removeItem(at: directory)
  }

  /// The schema.graphql at the top of the repository.
  static func schemaText() throws -> Source {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return Source(try Array(Data(contentsOf: root.appending(path: "schema.graphql"))))
  }

  /// An answer, as JSON and as bytes.
  final class Answer {
    let bytes: [UInt8]
    lazy var json: JSON = (try? JSONParser.parse(bytes)) ?? "this is no JSON"

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var text: String { String(decoding: bytes, as: UTF8.self) }
    /// What is at a path of names and places; `nil` where there is nothing.
    subscript(path: String) -> JSON? {
      var value: JSON? = json["data"]
      for step in path.split(separator: ".") {
        if case .array(let items)? = value, let place = Int(step) {
          value = items.indices.contains(place) ? items[place] : nil
        } else {
          value = value?[String(step)]
        }
      }
      return value
    }

    /// The codes of the errors; an error without one is `""`.
    var errorCodes: [String] {
      guard case .array(let errors)? = json["errors"] else { return [] }
      return errors.map { error in
        guard case .string(let code)? = error["extensions"]?["code"] else { return "" }
        return code
      }
    }

    var errorMessages: [String] {
      guard case .array(let errors)? = json["errors"] else { return [] }
      return errors.map { error in
        guard case .string(let message)? = error["message"] else { return "" }
        return message
      }
    }
  }

  /// Runs a document as a user of the demo; `nil` is nobody.
  func run(
    _ document: String,
    as user: String? = nil,
    variables: JSON? = nil,
    languages: [String] = ["en"]
  ) throws -> Answer {
    let token = try user.map { try self.token(of: $0) }
    return try run(document, token: token, variables: variables, languages: languages)
  }

  /// Runs a document with a session's token.
  func run(
    _ document: String,
    token: String?,
    variables: JSON? = nil,
    languages: [String] = ["en"]
  ) throws -> Answer {
    let caller = try caller(reader, token, languages)
    let compilation = cache.compile(Array(document.utf8), for: house.schema(for: caller.viewer))
    let result: ExecutionResult
    switch compilation {
    case .refused(let errors): result = .refused(errors)
    case .document(let document):
      do throws(RequestErrors) {
        let operation = try document.plan(operationName: nil, variables: variables)
        result = try execute(operation, caller, token, languages)
      } catch {
        result = .refused(error.errors)
      }
    }
    return Answer(result.body)
  }

  private func execute(
    _ operation: PlannedOperation,
    _ caller: Caller,
    _ token: String?,
    _ languages: [String]
  ) throws(RequestErrors) -> ExecutionResult {
    let executor = Executor { fault, field in Issue.record("\(field): \(fault)") }
    let context = RequestContext(caller, reader: reader)
    do {
      guard operation.plan.operationType == .mutation else {
        let result = try reader.snapshot { executor.run(operation, context: context) }
        return try context.recordLenses(of: operation, on: desk).map { .failed($0) } ?? result
      }
      let prepared = try executor.prepare(operation, context: context)
      let throttle = throttle
      return try desk.writeAndWait { writer in
        let viewer = try token.flatMap { try writer.reader.viewer(sessionToken: $0) }
        let caller = Caller(
          viewer: viewer ?? .anonymous,
          token: token,
          address: "127.0.0.1",
          languages: languages,
          throttle: throttle
        )
        return executor.run(
          operation,
          context: RequestContext(caller, writer: writer),
          prepared: prepared
        )
      }
    } catch let errors as RequestErrors {
      throw errors
    } catch {
      Issue.record(error)
      return .failed(.internalError)
    }
  }

  /// Runs a query on a reader of the test's own, so that its statements can be counted.
  func query(_ document: String, as user: String, on reader: DeskReader) throws -> Answer {
    let caller = try caller(self.reader, token(of: user), ["en"])
    let compilation = cache.compile(Array(document.utf8), for: house.schema(for: caller.viewer))
    guard case .document(let compiled) = compilation else {
      throw TestFailure("refused: \(compilation)")
    }
    let operation = try compiled.plan(operationName: nil, variables: nil)
    let executor = Executor { fault, field in Issue.record("\(field): \(fault)") }
    let result = try reader.snapshot {
      executor.run(operation, context: RequestContext(caller, reader: reader))
    }
    return Answer(result.body)
  }

  private func caller(
    _ reader: DeskReader,
    _ token: String?,
    _ languages: [String]
  ) throws -> Caller {
    Caller(
      viewer: try token.flatMap { try reader.viewer(sessionToken: $0) } ?? .anonymous,
      token: token,
      address: "127.0.0.1",
      languages: languages,
      throttle: throttle,
      house: house
    )
  }

  /// Signs a user of the demo in, once.
  func token(of user: String) throws -> String {
    if let token = tokens[user] { return token }
    let answer = try run(
      """
      mutation ($user: String!, $password: String!) {
        signIn(input: {userCode: $user, password: $password}) {
          session { token expiresAt }
          problems { code message }
        }
      }
      """,
      token: nil,
      variables: ["user": .string(user), "password": .string(DemoStory.password)]
    )
    guard case .string(let token)? = answer["signIn.session.token"] else {
      throw TestFailure("\(user) could not sign in: \(answer.text)")
    }
    tokens[user] = token
    return token
  }
}

/// Why a test cannot go on.
struct TestFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
