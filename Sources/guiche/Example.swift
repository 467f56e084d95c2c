import Bytes

/// A document of the conformance set, which the playground offers to begin with.
///
/// What it is called and for whom it is, it says itself in the comments it begins with:
///
///     # R8: the steps that a ticket has passed
///     # title: Step history
///     # título: Histórico de etapas
///     # as: student, teacher
struct Example {
  /// Its path below the set's folder, without the ending.
  let name: String
  let document: String
  /// What it is called, by language.
  let titles: (english: String, portuguese: String)
  /// The codes of the users that it is for; none where it is for everybody.
  let users: [String]

  init(name: String, document: String) {
    self.name = name
    self.document = document
    let comments = document.split(separator: "\n").prefix { $0.hasPrefix("#") }
    func said(after words: String) -> Substring {
      (comments.first { $0.hasPrefix(words) } ?? "").dropFirst(words.count)
    }
    titles = (String(said(after: "# title: ")), String(said(after: "# título: ")))
    users = said(after: "# as:").split { $0 == "," || $0 == " " }.map(String.init)
  }

  /// As instance.json tells it.
  var json: JSON {
    [
      "name": .string(name),
      "query": .string(document),
      "title": ["en": .string(titles.english), "pt-BR": .string(titles.portuguese)],
      "users": .array(users.map(JSON.string)),
    ]
  }
}
