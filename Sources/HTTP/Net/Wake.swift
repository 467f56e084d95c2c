import CSystem
import Glibc

/// Wakes a thread that waits, from any other.
final class Wake: Sendable {
  let descriptor: Int32

  /// A wake-up that ``Epoll`` watches, or that ``wait()`` blocks on.
  ///
  /// - Parameter blocks: Whether each ``signal()`` lets one ``wait()`` through, which blocks until
  ///   then; otherwise many signals are one.
  /// - Throws: Where no descriptor is left.
  init(blocks: Bool) throws(HTTPServerError) {
    let kind = blocks ? EFD_SEMAPHORE : EFD_NONBLOCK
    descriptor = eventfd(0, Int32(kind | EFD_CLOEXEC))
    guard descriptor >= 0 else { throw .system(call: "eventfd", code: errno) }
  }

  deinit { close(descriptor) }

  func signal() {
    var one: UInt64 = 1
    while unsafe write(descriptor, &one, 8) < 0, errno == EINTR {}
  }

  /// Takes the signals that came; one at a time, and blocking, for a blocking wake-up.
  func wait() {
    var count: UInt64 = 0
    while unsafe read(descriptor, &count, 8) < 0, errno == EINTR {}
  }
}
