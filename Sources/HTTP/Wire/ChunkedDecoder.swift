/// Reads a body in chunks (RFC 9112 section 7.1), as the bytes come.
///
/// Extensions and trailers are read and dropped, both within limits.
struct ChunkedDecoder: Sendable {
  private enum Place: Sendable {
    case size
    case data(left: Int)
    case dataEnd
    case trailer
  }

  private let longestBody: Int
  private let longestLine: Int
  private let longestTrailers: Int
  private let mostOverhead: Int
  private var place = Place.size
  /// What has come of the body and was not taken out.
  private(set) var body: [UInt8] = []
  private var bodyLength = 0
  private var overhead = 0
  private var trailerLength = 0

  init(limits: HTTPLimits, longestBody: Int) {
    self.longestBody = longestBody
    longestLine = limits.chunkLine
    longestTrailers = limits.trailers
    mostOverhead = limits.chunkOverhead
  }

  /// What was made of the bytes.
  enum Step: Hashable, Sendable {
    /// The body is whole and ended that far into the bytes.
    case complete(end: Int)
    /// All bytes up to there are used; more are needed.
    case incomplete(end: Int)
    case refused(HTTPError)
  }

  /// Reads on.
  ///
  /// - Complexity: O(bytes from `start`); a line that is not whole yet is looked at again, and it
  ///   has at most a few hundred bytes.
  mutating func decode(_ bytes: [UInt8], from start: Int) -> Step {
    var index = start
    do throws(HTTPError) {
      while true {
        switch place {
        case .data(let left):
          let end = min(bytes.count, index + left)
          body.append(contentsOf: bytes[index..<end])
          bodyLength += end - index
          place = end - index == left ? .dataEnd : .data(left: left - (end - index))
          index = end
          if case .data = place { return .incomplete(end: index) }
        case .dataEnd:
          guard let line = try line(of: bytes, from: index, limit: 0) else {
            return .incomplete(end: index)
          }
          index = line.upperBound + 2
          place = .size
        case .size:
          guard let line = try line(of: bytes, from: index, limit: longestLine) else {
            return .incomplete(end: index)
          }
          index = line.upperBound + 2
          try take(size: bytes[line])
        case .trailer:
          let left = longestTrailers - trailerLength
          guard let line = try line(of: bytes, from: index, limit: left, tooLong: .headTooLong)
          else { return .incomplete(end: index) }
          index = line.upperBound + 2
          if line.isEmpty { return .complete(end: index) }
          _ = try FieldLine(parsing: bytes, in: line)
          trailerLength += line.count + 2
        }
      }
    } catch {
      return .refused(error)
    }
  }

  /// Takes out what has come of the body since the last time.
  mutating func takeBody() -> [UInt8] {
    defer { body = [] }
    return body
  }

  /// The line that begins there, without its end; `nil` where it is not whole.
  private func line(
    of bytes: [UInt8],
    from start: Int,
    limit: Int,
    tooLong: HTTPError = .malformed("a chunk line that is too long or has no end")
  ) throws(HTTPError) -> Range<Int>? {
    var index = start
    while index < bytes.count {
      if bytes[index] == .carriageReturn {
        guard index + 1 < bytes.count else { return nil }
        guard bytes[index + 1] == .lineFeed else { throw .malformed("a bare CR in the body") }
        return start..<index
      }
      guard !bytes[index].isForbiddenInField else {
        throw .malformed("a control byte in a chunk line")
      }
      index += 1
      guard index - start <= limit else { throw tooLong }
    }
    return nil
  }

  private mutating func take(size line: ArraySlice<UInt8>) throws(HTTPError) {
    var size = 0
    var index = line.startIndex
    while index < line.endIndex, let digit = line[index].hexadecimalValue {
      let (shifted, overflows) = size.multipliedReportingOverflow(by: 16)
      guard !overflows, shifted <= longestBody - Int(digit) else { throw .bodyTooLong(longestBody) }
      size = shifted + Int(digit)
      index += 1
    }
    guard index > line.startIndex else { throw .malformed("a chunk without a size") }
    guard index == line.endIndex || line[index] == UInt8(ascii: ";") else {
      throw .malformed("a chunk size that is no number")
    }
    guard size <= longestBody - bodyLength else { throw .bodyTooLong(longestBody) }
    overhead += line.count + 4
    guard overhead <= mostOverhead + bodyLength + size else {
      throw .malformed("more chunk framing than body")
    }
    place = size == 0 ? .trailer : .data(left: size)
  }
}
