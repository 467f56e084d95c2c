import Desk
import Testing

@testable import Resolvers

@Suite struct ErrorTextsTests {
  static let requestErrors: [RequestError] = [
    .unauthenticated, .sessionEnded, .overloaded, .pageSize(argument: "first"), .bothEnds,
    .cursor(argument: "after"), .idOrNumber, .tooManyIDs,
  ]

  @Test(arguments: requestErrors)
  func `has a sentence in each language`(error: RequestError) {
    let english = ErrorTexts(language: .english).sentence(for: error)
    let portuguese = ErrorTexts(language: .portuguese).sentence(for: error)
    #expect(english != portuguese)
    for sentence in [english, portuguese] { #expect(sentence.hasSuffix(".")) }
    #expect(ErrorTexts(language: .english).error(error).code == error.code)
  }

  @Test(arguments: ProblemCode.allCases)
  func `has a sentence for each problem in each language`(code: ProblemCode) {
    let english = ErrorTexts(language: .english)
    let portuguese = ErrorTexts(language: .portuguese)
    for problem in [Problem(code), Problem(code, parameterKey: "k", parameterLabel: "Turno")] {
      let sentences = [english, portuguese].map { $0.sentence(for: problem) }
      #expect(sentences[0] != sentences[1])
      for sentence in sentences {
        #expect(sentence.hasSuffix("."))
        #expect(sentence != english.sentence(for: Problem(.invalidValue)) || code == .invalidValue)
      }
    }
  }

  @Test func `has no two problems with one sentence`() {
    for language in Language.allCases {
      let texts = ErrorTexts(language: language)
      let sentences = ProblemCode.allCases.map { texts.sentence(for: Problem($0)) }
      #expect(Set(sentences).count == sentences.count)
    }
  }

  @Test func `names a parameter by its label where one is missing`() {
    let problem = Problem(.parameterRequired, parameterKey: "turno", parameterLabel: "Turno")
    #expect(ErrorTexts(language: .portuguese).sentence(for: problem) == "Preencha \"Turno\".")
    #expect(ErrorTexts(language: .english).sentence(for: problem) == "Fill in \"Turno\".")
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
