import HTTP

/// What is decided about a multipart request before its body comes.
extension GraphQLEndpoint {
  /// How the body of a POST is taken.
  ///
  /// - Throws: ``Refusal`` for who may not send files at all, so that nothing is written for them.
  func intake(
    of request: Request,
    on state: inout Host.LoopState
  ) throws(Refusal) -> BodyIntake {
    guard let limits = configuration.uploads else { return .whole }
    guard let media = request.headers["Content-Type"].flatMap(MediaType.init(parsing:)),
      media.essence == "multipart/form-data",
      request.headers["Content-Encoding"].map({ $0.lowercased() == "identity" }) ?? true
      // What is no form is refused where every body is that the endpoint does not read.
    else { return .whole }
    let negotiation = try negotiate(request)
    guard !configuration.crossSite.refuses(request, asksByBody: true) else {
      throw Refusal(403, CrossSite.advice, as: negotiation, code: "CSRF_REFUSED")
    }
    let credentials = try identify(request, negotiation, on: &state).credentials
    guard credentials.lens == nil else {
      throw Refusal(RequestFault(.invalid, [.lensWithFiles]), as: negotiation)
    }
    guard credentials.token != nil else {
      throw Refusal(
        401,
        "Sign in before you send files.",
        as: negotiation,
        code: "UNAUTHENTICATED",
        headers: [("WWW-Authenticate", "Bearer")]
      )
    }
    guard let boundary = MultipartBoundary(media) else {
      throw Refusal(400, "The Content-Type has no boundary, or a wrong one.", as: negotiation)
    }
    guard request.announcedLength ?? 0 <= limits.body else {
      throw Refusal(
        413,
        "The body is longer than \(limits.body) bytes.",
        as: negotiation,
        code: "UPLOAD_TOO_LARGE"
      )
    }
    let receiver = UploadReceiver(
      boundary: boundary,
      limits: limits,
      batchLimit: configuration.batchLimit,
      as: negotiation,
      noteUnwritten: { [host] in host.noteUnwritten($0) }
    )
    return .pieces(receiver, limit: limits.body)
  }
}

extension Request {
  /// What `Content-Length` says; `nil` where the body comes in chunks.
  var announcedLength: Int? {
    headers["Content-Length"].flatMap { text in
      text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) ?? .max : nil
    }
  }
}
