import Foundation
import Synchronization

/// The files of this checkout, as the tidy tests read them.
enum Checkout {
  /// The folder that holds `Package.swift`.
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The files under a folder with one of some endings, by path from the root, sorted.
  ///
  /// Hidden files are passed over, and so are links, for what they lead to is read in its own place.
  static func files(under folder: String, endings: Set<String>) -> [String] {
    let keys: [URLResourceKey] = [.isSymbolicLinkKey]
    let base = root.appending(path: folder)
    guard
      let walk = FileManager.default.enumerator(
        at: base,
        includingPropertiesForKeys: keys,
        options: [.skipsHiddenFiles]
      )
    else { return [] }
    var found: [String] = []
    for case let file as URL in walk where endings.contains(file.pathExtension) {
      let isLink = (try? file.resourceValues(forKeys: Set(keys)).isSymbolicLink) ?? false
      guard !isLink else { continue }
      found.append(String(file.path.dropFirst(root.path.count + 1)))
    }
    return found.sorted()
  }

  static func text(of path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  static func lines(of path: String) throws -> [Substring] {
    try text(of: path).split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The code of a Swift file: comments and the contents of string literals are blank.
  ///
  /// Many tests read each file, so what was made of it is kept.
  static func code(of path: String) throws -> [String] {
    if let kept = codes.withLock({ $0[path] }) { return kept }
    var inBlock = false
    let made = try lines(of: path).map { line in
      guard line.mayHold("\"", "//") else { return inBlock ? "" : String(line) }
      if line.contains("\"\"\"") {
        inBlock.toggle()
        return ""
      }
      guard !inBlock else { return "" }
      return String(line)
        .replacing(/"(\\.|[^"\\])*"/, with: "\"\"")
        .replacing(/\/\/.*/, with: "")
    }
    codes.withLock { $0[path] = made }
    return made
  }

  private static let codes = Mutex<[String: [String]]>([:])

  static let swiftSources = files(under: "Sources", endings: ["swift"])
}

extension StringProtocol {
  /// Whether the bytes of one of some words stand in it.
  ///
  /// A pattern costs a hundred times more, so it is tried on the few lines that have its words.
  func mayHold(_ words: String...) -> Bool {
    let text = String(self)
    return words.contains { strstr(text, $0) != nil }
  }
}
