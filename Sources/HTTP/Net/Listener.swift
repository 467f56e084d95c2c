import CSystem
import Glibc

/// A socket that clients connect to.
///
/// Each event loop has its own on the same address (`SO_REUSEPORT`): the kernel shares the clients
/// out and no lock is taken.
final class Listener {
  let descriptor: Int32
  /// Where it listens; the port is the one that the kernel chose when 0 was asked for.
  let address: Address
  /// Given back when no other descriptor is left, so that a client can be accepted and let go:
  /// without it the client would wait and the loop would spin.
  private var spare: Int32

  /// What accepting gave.
  enum Accepted: Sendable {
    case client(Socket, PeerAddress)
    /// Nobody waits.
    case none
    /// A client was let go, or one left by itself: try again.
    case dropped
    /// The machine has no descriptor or memory left: rest a while.
    case exhausted
  }

  /// Listens.
  ///
  /// - Parameters:
  ///   - host: A name or an address of this machine.
  ///   - port: 0 lets the kernel choose.
  ///   - backlog: How many clients the kernel holds until they are accepted.
  ///   - isFirst: Whether no other listener of this server has the port: then it must be free.
  /// - Throws: Where the host is none of this machine's, or the port is taken.
  init(host: String, port: Int, backlog: Int32, isFirst: Bool) throws(HTTPServerError) {
    guard let port = UInt16(exactly: port) else { throw .unknownHost("\(host):\(port)") }
    var hints = unsafe addrinfo()
    unsafe hints.ai_flags = AI_PASSIVE
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard unsafe getaddrinfo(host, String(port), &hints, &found) == 0 else {
      throw .unknownHost(host)
    }
    defer { unsafe freeaddrinfo(found) }
    var code: Int32 = EADDRNOTAVAIL
    var candidate = unsafe found
    while let info = unsafe candidate {
      let socket = unsafe Self.listen(on: info.pointee, backlog: backlog, isFirst: isFirst)
      if socket >= 0 {
        descriptor = socket
        address = Address(host: host, port: Self.port(of: socket))
        spare = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
        return
      }
      code = errno
      unsafe candidate = info.pointee.ai_next
    }
    throw .cannotListen(host: host, port: Int(port), code: code)
  }

  deinit {
    close(descriptor)
    if spare >= 0 { close(spare) }
  }

  private static func listen(on info: addrinfo, backlog: Int32, isFirst: Bool) -> Int32 {
    // A shared port is shared with any process of the same user: without this look, a second
    // server would start and silently take half of the clients.
    if isFirst, unsafe !isFree(info) { return -1 }
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = unsafe socket(info.ai_family, kind, 0)
    guard descriptor >= 0 else { return -1 }
    set(SOL_SOCKET, SO_REUSEADDR, of: descriptor)
    set(SOL_SOCKET, SO_REUSEPORT, of: descriptor)
    // Inherited by what is accepted: an answer is one write and must not wait for another.
    set(Int32(IPPROTO_TCP), TCP_NODELAY, of: descriptor)
    set(Int32(IPPROTO_TCP), TCP_NOTSENT_LOWAT, to: unsentInKernel, of: descriptor)
    guard
      unsafe bind(descriptor, info.ai_addr, info.ai_addrlen) == 0,
      Glibc.listen(descriptor, backlog) == 0
    else {
      let code = errno
      close(descriptor)
      errno = code
      return -1
    }
    return descriptor
  }

  private static func isFree(_ info: addrinfo) -> Bool {
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = unsafe socket(info.ai_family, kind, 0)
    guard descriptor >= 0 else { return false }
    set(SOL_SOCKET, SO_REUSEADDR, of: descriptor)
    let isFree = unsafe bind(descriptor, info.ai_addr, info.ai_addrlen) == 0
    let code = errno
    close(descriptor)
    errno = code
    return isFree
  }

  /// Bytes that the kernel takes for a client beyond those that are on their way to it; inherited too.
  ///
  /// Left to itself it takes megabytes, and says that it takes more when a third of them has gone out:
  /// a client that reads all the time, but slowly, would look for longer than we wait as if it read
  /// nothing.
  private static let unsentInKernel: Int32 = 128 * 1_024

  private static func set(
    _ level: Int32,
    _ option: Int32,
    to value: Int32 = 1,
    of descriptor: Int32
  ) {
    var value = value
    _ = unsafe setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
  }

  private static func port(of descriptor: Int32) -> Int {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let code = unsafe withUnsafeMutablePointer(to: &storage) { storage in
      unsafe storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe getsockname(descriptor, address, &length)
      }
    }
    return code == 0 ? PeerAddress(storage).port : 0
  }

  /// Accepts one client.
  func accept() -> Accepted {
    var storage = sockaddr_storage()
    let socket = accept(into: &storage)
    if socket >= 0 { return .client(Socket(descriptor: socket), PeerAddress(storage)) }
    switch errno {
    case EAGAIN, EWOULDBLOCK: return .none
    case EMFILE, ENFILE: return letOneGo()
    case ENOBUFS, ENOMEM: return .exhausted
    default: return .dropped
    }
  }

  private func accept(into storage: inout sockaddr_storage) -> Int32 {
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let flags = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    return unsafe withUnsafeMutablePointer(to: &storage) { storage in
      unsafe storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe accept4(descriptor, address, &length, flags)
      }
    }
  }

  private func letOneGo() -> Accepted {
    guard spare >= 0 else { return .exhausted }
    close(spare)
    spare = -1
    var storage = sockaddr_storage()
    let socket = accept(into: &storage)
    if socket >= 0 { close(socket) }
    spare = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
    return socket >= 0 ? .dropped : .exhausted
  }
}
