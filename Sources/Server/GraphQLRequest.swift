import Bytes
import HTTP

/// What a client asks for, out of a body or out of a query string.
///
/// - Source: [Request parameters](https://graphql.github.io/graphql-over-http/draft/#sec-Request-Parameters).
struct GraphQLRequest: Sendable {
  /// The document's text; `nil` only where ``identifier`` says which document is meant.
  var query: [UInt8]?
  /// How the client calls the document, beside its text or instead of it.
  var identifier: DocumentIdentifier?
  /// `nil` where it is absent or null.
  var operationName: String?
  /// An object, or `.null` where it is absent or null.
  var variables: JSON
  /// How the client calls the operation among others whose answers come together; `nil` where it
  /// gives no name, or one that is empty or too long.
  var operationID: String?

  /// Out of the query string of a GET.
  ///
  /// - Throws: ``RequestFault``, which says the parameter and what it must hold.
  init(parameters: [Target.Parameter]) throws(RequestFault) {
    func value(_ name: String) throws(RequestFault) -> String? {
      let values = parameters.filter { $0.name.hasSameBytes(as: name) }
      guard values.count < 2 else {
        throw RequestFault(.malformed, "The parameter \(name) comes twice.")
      }
      return values.first.flatMap { $0.value.isEmpty ? nil : $0.value }
    }
    func json(_ name: String) throws(RequestFault) -> JSON? {
      guard let text = try value(name) else { return nil }
      do {
        return try JSONParser.parse(Array(text.utf8))
      } catch {
        throw RequestFault(.unreadable, "The parameter \(name) is not JSON. \(error.message)")
      }
    }
    try self.init(
      query: try value("query").map { Array($0.utf8) },
      operationName: try value("operationName"),
      variables: try Self.object("variables", try json("variables")),
      documentID: try value("documentId"),
      extensions: try Self.object("extensions", try json("extensions"))
    )
  }

  /// Out of the object of a JSON body.
  ///
  /// Members that are not known are passed over, for the specification keeps them for later.
  ///
  /// - Throws: ``RequestFault``, which says the member and the type that it must have.
  init(_ json: JSON) throws(RequestFault) {
    guard case .object = json else {
      throw RequestFault(.malformed, "The body must be a JSON object.")
    }
    try self.init(
      query: try Self.text("query", json["query"]).map { Array($0.utf8) },
      operationName: try Self.text("operationName", json["operationName"]),
      variables: try Self.object("variables", json["variables"]),
      documentID: try Self.text("documentId", json["documentId"]),
      extensions: try Self.object("extensions", json["extensions"])
    )
  }

  private init(
    query: [UInt8]?,
    operationName: String?,
    variables: JSON,
    documentID: String?,
    extensions: JSON
  ) throws(RequestFault) {
    let hashed = try DocumentIdentifier(extensions: extensions)
    let named = try documentID.map { (id) throws(RequestFault) in
      try DocumentIdentifier(documentID: id)
    }
    if let hashed, let named, hashed != named {
      throw RequestFault(.malformed, "\"documentId\" and \"persistedQuery\" mean two documents.")
    }
    guard query != nil || named != nil || hashed != nil else {
      throw RequestFault(
        .malformed,
        "The request has no query: send the document's text as \"query\"."
      )
    }
    self.query = query
    self.operationName = operationName
    self.variables = variables
    identifier = named ?? hashed
    if case .string(let id)? = extensions["operationId"], !id.isEmpty,
      id.utf8.count <= Limits.operationIDBytes
    {
      operationID = id
    }
  }

  private static func text(_ name: String, _ value: JSON?) throws(RequestFault) -> String? {
    switch value {
    case nil, .null: nil
    case .string(let text): text
    default: throw RequestFault(.malformed, "\"\(name)\" must be a string.")
    }
  }

  private static func object(_ name: String, _ value: JSON?) throws(RequestFault) -> JSON {
    switch value {
    case nil, .null: .null
    case .object(let members): .object(members)
    default: throw RequestFault(.malformed, "\"\(name)\" must be an object.")
    }
  }
}
