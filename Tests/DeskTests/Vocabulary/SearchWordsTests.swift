import Testing

@testable import Desk

@Suite struct SearchWordsTests {
  @Test(arguments: [
    ("diploma", "\"diploma\" *"),
    ("  segunda  via\n", "\"segunda\" AND \"via\" *"),
    ("di", "\"di\""),
    ("não-chegou", "\"não-chegou\" *"),
    ("não-é", "\"não-é\""),
    ("— ? !", ""),
    ("a AND (b* OR NOT c)", "\"a\" AND \"AND\" AND \"(b*\" AND \"OR\" AND \"NOT\" AND \"c)\""),
    ("scope:c12", "\"scope:c12\" *"),
    ("di\"ploma\"", "\"di\"\"ploma\"\"\""),
  ])
  func `quotes every word, whatever it holds`(text: String, match: String) throws {
    #expect(try SearchWords(text).match == match)
  }

  @Test func `takes so many characters and words and no more`() throws {
    let word = String(repeating: "é", count: SearchWords.charactersMax)
    #expect(try SearchWords(word).words.count == 1)
    #expect(throws: SearchWords.Fault.tooLong) { try SearchWords(word + "é") }
    let most = Array(repeating: "w", count: SearchWords.wordsMax).joined(separator: " ")
    #expect(try SearchWords(most).words.count == SearchWords.wordsMax)
    #expect(throws: SearchWords.Fault.tooMany) { try SearchWords(most + " w") }
  }
}

@Suite struct FoldedTextTests {
  @Test(arguments: [
    ("Emissão", "emissao"), ("ÁÉÍÓÚ ÇÃÕÊ", "aeiou caoe"), ("e\u{301}", "e"), ("Straße", "straße"),
    ("Việt", "viet"), ("Ελλάδα", "ελλάδα"), ("№ 12", "№ 12"),
  ])
  func `folds capitals and accents`(text: String, folded: String) {
    #expect(FoldedText.fold(text) == Array(folded.utf8))
  }

  @Test(arguments: [
    ("emissao", "missa", true), ("emissao", "", true), ("", "", true), ("", "a", false),
    ("aab", "ab", true), ("ab", "abc", false), ("abc", "c", true), ("abc", "d", false),
  ])
  func `finds a part`(text: String, part: String, isFound: Bool) {
    #expect(FoldedText.contains(Array(text.utf8), Array(part.utf8)) == isFound)
  }
}
