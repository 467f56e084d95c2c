import Foundation
import Testing

@testable import GraphQL

/// The code samples of the edition's own text, each with the verdict that the text gives.
///
/// `Specification/verdicts.txt` says how each is read and judged.
@Suite struct SpecificationTests {
  @Test(arguments: Example.all)
  func `judges as the text does`(example: Example) throws {
    switch example.reading {
    case "document": try judgeDocument(example)
    case "schema": try judgeSchema(example)
    case "grammar": _ = try parse(example.text)
    case "fields": _ = try parse("type Sample { \(example.text) }")
    case "value": _ = try parse("{ sample(value: \(example.text)) }")
    case "built in": try judgeBuiltIns(example)
    default: Issue.record("verdicts.txt: \(example.file) is read as \(example.reading)")
    }
  }

  @Test func `has a verdict for every sample, and every sample of the edition`() throws {
    let walk = FileManager.default.enumerator(at: Example.folder, includingPropertiesForKeys: nil)
    var files: Set<String> = []
    while let file = walk?.nextObject() as? URL {
      guard file.pathExtension == "graphql" else { continue }
      let path = file.deletingPathExtension().path.dropFirst(Example.folder.path.count + 1)
      files.insert(String(path))
    }
    let judged = Set(Example.all.map(\.file))
    let assumed = files.filter { $0.hasPrefix("assumed/") }
    #expect(files.subtracting(assumed) == judged)
    #expect(assumed == Set(Example.all.flatMap(\.schemas).filter { $0.hasPrefix("assumed/") }))
    // As many as the edition has blocks of code marked as GraphQL.
    #expect(Example.all.count == 203)
    #expect(judged.count == 203)
  }

  // MARK: - Judging

  private func parse(_ text: String) throws -> Document {
    try Parser.parse(Source(text), limits: .tools)
  }

  private func judgeDocument(_ example: Example) throws {
    let texts = try example.schemas.map { try Example.text(of: $0) }
    let schema = try SchemaBuilder.build(Source(texts.joined(separator: "\n")))
    let document = try parse(example.text)
    var found: [String: Int] = [:]
    for rule in ValidationRule.specified {
      let errors = Validator.validate(
        document,
        against: schema,
        rules: [rule],
        limits: .tools,
        suggestions: false
      )
      if !errors.isEmpty { found[rule.name] = errors.count }
    }
    #expect(found.filter { !example.aside.contains($0.key) } == (try example.broken()))
    #expect(example.aside.subtracting(found.keys) == [])
  }

  private func judgeSchema(_ example: Example) throws {
    let texts = try [example.text] + example.schemas.map { try Example.text(of: $0) }
    let mistakes = Mistakes.found(in: texts.joined(separator: "\n"), asItIs: true)
    let expected = try example.broken()["mistakes"] ?? 0
    #expect(mistakes.count == expected, "\(mistakes)")
  }

  /// What the text defines, descriptions aside, is what every schema has, and nothing else is.
  private func judgeBuiltIns(_ example: Example) throws {
    func definitions(_ text: String) throws -> Set<String> {
      var document = try parse(text)
      for place in document.typeSystem.indices { document.typeSystem[place].removeDescriptions() }
      return Set(Printer.print(document).split(separator: "\n\n").map { $0.trimmed })
    }
    #expect(try definitions(example.text) == definitions(BuiltIns.text))
  }
}

extension Substring {
  fileprivate var trimmed: String { trimmingCharacters(in: .newlines) }
}

extension TypeSystemDefinition {
  fileprivate mutating func removeDescriptions() {
    func bare(_ inputs: [InputValueNode]) -> [InputValueNode] {
      inputs.map { input in
        var input = input
        input.description = nil
        return input
      }
    }
    description = nil
    switch kind {
    case .object(let interfaces, let fields):
      let fields = fields.map { field in
        var field = field
        field.description = nil
        field.arguments = bare(field.arguments)
        return field
      }
      kind = .object(interfaces: interfaces, fields: fields)
    case .directive(let arguments, let isRepeatable, let locations):
      kind = .directive(
        arguments: bare(arguments),
        isRepeatable: isRepeatable,
        locations: locations
      )
    case .schema, .scalar, .interface, .union, .enumeration, .inputObject:
      break
    }
  }
}

/// One line of `Specification/verdicts.txt`.
struct Example: Sendable, CustomTestStringConvertible {
  /// Without its ending, from `Specification`.
  var file: String
  var reading: String
  var verdict: String
  var schemas: [String]
  var aside: Set<String>
  var text: String

  var testDescription: String { "\(file): \(verdict)" }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Specification")

  static func text(of file: String) throws -> String {
    try String(contentsOf: folder.appending(path: "\(file).graphql"), encoding: .utf8)
  }

  /// What is broken, by rule; `mistakes` for a schema; nothing where the verdict is `valid`.
  func broken() throws -> [String: Int] {
    guard verdict != "valid" else { return [:] }
    var broken: [String: Int] = [:]
    for part in verdict.split(separator: ", ") {
      let words = part.split(separator: " ")
      let count = try #require(words.count == 2 ? Int(words[1]) : nil, "\(file): \(verdict)")
      broken[String(words[0])] = count
    }
    return broken
  }

  /// All of them; a line that cannot be read, or whose file is missing, is none.
  static let all: [Example] = {
    let lines = (try? String(contentsOf: folder.appending(path: "verdicts.txt"), encoding: .utf8))?
      .split(separator: "\n").filter { !$0.hasPrefix("#") }
    return (lines ?? []).compactMap { line in
      let cells = line.split(separator: " | ").map(String.init)
      guard cells.count == 5, let text = try? text(of: cells[0]) else { return nil }
      return Example(
        file: cells[0],
        reading: cells[1],
        verdict: cells[2],
        schemas: cells[3] == "-" ? [] : cells[3].components(separatedBy: " + "),
        aside: cells[4] == "-" ? [] : Set(cells[4].components(separatedBy: ", ")),
        text: text
      )
    }
  }()
}
