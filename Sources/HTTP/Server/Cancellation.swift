import Synchronization

/// Takes back what was sent under it and has not reached its connection.
///
/// What is sent from another thread is a moment on its way to the loop of its connection. When the
/// client meanwhile says that it wants no more of it, it must not arrive.
public final class Cancellation: Sendable {
  private let flag = Atomic(false)

  /// Not cancelled yet.
  public init() {}

  /// Drops what is on its way; for ever.
  public func cancel() { flag.store(true, ordering: .releasing) }

  /// Whether ``cancel()`` was called.
  public var isCancelled: Bool { flag.load(ordering: .acquiring) }
}
