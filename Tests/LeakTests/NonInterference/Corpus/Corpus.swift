/// The documents that are asked of both databases of a pair, made for one focus.
///
/// - Source: the master test of the leak classes.
struct Corpus {
  let focus: Focus
  let walk: SchemaWalk

  init(_ focus: Focus) throws {
    self.focus = focus
    walk = try SchemaWalk(focus)
  }

  /// All documents: first those that only read, then the mutations, whose order matters, then those
  /// that listen.
  func documents() -> [ProofDocument] {
    pathDocuments() + filterDocuments() + orderDocuments() + pageDocuments()
      + searchDocuments() + nodeDocuments() + wrongDocuments() + downloadDocuments()
      + introspectionDocuments() + mutationDocuments() + eventDocuments()
  }
}
