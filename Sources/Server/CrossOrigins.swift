import HTTP
import Synchronization

/// The sites whose scripts may read what the server answers.
///
/// - Source: [CORS protocol](https://fetch.spec.whatwg.org/#http-cors-protocol).
public struct CrossOrigins: Hashable, Sendable {
  private let allowed: Allowed

  private enum Allowed: Hashable {
    /// Every site, without cookies.
    case all
    /// These origins, byte for byte as browsers write them.
    case listed([String])
  }

  /// No site but the server's own.
  public init() { allowed = .listed([]) }

  /// The sites of a list of origins; `*` alone allows every site.
  ///
  /// - Throws: ``Malformed`` for the first that no browser would send.
  public init(_ origins: [String]) throws(Malformed) {
    if origins == ["*"] {
      allowed = .all
      return
    }
    for origin in origins where !Self.isOrigin(origin) { throw Malformed(origin: origin) }
    allowed = .listed(origins)
  }

  /// An entry that is no origin.
  public struct Malformed: Error, Hashable, Sendable, CustomStringConvertible {
    /// The entry.
    public let origin: String

    /// What is wrong, for the operator.
    public var description: String {
      switch origin {
      case "null": "null is the origin of every page that hides where it is from: list real origins"
      case "*": "* stands for every origin, so that it must stand alone"
      default:
        "\"\(origin)\" is no origin: write scheme://host or scheme://host:port, in lower case and "
          + "without a slash at the end, as browsers send it"
      }
    }
  }

  /// Whether a text is what browsers send as `Origin`: a scheme, a host, and a port that is not the
  /// scheme's own.
  private static func isOrigin(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count > 1, !parts[0].isEmpty, parts[1].starts(with: "//".utf8) else { return false }
    let host = text.utf8.dropFirst(parts[0].count + 3)
    let marks = "-.:[]".utf8
    return parts[0].allSatisfy { isSmallLetterOrDigit($0) || "+-.".utf8.contains($0) }
      && !host.isEmpty && host.allSatisfy { isSmallLetterOrDigit($0) || marks.contains($0) }
      && !(text.hasPrefix("http://") && text.hasSuffix(":80"))
      && !(text.hasPrefix("https://") && text.hasSuffix(":443"))
  }

  private static func isSmallLetterOrDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// Whether a page may open a WebSocket, which no preflight asks about: one of the server's own, one
  /// of an allowed site, and whoever is no page at all.
  ///
  /// - Source: [RFC 6455](https://www.rfc-editor.org/rfc/rfc6455#section-10.2).
  func admits(_ request: Request) -> Bool {
    let origins = request.headers.values(of: "Origin")
    guard let origin = origins.first else { return true }
    guard origins.count == 1 else { return false }
    switch allowed {
    case .all: return true
    case .listed(let list):
      return CrossSite.isOwn(origin, request.headers["Host"])
        || list.contains { $0.utf8.elementsEqual(origin.utf8) }
    }
  }

  /// The reply that tells the browser which site may read the answer.
  func reply(to request: Request, _ reply: Reply) -> Reply {
    guard allowed != .listed([]) else { return reply }
    let isPreflight =
      request.method == "OPTIONS" && request.headers["Access-Control-Request-Method"] != nil
    var fields: [(String, String)] = []
    switch (allowed, request.headers["Origin"]) {
    case (.all, _): fields.append(("Access-Control-Allow-Origin", "*"))
    case (.listed, nil): fields.append(("Vary", "Origin"))
    case (.listed(let origins), let origin?):
      fields.append(("Vary", "Origin"))
      guard origins.contains(where: { $0.utf8.elementsEqual(origin.utf8) }) else {
        return reply.changing { [fields] in $0.headers.append(fields) }
      }
      fields.append(("Access-Control-Allow-Origin", origin))
      fields.append(("Access-Control-Allow-Credentials", "true"))
    }
    if isPreflight {
      fields += Self.preflightFields(request)
    } else {
      fields.append(("Access-Control-Expose-Headers", Self.exposed))
    }
    return reply.changing { [fields] response in
      if isPreflight, let methods = response.headers["Allow"] {
        response.headers.append("Access-Control-Allow-Methods", methods)
      }
      response.headers.append(fields)
    }
  }

  /// A response as ``reply(to:_:)`` would send it.
  func answer(_ response: Response, to request: Request) -> Response {
    let sent = Mutex(response)
    reply(to: request, Reply { answer in sent.withLock { $0 = answer } }).send(response)
    return sent.withLock { $0 }
  }

  /// What scripts may read of an answer beside the few fields that they always may.
  private static let exposed =
    "Accept-Ranges, Allow, Content-Disposition, Content-Range, ETag, Location, Retry-After, "
    + "WWW-Authenticate, X-Guiche-Viewing-As"

  /// The headers that a site asks for are granted: which sites may ask is decided by their origin.
  private static func preflightFields(_ request: Request) -> [(String, String)] {
    let asked = request.headers["Access-Control-Request-Headers"] ?? ""
    let names = asked.split(separator: ",").prefix(Limits.preflightHeaders)
      .map { $0.filter { $0 != " " && $0 != "\t" } }
      .filter { !$0.isEmpty && $0.utf8.count <= Limits.preflightHeaderBytes }
    var fields = [
      ("Access-Control-Max-Age", String(Limits.preflightSeconds)),
      ("Vary", "Access-Control-Request-Headers"),
    ]
    if !names.isEmpty {
      fields.append(("Access-Control-Allow-Headers", names.joined(separator: ", ")))
    }
    return fields
  }
}

extension Headers {
  /// Adds fields, in order.
  mutating func append(_ fields: [(String, String)]) {
    for (name, value) in fields { append(name, value) }
  }
}
