/// What a person wrote, judged before it is kept.
enum WrittenText: Hashable, Sendable {
  /// Nothing but white space: the same as nothing.
  case blank
  case good(String)
  /// Too long, or with control characters.
  case bad

  /// - Parameters:
  ///   - text: What was written.
  ///   - characters: How many Unicode scalars it may have.
  ///   - lines: Whether it may have line breaks and tabs.
  init(_ text: String, characters: Int, lines: Bool) {
    // The bytes first: counting the characters of a text of any length would be the client's to
    // choose.
    guard text.utf8.count / 4 <= characters, text.unicodeScalars.count <= characters else {
      self = .bad
      return
    }
    var isBlank = true
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A, 0x0D:
        guard lines else {
          self = .bad
          return
        }
      case 0..<0x20, 0x7F..<0xA0:
        self = .bad
        return
      // Of what is no control character one that is seen is enough, and looking it up is slow.
      case _ where isBlank:
        // What has no form of its own says nothing alone.
        let isShown = scalar.properties.generalCategory != .format
        if isShown, !scalar.properties.isWhitespace { isBlank = false }
      default: break
      }
    }
    self = isBlank ? .blank : .good(text)
  }
}
