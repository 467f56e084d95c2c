import CSystem
import Glibc

/// A connected socket that does not block.
///
/// Its owner closes it once with ``close()``.
struct Socket: Sendable {
  let descriptor: Int32

  /// What a read gave.
  enum Read: Hashable, Sendable {
    case bytes(Int)
    case wouldBlock
    /// The peer sends no more.
    case end
    case broken
  }

  /// Reads what is there into the beginning of a buffer.
  func read(into buffer: inout [UInt8]) -> Read {
    let descriptor = descriptor
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { buffer in
        unsafe recv(descriptor, buffer.baseAddress, buffer.count, 0)
      }
      if count > 0 { return .bytes(count) }
      if count == 0 { return .end }
      switch errno {
      case EINTR: continue
      case EAGAIN, EWOULDBLOCK: return .wouldBlock
      default: return .broken
      }
    }
  }

  /// What a write left.
  enum Write: Hashable, Sendable {
    case all
    /// The peer takes no more for now.
    case some
    /// Some of a file went out and more could: it is the turn of the others.
    case part
    case broken
  }

  /// Sends from the front of a queue, two pieces a call, and of a file one piece at most: a fast peer
  /// would hold its loop for as long as the file is.
  ///
  /// `MSG_NOSIGNAL`: a peer that is gone is an error here and never a SIGPIPE, which would end the
  /// process.
  func write(_ queue: inout OutputQueue) -> Write {
    while !queue.isEmpty {
      if let file = queue.frontFile {
        let count = send(file)
        if count > 0 {
          queue.remove(count)
          return queue.isEmpty ? .all : .part
        }
        // A file that became shorter can never be sent whole.
        guard count < 0 else { return .broken }
        switch errno {
        case EINTR: continue
        case EAGAIN, EWOULDBLOCK: return .some
        default: return .broken
        }
      }
      let (first, second) = queue.front
      let count = unsafe first.withUnsafeBytes { first in
        unsafe second.withUnsafeBytes { second in
          unsafe send(first, second)
        }
      }
      guard count >= 0 else {
        switch errno {
        case EINTR: continue
        case EAGAIN, EWOULDBLOCK: return .some
        default: return .broken
        }
      }
      queue.remove(count)
    }
    return .all
  }

  /// Sends from a file, a piece at most: how much of it is in memory nobody knows.
  private func send(_ file: FilePart) -> Int {
    var offset = off_t(file.start)
    let count = min(file.count, Self.filePiece)
    return unsafe sendfile(descriptor, file.file.descriptor, &offset, count)
  }

  /// Bytes of a file that are sent before others have their turn: what a disk reads in a few
  /// milliseconds.
  private static let filePiece = 256 << 10

  private func send(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) -> Int {
    let flags = Int32(MSG_NOSIGNAL)
    guard unsafe !second.isEmpty else {
      return unsafe Glibc.send(descriptor, first.baseAddress, first.count, flags)
    }
    var pieces = unsafe [
      iovec(iov_base: UnsafeMutableRawPointer(mutating: first.baseAddress), iov_len: first.count),
      iovec(iov_base: UnsafeMutableRawPointer(mutating: second.baseAddress), iov_len: second.count),
    ]
    return unsafe pieces.withUnsafeMutableBufferPointer { pieces in
      var message = unsafe msghdr()
      unsafe message.msg_iov = pieces.baseAddress
      unsafe message.msg_iovlen = pieces.count
      return unsafe sendmsg(descriptor, &message, flags)
    }
  }

  /// Tells the peer that nothing more comes.
  func endOutput() { _ = shutdown(descriptor, Int32(SHUT_WR)) }

  /// Closes and drops what the kernel still holds for a peer that does not take it.
  func reset() {
    var now = linger(l_onoff: 1, l_linger: 0)
    let size = socklen_t(MemoryLayout<linger>.size)
    _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, size)
    close()
  }

  func close() { _ = Glibc.close(descriptor) }
}
