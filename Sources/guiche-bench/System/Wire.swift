import Glibc

/// A connection to a server on this machine.
final class Wire {
  let descriptor: Int32

  /// - Parameters:
  ///   - port: Where the server listens.
  ///   - source: The address to connect from: `n` stands for 127.0.0.1 + n. The server bounds how
  ///     many connections an address has.
  /// - Throws: A ``Complaint`` where nobody listens, or no descriptor is left.
  init(port: UInt16, from source: Int = 0) throws(Complaint) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Complaint("no further connection can be made", code: 71) }
    let loopback: UInt32 = 0x7F00_0001
    // The port is chosen when it connects: each address has all of them.
    set(Int32(IPPROTO_IP), IP_BIND_ADDRESS_NO_PORT)
    guard unsafe call(bind, loopback &+ UInt32(truncatingIfNeeded: source), 0) == 0 else {
      throw Complaint("this machine has no address 127.0.0.1 + \(source)", code: 71)
    }
    guard unsafe call(connect, loopback, port) == 0 else {
      throw Complaint("nobody listens on port \(port)", code: 69)
    }
    set(Int32(IPPROTO_TCP), TCP_NODELAY)
  }

  private func set(_ level: Int32, _ option: Int32) {
    var on: Int32 = 1
    unsafe setsockopt(descriptor, level, option, &on, socklen_t(MemoryLayout<Int32>.size))
  }

  private func call(
    _ function: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32,
    _ host: UInt32,
    _ port: UInt16
  ) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = host.bigEndian
    return unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe function(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
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

  /// What a look into a connection finds.
  enum Look {
    case bytes(Int)
    case nothing
    /// The server sends no more; whether it broke the connection off.
    case end(isReset: Bool)
  }

  /// What has come so far, without waiting for more.
  func look(into buffer: inout [UInt8]) -> Look {
    let count = unsafe buffer.withUnsafeMutableBytes {
      unsafe recv(descriptor, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT))
    }
    if count > 0 { return .bytes(count) }
    if count == 0 { return .end(isReset: false) }
    return errno == EAGAIN || errno == EINTR ? .nothing : .end(isReset: true)
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
