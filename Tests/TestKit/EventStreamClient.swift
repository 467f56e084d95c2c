import Foundation

/// A client of server-sent events for tests: blocking, on a connection of its own.
public final class EventStreamClient {
  /// One block of a stream.
  public enum Block: Hashable, Sendable {
    case event(name: String, data: String, id: String?)
    /// An id without an event.
    case mark(id: String)
    case comment
    case ended
    /// It did not come in time; says what was awaited.
    case silent(String)
  }

  /// How the response begins.
  public let head: HTTPAnswer
  /// What a client that comes back says.
  public private(set) var lastEventID: String?
  /// Milliseconds after which a client comes back, as it was told.
  public private(set) var retry: Int?
  private let client: HTTPClient
  private var text: [UInt8] = []
  private var hasEnded = false

  /// Sends a request and reads the head of the response; and its body, where that is no stream.
  public init(
    port: Int,
    method: String = "POST",
    target: String = "/graphql",
    headers: [(String, String)] = [],
    body: String? = nil
  ) throws {
    client = try HTTPClient(port: port)
    var request = "\(method) \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n"
    if !headers.contains(where: { $0.0 == "Accept" }) { request += "Accept: text/event-stream\r\n" }
    for (name, value) in headers { request += "\(name): \(value)\r\n" }
    if let body {
      request += "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
    }
    client.send(request + "\r\n" + (body ?? ""))
    var head = try client.receiveHead()
    if let length = head["content-length"].flatMap({ Int($0) }) {
      while client.buffer.count < length { try client.fill() }
      head.body = client.buffer
      hasEnded = true
    }
    self.head = head
  }

  /// Ends the connection.
  public func end() { client.end() }

  /// The next block.
  public func block() -> Block {
    client.expect("a block of the stream")
    return takeBlock()
  }

  private func takeBlock() -> Block {
    while true {
      if let end = text.firstRange(of: [10, 10]) {
        let lines = String(decoding: text[..<end.lowerBound], as: UTF8.self)
          .split(separator: "\n", omittingEmptySubsequences: false)
        text.removeSubrange(..<end.upperBound)
        return read(lines)
      }
      do {
        guard !hasEnded, try readChunk() else { return .ended }
      } catch ClientError.silent(let what) {
        hasEnded = true
        return .silent(what)
      } catch {
        hasEnded = true
      }
    }
  }

  /// The next event, what is none passed over; `nil` at the end.
  ///
  /// One that did not come in time is called `silent`.
  public func event() -> (name: String, data: String)? {
    client.expect("an event of the stream")
    while true {
      switch takeBlock() {
      case .event(let name, let data, _): return (name, data)
      case .mark, .comment: continue
      case .silent(let what): return ("silent", what)
      case .ended: return nil
      }
    }
  }

  private func read(_ lines: [Substring]) -> Block {
    var name: String?
    var data: [Substring] = []
    var id: String?
    for line in lines {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { continue }
      let value = parts[1].hasPrefix(" ") ? parts[1].dropFirst() : parts[1]
      switch parts[0] {
      case "event": name = String(value)
      case "data": data.append(value)
      case "id": id = String(value)
      case "retry": retry = Int(value)
      default: break
      }
    }
    if let id { lastEventID = id }
    guard let name, !data.isEmpty else { return id.map { .mark(id: $0) } ?? .comment }
    return .event(name: name, data: data.joined(separator: "\n"), id: id)
  }

  /// Reads one chunk of the body; `false` at its end.
  private func readChunk() throws -> Bool {
    var line: Range<Int>?
    while line == nil {
      line = client.buffer.firstRange(of: [13, 10])
      if line == nil { try client.fill() }
    }
    guard let line else { return false }
    let size = Int(String(decoding: client.buffer[..<line.lowerBound], as: UTF8.self), radix: 16)
    guard let size, size > 0 else {
      hasEnded = true
      return false
    }
    while client.buffer.count < line.upperBound + size + 2 { try client.fill() }
    text += client.buffer[line.upperBound..<(line.upperBound + size)]
    client.buffer.removeFirst(line.upperBound + size + 2)
    return true
  }
}
