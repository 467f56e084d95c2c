/// What answers the requests of a server.
///
/// Every event loop is one thread and owns one ``LoopState`` (a read connection, a statement cache),
/// which no other thread touches, so that answering takes no lock.
public protocol Application: Sendable {
  /// What one event loop, or one worker, owns.
  associatedtype LoopState

  /// Makes what a new loop or worker owns, on its own thread.
  func makeLoopState() throws -> LoopState

  /// Answers a request, now or later, through `reply`, exactly once.
  ///
  /// It runs on the loop's thread and must not block; what takes long is handed to another thread
  /// with the `reply`.
  func respond(to request: Request, on state: inout LoopState, reply: Reply)

  /// How the body of a request is taken, asked before the client is told to send it.
  ///
  /// Only bodies are asked about that may be long: those of `PUT` and those of parts. Every other
  /// one is taken whole.
  ///
  /// - Parameters:
  ///   - request: Its body is empty.
  ///   - state: Of the loop, on whose thread it is asked; it must not block.
  /// - Returns: Whether it is taken whole, in pieces or not at all.
  func intake(of request: Request, on state: inout LoopState) -> BodyIntake

  /// The answer to a request that is refused before it is whole, made on any thread.
  ///
  /// - Parameters:
  ///   - error: What is wrong with it.
  ///   - request: Its body is empty; `nil` where its head could not be read.
  /// - Returns: What is sent before the connection ends.
  func refusal(_ error: HTTPError, of request: Request?) -> Response

  /// Called when the requests that were ready in one turn of a loop have been given to
  /// ``respond(to:on:reply:)``, before the loop waits again.
  func turnEnded(on state: inout LoopState)
}

extension Application {
  /// Takes every body whole.
  public func intake(of request: Request, on state: inout LoopState) -> BodyIntake { .whole }

  /// One line of plain text.
  public func refusal(_ error: HTTPError, of request: Request?) -> Response {
    .text(error.status, "\(error.reason)\n")
  }

  /// Does nothing.
  public func turnEnded(on state: inout LoopState) {}
}
