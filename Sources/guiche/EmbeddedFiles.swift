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
    let files = Embedded.files.filter { $0.path.hasPrefix(prefix) }
      .map { (path: String($0.path.dropFirst(prefix.count)), bytes: bytes(of: $0.text)) }
    return files + [(path: "instance.json", bytes: instance(isDemo: isDemo))]
  }

  /// The version, the demo's users and the documents of the conformance set.
  private static func instance(isDemo: Bool) -> [UInt8] {
    let users = isDemo ? DemoStory.users : []
    let prefix = "Tests/ConformanceTests/"
    // The examples that write, and those that tell a story together, name tickets of the demo.
    let examples = Embedded.files.filter { file in
      guard file.path.hasPrefix(prefix) else { return false }
      let isStory = file.path.dropFirst(prefix.count).split(separator: "/").count > 2
      return isDemo || !(isStory || text(of: file.text).contains("# on a desk of its own"))
    }
    var writer = ByteWriter()
    writer.append(
      json: [
        "version": .string(Version.text),
        "demoUsers": .array(
          users.map { ["code": .string($0.code), "description": .string($0.name)] }
        ),
        "demoPassword": .string(isDemo ? DemoStory.password : ""),
        "examples": .array(
          examples.map {
            [
              "name": .string(String($0.path.dropFirst(prefix.count).dropLast(".graphql".count))),
              "query": .string(text(of: $0.text)),
            ]
          }
        ),
      ]
    )
    return writer.bytes()
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
