public import Desk
public import GraphQL

/// Who sends a request, and what of the request the resolvers look at.
public struct Caller: Sendable {
  public let viewer: Viewer
  /// The session's token; `nil` for the anonymous viewer.
  let token: String?
  /// The peer's address, for throttling sign-ins.
  let address: String
  let throttle: SignInThrottle
  /// The language to answer in.
  let language: Language
  /// The language that the request asks for; `nil` where it asks for none of ours.
  private let wanted: Language?
  /// What the client calls the request.
  let requestID: String?
  /// The schemas of others, for an administrator who looks as somebody; `nil` where nobody can.
  let house: House?

  /// Who sends a request.
  ///
  /// - Parameters:
  ///   - viewer: Whom the session's token was found to be of; else the anonymous viewer.
  ///   - token: The session's token.
  ///   - address: The peer's, as the server sees it.
  ///   - languages: What the client would have, best first (BCP 47); where there is none of them,
  ///     the viewer's own is taken.
  ///   - throttle: The one of the whole program.
  ///   - requestID: What the client calls the request; where it has no name, the audit log makes one.
  ///   - house: The schemas of others.
  public init(
    viewer: Viewer,
    token: String?,
    address: String,
    languages: [String],
    throttle: SignInThrottle,
    requestID: String? = nil,
    house: House? = nil
  ) {
    self.init(
      viewer: viewer,
      token: token,
      address: address,
      wanted: Language.best(of: languages),
      throttle: throttle,
      requestID: requestID,
      house: house
    )
  }

  private init(
    viewer: Viewer,
    token: String?,
    address: String,
    wanted: Language?,
    throttle: SignInThrottle,
    requestID: String?,
    house: House?
  ) {
    self.viewer = viewer
    self.token = token
    self.address = address
    self.throttle = throttle
    self.wanted = wanted
    self.requestID = requestID
    self.house = house
    language = wanted ?? viewer.language
  }

  /// The same request as if another sent it, whom an administrator looks as: without the session, and
  /// in that viewer's language unless the request asks for one.
  func seeing(as viewer: Viewer) -> Caller {
    Caller(
      viewer: viewer,
      token: nil,
      address: address,
      wanted: wanted,
      throttle: throttle,
      requestID: requestID,
      house: nil
    )
  }
}

extension Caller {
  /// The error of a caller whose session's token is unknown, or whose session has ended.
  public var sessionEnded: GraphQLError { ErrorTexts(language: language).error(.sessionEnded) }

  /// The error of a mutation that is refused because too much waits already.
  public var overloaded: GraphQLError { ErrorTexts(language: language).error(.overloaded) }
}
