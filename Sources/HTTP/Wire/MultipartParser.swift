/// Reads a multipart body piece by piece: bytes go in, parts come out.
///
/// It holds the fields of one part at most, and of its content nothing: what might be the beginning
/// of a boundary is known by how far it goes.
///
/// - Complexity: O(bytes), however they are cut.
/// - Source: [RFC 2046 section 5.1](https://www.rfc-editor.org/rfc/rfc2046#section-5.1),
///   [RFC 7578](https://www.rfc-editor.org/rfc/rfc7578).
public struct MultipartParser: Sendable {
  /// What was read.
  public enum Event: Sendable {
    case began(MultipartPart)
    /// Content of the part that began last.
    case content(ArraySlice<UInt8>)
    /// The part that began last is whole.
    case ended
  }

  private enum Place: Sendable {
    case preamble
    /// Behind a boundary: two hyphens end the body, a line's end begins a part.
    case boundaryEnd(seen: UInt8?)
    /// Among the fields of a part.
    case fields
    case content
    /// Behind the last boundary, where nothing counts.
    case epilogue
  }

  private let delimiter: [UInt8]
  private let limits: MultipartLimits
  private var place = Place.preamble
  /// How much of the delimiter the last bytes were.
  ///
  /// Its CR stands nowhere else in it, so that what
  /// turns out to be no delimiter is content up to there, and is told without having been kept.
  private var matched: Int
  /// How much of that is no content whatever follows: the first boundary needs no line's end before
  /// it, and that of a part without content is the end of its fields.
  private var borrowed: Int
  private var preambleLength = 0
  private var partCount = 0
  private var fields: [UInt8] = []
  private var lines: [Range<Int>] = []
  private var lineStart = 0

  /// A parser of a body from its first byte.
  public init(boundary: MultipartBoundary, limits: MultipartLimits = MultipartLimits()) {
    delimiter = boundary.delimiter
    self.limits = limits
    matched = 2
    borrowed = 2
  }

  /// Whether the last boundary has come.
  public var isComplete: Bool {
    if case .epilogue = place { true } else { false }
  }

  /// Reads on.
  ///
  /// - Parameter bytes: What came next.
  /// - Returns: What was read, in order; a few more events than there are parts in the bytes.
  /// - Throws: ``MultipartError``; nothing more is to be read then.
  public mutating func parse(_ bytes: ArraySlice<UInt8>) throws(MultipartError) -> [Event] {
    var events: [Event] = []
    var rest = bytes
    while !rest.isEmpty {
      switch place {
      case .preamble: try skipPreamble(&rest)
      case .boundaryEnd(let seen): try readBoundaryEnd(&rest, seen)
      case .fields: try readFields(&rest, &events)
      case .content: readContent(&rest, &events)
      case .epilogue: return events
      }
    }
    return events
  }

  private mutating func skipPreamble(_ rest: inout ArraySlice<UInt8>) throws(MultipartError) {
    preambleLength += readToBoundary(&rest).reduce(0) { $0 + $1.count }
    guard preambleLength <= limits.preamble else {
      throw MultipartError("the body does not begin with its boundary")
    }
  }

  private mutating func readContent(_ rest: inout ArraySlice<UInt8>, _ events: inout [Event]) {
    for piece in readToBoundary(&rest) where !piece.isEmpty { events.append(.content(piece)) }
    if case .boundaryEnd = place { events.append(.ended) }
  }

  /// What stands before the next delimiter, as far as it has come: what was held of one that proved
  /// to be none, and what came now.
  private mutating func readToBoundary(_ rest: inout ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var held: ArraySlice<UInt8> = []
    if matched > 0 {
      let isDelimiter = goOn(&rest)
      guard !isDelimiter, !rest.isEmpty else { return [] }
      held = delimiter[min(borrowed, matched)..<matched]
      (matched, borrowed) = (0, 0)
    }
    var index = rest.startIndex
    while let start = rest[index...].firstIndex(of: .carriageReturn) {
      var candidate = rest[start...]
      let isDelimiter = goOn(&candidate)
      if isDelimiter || candidate.isEmpty {
        let piece = rest[..<start]
        rest = candidate
        return [held, piece]
      }
      matched = 0
      index = start + 1
    }
    let piece = rest
    rest = []
    return [held, piece]
  }

  /// Matches more of the delimiter; at its end, the place is behind it.
  private mutating func goOn(_ rest: inout ArraySlice<UInt8>) -> Bool {
    while let byte = rest.first, byte == delimiter[matched] {
      rest = rest.dropFirst()
      matched += 1
      guard matched == delimiter.count else { continue }
      (matched, borrowed) = (0, 0)
      place = .boundaryEnd(seen: nil)
      return true
    }
    return false
  }

  private mutating func readBoundaryEnd(
    _ rest: inout ArraySlice<UInt8>,
    _ seen: UInt8?
  ) throws(MultipartError) {
    guard let byte = rest.popFirst() else { return }
    switch (seen, byte) {
    case (nil, UInt8(ascii: "-")), (nil, .carriageReturn), (.space, .carriageReturn):
      place = .boundaryEnd(seen: byte)
    // Transport padding, which RFC 2046 lets stand here.
    case (nil, .space), (nil, .tab), (.space, .space), (.space, .tab):
      place = .boundaryEnd(seen: .space)
    case (UInt8(ascii: "-"), UInt8(ascii: "-")): place = .epilogue
    case (.carriageReturn, .lineFeed):
      partCount += 1
      guard partCount <= limits.parts else { throw MultipartError("there are too many parts") }
      place = .fields
    default: throw MultipartError("a boundary has no end of line behind it")
    }
  }

  private mutating func readFields(
    _ rest: inout ArraySlice<UInt8>,
    _ events: inout [Event]
  ) throws(MultipartError) {
    while let byte = rest.popFirst() {
      guard fields.count < limits.partHead else {
        throw MultipartError("the fields of a part are longer than the limit")
      }
      let isAfterCR = fields.last == .carriageReturn
      guard isAfterCR == (byte == .lineFeed) else {
        throw MultipartError("a bare CR or LF among the fields of a part")
      }
      guard byte >= .space && byte != 0x7F || [.tab, .carriageReturn, .lineFeed].contains(byte)
      else { throw MultipartError("a control character among the fields of a part") }
      fields.append(byte)
      guard byte == .lineFeed else { continue }
      let line = lineStart..<(fields.count - 2)
      lineStart = fields.count
      guard line.isEmpty else {
        guard lines.count < limits.partFields else {
          throw MultipartError("a part has too many fields")
        }
        lines.append(line)
        continue
      }
      let part = try MultipartPart(fields: fields, lines: lines)
      fields.removeAll(keepingCapacity: true)
      lines.removeAll(keepingCapacity: true)
      lineStart = 0
      place = .content
      (matched, borrowed) = (2, 2)
      return events.append(.began(part))
    }
  }
}
