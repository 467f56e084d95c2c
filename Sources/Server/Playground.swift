import HTTP

/// The playground's pages and the rules that a browser keeps for them.
enum Playground {
  /// Nothing from elsewhere, no script in markup, no markup from text: the page shows customers'
  /// words to administrators.
  private static let contentSecurityPolicy = [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'",
    "img-src 'self' data:", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
    "require-trusted-types-for 'script'", "trusted-types 'none'",
  ].joined(separator: "; ")

  /// The files below `/playground/`.
  static func files(_ files: [(path: String, bytes: [UInt8])]) -> StaticFiles {
    StaticFiles(
      files.map { (path: "/playground/\($0.path)", bytes: $0.bytes) },
      headers: Headers([
        ("Content-Security-Policy", contentSecurityPolicy),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
      ])
    )
  }

  /// The way to the first page.
  static let redirect = Response(
    status: 302,
    headers: Headers([("Location", "/playground/"), ("Cache-Control", "no-store")])
  )

  /// Whether somebody typed the endpoint's address into a browser.
  static func isBrowser(_ request: Request) -> Bool {
    guard request.method != "POST", request.target.query == nil else { return false }
    guard let accept = Accept(parsing: request.headers.values(of: "Accept")) else { return false }
    return accept.ranges.contains { $0.media.essence == "text/html" }
  }
}
