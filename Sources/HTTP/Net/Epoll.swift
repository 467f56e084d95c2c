import CSystem
import Glibc

/// The kernel's list of descriptors that are ready.
///
/// Descriptors are watched edge-triggered: readiness is told once, when it begins, so that a
/// connection needs no further call into the kernel as long as it lives.
@safe final class Epoll {
  private let descriptor: Int32
  private var buffer = unsafe [epoll_event](repeating: epoll_event(), count: 256)

  /// What became of a watched descriptor.
  struct Event: Hashable, Sendable {
    /// What ``watch(_:key:)`` was given.
    let key: UInt64
    let isReadable: Bool
    let isWritable: Bool
    /// The peer sends no more, or the connection is broken: a read will say which.
    let isEnding: Bool
  }

  init() throws(HTTPServerError) {
    descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
    guard descriptor >= 0 else { throw .system(call: "epoll_create1", code: errno) }
  }

  deinit { close(descriptor) }

  /// Watches a socket for reading and writing until it is closed.
  func watch(_ socket: Int32, key: UInt64) -> Bool {
    let kinds =
      EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
    return control(EPOLL_CTL_ADD, socket, kinds: kinds, key: key)
  }

  /// Watches for reading alone, level-triggered: it is told as long as it is true.
  func watchInput(_ socket: Int32, key: UInt64) -> Bool {
    control(EPOLL_CTL_ADD, socket, kinds: EPOLLIN.rawValue, key: key)
  }

  /// Watches no longer.
  func forget(_ socket: Int32) {
    _ = control(EPOLL_CTL_DEL, socket, kinds: 0, key: 0)
  }

  private func control(_ operation: Int32, _ socket: Int32, kinds: UInt32, key: UInt64) -> Bool {
    var event = unsafe epoll_event()
    unsafe event.events = kinds
    unsafe event.data.u64 = key
    return unsafe epoll_ctl(descriptor, operation, socket, &event) == 0
  }

  /// Waits until something is ready or the time is over.
  ///
  /// - Parameters:
  ///   - milliseconds: At most; -1 waits for ever.
  ///   - events: Filled with what is ready.
  func wait(milliseconds: Int32, into events: inout [Event]) {
    events.removeAll(keepingCapacity: true)
    let count = unsafe buffer.withUnsafeMutableBufferPointer { buffer in
      unsafe epoll_wait(descriptor, buffer.baseAddress, Int32(buffer.count), milliseconds)
    }
    guard count > 0 else { return }
    for index in 0..<Int(count) {
      let kinds = unsafe buffer[index].events
      let isBroken = kinds & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0
      events.append(
        Event(
          key: unsafe buffer[index].data.u64,
          isReadable: isBroken || kinds & EPOLLIN.rawValue != 0,
          isWritable: isBroken || kinds & EPOLLOUT.rawValue != 0,
          isEnding: isBroken || kinds & EPOLLRDHUP.rawValue != 0
        )
      )
    }
  }
}
