import Foundation
import Testing

/// The table in Tests/README.md leads from every requirement to its documents.
@Suite struct RequirementTests {
  private static let requirements = (1...70).map { $0 < 10 ? "R0\($0)" : "R\($0)" }

  /// The requirements of the table, as they stand there.
  private static let listed: [String] = {
    let page = Walk.folder.deletingLastPathComponent().appending(path: "README.md")
    let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { line in
      line.firstMatch(of: /^\| \[([RQ]\d\d)\]\(ConformanceTests\/([RQ]\d\d)\) \| [^|]{10,} \|$/)
        .flatMap { $0.1 == $0.2 ? String($0.1) : nil }
    }
  }()

  @Test func `the table lists every requirement once, in order`() {
    #expect(Self.listed.filter { $0.hasPrefix("R") && $0 <= "R70" } == Self.requirements)
    #expect(Set(Self.listed).count == Self.listed.count)
  }

  @Test(arguments: requirements)
  func `a requirement has documents that are run`(requirement: String) throws {
    let walks = Walk.all.filter { $0.name.hasPrefix("\(requirement)/") }
    #expect(!walks.isEmpty)
    // A first line names it: R5, not R05. The further documents of a story may name what they are of.
    let number = requirement.dropFirst().drop { $0 == "0" }
    let name = try Regex("^# .*\\b[RQ]0?\(number)\\b")
    #expect(
      try walks.contains { try name.firstMatch(in: $0.document.prefix { $0 != "\n" }) != nil }
    )
  }

  @Test(arguments: Walk.all)
  func `a document is called something in both languages`(walk: Walk) throws {
    let lines = walk.document.split(separator: "\n").prefix { $0.hasPrefix("#") }
    for word in ["# title: ", "# título: "] {
      let title = try #require(lines.first { $0.hasPrefix(word) }?.dropFirst(word.count))
      #expect((2...50).contains(title.count) && !title.hasSuffix("."))
    }
  }

  @Test func `every folder is of a requirement in the table`() throws {
    let folders = Set(Walk.all.map { String($0.name.prefix(3)) })
    #expect(folders == Set(Self.listed))
  }
}
