import Foundation

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
  static func code(of path: String) throws -> [String] {
    var inBlock = false
    return try lines(of: path).map { line in
      if line.contains("\"\"\"") {
        inBlock.toggle()
        return ""
      }
      guard !inBlock else { return "" }
      return String(line)
        .replacing(/"(\\.|[^"\\])*"/, with: "\"\"")
        .replacing(/\/\/.*/, with: "")
    }
  }

  static let swiftSources = files(under: "Sources", endings: ["swift"])
}
