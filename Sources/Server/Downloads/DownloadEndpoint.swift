import GraphQL
import HTTP

/// The bytes of files, each by the same decision as what is known of it.
///
/// A file that is not there, or that the caller may not have, has one answer.
///
/// - Source: RFC 9110 sections 8.8.3, 13 and 14; F14, L15.
struct DownloadEndpoint<Host: GraphQLHost>: Sendable {
  let host: Host

  /// Where files are; what follows is the id.
  static var folder: String { "/attachments/" }

  /// Answers a GET or HEAD.
  func answer(_ request: Request, on state: inout Host.LoopState) -> Response {
    guard let credentials = Credentials(request) else {
      return Self.refusal(400, "The Authorization field is malformed.")
    }
    let found: Download?
    var viewing: String?
    do {
      guard let principal = try host.principal(for: credentials, on: &state) else {
        return Self.signIn
      }
      guard credentials.token != nil else { return Self.signIn }
      let id = String(request.target.path.dropFirst(Self.folder.count))
      if credentials.lens != nil {
        let view = LensView.file(String(id.prefix(Limits.recordedFileCharacters)))
        try host.record([view], of: principal, credentials: credentials)
        viewing = host.viewedAs(principal)
      }
      found = try host.download(id, for: principal, on: &state)
    } catch let refusal as PrincipalRefusal {
      return refusal.status == 401
        ? Self.signIn : Self.refusal(refusal.status, refusal.error.message)
    } catch {
      return Self.refusal(500, "Internal error.")
    }
    var response = Self.response(to: request, found)
    if let viewing { response.headers.append(LensClaim.answerField, viewing) }
    return response
  }

  private static func response(to request: Request, _ found: Download?) -> Response {
    guard let found, let file = try? FileBody(path: found.path) else {
      return refusal(404, "There is no such file, or you may not have it.")
    }
    return response(to: request, found, file)
  }

  private static func response(
    to request: Request,
    _ found: Download,
    _ file: FileBody
  ) -> Response {
    let tag = "\"\(found.contentName)\""
    var response = Response(status: 200, headers: headers(of: found, tag))
    if let wanted = list(request.headers.values(of: "If-Match")), !matches(wanted, tag) {
      response.status = 412
      return response
    }
    if let known = list(request.headers.values(of: "If-None-Match")), matches(known, tag) {
      response.status = 304
      return response
    }
    // A part of another content than the client began with would spoil what it has.
    let condition = request.headers["If-Range"]
    let field = condition == nil || condition == tag ? request.headers["Range"] : nil
    switch ByteRange(field, of: file.size) {
    case .whole: response.file = FilePart(of: file, 0..<file.size)
    case .part(let range):
      response.status = 206
      let last = range.upperBound - 1
      response.headers.append("Content-Range", "bytes \(range.lowerBound)-\(last)/\(file.size)")
      response.file = FilePart(of: file, range)
    case .unsatisfiable:
      response.status = 416
      response.headers.append("Content-Range", "bytes */\(file.size)")
    }
    return response
  }

  private static func headers(of found: Download, _ tag: String) -> Headers {
    Headers([
      ("Content-Type", found.mediaType),
      ("Content-Disposition", Disposition.attachment(named: found.name)),
      ("ETag", tag),
      ("Accept-Ranges", "bytes"),
      // What may be seen can change at any time, so it is asked for again each time.
      ("Cache-Control", "private, no-cache"),
      ("Vary", "Authorization, \(LensClaim.field)"),
      ("X-Content-Type-Options", "nosniff"),
      ("Content-Security-Policy", "sandbox"),
      ("Cross-Origin-Resource-Policy", "same-origin"),
    ])
  }

  /// The tags of a field; `nil` where it is not there.
  private static func list(_ values: [String]) -> [Substring]? {
    guard !values.isEmpty else { return nil }
    return values.flatMap { value in
      value.split(separator: ",").map { part in
        let start = part.drop { $0 == " " || $0 == "\t" }
        return start.prefix { $0 != " " && $0 != "\t" }
      }
    }
  }

  private static func matches(_ tags: [Substring], _ tag: String) -> Bool {
    tags.contains { $0 == "*" || $0 == tag || $0 == "W/\(tag)" }
  }

  private static var signIn: Response {
    var response = refusal(401, "Sign in first.")
    response.headers.append("WWW-Authenticate", "Bearer")
    return response
  }

  private static func refusal(_ status: Int, _ sentence: String) -> Response {
    var response = Response.text(status, "\(sentence)\n")
    response.headers.append("Cache-Control", "no-store")
    return response
  }
}
