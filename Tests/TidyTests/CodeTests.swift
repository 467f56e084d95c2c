import Testing

/// How the code reads, where the formatter is silent.
@Suite struct CodeTests {
  static let lineLimit = 400
  static let functionLimit = 70

  @Test func `a file has one purpose and at most 400 lines`() throws {
    for file in Checkout.swiftSources {
      let count = try Checkout.lines(of: file).count
      #expect(count <= Self.lineLimit + 1, "\(file) has \(count) lines")
    }
  }

  /// The formatter puts a function's last brace under its first letter.
  @Test func `a function has at most 70 lines`() throws {
    for file in Checkout.swiftSources {
      let lines = try Checkout.code(of: file)
      for (number, line) in lines.enumerated() {
        guard line.mayHold("func ", "init"), !line.contains("}") else { continue }
        guard line.contains(/\b(func \S|init[?]?\()/) else { continue }
        let indent = line.prefix { $0 == " " }
        let next = number + 1 < lines.count ? lines[number + 1] : ""
        // A requirement of a protocol has no body: nothing opens one where its arguments end.
        if line.hasSuffix("("),
          let closing = lines[number...].firstIndex(where: { $0.hasPrefix(indent + ")") })
        {
          let after = closing + 1 < lines.count ? lines[closing + 1] : ""
          let isBegun = lines[closing].hasSuffix("{") || after.hasPrefix(indent + "where ")
          guard isBegun else { continue }
        }
        guard line.hasSuffix("{") || line.hasSuffix("(") || next.hasPrefix(indent + "  ") else {
          continue
        }
        guard
          let end = lines[number...].firstIndex(where: { $0 == indent + "}" })
        else { continue }
        #expect(
          end - number < Self.functionLimit,
          "\(file):\(number + 1) is a function of \(end - number + 1) lines"
        )
      }
    }
  }

  @Test(arguments: [
    "fatalError(", "preconditionFailure(", "print(", "@inlinable", "@usableFromInline", "try!",
    "as!", "unowned", "NSString", "DispatchQueue",
  ])
  func `does without`(word: String) throws {
    for file in Checkout.swiftSources where !(word == "print(" && file.contains("Printer")) {
      for (number, line) in try Checkout.code(of: file).enumerated() where line.mayHold(word) {
        #expect(!line.contains(word), "\(file):\(number + 1)")
      }
    }
  }

  /// Each is a promise that a person checked; the rooms that make one are listed here.
  @Test func `unsafe code stands in its own rooms`() throws {
    let rooms = [
      "Sources/Bytes/", "Sources/SQLite/", "Sources/HTTP/Net/",
      "Sources/Desk/Store/PasswordHash.swift", "Sources/guiche/System.swift",
      "Sources/guiche-bench/System/",
    ]
    for file in Checkout.swiftSources where !rooms.contains(where: { file.hasPrefix($0) }) {
      for (number, line) in try Checkout.code(of: file).enumerated() where line.mayHold("unsafe ") {
        #expect(!line.contains(#/\bunsafe /#), "\(file):\(number + 1)")
      }
    }
  }

  @Test func `every limit says what goes wrong without it`() throws {
    let files = Checkout.swiftSources.filter { $0.hasSuffix("Limits.swift") }
    #expect(!files.isEmpty)
    for file in files {
      let lines = try Checkout.lines(of: file)
      for (number, line) in lines.enumerated()
      where line.contains(#/^\s+public (static )?(let|var) /#) {
        guard !line.contains("static let standard") else { continue }
        let above = number > 0 ? lines[number - 1] : ""
        #expect(above.contains("///"), "\(file):\(number + 1) has no sentence")
      }
    }
  }

  @Test func `public types and functions say what they are`() throws {
    for file in Checkout.swiftSources {
      let lines = try Checkout.lines(of: file)
      let declaration =
        #/^(@\w+ )*public (final |indirect |static |mutating )*(struct|class|enum|protocol|func) /#
      for (number, line) in lines.enumerated() {
        guard line.mayHold("public "), line.contains(declaration) else { continue }
        var above = number - 1
        while above >= 0, lines[above].hasPrefix("@") { above -= 1 }
        #expect(above >= 0 && lines[above].contains("///"), "\(file):\(number + 1): \(line)")
      }
    }
  }
}
