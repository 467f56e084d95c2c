public import GraphQL
import HTTP

/// As whom an administrator wants to see what is answered.
///
/// The server does not know whom the text means; the program says it, or refuses.
public struct LensClaim: Hashable, Sendable {
  /// The value of ``field``: empty where it is too long, or stands there twice.
  public var target: String
  /// Why, for the log.
  public var reason: String?

  public init(target: String, reason: String? = nil) {
    self.target = target
    self.reason = reason
  }

  /// The header field that says whom.
  static let field = "X-Guiche-View-As"
  /// The header field that says why.
  static let reasonField = "X-Guiche-View-As-Reason"
  /// The header field of the answer that says as whom it is.
  static let answerField = "X-Guiche-Viewing-As"
}

extension LensClaim {
  /// What the head of a request says; `nil` where it says nothing.
  init?(_ headers: Headers) {
    guard headers[Self.field] != nil else { return nil }
    let values = headers.values(of: Self.field)
    let isReadable = values.count == 1 && values[0].utf8.count <= Limits.lensBytes
    target = isReadable ? values[0] : ""
    reason = headers[Self.reasonField]
  }
}

/// Why the program does not take a request's sender for whom the request says.
public struct PrincipalRefusal: Error, Sendable {
  /// Of HTTP, 400 and above.
  public var status: Int
  public var error: GraphQLError

  public init(_ status: Int, _ error: GraphQLError) {
    self.status = status
    self.error = error
  }
}

/// What a principal is shown as somebody else, for the log.
public enum LensView: Hashable, Sendable {
  /// The answer to a document, by its SHA-256; `nil` where there is no document to be read.
  case document([UInt8]?)
  /// A file, by what its address says.
  case file(String)
}

extension GraphQLError {
  /// A lens is for reading.
  static let readOnlyLens = GraphQLError(
    "Only queries run while you look as somebody else: leave X-Guiche-View-As out.",
    code: "READ_ONLY_LENS"
  )

  /// Files are sent to change something.
  static let lensWithFiles = GraphQLError(
    "A request with files does not go with X-Guiche-View-As.",
    code: "READ_ONLY_LENS"
  )
}
