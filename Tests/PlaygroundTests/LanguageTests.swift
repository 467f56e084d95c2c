import Foundation
import TestKit
import Testing

extension PlaygroundPage {
  /// English and Portuguese, light and dark.
  @Suite struct Language {
    @Test func `speaks both languages, and remembers which`() throws {
      let page = try Page(GuicheProcess.demo.get())
      #expect(try page.browser.text("document.documentElement.lang") == "en")
      #expect(try page.browser.label("#run").contains("Run"))
      try choose("language", "pt-BR", in: page)
      #expect(try page.browser.text("document.documentElement.lang") == "pt-BR")
      #expect(try page.browser.label("#run").contains("Executar"))
      #expect(try page.browser.label("#document") == "Documento GraphQL")
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
        try choose("language", language, in: page)
        try page.browser.evaluate("document.querySelector('.who [role=alert]').replaceChildren()")
        if language == "en" { try page.browser.click(".door summary") }
        try page.browser.evaluate("document.querySelector('[name=code]').value = 'nobody'")
        try page.browser.type("wrong", into: "[name=password]")
        try page.browser.click(".door button")
        let alert = "document.querySelector('.who [role=alert]').textContent"
        try page.browser.wait(until: "\(alert) !== ''")
        sentences.append(try page.browser.text(alert))
      }
      #expect(Set(sentences).count == 2, "\(sentences)")
    }

    @Test func `has every sentence in both languages`() throws {
      func keys(_ language: String) throws -> [String] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
          .appending(path: "../../playground/js/lang/\(language).js").standardized
        let text = try String(contentsOf: file, encoding: .utf8)
        return text.matches(of: #/(?m)^  '?([\w./-]+)'?: /#).map { String($0.1) }
      }
      let english = try keys("en")
      #expect(english.count > 40)
      #expect(try keys("pt-BR") == english)
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
      try choose("theme", "light", in: page)
      #expect(try ground() == light)
      try choose("theme", "dark", in: page)
      try page.open()
      #expect(try ground() == night)
      try page.signIn("admin")
      try page.run()
      try page.browser.picture("dark")
    }

    private func choose(_ select: String, _ value: String, in page: Page) throws {
      try page.browser.click("#\(select) option[value='\(value)']")
    }
  }
}
