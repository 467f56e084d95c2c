import Bytes
import GraphQL
import HTTP

/// A message of the `graphql-transport-ws` protocol, as the client writes it.
///
/// - Source: [PROTOCOL.md](https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md).
enum TransportMessage: Sendable {
  /// An object, or `.null`.
  case connectionInit(payload: JSON)
  case ping(payload: JSON)
  case pong
  case subscribe(id: [UInt8], GraphQLRequest)
  case complete(id: [UInt8])

  /// Reads a message.
  ///
  /// - Throws: ``Malformed`` for everything that the protocol does not describe.
  init(_ text: [UInt8]) throws(Malformed) {
    let json: JSON
    do {
      json = try JSONParser.parse(text)
    } catch {
      throw Malformed(reason: "The message is not JSON. \(error.message)")
    }
    guard case .object = json else { throw Malformed(reason: "The message is no object") }
    guard case .string(let type)? = json["type"] else {
      throw Malformed(reason: "The message has no type")
    }
    switch type {
    case "connection_init": self = .connectionInit(payload: try Self.payload(of: json))
    case "ping": self = .ping(payload: try Self.payload(of: json))
    case "pong":
      _ = try Self.payload(of: json)
      self = .pong
    case "subscribe": self = .subscribe(id: try Self.id(of: json), try Self.request(of: json))
    case "complete": self = .complete(id: try Self.id(of: json))
    default: throw Malformed(reason: "There is no message of this type")
    }
  }

  /// A message that the protocol does not describe.
  struct Malformed: Error, Hashable {
    /// For the client's developer, who reads it in the close frame.
    let reason: String
  }

  private static func payload(of json: JSON) throws(Malformed) -> JSON {
    switch json["payload"] {
    case nil, .null: .null
    case .object(let members): .object(members)
    default: throw Malformed(reason: "The payload must be an object")
    }
  }

  private static func id(of json: JSON) throws(Malformed) -> [UInt8] {
    guard case .string(let id)? = json["id"], !id.isEmpty else {
      throw Malformed(reason: "The id must be a text that is not empty")
    }
    guard id.utf8.count <= Limits.operationIDBytes else {
      throw Malformed(reason: "The id has more than \(Limits.operationIDBytes) bytes")
    }
    return Array(id.utf8)
  }

  private static func request(of json: JSON) throws(Malformed) -> GraphQLRequest {
    guard let payload = json["payload"], case .object = payload else {
      throw Malformed(reason: "The payload must be an object")
    }
    do {
      return try GraphQLRequest(payload)
    } catch {
      throw Malformed(reason: error.errors.first?.message ?? "The payload is malformed")
    }
  }
}

extension TransportMessage {
  static let acknowledgement = Array(#"{"type":"connection_ack"}"#.utf8)

  /// The answer to a ping.
  static func pong(_ payload: JSON) -> [UInt8] {
    guard case .object = payload else { return Array(#"{"type":"pong"}"#.utf8) }
    return Array(#"{"type":"pong","payload":\#(payload.text)}"#.utf8)
  }

  /// An answer of an operation.
  ///
  /// - Parameters:
  ///   - payload: A response as JSON.
  ///   - id: As JSON.
  /// - Returns: The message.
  static func next(_ payload: [UInt8], of id: [UInt8]) -> [UInt8] {
    message("next", of: id, payload)
  }

  /// As ``next(_:of:)``, of a response that others get too.
  static func next(sharing payload: [UInt8], of id: [UInt8]) -> SharedText {
    let head = Array(#"{"id":"#.utf8) + id + Array(#","type":"next","payload":"#.utf8)
    return SharedText(head, payload, [UInt8(ascii: "}")])
  }

  /// Why an operation does not run; nothing follows it.
  static func error(_ errors: [GraphQLError], of id: [UInt8]) -> [UInt8] {
    message("error", of: id, ExecutionResult.list(of: errors))
  }

  /// An operation has given all its answers.
  static func complete(_ id: [UInt8]) -> [UInt8] { message("complete", of: id, nil) }

  private static func message(_ type: String, of id: [UInt8], _ payload: [UInt8]?) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(id.count + (payload?.count ?? 0) + 48)
    text.append(contentsOf: #"{"id":"#.utf8)
    text.append(contentsOf: id)
    text.append(contentsOf: #","type":""#.utf8)
    text.append(contentsOf: type.utf8)
    text.append(UInt8(ascii: "\""))
    if let payload {
      text.append(contentsOf: #","payload":"#.utf8)
      text.append(contentsOf: payload)
    }
    text.append(UInt8(ascii: "}"))
    return text
  }
}
