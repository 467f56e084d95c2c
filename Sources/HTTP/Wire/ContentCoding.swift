/// What bytes go through before they are sent.
///
/// - Source: RFC 9110 section 8.4.1.
enum ContentCoding: Hashable, Sendable {
  case identity
  case gzip

  /// The one that a client would rather have.
  ///
  /// Where it likes both as much, or names only `gzip`, that is it. A client that says nothing would
  /// take any, but those that say nothing undo none: they get the bytes themselves, and so does one
  /// whose words are malformed.
  ///
  /// - Parameter values: All values of `Accept-Encoding`.
  /// - Returns: `nil` where the client refuses both.
  /// - Source: RFC 9110 section 12.5.3.
  static func preferred(by values: [String]) -> ContentCoding? {
    guard let named = FieldReader.list(in: values, of: { $0.weightedCoding() }) else {
      return .identity
    }
    func weight(_ names: String...) -> Int? { named.first { names.contains($0.name) }?.weight }
    let others = weight("*")
    let gzip = weight("gzip", "x-gzip") ?? others ?? 0
    // Whoever does not refuse the bytes themselves takes them, if there is nothing better.
    let identity = weight("identity") ?? others
    if gzip > 0, gzip >= identity ?? 0 { return .gzip }
    return identity == 0 ? nil : .identity
  }
}
