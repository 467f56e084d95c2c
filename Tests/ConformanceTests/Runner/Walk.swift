import Foundation
import TestKit
import Testing

/// One document of the conformance set, and how it is to be run.
///
/// The file says so itself, in the comments it begins with:
///
///     # R26: the tickets that await an action of the customer
///     # title: Under my responsibility      (in the playground's list; "# título:" in Portuguese)
///     # as: student, teacher          (nobody is left out where this is absent; "nobody" is no token)
///     # on a desk of its own          (for what writes)
///     # file: variables.files.0 nota.txt text/plain Segue a nota.       (sent beside it)
///
/// Variables stand beside it in `NAME.variables.json`, expected answers in `NAME.USER.json`.
///
/// A folder inside a requirement's folder is a story: its documents are run one after another, by
/// name, on one desk of its own, each by each of its users.
struct Walk: Sendable, CustomTestStringConvertible {
  static let users = [
    "client", "client.contact", "person", "student", "teacher", "prospect", "many", "attendant",
    "admin",
  ]
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()

  /// For example `R26/under-my-responsibility`.
  var name: String
  var document: String
  var variables: String?
  var users: [String]
  var writes: Bool
  /// What is sent beside it.
  var files: [UploadedFile]

  var testDescription: String { name }

  /// The folder of the story that it is a part of; `nil` where it stands alone.
  var story: String? {
    let parts = name.split(separator: "/")
    return parts.count > 2 ? parts.dropLast().joined(separator: "/") : nil
  }

  /// All documents, by name.
  static let all: [Walk] = {
    let paths = FileManager.default.subpaths(atPath: folder.path) ?? []
    return paths.filter { $0.hasSuffix(".graphql") }.sorted().compactMap { path in
      try? Walk(name: String(path.dropLast(".graphql".count)))
    }
  }()

  /// The documents that stand alone.
  static let alone = all.filter { $0.story == nil }

  /// The stories, each with its documents in order.
  static let stories = Set(all.compactMap(\.story)).sorted().map { story in
    Story(name: story, walks: all.filter { $0.story == story })
  }

  init(name: String) throws {
    self.name = name
    let base = Self.folder.appending(path: name)
    document = try String(contentsOf: base.appendingPathExtension("graphql"), encoding: .utf8)
    variables = try? String(
      contentsOf: base.appendingPathExtension("variables.json"),
      encoding: .utf8
    )
    let comments = document.split(separator: "\n").prefix { $0.hasPrefix("#") }
    users =
      comments.first { $0.hasPrefix("# as:") }?
      .dropFirst("# as:".count).split(separator: ",")
      .map { $0.trimmingCharacters(in: .whitespaces) } ?? Self.users
    writes = comments.contains { $0.hasPrefix("# on a desk of its own") }
    files = comments.filter { $0.hasPrefix("# file: ") }.compactMap { line in
      let words = line.split(separator: " ", maxSplits: 5)
      guard words.count == 6 else { return nil }
      return UploadedFile(
        path: String(words[2]),
        name: String(words[3]),
        mediaType: String(words[4]),
        content: Array(words[5].utf8)
      )
    }
  }

  /// Where the answer of a user is written down.
  func answer(of user: String) -> URL {
    Self.folder.appending(path: "\(name).\(user).json")
  }
}

/// Documents that are run one after another on one desk.
struct Story: Sendable, CustomTestStringConvertible {
  var name: String
  var walks: [Walk]

  var testDescription: String { name }
}
