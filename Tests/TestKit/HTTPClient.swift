import Foundation

/// A client for tests: blocking, one connection, and willing to send any bytes at all.
public final class HTTPClient {
  private var descriptor: Int32
  /// What was read and not taken.
  var buffer: [UInt8] = []
  /// Seconds that whatever is awaited may take as a whole.
  private let timeout: Int
  private var awaited = "anything"
  private var limit = Date.distantFuture

  /// Connects to a server on this machine.
  ///
  /// - Parameters:
  ///   - port: The server's.
  ///   - timeout: Seconds that a response may take, or whatever else is awaited, as a whole: a server
  ///     that hangs makes a test fail, and not the run of all tests hang.
  ///   - source: Whom the server sees: 127.0.0.1, or as many further as this says.
  /// - Throws: ``ClientError`` where nobody listens.
  public init(port: Int, timeout: Int = 120, source: UInt32 = 0) throws {
    self.timeout = timeout
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw ClientError.refused("socket: \(errno)") }
    var limit = timeval(tv_sec: timeout, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port)).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    if source > 0 { Self.bind(descriptor, to: 0x7F00_0001 + source) }
    let outcome = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    // Its end closes the socket: to close it here too would take away whoever has the number by then.
    guard outcome == 0 else { throw ClientError.refused("connect: \(errno)") }
  }

  private static func bind(_ descriptor: Int32, to source: UInt32) {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(source).bigEndian
    withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = Foundation.bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  deinit { end() }

  /// Closes the connection.
  public func end() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }

  /// Sends bytes as they are.
  ///
  /// - Returns: Whether the server took them all; it may have closed before.
  @discardableResult
  public func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  @discardableResult
  public func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  /// Reads one response, by its `Content-Length`.
  ///
  /// - Parameter hasBody: `false` for the answer to a HEAD.
  /// - Returns: The answer.
  /// - Throws: ``ClientError`` where the server closed before the answer was whole.
  public func receive(hasBody: Bool = true) throws -> HTTPAnswer {
    expect("a response")
    var answer = try takeHead()
    let length = answer["content-length"].flatMap { Int($0) } ?? 0
    let wanted = hasBody ? length : 0
    while buffer.count < wanted { try fill() }
    answer.body = Array(buffer[..<wanted])
    buffer.removeFirst(wanted)
    return answer
  }

  /// Reads the head of a response; what follows it is left.
  public func receiveHead() throws -> HTTPAnswer {
    expect("the head of a response")
    return try takeHead()
  }

  private func takeHead() throws -> HTTPAnswer {
    var length: Int?
    while length == nil {
      length = buffer.headEnd
      if length == nil { try fill() }
    }
    let head = String(decoding: buffer[..<(length ?? 0)], as: UTF8.self)
    buffer.removeFirst(length ?? 0)
    let lines = head.components(separatedBy: "\r\n").filter { !$0.isEmpty }
    let words = (lines.first ?? "").split(separator: " ")
    guard words.count > 1, let status = Int(words[1]) else {
      throw ClientError.refused("no status line: \(head)")
    }
    let headers = lines.dropFirst().map { line in
      let parts = line.split(separator: ":", maxSplits: 1)
      return (
        name: parts[0].lowercased(),
        value: parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
      )
    }
    return HTTPAnswer(status: status, headers: headers, body: [])
  }

  /// Whether the server has closed the connection; waits for it, or for something else to come.
  public func isClosed() -> Bool {
    expect("the end of the connection")
    do {
      try fill()
      return false
    } catch ClientError.silent {
      return false
    } catch {
      return true
    }
  }

  /// Says what is awaited from now on; the time for it begins.
  func expect(_ what: String) {
    awaited = what
    limit = Date(timeIntervalSinceNow: TimeInterval(timeout))
  }

  /// Reads more of what is awaited.
  func fill() throws {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    let left = Int32(max(0, limit.timeIntervalSinceNow.rounded(.up)) * 1_000)
    guard poll(&waiting, 1, left) > 0 else {
      throw ClientError.silent("\(awaited) was awaited for \(timeout) s")
    }
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    guard count > 0 else { throw ClientError.closed }
    buffer += chunk[..<count]
  }
}

extension [UInt8] {
  /// Where the body begins: after the first empty line.
  ///
  /// Every answer is looked through, so no slice is made for each byte.
  fileprivate var headEnd: Int? {
    var ending = 0
    for (place, byte) in enumerated() {
      let isNext = byte == (ending % 2 == 0 ? 13 : 10)
      ending = isNext ? ending + 1 : byte == 13 ? 1 : 0
      if ending == 4 { return place + 1 }
    }
    return nil
  }
}

/// What a server answered.
public struct HTTPAnswer: Sendable {
  public var status: Int
  /// The names in lower case, in order.
  public var headers: [(name: String, value: String)]
  public var body: [UInt8]

  public var text: String { String(decoding: body, as: UTF8.self) }

  public subscript(header: String) -> String? {
    headers.first { $0.name == header.lowercased() }?.value
  }
}

/// Why a client has no answer.
public enum ClientError: Error {
  case refused(String)
  /// The server closed.
  case closed
  /// What was awaited did not come in time.
  case silent(String)
}
