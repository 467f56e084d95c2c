import Foundation
import TestKit
import Testing

extension PlaygroundPage {
  /// Every text that customers and administrators write is an attack, and every panel shows it.
  @Suite struct HostilePanels {
    private static let attack =
      #"<img src=x onerror=window.broken=1>'"><script>window.broken=1</script>javascript:window.broken=1"#
      + "\u{202E}gnp"
    private static let formula = "=cmd|' /C calc'!A0"

    /// A house in which a person's ticket has nothing but attacks, and what it is called there.
    private func house() throws -> (GuicheProcess, ticket: [String: String]) {
      let house = try GuicheProcess(data: TemporaryFolder().keep(), demo: true)
      let person = try house.signIn("person")
      let found = try house.post(
        """
        { tickets(view: UNDER_MY_RESPONSIBILITY, filter: { status: [PENDING] }, first: 1) { nodes {
          id number type { id } step { id } customer { id } } } }
        """,
        token: person
      )
      let match = try #require(
        found.text.firstMatch(
          of:
            /"id":"([^"]+)","number":(\d+),"type":\{"id":"([^"]+)"\},"step":\{"id":"([^"]+)"\},"customer":\{"id":"([^"]+)"/
        )
      )
      let ticket = [
        "id": String(match.1), "number": String(match.2), "type": String(match.3),
        "step": String(match.4), "customer": String(match.5),
      ]
      let asked = try house.post(
        """
        mutation ($id: ID!, $subject: String!, $text: String!) {
          updateTicket(input: { ticket: $id, parameters: [{ key: "subject", value: { text: $subject } }] }) {
            problems { message } }
          postMessage(input: { ticket: $id, text: $text }) { problems { message } }
        }
        """,
        variables: [
          "id": ticket["id"] ?? "", "subject": Self.formula + Self.attack,
          "text": Self.attack + String(repeating: "x", count: 3_000),
        ],
        token: person
      )
      let parameter = try house.post(
        "query ($type: ID!) { ticketType(id: $type) { parameters { id key isCore } } }",
        variables: ["type": ticket["type"] ?? ""],
        token: house.signIn("admin")
      )
      let own = try #require(
        parameter.text.firstMatch(of: /"id":"([^"]+)","key":"\w+","isCore":false/)
      )
      let named = try house.post(
        """
        mutation ($type: ID!, $step: ID!, $customer: ID!, $parameter: ID!, $text: String!) {
          updateTicketType(input: { type: $type, name: $text, description: $text }) { problems { message } }
          updateStep(input: { step: $step, name: $text }) { problems { message } }
          updateCustomer(input: { customer: $customer, name: $text }) { problems { message } }
          updateParameter(input: { parameter: $parameter, label: $text, help: $text }) { problems { message } }
          createArticle(input: { kind: FAQ, audience: ONLINE, title: $text, body: $text }) {
            problems { message } }
        }
        """,
        variables: [
          "type": ticket["type"] ?? "", "step": ticket["step"] ?? "", "text": Self.attack,
          "customer": ticket["customer"] ?? "", "parameter": String(own.1),
        ],
        token: house.signIn("admin")
      )
      #expect(asked.text.components(separatedBy: #""problems":[]"#).count == 3, "\(asked.text)")
      #expect(named.text.components(separatedBy: #""problems":[]"#).count == 6, "\(named.text)")
      return (house, ticket)
    }

    @Test func `no word of anybody becomes an element, a link or a program, in any panel`() throws {
      let (house, ticket) = try house()
      let page = try Page(house)
      try page.signIn("admin")
      try page.write(
        """
        { ticket(number: \(ticket["number"] ?? "")) { id subject type { name } step { name } customer { name }
          parameters { key label } discussion(last: 5) { nodes { text } } } articles(first: 5, state: DRAFT) {
          nodes { title body } } }
        """
      )
      try page.run()
      #expect(try page.errors() == [])
      for shape in ["tree", "table", "plan", "raw", "http"] {
        try page.shape(shape)
        try check(page, shape, showsIt: shape != "plan" && shape != "http")
      }
      try page.look(as: "person")
      try page.write(
        """
        { ticket(number: \(ticket["number"] ?? "")) { id subject dueDate solution type { name } step { name }
          customer { name } } tickets(view: ALL, first: 2) { totalCount nodes { number subject } } }
        """
      )
      try page.run()
      try page.shape("tree")
      try check(page, "tree of the person", showsIt: true)

      try page.browser.evaluate("location.hash = '#/b/tickets'")
      try page.browser.wait(
        until: "document.querySelector('#browse .sheet tbody tr[aria-rowindex]')"
      )
      try check(page, "browse", showsIt: true)

      try page.show("c")
      try page.browser.wait(until: "document.querySelector('#compare-PERSON')?.value")
      try page.browser.click("#run-five")
      try page.browser.wait(until: "document.querySelectorAll('#compare tbody tr').length > 3")
      try check(page, "compare", showsIt: true)

      try page.browser.evaluate("location.hash = `#/r/${arguments[0]}`", ticket["type"] ?? "")
      try page.waitForRules()
      try page.browser.wait(until: "state().rules.type === arguments[0]", ticket["type"] ?? "")
      try check(page, "rules", showsIt: true)
      try page.browser.picture("hostile-rules")
      try page.browser.click("#walk summary")
      try page.browser.wait(until: "document.querySelector('#walk-form [data-field]')")
      try check(page, "walk", showsIt: true)
      let cell = try page.cell(step: 0, parameter: "dueDate")
      try page.paint(cell, "O")
      try page.waitForDraft(of: cell)
      try page.browser.wait(until: "document.querySelector('#rules-impact').innerText !== ''")
      try check(page, "review", showsIt: true)

      try page.browser.evaluate(
        "location.hash = `#/w/${encodeURIComponent(arguments[0])}`",
        "\(ticket["id"] ?? ""):person"
      )
      try page.browser.wait(until: "document.querySelectorAll('#why-page ul li').length > 3")
      try check(page, "why", showsIt: true)

      try page.browser.press(Key.control, "k")
      try page.browser.wait(until: "document.activeElement.id === 'palette-text'")
      try page.browser.type("img src", into: "#palette-text")
      try page.browser.wait(
        until: "document.querySelector('#palette-hits').innerText.includes('<img')"
      )
      try check(page, "palette", showsIt: true)
      try page.browser.press(Key.escape)

      try page.show("a")
      try check(page, "activity", showsIt: false)
      try page.show("q")
      #expect(try page.count("#builder-tree img") == 0)
      #expect(try page.browser.log("browser") == [])
    }

    /// A document, a tab's name, a kept name and variables are somebody's words too.
    @Test func `hostile documents stay words in the builder, in tabs and in the history`() throws {
      let page = try Page(GuicheProcess.demo.get())
      try page.signIn("student")
      for document in [
        "query A { viewer { permissions } } # \(Self.attack)",
        "{ \(Self.attack) }",
        "query A($x: String = \"\"\"\(Self.attack)\"\"\") { viewer { permissions } }",
      ] {
        try page.write(document)
        try page.write(variables: "{\"x\": \"\(Self.attack.replacing("\"", with: "\\\""))\"}")
        try page.run()
        try check(page, document, showsIt: true)
      }
      for panel in ["k", "a", "s"] {
        try page.show(panel)
        try check(page, panel, showsIt: false)
      }
      let line = String(repeating: "a", count: 60_000)
      try page.write("# \(line)\n{ viewer { permissions } }")
      try page.run()
      #expect(try page.answer().contains("PORTAL"))
      // That the server refuses some of them is all that the browser has to say.
      let said = try page.browser.log("browser").filter {
        !$0.contains("/graphql - Failed to load")
      }
      #expect(said == [])
    }

    private func check(_ page: Page, _ place: String, showsIt: Bool) throws {
      let born = try page.browser.evaluate(
        """
        (() => {
          const strange = 'img:not([src="favicon.svg"]), body script, iframe, object, embed, svg, style, [onerror], [onload], [style*=url]';
          const links = [...document.querySelectorAll('[href], [src], [action]')]
            .map((each) => each.getAttribute('href') ?? each.getAttribute('src') ?? each.getAttribute('action'))
            .filter((address) => !/^(#|favicon.svg$|css\\/|js\\/main.js$)/.test(address));
          // An editor has its text as it was written.
          const turned = [...document.querySelectorAll(':not(.ink, textarea, script, option)')].filter((each) => [...each.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.includes('\\u202e'))).map((each) => each.outerHTML);
          return [...[...document.querySelectorAll(strange)].map((each) => each.outerHTML), ...links, ...turned];
        })()
        """
      )
      #expect(born as? [String] == [], "\(place)")
      #expect(try page.browser.text("window.broken") == "undefined", "\(place)")
      #expect(try page.violations() == [], "\(place)")
      if showsIt {
        #expect(
          try page.browser.text(
            "document.body.innerText.includes('<img src=x') || [...document.querySelectorAll('textarea')].some((each) => each.value.includes('<img src=x'))"
          ) == "true",
          "\(place) shows the words"
        )
      }
    }
  }
}
