import Bytes

/// What turns a request into a WebSocket.
///
/// - Source: [RFC 6455](https://www.rfc-editor.org/rfc/rfc6455#section-4.2), read as a server.
public struct WebSocketHandshake: Sendable {
  /// The subprotocol that both sides speak; `nil` where the client offers none of ours: the socket
  /// opens all the same, so that the application can close it with a code that says why.
  public let subprotocol: String?
  /// The head of the answer, after which the frames begin.
  let response: [UInt8]

  /// Whether the fields of a request ask for a WebSocket, well or badly.
  public static func isAsked(by headers: Headers) -> Bool {
    has("websocket", in: headers.values(of: "Upgrade"))
      && has("upgrade", in: headers.values(of: "Connection"))
  }

  /// Reads the client's part.
  ///
  /// - Parameters:
  ///   - method: The request's.
  ///   - headers: Fields that ``isAsked(by:)`` finds a WebSocket in.
  ///   - hasBody: Whether the request has one.
  ///   - subprotocols: Those that the application speaks, the best one first.
  /// - Throws: 400, or 426 for a version that is not served; ``refusal(of:)`` tells the client the
  ///   one that is (section 4.4).
  public init(
    method: String,
    headers: Headers,
    hasBody: Bool,
    subprotocols: [String]
  ) throws(HTTPError) {
    guard method == "GET", !hasBody else {
      throw .malformed("a WebSocket begins with a GET without a body")
    }
    let versions = headers.values(of: "Sec-WebSocket-Version")
    guard versions.count == 1, versions[0] == Self.version else {
      throw HTTPError(status: 426, reason: "WebSockets are served in version \(Self.version)")
    }
    let keys = headers.values(of: "Sec-WebSocket-Key")
    guard keys.count == 1, Base64.decode(keys[0])?.count == 16 else {
      throw .malformed("Sec-WebSocket-Key must be 16 bytes in base64, and come once")
    }
    let offered = Self.items(of: headers.values(of: "Sec-WebSocket-Protocol"))
    guard offered.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isToken) }) else {
      throw .malformed("Sec-WebSocket-Protocol is no list of names")
    }
    subprotocol = subprotocols.first { known in offered.contains { $0 == known } }
    var head = """
      HTTP/1.1 101 Switching Protocols\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Accept: \(Self.accept(keys[0]))\r

      """
    if let subprotocol { head += "Sec-WebSocket-Protocol: \(subprotocol)\r\n" }
    response = Array((head + "\r\n").utf8)
  }

  /// The one version of the protocol that there is.
  static let version = "13"

  /// What proves to the client that its key was read (section 4.2.2, 5.4).
  static func accept(_ key: String) -> String {
    let magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
    return Base64.text(of: SHA1.hash(Array((key + magic).utf8)))
  }

  private static func has(_ word: String, in values: [String]) -> Bool {
    items(of: values).contains { Array($0.utf8)[...].matches(ignoringCase: word) }
  }

  /// The items of fields that are lists.
  private static func items(of values: [String]) -> [String] {
    values.flatMap { value in
      Array(value.utf8).split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        .map { String(decoding: $0.trimmed(), as: UTF8.self) }
    }
  }
}
