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
    var response = response(to: request, found)
    if let viewing { response.headers.append(LensClaim.answerField, viewing) }
    return response
  }

  private func response(to request: Request, _ found: Download?) -> Response {
    guard let found else {
      return Self.refusal(404, "There is no such file, or you may not have it.")
    }
    let file: FileBody
    do {
      file = try FileBody(path: found.path)
    } catch {
      host.noteUnreadable(error.description)
      return Self.refusal(500, "Internal error.")
    }
    // A part would be taken for the whole, by its tag.
    guard file.size == found.size else {
      host.noteUnreadable("\(found.path): \(file.size) bytes, and not \(found.size)")
      return Self.refusal(500, "Internal error.")
    }
    return Self.response(to: request, found, file)
  }

  /// The conditions come in the order of RFC 9110 section 13.2.2; those by date are not looked at,
  /// for a file has no date of its own, only a tag.
  private static func response(
    to request: Request,
    _ found: Download,
    _ file: FileBody
  ) -> Response {
    let tag = "\"\(found.contentName)\""
    let wanted = EntityTags(request.headers.values(of: "If-Match"))
    guard wanted?.matchStrongly(tag) ?? true else {
      return Response(status: 412, headers: Headers(validators(tag)))
    }
    if EntityTags(request.headers.values(of: "If-None-Match"))?.matchWeakly(tag) ?? false {
      return Response(status: 304, headers: Headers(validators(tag)))
    }
    var response = Response(status: 200, headers: Headers(fields(of: found) + validators(tag)))
    switch ByteRange(range(of: request, tag), of: file.size) {
    case .whole: response.file = FilePart(of: file, 0..<file.size)
    case .part(let range):
      response.status = 206
      let last = range.upperBound - 1
      response.headers.append("Content-Range", "bytes \(range.lowerBound)-\(last)/\(file.size)")
      response.file = FilePart(of: file, range)
    case .unsatisfiable:
      response = Response(status: 416, headers: Headers(validators(tag)))
      response.headers.append("Accept-Ranges", "bytes")
      response.headers.append("Content-Range", "bytes */\(file.size)")
    }
    return response
  }

  /// The `Range` that counts: that of a GET, and with `If-Range` only where it names this content by
  /// its strong tag, for a part of another one would spoil what the client has.
  private static func range(of request: Request, _ tag: String) -> String? {
    guard request.method == "GET" else { return nil }
    let conditions = request.headers.values(of: "If-Range")
    guard conditions.isEmpty || conditions == [tag] else { return nil }
    let ranges = request.headers.values(of: "Range")
    return ranges.count == 1 ? ranges.first : nil
  }

  /// What every answer about a file's content says, also one without it.
  private static func validators(_ tag: String) -> [(String, String)] {
    [
      ("ETag", tag),
      // What may be seen can change at any time, so it is asked for again each time.
      ("Cache-Control", "private, no-cache"),
      ("Vary", "Authorization, \(LensClaim.field)"),
    ]
  }

  /// What goes with the bytes; with a part of them too, whoever has the rest already.
  private static func fields(of found: Download) -> [(String, String)] {
    [
      ("Content-Type", found.mediaType),
      ("Content-Disposition", Disposition.attachment(named: found.name)),
      ("Accept-Ranges", "bytes"),
      ("X-Content-Type-Options", "nosniff"),
      ("Content-Security-Policy", "sandbox"),
      ("Cross-Origin-Resource-Policy", "same-origin"),
    ]
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
