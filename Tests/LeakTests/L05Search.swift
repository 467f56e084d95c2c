import Bytes
import Testing

/// A word that lives only where the viewer may not read is found nowhere and ranks nothing.
///
/// - Source: L5.
@Suite("L05 search") struct L05Search {
  /// The numbers of hits, and the ids in their order.
  private static func document(_ text: String) -> String {
    """
    {
      searchTickets(text: "\(text)", first: 100) { totalCount nodes { id } }
      tickets(first: 100, filter: {text: "\(text)"}) { totalCount }
      articles(text: "\(text)") { totalCount }
    }
    """
  }

  private static let nothing =
    #"{"data":{"searchTickets":{"totalCount":0,"nodes":[]},"tickets":{"totalCount":0},"articles":{"totalCount":0}}}"#

  @Test(arguments: ["text", "longText"])
  func `a word of a hidden parameter is found by who sees it, and by nobody else`(
    kind: String
  ) throws {
    let open = try OpenWorld()
    for (key, hidden, seeing) in [
      ("\(kind)Online", "student", "desk"), ("\(kind)Desk", "desk", "student"),
    ] {
      let word = ProofValue.first.word(of: key)
      for text in [word, String(word.prefix(word.count - 2)), "\(word) norte"] {
        #expect(try open.ask(Self.document(text), as: hidden).text == Self.nothing, "\(text)")
        let seen = try open.ask(Self.document(text), as: seeing)
        #expect(seen["searchTickets.totalCount"] != 0, "\(text): \(seen.text)")
      }
    }
  }

  @Test func `words of hidden discussions, internal messages and desk articles are not found`()
    throws
  {
    let open = try OpenWorld()
    let desk = try open.world.token("desk")
    let closed = try open.world.ticket(.closed)
    let dense = try open.world.ticket(.dense)
    try open.house.perform("postMessage", "ticket: \"\(closed)\", text: \"abacate\"", as: desk)
    try open.house.perform(
      "postMessage",
      "ticket: \"\(dense)\", text: \"abacate\", internal: true",
      as: desk
    )
    for (word, hidden, seeing) in [
      ("abacate", "student", "desk"), ("responder", "student", "desk"),
      ("turmalinatextopen", "narrow", "narrow"),
    ] where hidden != seeing {
      #expect(try open.ask(Self.document(word), as: hidden).text == Self.nothing)
      #expect(try open.ask(Self.document(word), as: seeing).text != Self.nothing)
    }
  }

  @Test func `words that are hidden do not change the order of what is found`() throws {
    let open = try OpenWorld()
    let document = Self.document("norte")
    let similar = """
      { similarTickets(subject: "quartzosubject norte", requestText: "zebra", first: 10) {
        score ticket { id }
      } }
      """
    let before = try (open.ask(document, as: "student").text, open.ask(similar, as: "student").text)
    let ticket = try open.world.ticket(.dense)
    try open.house.perform(
      "updateTicket",
      """
      ticket: "\(ticket)", parameters: [
        {key: "textOnline", value: {text: "norte norte norte zebra quartzosubject"}}
      ]
      """,
      as: open.world.token("desk")
    )
    #expect(try open.ask(document, as: "student").text == before.0)
    #expect(try open.ask(similar, as: "student").text == before.1)
    #expect(before.1.contains("score"))
  }

  @Test func `no search tells the databases of a pair apart`() throws {
    try ClassProof.holds(for: [.searches])
  }
}
