import Foundation
import Testing

@Suite struct TopLevelTests {
  @Test func `holds what is fixed and nothing else`() throws {
    let fixed: Set = [
      "Package.swift", "Sources", "Tests", "schema.graphql", "playground", "README.md",
    ]
    let entries = try FileManager.default.contentsOfDirectory(atPath: Checkout.root.path)
      .filter { !$0.hasPrefix(".") && $0 != "Package.resolved" && $0 != "guiche-data" }
    #expect(Set(entries) == fixed)
  }

  @Test func `the package depends on no package`() throws {
    let manifest = try Checkout.code(of: "Package.swift").joined(separator: "\n")
    #expect(!manifest.contains(".package("))
    #expect(!manifest.contains(".product("))
  }

  @Test(arguments: ["Bytes", "GraphQL", "HTTP", "SQLite", "Desk", "Check", "Resolvers", "Server"])
  func `each floor has a page of its own`(target: String) throws {
    let page = try Checkout.text(of: "Sources/\(target)/\(target).docc/\(target).md")
    #expect(page.hasPrefix("# ``\(target)``\n"))
    var names: Set<Substring> = []
    for file in Checkout.files(under: "Sources/\(target)", endings: ["swift"]) {
      for line in try Checkout.lines(of: file) {
        let words = line.split(separator: " ")
        for (word, name) in zip(words, words.dropFirst())
        where ["struct", "class", "enum", "protocol"].contains(word) {
          names.insert(name.prefix { $0.isLetter || $0.isNumber })
        }
      }
    }
    // A link names something that is still there.
    for link in page.matches(of: /``(\w+)(?:\/[^`]+)?``/) where link.1 != target {
      #expect(names.contains(link.1), "\(target).md links to \(link.1)")
    }
  }

  @Test(arguments: Checkout.files(under: ".", endings: ["md"]))
  func `links that lead somewhere`(page: String) throws {
    let folder = Checkout.root.appending(path: page).deletingLastPathComponent()
    for link in try Checkout.text(of: page).matches(of: /\]\(([^)#]+)(#[^)]*)?\)/) {
      let target = String(link.1)
      guard !target.contains("://"), !target.hasPrefix("mailto:") else { continue }
      #expect(
        FileManager.default.fileExists(atPath: folder.appending(path: target).path),
        "\(page) links to \(target)"
      )
    }
  }

  @Test(arguments: Checkout.files(under: "playground", endings: ["js", "css", "html"]))
  func `the playground stays small and makes no markup from text`(file: String) throws {
    let lines = try Checkout.lines(of: file)
    #expect(lines.count <= 200, "\(file) has \(lines.count) lines")
    for banned in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("] {
      #expect(!lines.contains { $0.contains(banned) }, "\(file) uses \(banned)")
    }
  }
}
