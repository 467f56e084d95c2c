extension Corpus {
  /// Every way of the schema to what is a ticket's, to six fields; the longest are many.
  func pathDocuments() -> [ProofDocument] {
    walk.paths(depth: 6).map { path in
      ProofDocument(.paths, path.name, walk.document(of: path))
    } + [whole, aliases, fragments]
  }

  /// One ticket with all that leads on from it, by its id and by its number.
  private var whole: ProofDocument {
    let number = numbers(of: focus.ticket).first ?? 0
    return ProofDocument(
      .paths,
      "everything of a ticket",
      """
      {
        byID: ticket(id: "\(focus.ticket)") { ...Whole }
        byNumber: ticket(number: \(number)) { ...Whole }
        byNode: node(id: "\(focus.ticket)") { ...Whole }
      }
      fragment Whole on Ticket { \(walk.everything(of: "Ticket", depth: 3)) }
      """
    )
  }

  /// The same field fifty times.
  private var aliases: ProofDocument {
    let fields = (0..<50).map { "a\($0): parameters { key value { __typename } }" }
    return ProofDocument(
      .paths,
      "fifty aliases",
      "{ ticket(id: \"\(focus.ticket)\") { \(fields.joined(separator: " ")) } }"
    )
  }

  /// The governed fields by way of fragments in fragments.
  private var fragments: ProofDocument {
    ProofDocument(
      .paths,
      "fragments",
      """
      query($yes: Boolean! = true, $no: Boolean! = false) {
        tickets(first: 50) { nodes { ...One } edges { node { ... on Node { ...Two } } } }
      }
      fragment One on Ticket { ... @include(if: $yes) { subject requestText ...Three } }
      fragment Two on Ticket { a: subject @skip(if: $no) b: solution c: priority ...Three }
      fragment Three on Ticket {
        dueDate product
        customer { tickets(first: 30) { nodes { d: dueDate e: requestText f: product } } }
      }
      """
    )
  }
}
