/// Takes the body of one request piece by piece, as it comes.
///
/// It is let go when the client leaves, is too slow or is refused; what it holds goes with it.
public protocol BodyReceiver: AnyObject, Sendable {
  /// Takes what came next, on the loop's thread: it must not block.
  ///
  /// - Returns: The answer that refuses the request; `nil` goes on. The rest of a refused body is
  ///   dropped, and the connection ends.
  func receive(_ bytes: ArraySlice<UInt8>) -> Response?

  /// The body is whole.
  ///
  /// - Returns: The answer that refuses the request; `nil` where it is to be answered as others are.
  func finish() -> Response?
}

/// How the body of a request is taken, decided when its head has come.
public enum BodyIntake: Sendable {
  /// In memory, up to ``HTTPLimits/body``.
  case whole
  /// Piece by piece, up to so many bytes; the request carries the receiver then.
  case pieces(any BodyReceiver, limit: Int)
  /// Not at all: a client that waits is answered before it sends anything.
  case refused(Response)
}
