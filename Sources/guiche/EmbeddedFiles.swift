import Bytes
import Desk

/// The files that travel inside the program.
enum EmbeddedFiles {
  /// The text of schema.graphql.
  static var schema: [UInt8] {
    Embedded.files.first { $0.path == "schema.graphql" }.map { bytes(of: $0.text) } ?? []
  }

  /// The playground's files by path below `playground/`, and what the page asks about the program.
  static func playground(isDemo: Bool) -> [(path: String, bytes: [UInt8])] {
    let prefix = "playground/"
    let files = Embedded.files
      .filter { $0.path.hasPrefix(prefix) && !$0.path.hasSuffix(documentEnding) }
      .map { (path: String($0.path.dropFirst(prefix.count)), bytes: bytes(of: $0.text)) }
    return files + [(path: "instance.json", bytes: instance(isDemo: isDemo))]
  }

  /// The version, the demo's users and the documents of the conformance set.
  private static func instance(isDemo: Bool) -> [UInt8] {
    let users = isDemo ? DemoStory.users : []
    var writer = ByteWriter()
    writer.append(
      json: [
        "version": .string(Version.text),
        "demoUsers": .array(
          users.map { ["code": .string($0.code), "description": .string($0.name)] }
        ),
        "demoPassword": .string(isDemo ? DemoStory.password : ""),
        "documents": .object(documents.map { JSON.Member(name: $0.name, value: .string($0.text)) }),
        "examples": .array(examples(isDemo: isDemo).map(\.json)),
      ]
    )
    return writer.bytes()
  }

  private static let documentEnding = ".graphql"

  /// The documents that the playground itself sends, by the names of their files.
  static var documents: [(name: String, text: String)] {
    let prefix = "playground/documents/"
    return Embedded.files.filter { $0.path.hasPrefix(prefix) }
      .map {
        (String($0.path.dropFirst(prefix.count).dropLast(documentEnding.count)), text(of: $0.text))
      }
  }

  /// The documents that can be run here: those that write, and those that tell a story together, name
  /// tickets of the demo.
  private static func examples(isDemo: Bool) -> [Example] {
    let prefix = "Tests/ConformanceTests/"
    return Embedded.files.filter { $0.path.hasPrefix(prefix) }
      .map { file in
        Example(
          name: String(file.path.dropFirst(prefix.count).dropLast(".graphql".count)),
          document: text(of: file.text)
        )
      }
      .filter { example in
        let isStory = example.name.split(separator: "/").count > 2
        return isDemo || !(isStory || example.document.contains("# on a desk of its own"))
      }
  }

  private static func bytes(of text: StaticString) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(text)
    return writer.bytes()
  }

  private static func text(of text: StaticString) -> String {
    String(decoding: bytes(of: text), as: UTF8.self)
  }
}
