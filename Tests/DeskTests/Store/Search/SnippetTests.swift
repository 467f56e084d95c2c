import Testing

@testable import Desk

@Suite struct SnippetTests {
  /// The parts as one text, with the matches in brackets.
  private func marked(_ text: String, _ words: String) throws -> String {
    Snippet(of: text, for: try SearchWords(words)).parts
      .map { $0.isMatch ? "[\($0.text)]" : $0.text }.joined()
  }

  @Test(arguments: [
    ("A emissão do diploma.", "emissao diplo", "A [emissão] do [diploma]."),
    ("não-chegou, nao chegou", "não-chegou", "[não-chegou], [nao chegou]"),
    ("Via e viatura", "via", "[Via] e [viatura]"),
    ("Via e viatura", "via e", "[Via] [e] viatura"),
    ("um dois", "três", "um dois"),
    ("", "x", ""),
    ("e\u{301}poca nova", "epoca", "[e\u{301}poca] nova"),
    ("a a a", "a", "[a] [a] [a]"),
    ("abcabc", "abc", "[abcabc]"),
    ("\"x\" <b>y</b>", "y", "\"x\" <b>[y]</b>"),
    ("linha um\nlinha dois", "dois", "linha um\nlinha [dois]"),
  ])
  func `marks the words that were looked for`(text: String, words: String, marked: String) throws {
    #expect(try self.marked(text, words) == marked)
  }

  @Test func `a part is of bounded length, and what is near to a match stays`() throws {
    let long = String(repeating: "x", count: 9_000)
    let (most, parts) = (
      Limits.snippetCharacters, Snippet(of: "\(long) um \(long)", for: try SearchWords("um")).parts
    )
    #expect(parts.map(\.isMatch) == [false, true, false])
    #expect(parts[0].text == "…" + String(repeating: "x", count: most - 1) + " ")
    #expect(parts[1].text == "um")
    #expect(parts[2].text == " " + String(repeating: "x", count: most - 1) + "…")
    let whole = Snippet(of: long, for: try SearchWords("xxx")).parts
    #expect(whole.allSatisfy { $0.text.count <= most + 1 })
  }

  @Test func `a long text is cut around the first of them`() throws {
    let words = (1...60).map { "w\($0)" }
    let text = words.joined(separator: " ")
    #expect(
      try marked(text, "w30") == "…w22 w23 w24 w25 w26 w27 w28 w29 [w30] "
        + (31...45).map { "w\($0)" }.joined(separator: " ") + "…"
    )
    #expect(try marked(text, "w1").hasPrefix("[w1] w2 "))
    #expect(try marked(text, "w60").hasSuffix("w59 [w60]"))
    let parts = Snippet(of: text, for: try SearchWords("w60")).parts
    #expect(parts.map(\.text).joined() == "…" + words.suffix(9).joined(separator: " "))
  }

  @Test func `a text of few words is there as a whole`() throws {
    let text = (1...24).map { "w\($0)" }.joined(separator: " ")
    #expect(try marked(text, "w24") == text.dropLast(3) + "[w24]")
  }
}
