import Foundation
import TestKit
import Testing

extension PlaygroundPage {
  /// A link that opens a tab again.
  @Suite struct Share {
    private let document = "query Mine($n: Int) {\n  tickets(first: $n) {\n    totalCount\n  }\n}"

    @Test func `without a clipboard the link stands selected in a dialog`() throws {
      let page = try Page(
        GuicheProcess.demo.get(),
        before: "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
      )
      try page.signIn("student")
      try page.write(document)
      try page.browser.click("#share")
      try page.browser.wait(until: "document.querySelector('dialog[open] textarea')")
      let link = try page.browser.text("document.querySelector('dialog[open] textarea').value")
      #expect(link.contains("#/q?d="))
      #expect(
        try page.browser.text(
          "document.activeElement.selectionEnd - document.activeElement.selectionStart"
        ) == "\(link.utf16.count)"
      )
      let token = try page.browser.text("state().session.token")
      #expect(!link.contains(token))
      try page.browser.press(Key.escape)
      // A customer who opens an administrator's link looks through their own eyes.
      try page.open(String(link.dropFirst("\(page.origin)/playground/".count)))
      try page.browser.wait(until: "state().tab.query === arguments[0]", document)
      #expect(try page.state("tab.lens") == nil)
    }

    @Test func `a link that somebody spoilt opens nothing, and says so`() throws {
      let page = try Page(GuicheProcess.demo.get())
      try page.write(document)
      for carried in [
        "", "x", "%%%", "AAAA", "q1ZKyUxRslJSMlSqBQA", String(repeating: "A", count: 100_000),
      ] {
        try page.open("#/q?d=\(carried)")
        #expect(try page.document() == document, "\(carried.prefix(40))")
        #expect(try page.browser.log("browser") == [], "\(carried.prefix(40))")
      }
      // Ten megabytes in a few letters.
      let bomb = try page.browser.settle(
        """
        const { encode } = await import('/playground/js/gql/link.js');
        return encode(['a'.repeat(10_000_000), '', 'tree', '']);
        """
      )
      try page.open("#/q?d=\(try #require(bomb as? String))")
      #expect(try page.document() == document)
      // What is carried round is the same again.
      let again = try page.browser.settle(
        """
        const { encode, decode } = await import('/playground/js/gql/link.js');
        const value = ['é 🎓 \\u202e <img>', '{"n": 1}', 'table', 'student'];
        return JSON.stringify(await decode(await encode(value))) === JSON.stringify(value);
        """
      )
      #expect(again as? Bool == true)
    }
  }
}
