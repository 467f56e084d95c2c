import Desk
import Testing

@testable import Resolvers

@Suite struct ErrorTextsTests {
  static let requestErrors: [RequestError] = [
    .unauthenticated, .pageSize(argument: "first"), .bothEnds, .cursor(argument: "after"),
    .idOrNumber, .tooManyIDs,
  ]

  @Test(arguments: requestErrors)
  func `has a sentence in each language`(error: RequestError) {
    let english = ErrorTexts(language: .english).sentence(for: error)
    let portuguese = ErrorTexts(language: .portuguese).sentence(for: error)
    #expect(english != portuguese)
    for sentence in [english, portuguese] { #expect(sentence.hasSuffix(".")) }
    #expect(ErrorTexts(language: .english).error(error).code == error.code)
  }

  @Test(arguments: [
    (["en-US", "pt-BR"], Language.english),
    (["pt"], .portuguese),
    (["PT-br", "en"], .portuguese),
    (["fr-FR", "de", "en-gb"], .english),
  ])
  func `answers in the best language that there is`(wanted: [String], language: Language) {
    #expect(Language.best(of: wanted) == language)
  }

  @Test(arguments: [[], ["fr"], ["english"], ["*"], ["\u{0}"], ["-en"]])
  func `leaves the choice open where none of the languages is there`(wanted: [String]) {
    #expect(Language.best(of: wanted) == nil)
  }
}
