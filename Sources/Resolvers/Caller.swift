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

  /// Who sends a request.
  ///
  /// - Parameters:
  ///   - viewer: Whom the session's token was found to be of; else the anonymous viewer.
  ///   - token: The session's token.
  ///   - address: The peer's, as the server sees it.
  ///   - languages: What the client would have, best first (BCP 47); where there is none of them,
  ///     the viewer's own is taken.
  ///   - throttle: The one of the whole program.
  public init(
    viewer: Viewer,
    token: String?,
    address: String,
    languages: [String],
    throttle: SignInThrottle
  ) {
    self.viewer = viewer
    self.token = token
    self.address = address
    self.throttle = throttle
    language = Language.best(of: languages) ?? viewer.language
  }
}

extension Caller {
  /// The error of a caller whose session's token is unknown, or whose session has ended.
  public var sessionEnded: GraphQLError { ErrorTexts(language: language).error(.sessionEnded) }

  /// The error of a mutation that is refused because too much waits already.
  public var overloaded: GraphQLError { ErrorTexts(language: language).error(.overloaded) }
}
