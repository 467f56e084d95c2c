public import GraphQL

/// A file of operations and fragments.
public struct DocumentFile: Sendable {
  public var name: String
  public var bytes: [UInt8]

  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// The files that a client's documents are made of.
///
/// They are one set: an operation may spread the fragments of any file, and a fragment is used where
/// any file uses it. Operations of different files may share a name, for they are sent one by one.
public struct DocumentSet: Sendable {
  /// The files that could be read.
  private var parts: [Part] = []
  /// What is wrong with those that could not.
  private var unreadable: [Finding] = []
  /// Where each file stands among them.
  private var order: [String: Int] = [:]

  private struct Part: Sendable {
    let name: String
    let document: Document
  }

  /// What files of one's own may have: they are trusted, and only the machine bounds them.
  private static let limits = GraphQL.Limits(
    documentBytes: 256 << 20,
    tokens: 16_000_000,
    recursion: GraphQL.Limits.tools.recursion,
    echo: GraphQL.Limits.standard.echo
  )

  /// Reads the files.
  ///
  /// - Complexity: O(bytes). It recurses as `Limits.tools` allows: the thread needs their stack.
  public init(_ files: [DocumentFile]) {
    for (place, file) in files.enumerated() {
      order[file.name] = place
      var bytes = file.bytes
      // A mark at a file's beginning is none of its columns.
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
      guard String(validating: bytes, as: UTF8.self) != nil else {
        report("The file is not UTF-8.", [Finding.Place(file: file.name)])
        continue
      }
      let source = Source(bytes, name: file.name)
      do throws(SyntaxError) {
        let document = try Parser.parse(source, limits: Self.limits)
        parts.append(Part(name: file.name, document: document))
      } catch {
        let error = error.graphQLError(in: source)
        report(error.message, error.locations.map { Finding.Place(file: file.name, $0) })
      }
    }
  }

  private mutating func report(_ message: String, _ places: [Finding.Place]) {
    unreadable.append(Finding(severity: .error, message: message, places: places))
  }

  /// How many operations there are.
  public var operationCount: Int { parts.reduce(0) { $0 + $1.document.operations.count } }

  /// What is wrong with the documents, in the order of the files and their lines.
  ///
  /// - Parameters:
  ///   - schema: What they are sent to.
  ///   - serverLimits: Whether to find what the server refuses for its cost, too.
  /// - Returns: Errors, and warnings about what is deprecated.
  public func findings(against schema: Schema, serverLimits: Bool) -> [Finding] {
    var findings = unreadable + jointFindings(schema)
    for part in parts { findings += Self.findings(alone: part, schema) }
    if serverLimits { findings += refusals(schema) }
    return findings.enumerated().sorted { left, right in
      let (a, b) = (left.element.places.first, right.element.places.first)
      let (x, y) = (a.flatMap { order[$0.file] } ?? 0, b.flatMap { order[$0.file] } ?? 0)
      return (x, a?.line ?? 0, a?.column ?? 0, left.offset)
        < (y, b?.line ?? 0, b?.column ?? 0, right.offset)
    }.map(\.element)
  }
}

extension Finding.Place {
  init(file: String, _ location: GraphQLError.Location) {
    self.init(file: file, line: location.line, column: location.column)
  }
}

// MARK: - All files as one document

extension DocumentSet {
  /// The rules that hold for each document that is sent, and not for the files together.
  private static let rulesOfOne = ["UniqueOperationNames", "LoneAnonymousOperation"]
  /// The rules that cannot tell while a file could not be read.
  private static let rulesOfAll = ["KnownFragmentNames", "NoUnusedFragments"]

