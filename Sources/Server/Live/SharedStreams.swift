import Bytes
import Synchronization

/// The streams that were reserved for many operations each, by their tokens.
///
/// - Source: graphql-sse's
///   [single connection mode](https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#single-connection-mode).
final class SharedStreams: Sendable {
  private let streams = Mutex<[String: SharedStream]>([:])
  /// Before that, no reservation runs out.
  private let nextExpiry = Atomic(Int64.max)
  private let now: @Sendable () -> Int64

  /// - Parameter now: Nanoseconds since some moment in the past.
  init(now: @escaping @Sendable () -> Int64 = Clock.monotonicNanoseconds) { self.now = now }

  /// Reserves a stream; its token proves who reserved it, and nobody can guess it.
  ///
  /// - Parameters:
  ///   - quota: Who reserves it.
  ///   - ended: Called once, when it is gone.
  /// - Returns: The token, and what it is the token of.
  func reserve(
    for quota: Quota,
    ended: @escaping @Sendable () -> Void
  ) -> (token: String, stream: SharedStream) {
    let token = Base64.text(of: Random.bytes(Limits.streamTokenBytes), as: .url)
    let expiry = now() &+ Limits.reservationSeconds &* 1_000_000_000
    let stream = SharedStream(quota: quota, expiry: expiry, now: now) { [weak self] in
      self?.streams.withLock { $0[token] = nil }
      ended()
    }
    // In this order, or a sweep on another thread could see neither.
    streams.withLock { $0[token] = stream }
    nextExpiry.min(expiry, ordering: .sequentiallyConsistent)
    return (token, stream)
  }

  /// The stream of a token; `nil` where there is none, or nobody came for it in time.
  func stream(_ token: String) -> SharedStream? {
    // Ours have one length; a long one would be hashed for nothing.
    guard token.utf8.count <= Limits.tokenBytes, token.utf8.allSatisfy({ $0 < 0x80 }) else {
      return nil
    }
    guard let stream = streams.withLock({ $0[token] }) else { return nil }
    guard !stream.isForgotten else {
      stream.drop()
      return nil
    }
    return stream
  }

  /// Drops the reservations that nobody came for; it may be called often.
  func dropForgotten() {
    let next = nextExpiry.load(ordering: .relaxed)
    guard next != .max, next < now() else { return }
    nextExpiry.store(.max, ordering: .sequentiallyConsistent)
    let all = streams.withLock { Array($0.values) }
    for stream in all where !stream.isOpen {
      if stream.isForgotten {
        stream.drop()
      } else {
        nextExpiry.min(stream.expiry, ordering: .sequentiallyConsistent)
      }
    }
  }
}
