import Foundation
import TestKit
import Testing

extension PlaygroundPage {
  /// An administrator looks through somebody's eyes, and only looks.
  @Suite struct Lens {
    private static let documents = [
      "{ viewer { user { code displayName } permissions identities { type customer { name } } } }",
      """
      { tickets(view: ALL, first: 20) { totalCount nodes { id number subject requestText dueDate
        solution parameters { key label access required } actions { action allowed reasonCode } } } }
      """,
      """
      { tickets(view: UNDER_MY_RESPONSIBILITY, first: 10) { nodes { form { fields { key required } }
        discussion(last: 3) { nodes { text author { displayName } } }
        stepHistory(last: 3) { nodes { conditionLabel } } } } }
      """,
      "{ nothing }",
      "{ customers(first: 1) { totalCount } }",
      "{ __schema { types { name } } }",
    ]

    @Test func `shows byte for byte what the customer gets`() throws {
      let house = try GuicheProcess.demo.get()
      let page = try Page(house)
      try page.signIn("admin")
      for user in ["client", "client.contact", "person", "student", "teacher", "prospect", "many"] {
        try page.look(as: user)
        let token = try house.signIn(user)
        for document in Self.documents {
          let own = try house.post(document, token: token, headers: ["Accept-Language": "en"])
          try page.write(document)
          try page.run()
          let seen = try page.browser.text("state().tab.answer.text")
          // What is told to the administrator besides stands behind it, under a name of its own.
          #expect(seen.hasPrefix(own.text.dropLast()), "\(user): \(document)")
          let more = seen.dropFirst(own.text.count - 1)
          #expect(
            more == "}" || more.hasPrefix(#","extensions":{"explain":{"#),
            "\(user): \(document)"
          )
          let bare = try page.browser.settle(
            """
            const { send } = await import('/playground/js/core/api.js');
            return (await send({ query: arguments[0], lens: state().tab.lens })).text;
            """,
            document
          )
          #expect(bare as? String == own.text, "\(user): \(document)")
        }
      }
    }

    @Test func `says so on a band, refuses changes, is written down, and ends by Esc`() throws {
      let house = try GuicheProcess(data: TemporaryFolder().keep(), demo: true)
      let page = try Page(house)
      try page.signIn("admin")
      try page.write("{ tickets(view: UNDER_MY_RESPONSIBILITY, first: 1) { nodes { id } } }")
      try page.look(as: "person")
      #expect(try page.text(".eyes").contains("PERSON"))
      #expect(try page.text(".eyes").contains("read-only"))
      try page.browser.type("because she called\(Key.tab)", into: "#lens-reason")
      try page.run()
      let ticket = try #require(page.answer().firstMatch(of: /"id": "([^"]+)"/)).1
      try page.write(
        """
        mutation { postMessage(input: { ticket: "\(ticket)", text: "not mine" }) {
          message { text } problems { code } } }
        """
      )
      try page.run()
      #expect(try page.errors().contains { $0.contains("READ_ONLY_LENS") })
      let own = try house.post(
        "query ($id: ID!) { ticket(id: $id) { discussion(last: 9) { nodes { text } } } }",
        variables: ["id": String(ticket)],
        token: house.signIn("person")
      )
      #expect(!own.text.contains("not mine"))

      let log = try house.post(
        """
        { auditLog(action: "viewAs", first: 5) { nodes { user { code } subject { ... on User { code } }
          changes { name after } } } }
        """,
        token: house.signIn("admin")
      )
      #expect(log.text.contains(#""user":{"code":"admin"},"subject":{"code":"person"}"#))
      #expect(log.text.contains("because she called"))
      #expect(log.text.contains(#""name":"request""#) && log.text.contains(#""name":"document""#))

      try page.browser.evaluate("document.activeElement.blur()")
      try page.browser.press(Key.escape)
      try page.browser.wait(until: "state().tab.lens === null")
      #expect(try page.text(".eyes").contains("PERSON") == false)
    }

    @Test func `ends with the session, and is nobody's but an administrator's`() throws {
      let page = try Page(GuicheProcess.demo.get())
      try page.signIn("admin")
      try page.look(as: "student")
      try page.write("{ viewer { user { code } } }")
      try page.run()
      try page.signIn("teacher")
      #expect(try page.state("tab.lens") == nil)
      #expect(try page.state("tab.answer") == nil)
      #expect(try page.browser.text("document.querySelector('.eyes').checkVisibility()") == "false")
      try page.run()
      #expect(try page.answer().contains("teacher"))
    }

    @Test func `is each tab's own`() throws {
      let page = try Page(GuicheProcess.demo.get())
      try page.signIn("admin")
      try page.look(as: "student")
      try page.browser.settle(
        """
        const { change } = await import('/playground/js/core/state.js');
        change('tabOpened', { query: '{ viewer { user { code } } }' });
        """
      )
      try page.run()
      #expect(try page.answer().contains(#""code": "admin""#))
    }
  }
}
