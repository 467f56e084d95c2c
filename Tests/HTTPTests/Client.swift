import Glibc

/// A blocking client over loopback that sends bytes as they are and reads until a condition holds.
///
/// It sets no time limit on what it waits for: a server that never answers hangs the test, which the
/// suites' time limits end.
final class Client {
  private var descriptor: Int32
  private(set) var received: [UInt8] = []

  /// - Parameters:
  ///   - port: Of a server on this machine.
  ///   - isIPv6: Whether it is reached by `::1`.
  ///   - receiveBuffer: Bytes that the kernel keeps of what is not read; its own choice without it.
  /// - Throws: ``Refused``.
  init(port: Int, isIPv6: Bool = false, receiveBuffer: Int32? = nil) throws {
    descriptor = socket(
      isIPv6 ? AF_INET6 : AF_INET,
      Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue),
      0
    )
    guard descriptor >= 0 else { throw Refused(code: errno) }
    if var size = receiveBuffer {
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }
    guard isIPv6 ? Self.connect6(descriptor, port) : Self.connect4(descriptor, port) else {
      throw Refused(code: errno)
    }
    var on: Int32 = 1
    setsockopt(
      descriptor,
      Int32(IPPROTO_TCP),
      TCP_NODELAY,
      &on,
      socklen_t(MemoryLayout<Int32>.size)
    )
  }

  private static func connect4(_ descriptor: Int32, _ port: Int) -> Bool {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  private static func connect6(_ descriptor: Int32, _ port: Int) -> Bool {
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    address.sin6_port = UInt16(port).bigEndian
    inet_pton(AF_INET6, "::1", &address.sin6_addr)
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in6>.size)) == 0
      }
    }
  }

  struct Refused: Error { let code: Int32 }

  deinit { hangUp() }

  /// Closes the connection.
  func hangUp() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }

  /// Sends a text; `false` where the server does not take it.
  @discardableResult
  func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  /// Sends all bytes; `false` where the server does not take them.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0 { return false }
      sent += count
    }
    return true
  }

  /// Says that nothing more will be sent.
  func endOutput() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Reads once; `false` at the end.
  func readSome() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    if count > 0 { received += buffer[..<count] }
    return count > 0
  }

  /// Takes bytes away from the front of what was read.
  func drop(_ count: Int) { received.removeFirst(count) }

  /// Everything up to the end of the connection, as text.
  func readToEnd() -> String {
    while readSome() {}
    return String(decoding: received, as: UTF8.self)
  }

  /// Sends a request and reads its response.
  func exchange(_ request: String) -> ClientResponse? {
    send(request)
    return response()
  }

  /// Reads `100 Continue`; `false` where something else came.
  func readInterim() -> Bool {
    let interim = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)
    while received.count < interim.count, readSome() {}
    guard received.starts(with: interim) else { return false }
    received.removeFirst(interim.count)
    return true
  }

  /// Whether the server has not broken the connection, asked without reading.
  var isConnected: Bool {
    var watched = pollfd(fd: descriptor, events: 0, revents: 0)
    return poll(&watched, 1, 5) == 0
  }

  /// The next whole response, by its `Content-Length`; `nil` where the connection ends before.
  ///
  /// - Parameter hasBody: `false` for the answer to a `HEAD`.
  /// - Returns: The response, which is taken from ``received``.
  func response(hasBody: Bool = true) -> ClientResponse? {
    while true {
      if let (response, length) = ClientResponse.parse(received, hasBody: hasBody) {
        received.removeFirst(length)
        return response
      }
      guard readSome() else { return nil }
    }
  }
}

/// A response as a client reads it.
struct ClientResponse: Equatable {
  var status: Int
  var head: [String]
  var body: String

  /// The value of a field, by its name in lower case.
  subscript(name: String) -> String? {
    for line in head.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2, parts[0].lowercased() == name {
        return String(parts[1].drop { $0 == " " })
      }
    }
    return nil
  }

  static func parse(_ bytes: [UInt8], hasBody: Bool) -> (ClientResponse, length: Int)? {
    let end = Array("\r\n\r\n".utf8)
    guard
      let headEnd = bytes.indices.first(where: { bytes[$0...].starts(with: end) })
    else { return nil }
    let lines = String(decoding: bytes[..<headEnd], as: UTF8.self)
      .split(separator: "\r\n").map(String.init)
    let words = lines[0].split(separator: " ")
    var response = ClientResponse(status: Int(words[1]) ?? 0, head: lines, body: "")
    let length = hasBody ? response["content-length"].flatMap { Int($0) } ?? 0 : 0
    let bodyStart = headEnd + 4
    guard bytes.count >= bodyStart + length else { return nil }
    response.body = String(decoding: bytes[bodyStart..<(bodyStart + length)], as: UTF8.self)
    return (response, bodyStart + length)
  }
}
