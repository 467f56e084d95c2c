/// Where one request's answer goes.
///
/// It may be used on any thread, once: an answer from another thread wakes the loop of the
/// connection. An answer to a connection that is gone is dropped.
public struct Reply: Sendable {
  private let deliver: @Sendable (Response) -> Void

  public init(_ deliver: @escaping @Sendable (Response) -> Void) {
    self.deliver = deliver
  }

  public func send(_ response: Response) {
    deliver(response)
  }
}
