import HTTP

/// What `If-Match` or `If-None-Match` names.
///
/// - Source: RFC 9110 sections 8.8.3, 13.1.1 and 13.1.2.
enum EntityTags: Hashable, Sendable {
  /// `*`: whatever there is.
  case any
  /// Each with its quotation marks, and `W/` before a weak one.
  case listed([Substring])

  /// Reads the values of a field.
  ///
  /// - Returns: `nil` where the field is not there. What is no tag names nothing.
  init?(_ values: [String]) {
    guard !values.isEmpty else { return nil }
    // entity-tag = [ "W/" ] DQUOTE *etagc DQUOTE, where a comma may be within the marks.
    var tags: [Substring] = []
    for value in values {
      guard value != "*" || values.count > 1 else {
        self = .any
        return
      }
      var rest = value[...]
      while !rest.isEmpty {
        let item = rest.drop { $0 == " " || $0 == "\t" || $0 == "," }
        let mark = item.hasPrefix("W/") ? item.dropFirst(2) : item
        guard mark.first == "\"", let end = mark.dropFirst().firstIndex(of: "\"") else { break }
        tags.append(item[...end])
        rest = item[item.index(after: end)...]
        guard rest.drop(while: { $0 == " " || $0 == "\t" }).first ?? "," == "," else { break }
      }
    }
    self = .listed(tags)
  }

  /// Whether a strong tag is named, weak ones left out.
  func matchStrongly(_ tag: String) -> Bool {
    switch self {
    case .any: true
    case .listed(let tags): tags.contains { $0 == tag }
    }
  }

  /// Whether a tag is named, strongly or weakly.
  func matchWeakly(_ tag: String) -> Bool {
    switch self {
    case .any: true
    case .listed(let tags): tags.contains { $0 == tag || $0 == "W/\(tag)" }
    }
  }
}
