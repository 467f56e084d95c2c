import Bytes
import Desk
import GraphQL
import Resolvers
import SQLite

/// The whole program on the reference data but its sockets: texts in, bytes out, in this thread.
final class BenchHouse {
  private let desk: Desk
  private let house: House
  private let reader: DeskReader
  private let executor: Executor
  private let throttle = SignInThrottle()
  private let plans = PlanCache()

  /// Somebody who is signed in, with the sessions's token.
  struct Session {
    let user: ReferenceData.User
    let token: String
  }

  init(_ desk: Desk) throws {
    self.desk = desk
    house = try House(schema: Source(Self.schema, name: "schema.graphql"))
    reader = try desk.makeReader()
    executor = Executor { error, field in System.complain("\(field): \(error)") }
  }

  /// The text of schema.graphql.
  private static var schema: [UInt8] {
    var writer = ByteWriter()
    for file in Embedded.files where file.path == "schema.graphql" { writer.append(file.text) }
    return writer.bytes()
  }

  func signIn(_ user: ReferenceData.User) throws -> Session {
    let signIn = SignIn(
      userCode: user.code,
      password: ReferenceData.password,
      address: "127.0.0.1"
    )
    let prepared = try signIn.prepare(with: reader, throttle: throttle)
    let outcome = try desk.writeAndWait { context in try SignIn.perform(prepared, in: context) }
    guard case .done(let session) = outcome else {
      throw Complaint("\(user.code) cannot sign in: is this reference data?", code: 65)
    }
    return Session(user: user, token: session.token)
  }

  /// Answers a query as a request of the session would be: the session is looked up each time.
  ///
  /// - Throws: A ``Complaint`` where the answer has errors.
  func answer(_ text: [UInt8], _ variables: JSON?, for session: Session) throws -> [UInt8] {
    try reader.openTurn()
    defer { reader.closeTurn() }
    guard let viewer = try reader.viewer(sessionToken: session.token) else {
      throw Complaint("the session of \(session.user.code) has ended")
    }
    let caller = Caller(
      viewer: viewer,
      token: session.token,
      address: "127.0.0.1",
      languages: ["pt-BR"],
      throttle: throttle
    )
    guard case .document(let document) = plans.compile(text, for: house.schema(for: viewer)) else {
      throw Complaint("the document is not valid: \(String(decoding: text, as: UTF8.self))")
    }
    let operation = try document.plan(operationName: nil, variables: variables)
    let context = RequestContext(caller, reader: reader)
    let result = try reader.snapshot { executor.run(operation, context: context) }
    guard !result.hasErrors else {
      throw Complaint("an answer has errors: \(String(decoding: result.body, as: UTF8.self))")
    }
    return result.body
  }

  /// What SQLite did so far.
  var work: StatementWork { reader.work }

  /// How many statements were run so far.
  var statements: Int { reader.statistics.runs }
}
