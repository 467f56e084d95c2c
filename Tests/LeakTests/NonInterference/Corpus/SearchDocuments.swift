extension Corpus {
  private static let hits = """
    totalCount edges { cursor node { id number } match { key label snippet { text isMatch } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    """

  /// Words of both values of everything hidden, whole and cut, and words that everybody sees.
  func searchDocuments() -> [ProofDocument] {
    let keys = focus.hidden.filter { $0.kind == .text || $0.kind == .longText }.map(\.key)
    let words = keys.flatMap { [ProofValue.first.word(of: $0), ProofValue.second.word(of: $0)] }
    let common = [
      "norte", "sul", "recado", "segredo", "entendido", "anexo", "prova", "quartzosubject norte",
      "ruby", "jade",
    ]
    let texts = words + words.map { String($0.prefix(9)) } + common
    return texts.map { text in
      ProofDocument(
        .searches,
        "search \(text)",
        """
        {
          searchTickets(text: "\(text)", first: 20) { \(Self.hits) }
          last: searchTickets(text: "\(text)", last: 3, filter: {status: [IN_PROGRESS, PENDING]}) {
            \(Self.hits)
          }
          articles(text: "\(text)", first: 10) {
            totalCount edges { cursor node { id title } snippet { text isMatch } }
          }
        }
        """
      )
    }
      + texts.map { text in
        ProofDocument(.searches, "similar \(text)", similar(text))
      }
  }

  private func similar(_ text: String) -> String {
    let type = focus.world.ids[focus.type.key] ?? ""
    let customer = focus.side == .desk ? ", customer: \"\(focus.customer)\"" : ""
    return """
      {
        similarTickets(subject: "\(text)"\(customer), first: 10) { score ticket { id subject } }
        typed: similarTickets(
          type: "\(type)", subject: "pedido", requestText: "\(text)"\(customer), first: 10
        ) { score ticket { id } }
      }
      """
  }
}
