/// What the fields of one part of a form say.
///
/// - Source: [RFC 7578](https://www.rfc-editor.org/rfc/rfc7578), and for the escapes of names the
///   [multipart/form-data encoding algorithm](https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data).
public struct MultipartPart: Hashable, Sendable {
  /// The name of the form's field.
  public let name: String
  /// What the sender calls the file; `nil` where the part is no file.
  public let fileName: String?
  /// What the sender says the content is, as written; `nil` where they say nothing.
  public let mediaType: String?

  /// A part of these properties, as a test makes it.
  public init(name: String, fileName: String? = nil, mediaType: String? = nil) {
    self.name = name
    self.fileName = fileName
    self.mediaType = mediaType
  }

  /// Reads the fields of a part.
  ///
  /// - Parameters:
  ///   - fields: Their bytes.
  ///   - lines: Where each lies, without its end.
  /// - Throws: ``MultipartError``.
  init(fields: [UInt8], lines: [Range<Int>]) throws(MultipartError) {
    var disposition: FormDisposition?
    var mediaType: String?
    for line in lines {
      let field: FieldLine
      do {
        field = try FieldLine(parsing: fields, in: line)
      } catch {
        throw MultipartError("in a part, \(error.reason)")
      }
      if fields.matches("content-disposition", in: field.name) {
        guard disposition == nil else { throw MultipartError("a part has two dispositions") }
        disposition = try FormDisposition(fields[field.value])
      } else if fields.matches("content-type", in: field.name) {
        mediaType = String(decoding: fields[field.value], as: UTF8.self)
      } else if fields.matches("content-transfer-encoding", in: field.name) {
        // RFC 7578 section 4.7: nobody sends one; content of another form would be kept as it is.
        let plain = ["7bit", "8bit", "binary"].contains { fields.matches($0, in: field.value) }
        guard plain else { throw MultipartError("a part has a transfer encoding") }
      }
    }
    guard let disposition else { throw MultipartError("a part has no Content-Disposition") }
    name = disposition.name
    fileName = disposition.fileName
    self.mediaType = mediaType
  }
}

/// `form-data; name="…"; filename="…"`.
private struct FormDisposition {
  let name: String
  let fileName: String?

  init(_ value: ArraySlice<UInt8>) throws(MultipartError) {
    var reader = DispositionReader(rest: value)
    guard reader.token().matches(ignoringCase: "form-data") else {
      throw MultipartError("a part is no form-data")
    }
    var names: [String] = []
    var fileNames: [String] = []
    var extended: [String] = []
    while let (key, text) = try reader.parameter() {
      if key.matches(ignoringCase: "name") {
        names.append(text)
      } else if key.matches(ignoringCase: "filename") {
        fileNames.append(text)
      } else if key.matches(ignoringCase: "filename*") {
        extended.append(try Self.extended(text))
      }
    }
    guard names.count == 1, let name = names.first else {
      throw MultipartError("a part has no name, or two")
    }
    guard fileNames.count < 2, extended.count < 2 else {
      throw MultipartError("a part has two file names")
    }
    self.name = name
    fileName = extended.first ?? fileNames.first.map(Self.unescaped)
  }

  /// A file's name as it was before all of it was percent-encoded, which RFC 7578 section 4.2 allows
  /// and aiohttp does.
  ///
  /// Browsers leave blanks and letters as they are; a name that has none of them, and escapes of
  /// UTF-8, is taken for one of these. One that would have a slash then is none: no file has.
  private static func unescaped(_ name: String) -> String {
    let isEncoded = name.utf8.contains(UInt8(ascii: "%")) && name.utf8.allSatisfy(\.staysUnescaped)
    guard isEncoded, let text = Target(path: name).decodedPath,
      !text.utf8.contains(UInt8(ascii: "/"))
    else { return name }
    return text
  }

  /// The text of `UTF-8''na%C3%AFve.txt` (RFC 8187): RFC 7578 forbids it, and clients write it.
  private static func extended(_ text: String) throws(MultipartError) -> String {
    let parts = text.utf8.split(
      separator: UInt8(ascii: "'"),
      maxSplits: 2,
      omittingEmptySubsequences: false
    )
    guard parts.count == 3, Array(parts[0])[...].matches(ignoringCase: "utf-8"),
      let decoded = Target(path: String(parts[2]) ?? "%").decodedPath
    else { throw MultipartError("a file name that is not encoded as RFC 8187 says") }
    return decoded
  }
}

extension UInt8 {
  /// Whether a name that is percent-encoded may have this byte: the unreserved ones of RFC 3986, and
  /// what a browser's escapes stood for.
  fileprivate var staysUnescaped: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "%-._~\"\r\n".utf8.contains(self)
    }
  }
}

/// Reads a disposition and its parameters.
private struct DispositionReader {
  var rest: ArraySlice<UInt8>

  mutating func token() -> ArraySlice<UInt8> {
    let found = rest.prefix(while: \.isToken)
    rest = rest[found.endIndex...].trimmed()
    return found
  }

  /// The next parameter; `nil` at the end.
  mutating func parameter() throws(MultipartError) -> (key: ArraySlice<UInt8>, text: String)? {
    guard !rest.isEmpty else { return nil }
    guard rest.popFirst() == UInt8(ascii: ";") else {
      throw MultipartError("a disposition that is malformed")
    }
    rest = rest.trimmed()
    // A semicolon may stand at the end.
    guard !rest.isEmpty else { return nil }
    let key = token()
    guard !key.isEmpty, rest.popFirst() == UInt8(ascii: "=") else {
      throw MultipartError("a disposition with a parameter that is malformed")
    }
    rest = rest.trimmed()
    let bytes = rest.first == UInt8(ascii: "\"") ? try quoted() : Array(token())
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw MultipartError("a name that is not UTF-8")
    }
    return (key, text)
  }

  /// A text in quotation marks, as the clients of the world write it.
  ///
  /// Browsers escape quotation marks and line ends by percent and leave backslashes alone; others
  /// escape by backslash. So a backslash escapes only a quotation mark or another one, and `%22`,
  /// `%0D` and `%0A` alone are undone.
  private mutating func quoted() throws(MultipartError) -> [UInt8] {
    rest.removeFirst()
    var text: [UInt8] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""):
        rest = rest.trimmed()
        return text
      case UInt8(ascii: "\\") where rest.first == byte || rest.first == UInt8(ascii: "\""):
        if let escaped = rest.popFirst() { text.append(escaped) }
      case UInt8(ascii: "%"):
        text.append(escapedByPercent() ?? byte)
      default:
        text.append(byte)
      }
    }
    throw MultipartError("a name without its last quotation mark")
  }

  private mutating func escapedByPercent() -> UInt8? {
    let escapes: [(String, UInt8)] = [("22", UInt8(ascii: "\"")), ("0D", 13), ("0A", 10)]
    for (digits, byte) in escapes where rest.prefix(2).matches(ignoringCase: digits) {
      rest = rest.dropFirst(2)
      return byte
    }
    return nil
  }
}
