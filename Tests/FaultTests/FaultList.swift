import Foundation

/// A mistake that somebody could make in the code of access, and the tests that must notice it.
struct Fault: Sendable, CustomStringConvertible {
  /// Its file in `Faults`, and its place in there from 1: `Policy 3`.
  let name: String
  /// What the mistake is.
  let title: String
  /// The tests that must notice it, as `swift test --filter` takes them.
  let tests: String
  /// Mostly one; where two walls stand behind each other, the mistake breaks both.
  let edits: [Edit]

  /// A place of the mistake.
  struct Edit: Sendable {
    /// The source, from the root of the checkout.
    let source: String
    /// The text of the source as it is; it stands there once.
    let sound: String
    /// The text with the mistake; `FAULT` in it is true where the mistake is on.
    let faulty: String
  }

  var description: String { "\(name): \(title)" }
}

/// The list of faults: the files of `Faults`, in the order of their names.
///
/// A file is a list of entries. Each begins with `=== ` and what the mistake is, and the tests that
/// must notice it; then come, for each place, the source behind `--- in`, its text as it is behind
/// `--- sound`, and with the mistake behind `--- faulty`.
enum FaultList {
  /// Why a list cannot be read.
  struct Malformed: Error { let entry: String }

  /// The root of the checkout.
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Faults")

  /// - Throws: ``Malformed``, or what the files' reading throws.
  static func read() throws -> [Fault] {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try files.filter { $0.hasSuffix(".faults") }.flatMap { file in
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      let entries = text.split(separator: "=== ", omittingEmptySubsequences: true)
      return try entries.enumerated().map { place, entry in
        try fault("\(file.dropLast(".faults".count)) \(place + 1)", String(entry))
      }
    }
  }

  private static func fault(_ name: String, _ entry: String) throws -> Fault {
    let parts = entry.split(separator: "\n--- in ")
    let head = parts.first?.split(separator: "\n") ?? []
    guard parts.count > 1, head.count == 2, head[1].hasPrefix("caught by ") else {
      throw Malformed(entry: "\(name): \(entry)")
    }
    return Fault(
      name: name,
      title: String(head[0]),
      tests: String(head[1].dropFirst("caught by ".count)),
      edits: try parts.dropFirst().map { part in
        let texts = part.split(separator: "\n--- sound\n", maxSplits: 1)
        let states = texts.last?.split(separator: "\n--- faulty\n", maxSplits: 1) ?? []
        guard texts.count == 2, states.count == 2 else {
          throw Malformed(entry: "\(name): \(part)")
        }
        return Fault.Edit(
          source: String(texts[0]),
          sound: String(states[0]),
          faulty: states[1].trimmingSuffix { $0.isNewline }
        )
      }
    )
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while isLeft: (Character) -> Bool) -> String {
    var rest = self
    while let last = rest.last, isLeft(last) { rest.removeLast() }
    return String(rest)
  }
}
