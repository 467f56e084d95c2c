@testable import TestKit

extension HTTPClient {
  /// Reads one response, in pieces or by its length.
  func receiveWhole(hasBody: Bool) throws -> HTTPAnswer {
    guard hasBody else { return try receive(hasBody: false) }
    var answer = try receiveHead()
    guard answer["transfer-encoding"] == "chunked" else {
      let length = answer["content-length"].flatMap { Int($0) } ?? 0
      answer.body = try take(answer.status == 304 ? 0 : length)
      return answer
    }
    while true {
      let size = String(decoding: try takeLine(), as: UTF8.self)
      guard let length = Int(size, radix: 16) else { throw ClientError.refused("chunk \(size)") }
      answer.body += try take(length)
      _ = try takeLine()
      if length == 0 { return answer }
    }
  }

  private func take(_ count: Int) throws -> [UInt8] {
    while buffer.count < count { try fill() }
    defer { buffer.removeFirst(count) }
    return Array(buffer[..<count])
  }

  private func takeLine() throws -> [UInt8] {
    while true {
      if let end = buffer.firstIndex(of: 10), end > 0 {
        return try take(end + 1).dropLast(2)
      }
      try fill()
    }
  }
}
