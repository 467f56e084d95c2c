import Testing

/// What the compiler cannot see of the house's walls.
@Suite struct FloorTests {
  /// The folders of each target, from the ground up.
  static let floors: [String: [String]] = [
    "GraphQL": ["Language", "Schema", "Validation", "Execution"],
    "HTTP": ["Wire", "Net", "Streams", "Server"],
    "Check": ["Tree", "Lines", "Files"],
    "Desk": ["Vocabulary", "Policy", "Model", "Store", "Actions", "Demo"],
  ]

  @Test(arguments: floors.keys.sorted())
  func `a folder names only what is on its own floor or below`(target: String) throws {
    let folders = try #require(Self.floors[target])
    let files = Checkout.files(under: "Sources/\(target)", endings: ["swift"])
    var homes: [String: Int] = [:]
    for file in files {
      guard let floor = folders.firstIndex(where: { file.contains("/\(target)/\($0)/") }) else {
        continue
      }
      // Nested types are indented, and are reached through the type that holds them.
      for line in try Checkout.code(of: file) where !line.isEmpty && !line.hasPrefix(" ") {
        let declaration =
          /^(?:@\w+ )*(?:public )?(?:final )?(?:indirect )?(?:struct|class|enum|protocol|typealias) (\w+)/
        guard let found = line.firstMatch(of: declaration) else { continue }
        homes[String(found.1)] = floor
      }
    }
    #expect(!homes.isEmpty)
    for file in files {
      guard let floor = folders.firstIndex(where: { file.contains("/\(target)/\($0)/") }) else {
        continue
      }
      let words = Set(
        try Checkout.code(of: file).flatMap { $0.matches(of: /\b[A-Z]\w+/) }.map { String($0.0) }
      )
      let text = try Checkout.text(of: file)
      for word in words.sorted() {
        guard let home = homes[word], home > floor else { continue }
        // A name of its own is not the one above.
        guard !text.contains(try Regex("(struct|enum|class) \(word)\\b")) else { continue }
        Issue.record("\(file) names \(word), which lives above it, in \(folders[home])")
      }
    }
  }

  /// Who may import what, beyond what the manifest says.
  @Test func `a library is imported in its own rooms only`() throws {
    let rooms: [String: [String]] = [
      "CSQLite": ["Sources/SQLite/"],
      "CSystem": ["Sources/HTTP/Net/", "Sources/guiche-bench/System/"],
      "CCrypt": ["Sources/Desk/Store/PasswordHash.swift"],
      "SQLite": ["Sources/SQLite/", "Sources/Desk/", "Sources/guiche/", "Sources/guiche-bench/"],
      "Foundation": [],
      "FoundationEssentials": [],
      "Dispatch": [],
    ]
    for file in Checkout.swiftSources where !file.lowercased().contains("sources/embed") {
      for line in try Checkout.code(of: file) where line.mayHold("import ") {
        guard let found = line.firstMatch(of: /^\s*(?:\w+ )?import (\w+)/) else { continue }
        guard let allowed = rooms[String(found.1)] else { continue }
        #expect(
          allowed.contains { file.hasPrefix($0) },
          "\(file) imports \(found.1)"
        )
      }
    }
  }

  @Test func `only the desk's stores, actions and demo write SQL`() throws {
    let rooms = [
      "Sources/SQLite/", "Sources/Desk/Store/", "Sources/Desk/Actions/", "Sources/Desk/Demo/",
      // What the server's speed is compared with is SQL alone.
      "Sources/guiche-bench/Floor/",
    ]
    for file in Checkout.swiftSources where !rooms.contains(where: { file.hasPrefix($0) }) {
      let text = try Checkout.text(of: file)
      for pattern in ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM "] {
        #expect(!text.contains(pattern), "\(file) writes \(pattern)")
      }
    }
  }
}
