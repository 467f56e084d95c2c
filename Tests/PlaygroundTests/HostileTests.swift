import Foundation
import TestKit
import Testing

extension PlaygroundPage {
  /// The page shows customers' words to administrators.
  @Suite struct Hostile {
    static let attacks = [
      "<img src=x onerror=\"window.broken = 1\">", "</pre><script>window.broken = 1</script>",
      "<svg/onload=window.broken=1>", "javascript:window.broken=1", "\u{202E}gnorw\u{202C}",
      "{{constructor.constructor('window.broken=1')()}}", "'\"><b>bold</b>", "\\u003cimg\\u003e",
      "=cmd|' /C calc'!A0",
    ]

    @Test func `hostile words in data stay words, in every shape of the answer`() throws {
      let house = try GuicheProcess(data: TemporaryFolder().keep(), demo: true)
      let token = try house.signIn("person")
      let first = try house.post(
        "{ tickets(view: UNDER_MY_RESPONSIBILITY, first: 1) { nodes { id } } }",
        token: token
      )
      let ticket = try #require(first.text.firstMatch(of: /"id":"([^"]+)"/)).1
      for attack in Self.attacks {
        let posted = try house.post(
          """
          mutation ($input: PostMessageInput!) {
            postMessage(input: $input) { message { text } problems { code message } }
          }
          """,
          variables: ["input": ["ticket": String(ticket), "text": attack]],
          token: token
        )
        #expect(posted.text.contains(#""problems":[]"#), "\(posted.text)")
      }
      let page = try Page(house)
      try page.signIn("person")
      let elements = "document.querySelectorAll('*').length"
      try page.write(
        "{ node(id: \"\(ticket)\") { ... on Ticket { discussion(last: 50) { nodes { text } } } } }"
      )
      try page.run()
      let before = try page.browser.text(elements)
      try page.shape("raw")
      let raw = try page.browser.text("document.querySelector('.answer').textContent")
      let came = try page.browser.text(
        "state().tab.answer.text.replace(/[\\u202a-\\u202e]/g, '\\ufffd')"
      )
      #expect(raw == came)
      try page.shape("tree")
      #expect(try page.browser.text(elements) == before)
      #expect(try page.shown().contains(#"\u202egnorw\u202c"#), "no sign turns the others round")
      let tree = try page.shown()
      for attack in Self.attacks where !attack.contains("\u{202E}") {
        let quoted = String(decoding: try JSONEncoder().encode(attack), as: UTF8.self)
        #expect(tree.contains(attack) || tree.contains(quoted.replacing("\\/", with: "/")))
      }
      try page.shape("table")
      let cells = try page.browser.evaluate(
        "[...document.querySelectorAll('td')].map((cell) => cell.textContent)"
      )
      let words = Self.attacks.map {
        $0.replacing("\u{202E}", with: #"\u202e"#).replacing("\u{202C}", with: #"\u202c"#)
      }
      #expect(Set(words).isSubset(of: cells as? [String] ?? []))
      try page.browser.picture("hostile")
      #expect(
        try page.browser.text("document.querySelectorAll('td *, .answer *, .errors img').length")
          == "0"
      )
      #expect(try page.browser.text("window.broken") == "undefined")
      #expect(try page.violations() == [])
      #expect(try page.browser.log("browser") == [])
    }

    @Test func `hostile words in a document stay words in its errors`() throws {
      let page = try Page(GuicheProcess.demo.get())
      for attack in Self.attacks {
        let quoted = attack.replacingOccurrences(of: "\\", with: "\\\\")
          .replacingOccurrences(of: "\"", with: "\\\"")
        try page.write("{ tickets(view: \"\(quoted)\") { totalCount } }")
        try page.run()
        #expect(try page.errors().count == 1, "\(attack)")
        #expect(
          try page.browser.text("document.querySelectorAll('.errors li > * > :not(small)').length")
            == "0"
        )
      }
      #expect(try page.browser.text("window.broken") == "undefined")
      #expect(try page.violations() == [])
    }

    @Test func `hostile addresses open nothing`() throws {
      for fragment in ["#/s/%3Cimg%20src=x%20onerror=window.broken=1%3E", "#/s/__proto__", "#/x/y"]
      {
        let page = try Page(GuicheProcess.demo.get(), fragment: fragment)
        try page.browser.wait(until: "document.querySelector('.side').innerText !== ''")
        #expect(try page.browser.text("document.querySelectorAll('.side img').length") == "0")
        #expect(try page.browser.text("window.broken") == "undefined")
        #expect(try page.browser.log("browser") == [])
      }
    }
  }
}
