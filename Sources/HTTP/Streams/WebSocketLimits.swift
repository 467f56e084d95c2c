/// What one WebSocket may take, and how long it is waited for.
///
/// - Units: bytes and milliseconds, unless a name says otherwise.
public struct WebSocketLimits: Hashable, Sendable {
  /// The longest message, all its fragments together.
  ///
  /// Without it one message without an end fills the memory (1009).
  public var message = 1_024 * 1_024
  /// How much may wait to be sent.
  ///
  /// Without it a client that subscribes and never reads fills the memory (1013).
  public var unsent = 1_024 * 1_024
  /// Control frames in a second.
  ///
  /// Without it each ping of a few bytes buys a pong, for ever (1008).
  public var controlFramesPerSecond = 100
  /// How long nothing may come before the client is asked whether it is there.
  ///
  /// Without it what stands between client and server forgets the connection.
  public var pingMilliseconds: Int64 = 30_000
  /// How long nothing may come after that.
  ///
  /// Without it a client whose machine is gone holds its place for ever.
  public var pongMilliseconds: Int64 = 30_000
  /// How long the client's answer to our close frame is waited for.
  ///
  /// Without it a client that was told to go stays.
  public var closeMilliseconds: Int64 = 5_000

  /// The limits of a server that sets none.
  public init() {}
}
