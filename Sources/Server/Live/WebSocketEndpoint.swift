import GraphQL
import HTTP

/// Answers GraphQL over WebSockets: opens them.
///
/// - Source: [graphql-transport-ws](https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md).
struct WebSocketEndpoint<Host: GraphQLHost>: Sendable {
  static var subprotocol: String { "graphql-transport-ws" }

  private let runner: OperationRunner<Host>
  private let origins: CrossOrigins
  private let sockets = QuotaCounts(limit: Limits.socketsPerUser)

  init(_ runner: OperationRunner<Host>, origins: CrossOrigins) {
    self.runner = runner
    self.origins = origins
  }

  /// Opens a WebSocket, or says why not.
  func open(_ request: Request, reply: Reply) {
    guard origins.admits(request) else {
      return reply.send(.text(403, "a page of another site may not open a WebSocket here\n"))
    }
    guard !LensRoute<Host>.isAsked(by: request) else {
      return reply.send(.text(403, "X-Guiche-View-As does not go with a WebSocket\n"))
    }
    guard let credentials = Credentials(request) else {
      var refusal = Response.text(401, "the Authorization field must be \"Bearer\" and a token\n")
      refusal.headers.append("WWW-Authenticate", "Bearer error=\"invalid_request\"")
      return reply.send(refusal)
    }
    do throws(HTTPError) {
      let handshake = try WebSocketHandshake(
        method: request.method,
        headers: request.headers,
        hasBody: !request.body.isEmpty,
        subprotocols: [Self.subprotocol]
      )
      let socket = GraphQLSocket(
        runner,
        credentials: credentials,
        speaksOurs: handshake.subprotocol != nil,
        counts: sockets
      )
      reply.open(
        handshake,
        handler: socket,
        ultimatum: WebSocketUltimatum(
          milliseconds: Limits.connectionInitMilliseconds,
          close: .initialisationTimeout
        )
      )
    } catch {
      reply.send(WebSocketHandshake.refusal(of: error))
    }
  }
}

/// The codes that the protocol closes with.
extension WebSocketClose {
  static func badRequest(_ reason: String) -> WebSocketClose { WebSocketClose(4_400, reason) }

  static let unauthorized = WebSocketClose(4_401, "Unauthorized")
  static let forbidden = WebSocketClose(4_403, "Forbidden")
  static let subprotocolNotAcceptable = WebSocketClose(4_406, "Subprotocol not acceptable")
  static let initialisationTimeout = WebSocketClose(4_408, "Connection initialisation timeout")

  static func subscriberExists(_ id: [UInt8]) -> WebSocketClose {
    WebSocketClose(4_409, "Subscriber for \(String(decoding: id, as: UTF8.self)) already exists")
  }

  static let tooManyInitialisations = WebSocketClose(4_429, "Too many initialisation requests")
  static let internalError = WebSocketClose(1_011, "Internal error")
  static let tooManySockets = WebSocketClose(
    1_008,
    "More than \(Limits.socketsPerUser) sockets of one user"
  )
}
