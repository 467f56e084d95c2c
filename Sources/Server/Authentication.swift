import GraphQL
import HTTP

extension Credentials {
  /// What the head of a request says of who sends it.
  ///
  /// - Returns: `nil` where the `Authorization` field is of another scheme, or malformed: a client
  ///   that meant to be somebody must not be answered as nobody.
  /// - Source: [RFC 6750](https://www.rfc-editor.org/rfc/rfc6750#section-2.1).
  init?(_ request: Request) {
    let values = request.headers.values(of: "Authorization")
    var token: String?
    if let value = values.first {
      guard values.count == 1, let found = Self.bearerToken(value) else { return nil }
      token = found
    }
    self.init(
      token: token,
      remoteAddress: request.remoteAddress,
      languages: Self.languages(request.headers.values(of: "Accept-Language")),
      explain: Self.explain(request.headers.values(of: Self.explainField)),
      lens: LensClaim(request.headers),
      requestID: request.headers["X-Request-Id"].flatMap(Self.requestID)
    )
  }

  /// The field that asks for an explanation.
  static var explainField: String { "X-GraphQL-Explain" }

  /// The parts that a field's values ask for; of what is longer than a list of all parts, none.
  static func explain(_ values: [String]) -> ExplainParts {
    guard !values.isEmpty else { return [] }
    let list = values.joined(separator: ",")
    return list.utf8.count <= Limits.explainBytes ? ExplainParts(list: list) : []
  }

  /// What follows `Bearer` and blanks; `nil` where that is not one word, or too long.
  static func bearerToken(_ value: String) -> String? {
    let bytes = value.utf8
    let blank = UInt8(ascii: " ")
    guard let end = bytes.firstIndex(of: blank),
      bytes[..<end].elementsEqual("bearer".utf8, by: { $0 | 0x20 == $1 }),
      let start = bytes[end...].firstIndex(where: { $0 != blank })
    else { return nil }
    let token = value[start...]
    guard token.utf8.count <= Limits.tokenBytes, !token.utf8.contains(blank) else { return nil }
    return String(token)
  }

  /// A name of a request that may stand in a log; `nil` for anything else.
  private static func requestID(_ value: String) -> String? {
    let isPlain = value.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."), UInt8(ascii: ":"):
        true
      default: false
      }
    }
    return isPlain && (1...Limits.requestIDBytes).contains(value.utf8.count) ? value : nil
  }

  /// The languages of `Accept-Language`, best first; those of weight 0 are left out.
  ///
  /// - Source: RFC 9110 section 12.5.4.
  private static func languages(_ values: [String]) -> [String] {
    guard !values.isEmpty else { return [] }
    let ranges = values.joined(separator: ",").utf8.prefix(Limits.languageBytes)
      .split(separator: UInt8(ascii: ","))
    let weighted = ranges.prefix(Limits.languages).enumerated().compactMap {
      (place, range) -> (place: Int, weight: Double, language: String)? in
      let parts = String(decoding: range, as: UTF8.self).split(separator: ";")
      let trimmed = parts.map { $0.filter { $0 != " " && $0 != "\t" } }
      guard let language = trimmed.first, !language.isEmpty else { return nil }
      let weight = trimmed.dropFirst().first { $0.hasPrefix("q=") }
        .flatMap { Double($0.dropFirst(2)) }
      guard weight ?? 1 > 0 else { return nil }
      return (place, weight ?? 1, language.lowercased())
    }
    return
      weighted
      .sorted { $0.weight != $1.weight ? $0.weight > $1.weight : $0.place < $1.place }
      .map(\.language)
  }
}
