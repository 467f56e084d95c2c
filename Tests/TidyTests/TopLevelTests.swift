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
