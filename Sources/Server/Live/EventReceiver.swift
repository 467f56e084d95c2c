public import GraphQL

/// Where the answers of one operation go, from any thread and in order.
///
/// A query or a mutation gives one answer and ends; a subscription gives one for each event.
public protocol EventReceiver: AnyObject, Sendable {
  /// An answer.
  func receive(_ answer: EventAnswer)

  /// Nothing that the client should have had is missing up to here.
  func reach(_ position: @autoclosure () -> String)

  /// It has ended; nothing comes after it.
  func end(_ ending: OperationEnding)
}

/// How an operation ends.
public enum OperationEnding: Sendable {
  /// All answers were given.
  case completed
  /// It was refused before it ran, or broken off: at least one error.
  case failed([GraphQLError])
  /// The session of who asked has ended, and with it all that runs in its name.
  case sessionEnded(GraphQLError)

  /// Why; nothing, where all answers were given.
  var reasons: [GraphQLError] {
    switch self {
    case .completed: []
    case .failed(let errors): errors
    case .sessionEnded(let error): [error]
    }
  }
}

/// A subscription that is listened to.
public protocol LiveSubscription: Sendable {
  /// Stops listening: the receiver gets nothing that happens from now on.
  func cancel()
}

/// Who asks, as far as a number of things is bounded for each of them.
public enum Quota: Hashable, Sendable {
  /// A signed-in user.
  case user(Int64)
  /// All who are not signed in and come from one address.
  case address(String)
}
