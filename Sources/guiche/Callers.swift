import Desk
import Resolvers
import Server

/// Makes the caller of an operation out of who asks and what their request said.
struct Callers: Sendable {
  let throttle: SignInThrottle
  let house: House

  func caller(_ viewer: Viewer, _ credentials: Credentials) -> Caller {
    Caller(
      viewer: viewer,
      token: credentials.token,
      address: credentials.remoteAddress,
      languages: credentials.languages,
      throttle: throttle,
      requestID: credentials.requestID,
      house: house
    )
  }

  func caller(_ group: FollowerGroup) -> Caller { caller(group.viewer, group.credentials) }
}
