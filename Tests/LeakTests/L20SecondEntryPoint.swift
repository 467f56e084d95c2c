import Foundation
import Testing

/// There is one policy and one way to what it governs, and everything goes that way.
///
/// What the compiler keeps already: `Governed` opens with an `Access` alone, and only `Policy` makes
/// one. What it cannot see is read here in the sources.
///
/// - Source: L20; the first law of the house.
@Suite("L20 a second entry point") struct L20SecondEntryPoint {
  /// What reads no ticket: the life of a transaction, who is behind a session, the plan of SQL.
  static let withoutViewer: Set = [
    "snapshot", "openTurn", "closeTurn", "viewer", "user", "explain", "explainLists",
    "collectContents", "ruleNumber", "traceStatements", "accessRevision", "sessionViewer",
    // Its token says by itself who asked for the address.
    "upload",
  ]

  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The code of the Swift files under a folder, without comments and texts.
  private static func code(under folder: String) throws -> [(file: String, text: String)] {
    let base = root.appending(path: folder)
    guard let walk = FileManager.default.enumerator(atPath: base.path) else { return [] }
    var found: [(String, String)] = []
    for case let name as String in walk where name.hasSuffix(".swift") {
      let text = try String(contentsOf: base.appending(path: name), encoding: .utf8)
        .replacing(/"""[\s\S]*?"""/, with: "\"\"")
        .replacing(/"(\\.|[^"\\\n])*"/, with: "\"\"")
        .replacing(/\/\/[^\n]*/, with: "")
      found.append(("\(folder)/\(name)", text))
    }
    return found.sorted { $0.0 < $1.0 }
  }

  /// Every public function that reads asks for whom.
  @Test func `a reader reads for a viewer`() throws {
    var count = 0
    for (file, text) in try Self.code(under: "Sources/Desk") {
      let readers = text.matches(of: /(extension|class) DeskReader\b[^{]*\{/).map { found in
        Self.body(in: text, from: found.range.upperBound, "{", "}")
      }
      let declaration =
        /public (?:static )?func (\w+)[^{]*?\(([\s\S]*?)\)\s*(?:throws[^{]*)?(?:->[^{]*)?\{/
      for found in readers.joined(separator: "\n").matches(of: declaration)
      where !Self.withoutViewer.contains("\(found.1)") {
        count += 1
        let isFor = found.2.contains(/\bviewer: Viewer\b|\badministrator: Administrator\b/)
        #expect(isFor, "\(file): \(found.1) reads for nobody")
      }
    }
    #expect(count > 35)
  }

  /// Every public action says who acts; signing in and out are what makes somebody.
  @Test func `an action acts for a viewer`() throws {
    var count = 0
    for (file, text) in try Self.code(under: "Sources/Desk/Actions")
    where !file.contains("SignIn") && !file.contains("Initialise") {
      for found in text.matches(of: /public func (perform|change)\(([\s\S]*?)\)\s*throws/) {
        count += 1
        let isFor = found.2.contains(/\bviewer: Viewer\b|\badministrator: Administrator\b/)
        #expect(isFor, "\(file): \(found.1) acts for nobody")
      }
    }
    #expect(count > 50)
  }

  /// Nobody above the desk reads but through a reader's functions, each given the viewer.
  @Test func `a resolver gives the viewer of the request to all that it reads`() throws {
    var count = 0
    for (file, text) in try Self.code(under: "Sources/Resolvers") {
      let flat = text.replacing(/\s+/, with: " ")
      for call in flat.matches(of: /\breader\.(\w+)\(/)
      where !Self.withoutViewer.contains("\(call.1)") {
        count += 1
        let arguments = Self.body(in: flat, from: call.range.upperBound, "(", ")")
        #expect(
          arguments.contains(/\bviewer\b|\badministrator\b/),
          "\(file) calls \(call.1)(\(arguments))"
        )
      }
      for word in [
        "Viewer(", ".connection", "Query(", "WriteContext(", "DeskReader(", "import SQLite",
        "Governed(", "Accesses(", "Access(", "@testable", "@_spi", "Reader.granted",
        "withMemoryRebound", "Mirror(",
      ] {
        let isOwn = word == "Viewer(" && flat.contains("bindViewer(")
        let pattern = try Regex("(^|[^A-Za-z])" + NSRegularExpression.escapedPattern(for: word))
        #expect(isOwn || !flat.contains(pattern), "\(file) has \(word)")
      }
    }
    #expect(count > 20)
  }

  /// What is governed is sealed where it is read, and opened by the accesses of its own column.
  @Test func `what is governed leaves a store sealed`() throws {
    let opening = [
      "Sources/Desk/Policy/Policy.swift", "Sources/Desk/Model/", "Sources/Desk/Store/",
    ]
    for folder in ["Sources/Desk", "Sources/Resolvers", "Sources/Server", "Sources/guiche"] {
      for (file, text) in try Self.code(under: folder) {
        for _ in text.matches(of: /\.opened\(with:/) {
          #expect(opening.contains { file.hasPrefix($0) }, "\(file) opens what is governed")
        }
        let makes = text.contains(/(^|[^\w.])(Access|Accesses)\(/)
        #expect(
          !makes || file == "Sources/Desk/Policy/Policy.swift",
          "\(file) makes an access"
        )
      }
    }
  }

  /// Governed columns that leave the desk are no public stored properties of plain values.
  @Test func `rows of tickets show nothing governed without asking`() throws {
    let text = try #require(
      try Self.code(under: "Sources/Desk/Model").first { $0.file.hasSuffix("/Tickets.swift") }?.text
    )
    for name in ["subjects", "requestTexts", "priorities", "products", "dueDates", "solutions"] {
      for found in text.matches(of: try Regex("public [^\n]*\\b\(name)\\b[^\n]*")) {
        #expect(text[found.range].contains("Governed<"), "\(text[found.range])")
      }
    }
  }

  /// Decisions are made in one folder: no store, action or resolver reads a flag to hide by it.
  @Test func `only the policy decides by a flag of visibility`() throws {
    let rooms = [
      "Sources/Desk/Policy/", "Sources/Desk/Demo/",
      // Where administrators write rules, show them, or check them before they count.
      "Sources/Desk/Actions/Administration/", "Sources/Desk/Store/Rule",
      "Sources/Desk/Store/Workflow", "Sources/Desk/Actions/Lint/", "Sources/Resolvers/Explain/",
      "Sources/Resolvers/Administration/", "Sources/Desk/Model/Rules.swift",
    ]
    for folder in ["Sources/Desk", "Sources/Resolvers", "Sources/Server", "Sources/guiche"] {
      for (file, text) in try Self.code(under: folder)
      where !rooms.contains(where: { file.hasPrefix($0) }) {
        #expect(!text.contains(/\.invisible\b|\.invisibleOnline\b/), "\(file)")
      }
    }
  }

  /// The text between the bracket that was opened and the one that closes it.
  private static func body(
    in text: String,
    from start: String.Index,
    _ opening: Character,
    _ closing: Character
  ) -> String {
    var depth = 1
    var place = start
    while place < text.endIndex {
      if text[place] == opening { depth += 1 }
      if text[place] == closing { depth -= 1 }
      if depth == 0 { return String(text[start..<place]) }
      place = text.index(after: place)
    }
    return String(text[start...])
  }
}
