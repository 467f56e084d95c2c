import Bytes
import Testing

/// There is one executor and no other way out: an answer in another form is the same answer.
///
/// An export of lists is the client's work; the server has none. When it gets one, its rows are to be
/// compared here with those of the query.
///
/// - Source: L17.
@Suite("L17 exports") struct L17Exports {
  private static let forms = [
    "application/json", "application/graphql-response+json", "text/csv", "text/html", "text/plain",
    "application/xml", "application/pdf", "*/*", "text/csv, application/json;q=0.5",
  ]

  @Test(arguments: ["student", "guardian", "desk"])
  func `whatever form is asked for, nothing hidden is in the answer`(viewer: String) throws {
    let open = try OpenWorld()
    let focus = try open.focus(viewer, .dense)
    let walk = try SchemaWalk(focus)
    let everything = walk.everything(of: "Ticket", depth: 3, but: ["tickets"])
    let query =
      "{ ticket(id: \"\(focus.ticket)\") { \(everything) } tickets { nodes { subject } } }"
    let words = try Self.words(hiddenFrom: focus.side)
    for form in Self.forms {
      let answer = try open.ask(query, as: viewer, headers: [("Accept", form)])
      for word in words { #expect(!answer.text.contains(word), "\(form) \(word)") }
      if form.contains("json") || form == "*/*" {
        #expect(answer.status == "200" && answer.text.contains("quartzotextopen"))
      } else {
        #expect(answer.status == "406", "\(form)")
      }
      #expect(!answer.head.contains("text/csv"))
    }
  }

  /// The words of values that every ticket of the world has, and that a side sees of none.
  static func words(hiddenFrom side: Side) throws -> [String] {
    let words = ProofType.all.flatMap(\.parameters)
      .filter { $0.hiddenFrom == side && !$0.isCore && ($0.kind == .text || $0.kind == .longText) }
      .map { ProofValue.first.word(of: $0.key) }
    #expect(Set(words).count == 2)
    return Array(Set(words))
  }

  @Test func `a query by address gives what it gives by body`() throws {
    let open = try OpenWorld()
    let query = "{ tickets(first: 3) { nodes { id subject parameters { key } } } }"
    let escaped = query.utf8.map { "%" + String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
    for viewer in ["student", "desk"] {
      let address = try open.get(
        "/graphql?query=\(escaped.joined())",
        as: viewer,
        headers: [("Apollo-Require-Preflight", "1")]
      )
      #expect(address.status == "200")
      #expect(try open.ask(query, as: viewer).body == address.body)
    }
  }
}
