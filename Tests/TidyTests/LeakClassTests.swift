import Foundation
import Testing

/// Every class of leak has its tests.
@Suite struct LeakClassTests {
  /// L01 … L28, as the files are named.
  static let classes = (1...28).map { $0 < 10 ? "L0\($0)" : "L\($0)" }

  @Test(arguments: classes)
  func `a class of leaks has one suite`(name: String) throws {
    let files = Checkout.files(under: "Tests/LeakTests", endings: ["swift"])
      .filter { $0.split(separator: "/").last?.hasPrefix(name) ?? false }
    #expect(files.count == 1, "\(files)")
    guard let file = files.first else { return }
    let text = try Checkout.text(of: file)
    #expect(text.contains("@Suite(\"\(name) "), "\(file) has no suite of the class")
    #expect(text.contains("@Test"), "\(file) tests nothing")
    let stem = URL(filePath: file).deletingPathExtension().lastPathComponent
    let rows = try Checkout.lines(of: "Tests/README.md").filter { $0.contains("`\(stem)`") }
    #expect(rows.count == 1 && rows[0].hasPrefix("| L"), "Tests/README.md has no row of \(stem)")
  }
}
