import CSystem
import Glibc

/// The kernel's list of the connections from which something can be read.
///
/// It is told as long as it is true, so that whoever reads a part is called again.
@safe final class Poller {
  private let descriptor: Int32
  private var buffer = unsafe [epoll_event](repeating: epoll_event(), count: 512)

  init() throws(Complaint) {
    descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
    guard descriptor >= 0 else { throw Complaint("no epoll", code: 71) }
  }

  deinit { close(descriptor) }

  /// Watches a connection, under a name that ``wait(milliseconds:into:)`` gives back.
  func watch(_ wire: Wire, as name: Int) {
    var event = unsafe epoll_event()
    unsafe event.events = EPOLLIN.rawValue
    unsafe event.data.u64 = UInt64(name)
    _ = unsafe epoll_ctl(descriptor, EPOLL_CTL_ADD, wire.descriptor, &event)
  }

  /// Watches a connection no longer.
  func forget(_ wire: Wire) {
    var event = unsafe epoll_event()
    _ = unsafe epoll_ctl(descriptor, EPOLL_CTL_DEL, wire.descriptor, &event)
  }

  /// Waits until something can be read, or the time is over.
  ///
  /// - Parameters:
  ///   - milliseconds: At most.
  ///   - names: Filled with the connections from which something can be read.
  func wait(milliseconds: Int, into names: inout [Int]) {
    names.removeAll(keepingCapacity: true)
    let count = unsafe buffer.withUnsafeMutableBufferPointer { buffer in
      unsafe epoll_wait(
        descriptor,
        buffer.baseAddress,
        Int32(buffer.count),
        Int32(clamping: milliseconds)
      )
    }
    for place in 0..<max(0, Int(count)) {
      names.append(Int(truncatingIfNeeded: unsafe buffer[place].data.u64))
    }
  }
}
