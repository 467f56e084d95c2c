import Foundation
import TestKit
import Testing

/// The documents that the playground itself sends.
@Suite struct PlaygroundDocumentsTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../playground/documents").standardized

  @Test func `each is valid for an administrator, and none costs too much`() throws {
    let process = Process()
    process.executableURL = GuicheProcess.executable
    process.arguments = ["validate", Self.folder.path]
    let said = Pipe()
    process.standardOutput = said
    process.standardError = said
    try process.run()
    let words = said.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(String(decoding: words, as: UTF8.self))")
  }

  @Test func `each holds one operation of its own name`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(files.count > 3)
    for file in files {
      let text = try String(contentsOf: Self.folder.appending(path: file), encoding: .utf8)
      let names = text.matches(of: /(?m)^(?:query|mutation|subscription) (\w+)/).map {
        String($0.1)
      }
      #expect(["\(names.joined(separator: " ")).graphql"] == [file], "\(file)")
    }
  }
}
