public import Desk
import GraphQL

/// The only sentences of this house that a client reads, in the language it asked for.
///
/// Everything below hands up codes and data; nothing else here puts words together. A sentence never
/// names what the viewer may not see: unknown and forbidden are one sentence (L9, L16).
struct ErrorTexts: Sendable {
  let language: Language

  /// The sentence for what is wrong with a request.
  func sentence(for error: RequestError) -> String {
    switch error {
    case .unauthenticated:
      pick("Sign in first.", "Entre primeiro.")
    case .pageSize(let argument):
      pick(
        "\"\(argument)\" must be from 0 to \(Limits.pageMaximum).",
        "\"\(argument)\" deve ser de 0 a \(Limits.pageMaximum)."
      )
    case .bothEnds:
      pick(
        "Give either \"first\" or \"last\", not both.",
        "Informe \"first\" ou \"last\", não os dois."
      )
    case .cursor(let argument):
      pick(
        "\"\(argument)\" is not a cursor of this list.",
        "\"\(argument)\" não é um cursor desta lista."
      )
    case .idOrNumber:
      pick(
        "Give exactly one of \"id\" and \"number\".",
        "Informe exatamente um entre \"id\" e \"number\"."
      )
    case .tooManyIDs:
      pick(
        "Give at most \(Limits.nodesMaximum) ids.",
        "Informe no máximo \(Limits.nodesMaximum) ids."
      )
    }
  }

  /// The error of the response for what is wrong with a request.
  func error(_ error: RequestError) -> GraphQLError {
    GraphQLError(sentence(for: error), code: error.code)
  }

  private func pick(_ english: String, _ portuguese: String) -> String {
    switch language {
    case .english: english
    case .portuguese: portuguese
    }
  }
}

extension Language {
  /// The language to answer in.
  ///
  /// - Parameter wanted: What the client would have, best first (BCP 47); the first that there is
  ///   wins, by its primary subtag.
  /// - Returns: `nil` where it wants none that there is.
  public static func best(of wanted: [String]) -> Language? {
    for tag in wanted {
      let primary = tag.utf8.prefix { $0 != UInt8(ascii: "-") }.map { $0 | 0x20 }
      if primary == Array("en".utf8) { return .english }
      if primary == Array("pt".utf8) { return .portuguese }
    }
    return nil
  }
}
