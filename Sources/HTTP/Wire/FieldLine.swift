/// One field of a head or a trailer (RFC 9112 section 5).
struct FieldLine: Sendable {
  let name: Range<Int>
  let value: Range<Int>

  /// Reads a line without its end, in which no control byte is left but tabs.
  init(
    parsing bytes: [UInt8],
    in line: Range<Int>,
    isASCII: Bool = false
  ) throws(HTTPError) {
    var colon = line.lowerBound
    while colon < line.upperBound, bytes[colon].isToken { colon += 1 }
    guard colon > line.lowerBound else {
      throw .malformed("a folded line, or a field without a name")
    }
    guard colon < line.upperBound, bytes[colon] == UInt8(ascii: ":") else {
      throw .malformed("a field name that does not end in a colon")
    }
    let value = bytes[(colon + 1)..<line.upperBound].trimmed()
    if !isASCII, String(validating: value, as: UTF8.self) == nil {
      throw .malformed("a field value that is not UTF-8")
    }
    name = line.lowerBound..<colon
    self.value = value.startIndex..<value.endIndex
  }

  /// The field's place when its bytes have moved.
  func place(movedBy distance: Int) -> Headers.Place {
    Headers.Place(
      name: (name.lowerBound + distance)..<(name.upperBound + distance),
      value: (value.lowerBound + distance)..<(value.upperBound + distance)
    )
  }
}

/// What the fields of a head say about the message itself: where it ends, and what comes after.
struct FieldFacts: Sendable {
  private var contentLength: Int?
  private var transferCoding: [UInt8]?
  private var hasHost = false
  private var hasContentType = false
  private var hasParts = false
  private static let multipart = "multipart/"
  private var hasAuthorization = false
  private var saysClose = false
  private var saysKeepAlive = false
  private var saysUpgrade = false
  private var expectation: [UInt8]?

  /// Notes a field that matters here; the length of the name tells most of them apart.
  mutating func note(_ field: FieldLine, in bytes: [UInt8]) throws(HTTPError) {
    switch field.name.count {
    case 4 where bytes.matches("host", in: field.name):
      try note(host: bytes[field.value])
    case 6 where bytes.matches("expect", in: field.name):
      try Self.once(expectation == nil, "Expect")
      expectation = Array(bytes[field.value])
    case 10 where bytes.matches("connection", in: field.name):
      note(connection: bytes[field.value])
    case 12 where bytes.matches("content-type", in: field.name):
      try Self.once(!hasContentType, "Content-Type")
      hasContentType = true
      hasParts = bytes[field.value].prefix(Self.multipart.utf8.count)
        .matches(ignoringCase: Self.multipart)
    case 13 where bytes.matches("authorization", in: field.name):
      try Self.once(!hasAuthorization, "Authorization")
      hasAuthorization = true
    case 14 where bytes.matches("content-length", in: field.name):
      try Self.once(contentLength == nil, "Content-Length")
      contentLength = try Self.length(bytes[field.value])
    case 17 where bytes.matches("transfer-encoding", in: field.name):
      try Self.once(transferCoding == nil, "Transfer-Encoding")
      transferCoding = Array(bytes[field.value])
    default: break
    }
  }

  private mutating func note(connection options: ArraySlice<UInt8>) {
    for option in options.split(separator: UInt8(ascii: ",")) {
      saysClose = saysClose || option.trimmed().matches(ignoringCase: "close")
      saysKeepAlive = saysKeepAlive || option.trimmed().matches(ignoringCase: "keep-alive")
      saysUpgrade = saysUpgrade || option.trimmed().matches(ignoringCase: "upgrade")
    }
  }

  /// The head, once its last field is known.
  func head(line: RequestLine, headers: Headers) throws(HTTPError) -> RequestHead {
    guard hasHost || !line.isModern else { throw .malformed("no Host") }
    var headers = headers
    if let authority = line.authority { headers.set("Host", authority) }
    // RFC 9110 section 7.8: an Upgrade in HTTP/1.0 is passed over.
    if saysUpgrade, !line.isModern { headers.remove("Upgrade") }
    return RequestHead(
      method: line.method,
      target: line.target,
      isModern: line.isModern,
      headers: headers,
      body: try framing(isModern: line.isModern),
      keepsAlive: !saysClose && (line.isModern || saysKeepAlive),
      expectsContinue: try expectsContinue(isModern: line.isModern),
      asksForUpgrade: saysUpgrade && line.isModern,
      hasParts: hasParts
    )
  }

  private func framing(isModern: Bool) throws(HTTPError) -> RequestHead.Framing {
    guard let transferCoding else { return .length(contentLength ?? 0) }
    guard contentLength == nil else {
      throw .malformed("Content-Length and Transfer-Encoding together")
    }
    guard isModern else { throw .malformed("Transfer-Encoding in HTTP/1.0") }
    guard transferCoding[...].matches(ignoringCase: "chunked") else {
      throw .malformed("a transfer coding other than chunked")
    }
    return .chunked
  }

  private func expectsContinue(isModern: Bool) throws(HTTPError) -> Bool {
    guard let expectation, isModern else { return false }
    guard expectation[...].matches(ignoringCase: "100-continue") else {
      throw HTTPError(status: 417, reason: "an expectation other than 100-continue")
    }
    return true
  }

  private mutating func note(host value: ArraySlice<UInt8>) throws(HTTPError) {
    try Self.once(!hasHost, "Host")
    guard value.allSatisfy(\.isHost) else { throw .malformed("a malformed Host") }
    hasHost = true
  }

  private static func once(_ isFirst: Bool, _ name: String) throws(HTTPError) {
    guard isFirst else { throw .malformed("\(name) more than once") }
  }

  /// Digits and nothing else; a length beyond `Int` is as good as the greatest one.
  static func length(_ value: ArraySlice<UInt8>) throws(HTTPError) -> Int {
    guard !value.isEmpty, value.allSatisfy(\.isDigit) else {
      throw .malformed("a Content-Length that is no number")
    }
    var length = 0
    for digit in value {
      let (tens, overflows) = length.multipliedReportingOverflow(by: 10)
      let (sum, overflowsToo) = tens.addingReportingOverflow(Int(digit - 0x30))
      if overflows || overflowsToo { return .max }
      length = sum
    }
    return length
  }
}
