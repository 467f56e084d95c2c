import Testing

@testable import GraphQL

@Suite struct CycleSearchTests {
  @Test(arguments: [
    ("ab bc", ""),
    ("aa", "a>a"),
    ("ab ba", "ab>a"),
    ("ab bc ca cb", "abc>a, bc>b"),
    ("ab ac bd cd da", "abd>a"),
  ])
  func `finds each cycle once, where it closes`(edges: String, cycles: String) {
    let pairs = edges.split(separator: " ").map { Array(String($0)) }
    var found: [String] = []
    var left: [String] = []
    var search = CycleSearch<Character, Character>()
    for start in "abcd" {
      search.visit(
        start,
        edges: { node in
          pairs.filter { $0[0] == node }.map { .init(label: $0[0], node: $0[1]) }
        },
        found: { found.append("\(String($0))>\($1)") },
        left: { left.append(String($0)) }
      )
    }
    #expect(found.joined(separator: ", ") == cycles)
    #expect(left.sorted() == ["a", "b", "c", "d"])
  }
}
