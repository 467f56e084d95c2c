import GraphQL

/// Hears when the session ends that a client connected with: what stays open while nothing runs in
/// its name ends too.
final class SessionWatch: EventReceiver {
  private let sessionEnded: @Sendable (GraphQLError) -> Void

  init(_ sessionEnded: @escaping @Sendable (GraphQLError) -> Void) {
    self.sessionEnded = sessionEnded
  }

  func receive(_ answer: EventAnswer) {}

  func reach(_ position: @autoclosure () -> String) {}

  func end(_ ending: OperationEnding) {
    if case .sessionEnded(let error) = ending { sessionEnded(error) }
  }
}