  private func jointFindings(_ schema: Schema) -> [Finding] {
    var bytes: [UInt8] = []
    var starts: [Int32] = []
    for part in parts {
      starts.append(Int32(clamping: bytes.count))
      bytes += part.document.source.bytes + [UInt8(ascii: "\n")]
    }
    guard !parts.isEmpty else { return [] }
    let whole = Source(bytes)
    let lines = whole.locations(at: starts)
    // Each file begins a line of the whole, so that lines alone tell the files apart.
    let firstLines = starts.map { lines[$0]?.line ?? 1 }
    func place(_ location: GraphQLError.Location) -> Finding.Place {
      let part = firstLines.lastIndex { $0 <= location.line } ?? 0
      let line = location.line - firstLines[part] + 1
      return Finding.Place(file: parts[part].name, line: line, column: location.column)
    }
    func findings(_ errors: [GraphQLError], _ severity: Finding.Severity) -> [Finding] {
      errors.map { error in
        let places = error.locations.map(place)
        return Finding(
          severity: severity,
          message: error.message,
          places: places.isEmpty ? [Finding.Place(file: parts[0].name)] : places
        )
      }
    }
    do throws(SyntaxError) {
      let document = try Parser.parse(whole, limits: Self.limits)
      let left = Self.rulesOfOne + (unreadable.isEmpty ? [] : Self.rulesOfAll)
      let rules = ValidationRule.specified.filter { !left.contains($0.name) }
      return findings(Self.errors(document, schema, rules), .error)
        + findings(Self.errors(document, schema, [.noDeprecated]), .warning)
    } catch {
      return findings([error.graphQLError(in: whole)], .error)
    }
  }

  private static func findings(alone part: Part, _ schema: Schema) -> [Finding] {
    let rules = ValidationRule.specified.filter { rulesOfOne.contains($0.name) }
    return errors(part.document, schema, rules).map { error in
      Finding(
        severity: .error,
        message: error.message,
        places: error.locations.map { Finding.Place(file: part.name, $0) }
      )
    }
  }

  private static func errors(
    _ document: Document,
    _ schema: Schema,
    _ rules: [ValidationRule]
  ) -> [GraphQLError] {
    var limits = DocumentLimits.tools
    limits.errors = 1_000
    limits.messageLength = DocumentLimits.standard.messageLength
    limits.errorLocations = DocumentLimits.standard.errorLocations
    return Validator.validate(
      document,
      against: schema,
      rules: rules,
      limits: limits,
      suggestions: true
    )
  }
}

// MARK: - Each operation as it is sent

extension DocumentSet {
  /// What the server refuses for its cost: each operation, with the fragments that it needs.
  private func refusals(_ schema: Schema) -> [Finding] {
    var fragments: [String: (document: Document, place: Int)] = [:]
    for part in parts {
      for (place, fragment) in part.document.fragments.enumerated() {
        fragments[part.document[fragment.name]] = (part.document, place)
      }
    }
    var findings: [Finding] = []
    for part in parts {
      for operation in part.document.operations {
        var text = part.document.text(of: operation.range)
        var known: Set<String> = []
        var open = part.document.spreads(in: operation.range)
        while let name = open.popLast() {
          guard known.insert(name).inserted, let (document, place) = fragments[name] else {
            continue
          }
          let range = document.fragments[place].range
          text += [UInt8(ascii: "\n")] + document.text(of: range)
          open += document.spreads(in: range)
        }
        let location = part.document.source.location(at: operation.range.start)
        findings += Self.refusals(Source(text), schema).map { message in
          Finding(
            severity: .error,
            message: message,
            places: [Finding.Place(file: part.name, location)]
          )
        }
      }
    }
    return findings
  }

  private static func refusals(_ source: Source, _ schema: Schema) -> [String] {
    do throws(SyntaxError) {
      let document = try Parser.parse(source)
      return Validator.validate(document, against: schema, rules: [], suggestions: false)
        .map(\.message)
    } catch {
      return [error.message]
    }
  }
}

extension Document {
  fileprivate func text(of range: SourceRange) -> [UInt8] {
    Array(source.bytes[Int(range.start)..<Int(range.end)])
  }

  /// The names of the fragments that are spread in a range of the text.
  fileprivate func spreads(in range: SourceRange) -> [String] {
    selections.compactMap { selection in
      guard case .fragmentSpread(let spread) = selection,
        range.start <= spread.range.start, spread.range.end <= range.end
      else { return nil }
      return self[spread.name]
    }
  }
}
