import Testing

@testable import GraphQL

@Suite struct ParserTests {
  @Test(arguments: ["executable.graphql", "schema.graphql"])
  func `reads the kitchen sink, and refuses it at every cut inside a definition`(
    name: String
  ) throws {
    let source = try Documents.source(name)
    let whole = try Parser.parse(source)
    // A cut between two definitions, or behind a definition's optional end, leaves a document.
    var accepted = 0
    for cut in source.bytes.indices {
      do throws(SyntaxError) {
        let part = try Parser.parse(Source(Array(source.bytes[..<cut])))
        #expect(part.definitions.count <= whole.definitions.count)
        accepted += 1
      } catch {
        #expect(!error.message.isEmpty && Int(error.offset) <= cut)
      }
    }
    #expect(accepted < source.bytes.count / 2)
  }

  @Test func `refuses a document at every cut but the last`() {
    let whole = Array(#"query Q($a: [Int!]! = [1]) @d(x: "é") { f: g(a: {b: $a}) { ...F } }"#.utf8)
    for cut in whole.indices {
      #expect(throws: SyntaxError.self) { try Parser.parse(Source(Array(whole[..<cut]))) }
    }
    #expect(throws: Never.self) { try Parser.parse(Source(whole)) }
  }

  /// A seeded walk over single-byte changes: the parser answers or refuses, and never traps.
  @Test(arguments: ["executable.graphql", "schema.graphql"])
  func `answers whatever is done to the kitchen sink`(name: String) throws {
    let bytes = try Documents.source(name).bytes
    let spice = Array("{}()[]$@!:=|&.\"\\#, \n0aé".utf8) + [0, 0xFF, 0xEF]
    var state: UInt64 = 42
    func draw(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    var refused = 0
    for _ in 0..<2_000 {
      var changed = bytes
      for _ in 0...draw(3) {
        let place = draw(changed.count)
        switch draw(3) {
        case 0: changed[place] = spice[draw(spice.count)]
        case 1: changed.remove(at: place)
        default: changed.insert(spice[draw(spice.count)], at: place)
        }
      }
      do throws(SyntaxError) { _ = try Parser.parse(Source(changed)) } catch { refused += 1 }
    }
    #expect(refused > 500)
  }

  @Test func `keeps what belongs together side by side`() throws {
    let document = try Parser.parse(
      Source("{ a(x: [1, [2, 3], 4], y: {k: [5], l: 6}) { b { c } d } e @p @q(z: 7) }")
    )
    let root = document.operations[0].selections
    #expect(root.indices.map { fieldName($0, in: document) } == ["a", "e"])
    guard case .field(let first) = document.selections[root.indices.lowerBound],
      case .field(let last) = document.selections[root.indices.upperBound - 1]
    else { throw Failure() }
    #expect(first.selections.indices.map { fieldName($0, in: document) } == ["b", "d"])
    #expect(first.arguments.indices.map { document[document.arguments[$0].name] } == ["x", "y"])
    #expect(last.directives.indices.map { document[document.directives[$0].name] } == ["p", "q"])
    let value = document.values[document.arguments[first.arguments.indices.lowerBound].value]
    guard case .list(let items) = value.kind else { throw Failure() }
    let texts = items.indices.map { index in
      let range = document.values[index].range
      return String(
        decoding: document.source.bytes[Int(range.start)..<Int(range.end)],
        as: UTF8.self
      )
    }
    #expect(texts == ["1", "[2, 3]", "4"])
  }

  @Test func `gives equal names one id`() throws {
    let document = try Parser.parse(Source("{ a b a { a } } fragment b on a { x }"))
    #expect(document.names == ["a", "b", "x"])
    let many = (0..<500).map { "n\($0)" }
    let text = "{ \(many.joined(separator: " ")) \(many.joined(separator: " ")) }"
    #expect(try Parser.parse(Source(text)).names == many)
  }

  @Test func `trap 5: takes keywords as names`() throws {
    let document = try Parser.parse(
      Source("query query { fragment: on ... on on { true } } fragment fragment on type { null }")
    )
    #expect(document.operations[0].name.map { document[$0] } == "query")
    #expect(document.fragments.map { document[$0.name] } == ["fragment"])
  }

  @Test(arguments: [
    ("query Q { a { b } }", 0, 19, 8, 19),
    ("  { a } ", 2, 7, 2, 7),
    ("\"d\" query { a }", 0, 15, 10, 15),
  ])
  func `remembers where an operation stands`(
    text: String,
    start: Int32,
    end: Int32,
    open: Int32,
    close: Int32
  ) throws {
    let operation = try Parser.parse(Source(text)).operations[0]
    #expect(operation.range == SourceRange(start: start, end: end))
    #expect(operation.selectionSetRange == SourceRange(start: open, end: close))
  }

  @Test func `trap 6: keeps descriptions`() throws {
    let document = try Parser.parse(
      Source(#""q" query Q("v" $v: Int) { a } """f""" fragment F on T { a }"#)
    )
    #expect(document.operations[0].description.map { document.strings[$0.string] } == "q")
    #expect(document.variables[0].description.map { document.strings[$0.string] } == "v")
    #expect(document.fragments[0].description.map { document.strings[$0.string] } == "f")
  }

  private func fieldName(_ place: Int, in document: Document) -> String? {
    guard case .field(let field) = document.selections[place] else { return nil }
    return document[field.name]
  }
}

struct Failure: Error {}
