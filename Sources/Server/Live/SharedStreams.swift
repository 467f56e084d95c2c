import Bytes
import Synchronization

/// The streams that were reserved for many operations each, by their tokens.
///
/// - Source: graphql-sse's
///   [single connection mode](https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#single-connection-mode).
final class SharedStreams: Sendable {
  private let streams = Mutex<[String: SharedStream]>([:])

  /// Reserves a stream; its token proves who reserved it, and nobody can guess it.
  ///
  /// - Parameters:
  ///   - quota: Who reserves it.
  ///   - ended: Called once, when it is gone.
  /// - Returns: The token.
  func reserve(for quota: Quota, ended: @escaping @Sendable () -> Void) -> String {
    let token = Base64.text(of: Random.bytes(Limits.streamTokenBytes), as: .url)
    let stream = SharedStream(quota: quota) { [weak self] in
      self?.streams.withLock { $0[token] = nil }
      ended()
    }
    streams.withLock { $0[token] = stream }
    return token
  }

  /// The stream of a token.
  func stream(_ token: String) -> SharedStream? {
    // Ours have one length; a long one would be hashed for nothing.
    guard token.utf8.count <= Limits.tokenBytes, token.utf8.allSatisfy({ $0 < 0x80 }) else {
      return nil
    }
    return streams.withLock { $0[token] }
  }

  /// Drops the reservations that nobody came for.
  func dropForgotten() {
    let all = streams.withLock { Array($0.values) }
    for stream in all where stream.isForgotten { stream.drop() }
  }
}
