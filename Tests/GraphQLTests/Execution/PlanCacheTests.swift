import Testing

@testable import GraphQL

@Suite struct PlanCacheTests {
  private func document(
    _ cache: PlanCache,
    _ text: String,
    _ schema: BoundSchema
  ) throws -> KeptDocument {
    switch cache.compile(Array(text.utf8), for: schema) {
    case .document(let document): return document.kept
    case .refused(let errors): throw RequestErrors(errors)
    }
  }

  @Test func `compiles a text once for each schema`() throws {
    let cache = PlanCache()
    let schema = try Zoo.bound.get()
    let other = schema.narrowed(to: schema.schema)
    let first = try document(cache, "{hello}", schema)
    #expect(try document(cache, "{hello}", schema) === first)
    #expect(try document(cache, "{hello }", schema) !== first)
    let second = try document(cache, "{hello}", other)
    #expect(second !== first && second.boundSchema === other)
    #expect(try document(cache, "{hello}", schema) === first)
  }

  @Test func `lets the least recently used text go`() throws {
    let schema = try Zoo.bound.get()
    let one = RecentTexts.estimate(text: 7, nodes: 1)
    let cache = PlanCache(bytes: one * 2 + one / 2)
    let first = try document(cache, "{hello}", schema)
    let second = try document(cache, "{kinds}", schema)
    #expect(try document(cache, "{hello}", schema) === first)
    _ = try document(cache, "{fails}", schema)
    #expect(try document(cache, "{hello}", schema) === first)
    #expect(try document(cache, "{kinds}", schema) !== second)
  }

  /// A small text can have large plans, of which each outcome of its conditions makes one.
  @Test func `counts what the plans of a text take`() throws {
    let schema = try Zoo.bound.get()
    let fields = (0..<40).map { "a\($0):__typename @include(if:$c)" }.joined(separator: " ")
    let text = "query($c:Boolean!){\(fields)}"
    let size = RecentTexts.estimate(text: text.utf8.count, nodes: 40)
    let cache = PlanCache(bytes: size + 20 * RecentTexts.plannedFieldBytes)
    let first = try document(cache, text, schema)
    let operation = try first.operation(named: nil)
    _ = try operation.plan(variables: ["c": false], strings: [])
    #expect(try document(cache, text, schema) === first)
    _ = try operation.plan(variables: ["c": true], strings: [])
    #expect(try document(cache, text, schema) !== first)
  }

  @Test func `remembers a refusal, apart from the documents`() throws {
    let schema = try Zoo.bound.get()
    let cache = PlanCache()
    for _ in 0..<2 {
      guard case .refused(let errors) = cache.compile(Array("{hello".utf8), for: schema) else {
        Issue.record("a document without its last brace was compiled")
        return
      }
      #expect(errors.map(\.message) == ["Syntax Error: Expected Name, found <EOF>."])
      #expect(errors.first?.locations == [GraphQLError.Location(line: 1, column: 7)])
    }
    let kept = try document(cache, "{hello}", schema)
    for index in 0..<1_000 { _ = cache.compile(Array("{\(index)".utf8), for: schema) }
    #expect(try document(cache, "{hello}", schema) === kept)
  }

  @Test func `survives many texts in a small cache`() throws {
    let schema = try Zoo.bound.get()
    let cache = PlanCache(bytes: RecentTexts.estimate(text: 20, nodes: 1) * 3)
    for round in 0..<3 {
      for index in 0..<50 {
        let document = try document(cache, "{a\(index):hello}", schema)
        #expect(document.shared.document.selections.count == 1, "\(round)")
      }
    }
  }

  @Test func `hashes every byte of a text`() {
    let text = Array("query { tickets { nodes { subject } } }".utf8)
    var hashes: Set<UInt64> = [TextHash.hash(text, seed: 1)]
    for index in text.indices {
      var other = text
      other[index] ^= 1
      hashes.insert(TextHash.hash(other, seed: 1))
      hashes.insert(TextHash.hash(Array(text[..<index]), seed: 1))
    }
    #expect(hashes.count == text.count * 2 + 1)
  }
}
