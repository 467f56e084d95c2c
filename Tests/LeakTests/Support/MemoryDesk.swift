import Bytes
import Foundation
import GraphQL
import Resolvers
import SQLite
import TestKit

@testable import Desk

/// The demo story answered in memory, where a test has to hand over what the server never would.
final class MemoryDesk {
  private let desk: Desk
  private let house: House
  private let reader: DeskReader
  private let plans = PlanCache()
  private let folder = TemporaryFolder()

  init() throws {
    desk = try Desk(path: folder.url.appending(path: "guiche.sqlite").path)
    _ = try desk.tellDemoStory()
    house = try SchemaGap.house.get()
    reader = try desk.makeReader()
  }

  deinit { desk.stop() }

  /// Runs a document that was compiled for an audience, for a user who may be of another.
  func run(
    _ document: String,
    compiledFor audience: SchemaAudience,
    as user: String
  ) throws -> JSON {
    let schema = house.schemas[audience.rawValue]
    guard case .document(let compiled) = plans.compile(Array(document.utf8), for: schema) else {
      throw ClientError.refused(document)
    }
    let operation = try compiled.plan(operationName: nil, variables: nil)
    let context = RequestContext(try caller(user), reader: reader)
    let result = try reader.snapshot { Executor().run(operation, context: context) }
    return try JSONParser.parse(result.body)
  }

  private func caller(_ code: String) throws -> Resolvers.Caller {
    let id = try reader.connection.first(Query("SELECT id FROM user WHERE code = ?1"), code) {
      (row) throws(SQLiteError) in UserID(row.int(0))
    }
    return Resolvers.Caller(
      viewer: try reader.viewer(of: id ?? UserID(0)) ?? .anonymous,
      token: nil,
      address: "127.0.0.1",
      languages: ["en"],
      throttle: SignInThrottle()
    )
  }
}
