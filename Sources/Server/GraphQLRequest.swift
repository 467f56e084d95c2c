import Bytes
import HTTP

/// What a client asks for, out of a body or out of a query string.
///
/// - Source: [Request parameters](https://graphql.github.io/graphql-over-http/draft/#sec-Request-Parameters).
struct GraphQLRequest: Sendable {
  /// The document's text.
  var query: [UInt8]
  /// `nil` where it is absent or null.
  var operationName: String?
  /// An object, or `.null` where it is absent or null.
  var variables: JSON

  /// Out of the JSON body of a POST.
  ///
  /// Members that are not known are passed over, for the specification keeps them for later.
  ///
  /// - Throws: ``Malformed``, which says the member and the type that it must have.
  init(body: [UInt8]) throws(Malformed) {
    let json: JSON
    do {
      json = try JSONParser.parse(body)
    } catch {
      throw Malformed("The body is not JSON. \(error.message)")
    }
    switch json {
    case .object: break
    case .array: throw Malformed("Batching is off: send one object, not a list of requests.")
    default: throw Malformed("The body must be a JSON object.")
    }
    self.init(
      query: try Self.query(json["query"]),
      operationName: try Self.text("operationName", json["operationName"]),
      variables: try Self.object("variables", json["variables"])
    )
    _ = try Self.object("extensions", json["extensions"])
  }

  /// Out of the query string of a GET.
  ///
  /// - Throws: ``Malformed``, which says the parameter and what it must hold.
  init(parameters: [Target.Parameter]) throws(Malformed) {
    func value(_ name: String) throws(Malformed) -> String? {
      let values = parameters.filter { $0.name == name }
      guard values.count < 2 else { throw Malformed("The parameter \(name) comes twice.") }
      return values.first.flatMap { $0.value.isEmpty ? nil : $0.value }
    }
    func json(_ name: String) throws(Malformed) -> JSON? {
      guard let text = try value(name) else { return nil }
      do {
        return try JSONParser.parse(Array(text.utf8))
      } catch {
        throw Malformed("The parameter \(name) is not JSON. \(error.message)")
      }
    }
    self.init(
      query: try Self.query(try value("query").map(JSON.string)),
      operationName: try value("operationName"),
      variables: try Self.object("variables", try json("variables"))
    )
    _ = try Self.object("extensions", try json("extensions"))
  }

  private init(query: [UInt8], operationName: String?, variables: JSON) {
    self.query = query
    self.operationName = operationName
    self.variables = variables
  }

  private static func query(_ value: JSON?) throws(Malformed) -> [UInt8] {
    guard let query = try text("query", value) else {
      throw Malformed("The request has no query: send the document's text as \"query\".")
    }
    return Array(query.utf8)
  }

  private static func text(_ name: String, _ value: JSON?) throws(Malformed) -> String? {
    switch value {
    case nil, .null: nil
    case .string(let text): text
    default: throw Malformed("\"\(name)\" must be a string.")
    }
  }

  private static func object(_ name: String, _ value: JSON?) throws(Malformed) -> JSON {
    switch value {
    case nil, .null: .null
    case .object(let members): .object(members)
    default: throw Malformed("\"\(name)\" must be an object.")
    }
  }

  /// The request is not a well-formed GraphQL request: status 400.
  struct Malformed: Error {
    var message: String

    init(_ message: String) {
      self.message = message
    }
  }
}
