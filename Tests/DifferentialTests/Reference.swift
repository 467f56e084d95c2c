import Foundation
import TestKit

/// The two sides of the comparison.
enum Reference {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
  private static let checkout = folder.deletingLastPathComponent().deletingLastPathComponent()
  private static let python = checkout.appending(path: ".build/python/reference/bin/python")

  /// Whether graphql-core is there: always where CI says so, else only after `bash .ci/clients`.
  static let isExpected =
    FileManager.default.isExecutableFile(atPath: python.path)
    || ProcessInfo.processInfo.environment["CI"] != nil

  /// graphql-core, of the version in `Requirements/reference.txt`.
  static let judge = LineProgram(
    executable: python,
    arguments: [folder.appending(path: "Judge/judge.py").path]
  )

  /// The program itself.
  static let guiche = LineProgram(
    executable: GuicheProcess.executable,
    arguments: ["check", "--jsonl"]
  )

  /// The texts of the schemas that documents are generated for, by their names; the largest is the
  /// server's own.
  static func schemas() throws -> [(name: String, text: String)] {
    let names = ["animals", "values", "lonely", "smallest"]
    let texts = try names.map { name in
      let file = folder.appending(path: "Schemas/\(name).graphql")
      return (name, try String(contentsOf: file, encoding: .utf8))
    }
    let own = checkout.appending(path: "schema.graphql")
    return texts + [("schema", try String(contentsOf: own, encoding: .utf8))]
  }
}
