import HTTP

/// Which requests must show that no other site made a browser send them.
///
/// A site may make a visitor's browser send a *simple* request to any other site: a GET, or a body
/// of one of three old types. Everything else the browser asks about first, with a preflight that
/// ``CrossOrigins`` answers. A simple request therefore has to carry one of ``preflightHeaders``,
/// which no site can add without that preflight, or the content type of JSON.
///
/// - Source: [Simple requests](https://fetch.spec.whatwg.org/#cors-safelisted-request-header), and
///   [what Apollo Server does](https://www.apollographql.com/docs/apollo-server/security/cors#preventing-cross-site-request-forgery-csrf).
public enum CrossSite: String, Hashable, Sendable, CaseIterable {
  /// Every body; and a GET that a browser may have sent for another site: its `Sec-Fetch-Site` or
  /// its `Origin` says so, or it carries a cookie.
  ///
  /// A GET without any of these is no browser's, or shows nobody's data: sessions are bearer tokens,
  /// which a browser never adds by itself.
  case browsers
  /// Every body and every GET.
  case always

  /// Fields that no site can make a browser send without asking; each is enough, if it is not
  /// empty.
  static let preflightHeaders = [
    "Apollo-Require-Preflight", "X-Apollo-Operation-Name", "GraphQL-Require-Preflight",
    "GraphQL-Preflight",
  ]

  /// What a request that is refused must send instead.
  static let advice =
    "Another site could have made a browser send this request. Add the header "
    + "Apollo-Require-Preflight or X-Apollo-Operation-Name with any value, or send "
    + "Content-Type: application/json."

  /// Whether a request is refused because another site could have caused it: one that asks by its
  /// body always needs to show that none did.
  func refuses(_ request: Request, asksByBody isBody: Bool) -> Bool {
    let headers = request.headers
    guard isBody || self == .always || Self.mayComeFromAnotherSite(headers) else { return false }
    let type = headers["Content-Type"]
    // What nearly every client sends needs no look at its parts.
    if type == "application/json" { return false }
    if Self.preflightHeaders.contains(where: { headers[$0]?.isEmpty == false }) { return false }
    // A list of what is simple would miss the types that some browser forgets to ask about.
    return type.flatMap(MediaType.init(parsing:))?.essence != "application/json"
  }

  /// Whether a browser may have been made to send these fields by a page of another site.
  private static func mayComeFromAnotherSite(_ headers: Headers) -> Bool {
    switch headers["Sec-Fetch-Site"] {
    case "same-origin", "none": return false
    case nil: break
    default: return true
    }
    return headers["Origin"].map { !isOwn($0, headers["Host"]) } ?? (headers["Cookie"] != nil)
  }

  /// Whether an origin names the host that a request is for.
  ///
  /// The scheme is left out: a proxy before the program may end TLS.
  static func isOwn(_ origin: String, _ host: String?) -> Bool {
    guard let host, !host.isEmpty else { return false }
    let name = origin.lowercased()
    return name == "http://\(host.lowercased())" || name == "https://\(host.lowercased())"
  }
}
