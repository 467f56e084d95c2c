import Bytes
import HTTP

/// Takes files by `PUT`, each at an address that a mutation gave.
///
/// The address holds a token, and that is all that a client needs: nobody else is told that it is there.
/// What is wrong is answered when it is known, so that nothing is sent for nothing.
///
/// - Source: RFC 9110 section 9.3.4; R6, R54; F14, L15.
struct UploadEndpoint<Host: GraphQLHost>: Sendable {
  private let host: Host
  private let limits: UploadConfiguration
  private let origins: CrossOrigins
  private let claims = UploadClaims()

  init(host: Host, limits: UploadConfiguration, origins: CrossOrigins) {
    self.host = host
    self.limits = limits
    self.origins = origins
  }

  /// Where files are put; what follows is the token.
  static var folder: String { "/uploads/" }

  /// Whether a request puts a file.
  static func isAsked(by request: Request) -> Bool {
    request.method == "PUT" && request.target.path.hasPrefix(folder)
  }

  private static func token(of request: Request) -> String {
    String(request.target.path.dropFirst(folder.count))
  }

  /// How the body is taken, decided when the head has come.
  func intake(of request: Request, on state: inout Host.LoopState) -> BodyIntake {
    let origins = origins
    let refusal: @Sendable (Response) -> Response = { origins.answer($0, to: request) }
    let failure: @Sendable (FileError) -> Response = { [host] error in
      host.noteUnwritten(error.description)
      return refusal(UploadAnswer.failed(error))
    }
    switch expected(request, on: &state) {
    case .failure(let refused): return .refused(refusal(refused.response))
    case .success(let expected):
      guard expected.size <= limits.file, request.announcedLength ?? 0 <= expected.size else {
        return .refused(refusal(UploadAnswer.tooLong(min(expected.size, limits.file))))
      }
      guard request.announcedLength ?? expected.size == expected.size else {
        return .refused(refusal(UploadAnswer.tooShort(expected.size)))
      }
      guard let claim = claims.claim(Self.token(of: request)) else {
        return .refused(refusal(UploadAnswer.isComing))
      }
      do {
        let receiver = try FileReceiver(
          expected,
          mediaType: request.headers["Content-Type"],
          in: limits.folder,
          under: claim,
          refusal: refusal,
          failure: failure
        )
        // In chunks it may come beyond its end, which the receiver tells in its own words.
        let slack = request.announcedLength == nil ? Limits.uploadSlack : 0
        return .pieces(receiver, limit: expected.size &+ slack)
      } catch {
        return .refused(failure(error))
      }
    }
  }

  /// Answers a `PUT` whose body is whole.
  func answer(_ request: Request, on state: inout Host.LoopState, _ reply: Reply) {
    guard let receiver = request.receiver as? FileReceiver, let file = receiver.file else {
      // It has no body at all.
      switch expected(request, on: &state) {
      case .failure(let refused): return reply.send(refused.response)
      case .success(let expected): return reply.send(UploadAnswer.tooShort(expected.size))
      }
    }
    guard let credentials = Credentials(request) else { return reply.send(Self.signIn.response) }
    host.finishUpload(
      Self.token(of: request),
      with: file,
      foundAt: receiver.expected.foundAt,
      credentials: credentials
    ) { end in
      // Before the answer: who has it may send again at once.
      receiver.end()
      reply.send(UploadAnswer.end(end))
    }
  }

  /// A response in the place of a file.
  private struct Refused: Error { let response: Response }

  /// The file that the address of a request waits for.
  private func expected(
    _ request: Request,
    on state: inout Host.LoopState
  ) -> Result<AwaitedFile, Refused> {
    guard let credentials = Credentials(request) else { return .failure(Self.signIn) }
    // What follows depends on the request alone, so that it tells nothing of the address.
    if credentials.lens != nil {
      let sentence = "Whoever looks as somebody else sends nothing."
      return .failure(Refused(response: UploadAnswer.problem(403, "READ_ONLY_LENS", sentence)))
    }
    if let refused = Self.refusal(of: request.headers) { return .failure(refused) }
    do {
      let token = Self.token(of: request)
      switch try host.upload(token, credentials: credentials, on: &state) {
      case .unknown: return .failure(Refused(response: UploadAnswer.unknown))
      case .refused(let refusal): return .failure(Refused(response: UploadAnswer.refused(refusal)))
      case .awaited(let file): return .success(file)
      }
    } catch {
      return .failure(Refused(response: UploadAnswer.end(.failed)))
    }
  }

  private static var signIn: Refused {
    Refused(response: UploadAnswer.malformed("The Authorization field is malformed."))
  }

  /// Why a file is not taken as it is sent, whatever it is.
  private static func refusal(of headers: Headers) -> Refused? {
    // RFC 9110 section 14.5: a part must not be taken for the whole.
    if headers["Content-Range"] != nil {
      return Refused(
        response: UploadAnswer.malformed("A file is sent whole, without Content-Range.")
      )
    }
    // Section 13.1.1: there is nothing yet that could match.
    if headers["If-Match"] != nil {
      let sentence = "There is no file here that could match."
      return Refused(response: UploadAnswer.problem(412, "BAD_REQUEST", sentence))
    }
    // What is kept are the bytes that come, whatever they are the encoding of.
    let encoding = headers["Content-Encoding"]?.lowercased() ?? "identity"
    guard encoding == "identity" else {
      var response = UploadAnswer.problem(
        415,
        "BAD_REQUEST",
        "Send the file as it is, not encoded."
      )
      // Section 15.5.16.
      response.headers.append("Accept-Encoding", "identity")
      return Refused(response: response)
    }
    return nil
  }
}
