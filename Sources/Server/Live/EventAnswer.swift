public import GraphQL
import HTTP
import Synchronization

/// An answer of an operation, for all who get the same.
///
/// What not every receiver needs is made when the first of them asks for it, and once.
public final class EventAnswer: Sendable {
  public let result: ExecutionResult
  private let makePosition: (@Sendable () -> String)?
  private let made = Mutex(Made())

  private struct Made {
    var position: String?
    var event: [UInt8]?
  }

  /// An answer.
  ///
  /// - Parameters:
  ///   - result: The response.
  ///   - position: Says what a client that comes back begins behind; `nil` where there is none.
  public init(_ result: ExecutionResult, position: (@Sendable () -> String)? = nil) {
    self.result = result
    makePosition = position
  }

  /// What a client that comes back begins behind; `nil` where there is none.
  public var position: String? { made.withLock { position(&$0) } }

  /// As an event of a stream that has no other operation.
  var event: [UInt8] {
    made.withLock { made in
      if let event = made.event { return event }
      let event = EventStream.event("next", data: result.body, id: position(&made))
      made.event = event
      return event
    }
  }

  private func position(_ made: inout Made) -> String? {
    if made.position == nil { made.position = makePosition?() }
    return made.position
  }
}
