/// A text that is not a document: the first place where it goes wrong.
///
/// - Source: [Syntax errors](https://spec.graphql.org/September2025/#sec-Language); the wording is
///   graphql-js's, which clients and developers know.
public struct SyntaxError: Error, Hashable, Sendable {
  /// Why it was refused, for programs.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// It breaks the grammar.
    case syntax = "SYNTAX_ERROR"
    /// It is longer than ``Limits/documentBytes``.
    case tooLong = "DOCUMENT_TOO_LONG"
    /// It has more tokens than ``Limits/tokens``.
    case tooManyTokens = "DOCUMENT_TOO_MANY_TOKENS"
    /// It nests deeper than ``Limits/recursion``.
    case tooDeep = "DOCUMENT_TOO_DEEP"
  }

  /// The sentence without `Syntax Error: `.
  public let message: String
  /// The byte where it goes wrong.
  public let offset: Int32
  public let code: Code

  init(_ message: String, at offset: Int, code: Code = .syntax) {
    self.message = message
    self.offset = Int32(clamping: offset)
    self.code = code
  }

  /// The error as a response tells it.
  ///
  /// - Complexity: O(offset): the line is counted now.
  public func graphQLError(in source: Source) -> GraphQLError {
    GraphQLError(
      "Syntax Error: \(message)",
      at: [source.location(at: offset)],
      code: code.rawValue
    )
  }
}

extension SyntaxError {
  static func tooManyTokens(_ limit: Int, at offset: Int) -> SyntaxError {
    SyntaxError(
      "Document contains more than \(limit) tokens. Parsing aborted.",
      at: offset,
      code: .tooManyTokens
    )
  }

  static func tooDeep(_ limit: Int, at offset: Int) -> SyntaxError {
    SyntaxError(
      "Document nests deeper than \(limit) levels. Parsing aborted.",
      at: offset,
      code: .tooDeep
    )
  }

  static func unexpectedDescription(at offset: Int) -> SyntaxError {
    SyntaxError(
      "Unexpected description, only GraphQL definitions support descriptions.",
      at: offset
    )
  }

  static func tooLong(_ count: Int, limit: Int) -> SyntaxError {
    SyntaxError(
      "Document has \(count) bytes, more than the limit of \(limit). Parsing aborted.",
      at: 0,
      code: .tooLong
    )
  }
}
