import Bytes

/// How a client calls a document whose text the server has.
///
/// - Source: [Persisted documents](https://github.com/graphql/graphql-over-http/pull/264), and the
///   `persistedQuery` extension of
///   [automatic persisted queries](https://www.apollographql.com/docs/apollo-server/performance/apq).
enum DocumentIdentifier: Hashable, Sendable {
  /// The 32 bytes of the SHA-256 of its text.
  case hash([UInt8])
  /// A name that the operator or the client's build gave it, in UTF-8.
  case name([UInt8])

  /// Out of the parameter `documentId`: 64 digits, with `sha256:` before them or without, or a name.
  ///
  /// - Throws: ``RequestFault`` where it is too long for a name, or no hash after `sha256:`.
  init(documentID text: String) throws(RequestFault) {
    let prefix = "sha256:"
    guard text.utf8.starts(with: prefix.utf8) else {
      self = try Self.hashOrName(text, in: "documentId")
      return
    }
    guard let hash = Self.hash(text.utf8.dropFirst(prefix.utf8.count)) else {
      throw RequestFault(.malformed, "\"documentId\" has no 64 hexadecimal digits after sha256:.")
    }
    self = .hash(hash)
  }

  /// Out of the member `persistedQuery` of `extensions`; `nil` where there is none.
  ///
  /// - Throws: ``RequestFault`` where it is of another version, or no object with a `sha256Hash`.
  init?(extensions: JSON) throws(RequestFault) {
    guard let member = extensions["persistedQuery"], member != .null else { return nil }
    guard case .string(let text) = member["sha256Hash"] else {
      throw RequestFault(
        .malformed,
        "\"persistedQuery\" must be an object with a version and a sha256Hash."
      )
    }
    guard member["version"] == 1 else {
      throw RequestFault(.malformed, "Unsupported persisted query version: send 1.")
    }
    // The clients of a manifest send its ids here, which may be no hashes.
    self = try Self.hashOrName(text, in: "sha256Hash")
  }

  private static func hashOrName(
    _ text: String,
    in parameter: String
  ) throws(RequestFault) -> DocumentIdentifier {
    if let hash = hash(text.utf8[...]) { return .hash(hash) }
    guard text.utf8.count <= Limits.documentNameBytes else {
      throw RequestFault(
        .malformed,
        "\"\(parameter)\" has more than \(Limits.documentNameBytes) bytes."
      )
    }
    return .name(Array(text.utf8))
  }

  /// The bytes of 64 digits; `nil` for anything else.
  private static func hash(_ digits: Substring.UTF8View) -> [UInt8]? {
    guard digits.count == 64 else { return nil }
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in digits {
      guard let value = Hexadecimal.value(of: digit) else { return nil }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return bytes
  }
}
