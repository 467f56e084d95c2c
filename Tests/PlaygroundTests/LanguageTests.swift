import Foundation
import TestKit
import Testing

extension PlaygroundPage {
  /// English and Portuguese, light and dark.
  @Suite struct Language {
    @Test func `speaks both languages, and remembers which`() throws {
      let page = try Page(GuicheProcess.demo.get())
      #expect(try page.browser.text("document.documentElement.lang") == "en")
      try page.browser.wait(untilLabelOf: "#run", holds: "Run")
      try page.choose(language: "pt-BR")
      #expect(try page.browser.text("document.documentElement.lang") == "pt-BR")
      try page.browser.wait(untilLabelOf: "#run", holds: "Executar")
      try page.browser.wait(untilLabelOf: "#document", holds: "Documento GraphQL")
      try page.signIn("student")
      try page.write("{ ticket(number: 1, id: \"x\") { id } }")
      try page.run()
      try page.open()
      #expect(try page.browser.text("document.documentElement.lang") == "pt-BR")
      try page.browser.picture("portuguese")
    }

    /// What the server says to people comes in the page's language.
    @Test func `a wrong password is refused in the language of the page`() throws {
      let page = try Page(GuicheProcess.demo.get())
      var sentences: [String] = []
      for language in ["en", "pt-BR"] {
        try page.choose(language: language)
        try page.browser.click(".door summary")
        try page.browser.type("nobody", into: "[name=code]")
        try page.browser.type("wrong", into: "[name=password]")
        try page.browser.click(".door button")
        let alert = "document.querySelector('.who [role=alert]').textContent"
        try page.browser.wait(until: "\(alert) !== ''")
        sentences.append(try page.browser.text(alert))
      }
      #expect(Set(sentences).count == 2, "\(sentences)")
    }

    /// The playground as it stands in the checkout.
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../playground").standardized

    /// The sentences of a language, as they stand in its file.
    private func sentences(_ language: String) throws -> [(key: String, sentence: String)] {
      let text = try String(
        contentsOf: Self.folder.appending(path: "lang/\(language).json"),
        encoding: .utf8
      )
      return text.matches(of: #/"((?:[^"\\]|\\.)+)": *"((?:[^"\\]|\\.)*)"/#).map {
        (String($0.1), String($0.2))
      }
    }

    @Test func `has every sentence in both languages, once, with the same places for values`()
      throws
    {
      let english = try sentences("en")
      let portuguese = try sentences("pt-BR")
      #expect(english.count > 100)
      #expect(portuguese.map(\.key) == english.map(\.key))
      #expect(Set(english.map(\.key)).count == english.count)
      for (one, other) in zip(english, portuguese) {
        func places(_ sentence: String) -> [String] {
          sentence.matches(of: /\{\d\}/).map { String($0.0) }.sorted()
        }
        #expect(places(one.sentence) == places(other.sentence), "\(one.key)")
        #expect(one.sentence.filter { $0 == "|" } == other.sentence.filter { $0 == "|" })
      }
    }

    /// A sentence is said by its key: in modules there are only words of languages for machines.
    @Test func `no sentence stands in a module or in the page itself`() throws {
      let files = try #require(FileManager.default.enumerator(atPath: Self.folder.path))
      var modules = 0
      for case let file as String in files where file.hasSuffix(".js") {
        modules += 1
        let text = try String(contentsOf: Self.folder.appending(path: file), encoding: .utf8)
          .replacing(#/(?m)^ *(//|\*|/\*).*$|`[^`]*`/#, with: "")
        // A child of an element that is two words of letters is a sentence.
        for match in text.matches(of: /h\('[^']*', \{[^}]*\}, '(?<words>[A-Za-zÀ-ú]+ [^']*)'/) {
          Issue.record("\(file): \(match.words)")
        }
        for match in text.matches(
          of: /(?:ariaLabel|placeholder|title|'aria-label'): '(?<words>[A-Za-z][^']*)'/
        ) {
          // The name of a key, or of a header, is the same in all languages.
          let isName = match.words.firstMatch(of: /^(Ctrl|Alt)\+|^X-/) != nil
          if !isName { Issue.record("\(file): \(match.words)") }
        }
      }
      #expect(modules > 30)
      let page = try String(
        contentsOf: Self.folder.appending(path: "index.html"),
        encoding: .utf8
      )
      let words = page.replacing(/<noscript>.*<\/noscript>|<title>.*<\/title>/, with: "")
        .replacing(/<[^>]*>/, with: "")
      #expect(words.trimmingCharacters(in: .whitespacesAndNewlines) == "")
    }

    /// Long words of the other language fit too.
    @Test func `fits in Portuguese, wide and narrow`() throws {
      let page = try Page(GuicheProcess.demo.get())
      try page.choose(language: "pt-BR")
      try page.signIn("admin")
      for width in [1280, 390] {
        try page.browser.cdp(
          "Emulation.setDeviceMetricsOverride",
          ["width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500]
        )
        for panel in ["q", "b", "c", "r", "w", "s", "k", "a"] {
          try page.show(panel)
          try page.browser.wait(until: "document.querySelector('main').innerText.trim().length > 5")
          #expect(
            try page.browser.text("document.documentElement.scrollWidth <= \(width)") == "true",
            "\(panel) \(width)"
          )
          if width == 390 { try page.browser.picture("phone-pt-\(panel)") }
        }
      }
    }

    @Test func `is light or dark as the system says, or as was chosen`() throws {
      let page = try Page(GuicheProcess.demo.get())
      func ground() throws -> String {
        try page.browser.text("getComputedStyle(document.body).backgroundColor")
      }
      let light = try ground()
      let dark = ["name": "prefers-color-scheme", "value": "dark"]
      try page.browser.cdp("Emulation.setEmulatedMedia", ["features": [dark]])
      let night = try ground()
      #expect(night != light)
      try page.choose(theme: "light")
      #expect(try ground() == light)
      try page.choose(theme: "dark")
      try page.open()
      #expect(try ground() == night)
      try page.signIn("admin")
      try page.run()
      try page.browser.picture("dark")
    }
  }
}
