import Glibc

/// A connection to a server on this machine.
final class Wire {
  let descriptor: Int32

  /// - Throws: A ``Complaint`` where nobody listens.
  init(port: UInt16) throws(Complaint) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let code = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard code == 0 else { throw Complaint("nobody listens on port \(port)", code: 69) }
    var on: Int32 = 1
    unsafe setsockopt(
      descriptor,
      Int32(IPPROTO_TCP),
      TCP_NODELAY,
      &on,
      socklen_t(MemoryLayout<Int32>.size)
    )
  }

  deinit { close(descriptor) }

  /// Sends all of some bytes.
  func send(_ bytes: [UInt8]) throws(Complaint) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Complaint("the server has closed a connection", code: 69) }
      rest = rest.dropFirst(count)
    }
  }

  /// What has come, once something has.
  func receive(into buffer: inout [UInt8]) throws(Complaint) -> Int {
    let count = unsafe buffer.withUnsafeMutableBytes {
      unsafe recv(descriptor, $0.baseAddress, $0.count, 0)
    }
    guard count > 0 else { throw Complaint("the server has closed a connection", code: 69) }
    return count
  }

  /// The places of those connections from which something can be read, as soon as there is one.
  static func ready(_ wires: [Wire]) -> [Int] {
    var waits = wires.map { wire in
      pollfd(fd: wire.descriptor, events: Int16(POLLIN), revents: 0)
    }
    _ = unsafe poll(&waits, nfds_t(waits.count), 5_000)
    return waits.indices.filter { waits[$0].revents != 0 }
  }
}
