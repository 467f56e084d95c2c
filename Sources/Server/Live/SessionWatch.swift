import GraphQL

/// Hears when the session ends that a client connected with, or when nobody can tell any more: what
/// stays open while nothing runs in its name ends too.
final class SessionWatch: EventReceiver {
  private let ended: @Sendable (OperationEnding) -> Void

  init(_ ended: @escaping @Sendable (OperationEnding) -> Void) { self.ended = ended }

  func receive(_ answer: EventAnswer) {}

  func reach(_ position: @autoclosure () -> String) {}

  func end(_ ending: OperationEnding) { ended(ending) }
}
