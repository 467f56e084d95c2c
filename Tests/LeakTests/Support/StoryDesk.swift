import Bytes
import Foundation
import Synchronization
import TestKit

/// A running program with the demo story, and the sessions of who signed in to it.
final class StoryDesk: Sendable {
  let process: GuicheProcess
  private let tokens = Mutex<[String: String]>([:])

  /// The desk that all tests share, who only read from it.
  ///
  /// It is a process of its own: where everybody signs in, the sessions that are kept here end.
  static let shared = Result {
    StoryDesk(try GuicheProcess(data: TemporaryFolder().keep(), demo: true))
  }

  init(_ process: GuicheProcess) { self.process = process }

  /// A desk that its test may change.
  static func own(arguments: [String] = []) throws -> StoryDesk {
    StoryDesk(
      try GuicheProcess(data: TemporaryFolder().keep(), demo: true, arguments: arguments)
    )
  }

  /// The session of a user, who signs in the first time.
  func token(of user: String) throws -> String {
    if let token = tokens.withLock({ $0[user] }) { return token }
    let token = try process.signIn(user)
    tokens.withLock { $0[user] = token }
    return token
  }

  /// Forgets the session of a user, who will sign in anew.
  func forget(_ user: String) { tokens.withLock { $0[user] = nil } }

  /// Asks as a user; `nil` is nobody.
  func ask(
    _ document: String,
    as user: String?,
    _ variables: [String: Any] = [:],
    headers: [String: String] = [:]
  ) throws -> Asked {
    Asked(
      try process.post(
        document,
        variables: variables,
        token: try user.map { try token(of: $0) },
        headers: headers
      )
    )
  }

  /// Posts a body as it is.
  func raw(_ body: String, as user: String?) throws -> HTTPAnswer {
    let client = try HTTPClient(port: process.port)
    client.send(Self.request(body, token: try user.map { try token(of: $0) }))
    return try client.receive()
  }

  /// The bytes of a POST.
  static func request(_ body: String, token: String?) -> [UInt8] {
    var head = "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    if let token { head += "Authorization: Bearer \(token)\r\n" }
    return Array("\(head)Content-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8)
  }

  /// A body of JSON.
  static func body(_ document: String, _ variables: [String: Any] = [:]) throws -> String {
    let data = try JSONSerialization.data(
      withJSONObject: ["query": document, "variables": variables] as [String: Any],
      options: [.sortedKeys]
    )
    return String(decoding: data, as: UTF8.self)
  }
}

/// An answer over HTTP, as bytes and as JSON.
struct Asked {
  let status: Int
  let text: String
  let json: JSON

  init(_ answer: HTTPAnswer) {
    status = answer.status
    text = answer.text
    json = (try? JSONParser.parse(answer.body)) ?? "this is no JSON"
  }

  /// What is at a path of names and places within `data`; `nil` where there is nothing.
  subscript(path: String) -> JSON? { json["data"]?.at(path) }

  /// The text at a path.
  func text(_ path: String) -> String? { self[path]?.asText }

  /// The items at a path.
  func items(_ path: String) -> [JSON] { self[path]?.asItems ?? [] }

  /// The codes of the problems at a path.
  func problems(_ path: String) -> [String] {
    items("\(path).problems").compactMap { $0["code"]?.asText }
  }

  /// The codes of the response's errors.
  var codes: [String] {
    (json["errors"]?.asItems ?? []).map { $0["extensions"]?["code"]?.asText ?? "" }
  }
}

extension JSON {
  /// What is at a path of names and places.
  func at(_ path: String) -> JSON? {
    var value: JSON? = self
    for step in path.split(separator: ".") {
      if case .array(let items)? = value, let place = Int(step) {
        value = items.indices.contains(place) ? items[place] : nil
      } else {
        value = value?[String(step)]
      }
    }
    return value
  }

  var asText: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  var asNumber: Int64? {
    if case .integer(let number) = self { return number }
    return nil
  }

  var asItems: [JSON] {
    if case .array(let items) = self { return items }
    return []
  }

  var asMembers: [JSON.Member] {
    if case .object(let members) = self { return members }
    return []
  }
}
