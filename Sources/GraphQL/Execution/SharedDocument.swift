/// A document behind one reference: the many that plan it would else copy its tables' references.
final class SharedDocument: Sendable {
  let document: Document
  /// The places of the fragments by ``NameID``, -1 where there is none.
  let fragments: [Int32]

  init(_ document: Document) {
    self.document = document
    var fragments: [Int32] = Array(repeating: -1, count: document.names.count)
    for (place, fragment) in document.fragments.enumerated() {
      fragments[Int(fragment.name.id.rawValue)] = Int32(clamping: place)
    }
    self.fragments = fragments
  }

  /// The text of a name where it stands.
  subscript(name: Name) -> String { document.names[Int(name.id.rawValue)] }
}
