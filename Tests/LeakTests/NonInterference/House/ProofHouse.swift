import Bytes
import Foundation
import GraphQL
import HTTP
import Resolvers
import Server

@testable import Desk
@testable import TestKit
@testable import guiche

/// The whole program on a folder of its own, behind a real socket, with its work counted.
final class ProofHouse {
  let desk: Desk
  let work = WorkLog()
  let port: Int
  private let server: HTTPServer
  private let application: GuicheServer<CountedHost>
  private var client: HTTPClient

  /// The schemas are the same in every house, and take the longest to make.
  static let house = Result {
    try House(schema: Source(EmbeddedFiles.schema, name: "schema.graphql"))
  }

  /// - Parameters:
  ///   - folder: Where its database and files are.
  ///   - moment: Where its clock stands, so that no two answers differ by the time.
  /// - Throws: Where the folder holds no desk, or nothing can be listened on.
  init(folder: URL, at moment: Instant) throws {
    let data = DataDirectory(path: folder.path)
    desk = try Desk(path: data.database, files: data.files, clock: .standing(at: moment))
    try data.makeUploads()
    let host = CountedHost(
      try DeskHost(desk: desk, house: Self.house.get(), log: Log()),
      work: work
    )
    var surface = ServerConfiguration()
    surface.uploads = UploadConfiguration(folder: data.uploads)
    application = try GuicheServer(host: host, playground: [], configuration: surface)
    var configuration = HTTPServer.Configuration()
    // One loop and one worker: what is compiled when does not depend on who was quicker.
    configuration.loops = 1
    server = HTTPServer(application: application, configuration: configuration)
    port = try server.start().port
    client = try HTTPClient(port: port)
    let statements = work.statements
    try desk.writeAndWait { statements.follow($0.connection) }
    _ = work.take()
  }

  /// Ends it, so that its folder can be copied.
  func stop() {
    client.end()
    server.shutdown()
    server.waitUntilStopped()
    application.stop()
    desk.stop()
  }

  /// Sends a request over the house's one connection, and reads its answer.
  func send(_ request: ProofRequest) throws -> Answer {
    client.send(request.bytes)
    let answer = try client.receiveWhole(hasBody: request.method != "HEAD")
    if answer["connection"]?.lowercased() == "close" { client = try HTTPClient(port: port) }
    return Answer(http: answer, work: work.take())
  }
}

/// A request as it goes over the wire.
struct ProofRequest: Sendable {
  var method = "POST"
  var target = "/graphql"
  var token: String?
  var headers: [(String, String)] = []
  var body: [UInt8] = []

  var bytes: [UInt8] {
    var head = "\(method) \(target) HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    if let token { head += "Authorization: Bearer \(token)\r\n" }
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    if method == "POST" { head += "Content-Length: \(body.count)\r\n" }
    return Array((head + "\r\n").utf8) + body
  }

  /// A GraphQL request.
  static func graphQL(
    _ query: String,
    variables: JSON? = nil,
    token: String?,
    headers: [(String, String)] = []
  ) -> ProofRequest {
    var members = [JSON.Member(name: "query", value: .string(query))]
    if let variables { members.append(JSON.Member(name: "variables", value: variables)) }
    var writer = ByteWriter()
    writer.append(json: .object(members))
    return ProofRequest(
      token: token,
      headers: [("Content-Type", "application/json")] + headers,
      body: writer.bytes()
    )
  }

  /// A GraphQL request with one file, which takes the place of the null at `variables.file`.
  static func upload(_ query: String, name: String, content: String, token: String?) -> ProofRequest
  {
    func part(_ fields: String, _ content: String) -> String {
      "--boundary\r\nContent-Disposition: form-data; \(fields)\r\n\r\n\(content)\r\n"
    }
    let operations = ProofRequest.graphQL(query, variables: ["file": .null], token: nil).body
    let body =
      part("name=\"operations\"", String(decoding: operations, as: UTF8.self))
      + part("name=\"map\"", #"{"0":["variables.file"]}"#)
      + part("name=\"0\"; filename=\"\(name)\"\r\nContent-Type: text/plain", content)
      + "--boundary--\r\n"
    return ProofRequest(
      token: token,
      headers: [
        ("Apollo-Require-Preflight", "1"),
        ("Content-Type", "multipart/form-data; boundary=boundary"),
      ],
      body: Array(body.utf8)
    )
  }
}
