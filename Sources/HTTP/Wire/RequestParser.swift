/// Reads the head of a request, line by line, as the bytes come.
///
/// It is stricter than RFC 9112 asks wherever leniency lets two readers of the same bytes see two
/// different requests: a bare CR or LF, a space before a colon, a folded line, a second
/// `Content-Length` and every transfer coding but one `chunked` are refused.
///
/// - Complexity: O(bytes) over all calls together, however the bytes are cut.
/// - Source: [RFC 9112](https://www.rfc-editor.org/rfc/rfc9112), sections 2.2 to 6.3.
struct RequestParser: Sendable {
  private let longestLine: Int
  private let longestField: Int
  private let longestHead: Int
  private let fieldCount: Int
  /// Offsets count from the head's first byte, so that the bytes may move between two calls.
  private var scanned = 0
  private var lineStart = 0
  /// All bits of the line's bytes: ASCII leaves the highest one clear.
  private var lineBits: UInt8 = 0
  private var fieldsStart = 0
  private var line: RequestLine?
  private var places: [Headers.Place] = []
  private var facts = FieldFacts()

  init(limits: HTTPLimits) {
    longestLine = limits.requestLine
    longestField = limits.field
    longestHead = limits.head
    fieldCount = limits.fieldCount
  }

  /// Reads on.
  ///
  /// - Parameters:
  ///   - bytes: What has come, the head's bytes from `start` on unchanged since the last call.
  ///   - start: Where the head begins.
  /// - Returns: The head and its length from `start`, when the empty line has come.
  mutating func parse(_ bytes: [UInt8], from start: Int) -> Parsed<RequestHead> {
    var index = start + scanned
    while true {
      let end = min(bytes.count, start + longest)
      while index < end, !bytes[index].isForbiddenInField {
        lineBits |= bytes[index]
        index += 1
      }
      guard index < bytes.count else { break }
      guard index < end || bytes[index] == .carriageReturn else {
        return .refused(line == nil ? .targetTooLong : .headTooLong)
      }
      guard bytes[index] == .carriageReturn else {
        let what = bytes[index] == .lineFeed ? "a bare LF" : "a control byte in the head"
        return .refused(.malformed(what))
      }
      guard index + 1 < bytes.count else { break }
      guard bytes[index + 1] == .lineFeed else { return .refused(.malformed("a bare CR")) }
      let range = (start + lineStart)..<index
      index += 2
      scanned = index - start
      lineStart = scanned
      do throws(HTTPError) {
        if let head = try take(range, of: bytes, headStart: start) {
          return .complete(head, length: scanned)
        }
      } catch {
        return .refused(error)
      }
      lineBits = 0
    }
    scanned = index - start
    return .incomplete
  }

  /// Where the line that is being read ends at the latest.
  private var longest: Int {
    guard line != nil else { return lineStart + longestLine }
    return min(lineStart + longestField, fieldsStart + longestHead)
  }

  /// Takes a whole line, without its end; answers the head after the empty line.
  private mutating func take(
    _ range: Range<Int>,
    of bytes: [UInt8],
    headStart: Int
  ) throws(HTTPError) -> RequestHead? {
    guard let line else {
      if range.isEmpty {
        // One empty line before a request is let pass: old clients end a body with one.
        guard range.lowerBound == headStart else { throw .malformed("no request line") }
        return nil
      }
      self.line = try RequestLine(parsing: bytes[range])
      fieldsStart = lineStart
      return nil
    }
    guard range.isEmpty else {
      guard places.count < fieldCount else { throw .headTooLong }
      let field = try FieldLine(parsing: bytes, in: range, isASCII: lineBits < 0x80)
      try facts.note(field, in: bytes)
      places.append(field.place(movedBy: -(headStart + fieldsStart)))
      return nil
    }
    let headers = Headers(
      lines: Array(bytes[(headStart + fieldsStart)..<range.lowerBound]),
      places: places
    )
    return try facts.head(line: line, headers: headers)
  }
}
