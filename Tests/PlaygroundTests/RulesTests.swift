import Foundation
import TestKit
import Testing

extension PlaygroundPage {
  /// The rules of each step, changed in a draft.
  @Suite struct Rules {
    /// A house of its own, for rules are changed in it.
    private func open() throws -> (GuicheProcess, Page) {
      let house = try GuicheProcess(data: TemporaryFolder().keep(), demo: true)
      let page = try Page(house)
      try page.signIn("admin")
      try page.showRules()
      return (house, page)
    }

    @Test func `two administrators: the second is told, and loses nothing`() throws {
      let (house, page) = try open()
      let cell = try page.cell(step: 1, parameter: "dueDate")
      try page.paint(cell, "O")
      try page.waitForDraft(of: cell)

      // Another one publishes a change of the same cell and of another meanwhile.
      let other = try house.signIn("admin")
      let made = try house.post(
        "mutation { createRuleDraft(input: {}) { version { id } } }",
        token: other
      )
      let draft = try #require(made.text.firstMatch(of: /"id":"([^"]+)"/)).1
      let step = try #require(cell.split(separator: ":").first)
      let set = try house.post(
        """
        mutation ($draft: ID!, $step: ID!) {
          setFieldRules(input: { draft: $draft, rules: [
            { step: $step, parameter: "dueDate", readOnly: true },
            { step: $step, parameter: "product", readOnly: true } ] }) { problems { message } }
          publishRuleDraft(input: { draft: $draft, reason: "first" }) { problems { message } }
        }
        """,
        variables: ["draft": String(draft), "step": String(step)],
        token: other
      )
      #expect(set.text.components(separatedBy: #""problems":[]"#).count == 3, "\(set.text)")

      try page.review("second")
      try page.browser.click("#rules-review button.primary")
      try page.browser.wait(until: "document.querySelector('#rules-rebase')")
      #expect(try page.text("#rules-said") != "", "what keeps it from being published")
      try page.browser.picture("conflict")
      let settings = "{ settings { ruleVersion { number reason } } }"
      #expect(try house.post(settings, token: other).text.contains(#""number":2,"reason":"first""#))
      // What was edited is still there.
      #expect(try page.text("[data-cell='\(cell)']").contains("O"))
      #expect(try page.text("#rules").contains("Prazo"), "which cell both have changed")
      try page.browser.click("#rules-rebase")
      try page.browser.wait(until: "!document.querySelector('#rules-rebase')")
      #expect(try page.text("[data-cell='\(cell)']").contains("O"))
      try page.publish("second")
      #expect(try house.post(settings, token: other).text.contains(#""number":3"#))
      let rules = try house.post(
        "query ($step: ID!) { settings { ruleVersion { rules(step: $step) { parameterKey readOnly } } } }",
        variables: ["step": String(step)],
        token: other
      )
      #expect(rules.text.contains(#""parameterKey":"product","readOnly":true"#), "nothing is lost")
    }

    @Test func `undo takes back what was painted, and redo paints it again`() throws {
      let (house, page) = try open()
      let cell = try page.cell(step: 1, parameter: "subject")
      let before = try page.text("[data-cell='\(cell)']")
      try page.paint(cell, "O")
      #expect(try page.text("[data-cell='\(cell)']").hasPrefix("O"))
      try page.browser.press(Key.control, "z")
      #expect(try page.text("[data-cell='\(cell)']") == before)
      try page.browser.press(Key.control, Key.shift, "z")
      #expect(try page.text("[data-cell='\(cell)']").hasPrefix("O"))
      try page.waitForDraft(of: cell)
      try page.browser.press(Key.control, "z")
      #expect(try page.text("[data-cell='\(cell)']") == before)
      try page.browser.wait(until: "state().rules.version.changes.length === 0")
      #expect(try page.count("#rules-publish") == 0, "there is nothing to publish")
      let token = try house.signIn("admin")
      let drafts = try house.post(
        "{ ruleVersions(first: 9) { nodes { isDraft changes { parameterKey } } } }",
        token: token
      )
      #expect(drafts.text.contains(#""isDraft":true,"changes":[]"#))
    }

    @Test func `a customer type's cell only narrows what holds for every customer`() throws {
      let (_, page) = try open()
      let base = try page.cell(step: 0, parameter: "solution")
      #expect(try page.text("[data-cell='\(base)']").hasPrefix("O"))
      try page.openTypes(ofStep: 0)
      try page.paint("\(base)STUDENT", "V")
      #expect(try page.text("[data-cell='\(base)STUDENT']") == "·")
      #expect(try page.text("#rules-said").contains("Student"))
    }

    @Test func `what each side sees does not depend on the other's invisible fields`() throws {
      let (_, page) = try open()
      let cell = try page.cell(step: 1, parameter: "dueDate")
      try page.browser.click("#rules-DESK")
      let desk = try page.text("[data-cell='\(cell)']")
      try page.browser.click("#rules-ONLINE")
      try page.paint(cell, "O")
      try page.browser.click("#rules-DESK")
      #expect(try page.text("[data-cell='\(cell)']") == desk)
    }

    /// Counts by hand, ticket by ticket, what the page says that a change would touch.
    @Test func `the impact is what a count of all tickets finds`() throws {
      let (house, page) = try open()
      let token = try house.signIn("admin")
      let all = try tickets(house, token)
      let type = try page.browser.text("state().rules.type")
      let steps = try page.browser.evaluate("state().rules.steps.map(({ id }) => id)")
      for (place, step) in try #require(steps as? [String]).enumerated() {
        let there = all.filter { $0.type == type && $0.step == step && $0.isOpen }
        for kind in ["STUDENT", "PERSON"] {
          let own = there.filter { $0.kind == kind }
          let counted = try house.post(
            """
            query ($step: ID!, $kind: CustomerType!) { previewRuleChange(rules: [{ step: $step,
              parameter: "notaPessoal", refinements: [{ customerType: $kind, invisibleOnline: true }] }])
              { changes { customerType audience reach { openTickets customers } } } }
            """,
            variables: ["step": step, "kind": kind],
            token: token
          )
          let customers = Set(own.map(\.customer)).count
          #expect(
            counted.text.contains(
              #""customerType":"\#(kind)","audience":"ONLINE","reach":{"openTickets":\#(own.count),"#
                + #""customers":\#(customers)}"#
            ),
            "step \(place + 1), \(kind): \(counted.text)"
          )
        }
      }
      // And one of them as the page says it.
      let place = 1
      let cell = try page.cell(step: place, parameter: "notaPessoal")
      let step = try #require(cell.split(separator: ":").first)
      let there = all.filter { $0.type == type && $0.step == step && $0.isOpen }
      try page.paint(cell, "O")
      try page.waitForDraft(of: cell)
      try page.browser.wait(until: "state().rules.preview.changes.length > 0")
      try page.browser.wait(
        untilLabelOf: "[data-cell='\(cell)']",
        holds: "touches \(there.count) tickets"
      )
      #expect(
        try page.text("#rules-impact").contains(
          "\(there.count) open tickets, \(Set(there.map(\.customer)).count) customers"
        )
      )
    }

    private struct Counted {
      var type: String
      var step: String
      var kind: String
      var customer: String
      var isOpen: Bool
    }

    private func tickets(_ house: GuicheProcess, _ token: String) throws -> [Counted] {
      var found: [Counted] = []
      var after: String?
      repeat {
        let answer = try house.post(
          """
          query ($after: String) { tickets(view: ALL, first: 100, after: $after) {
            nodes { status type { id } step { id } customer { id type } }
            pageInfo { hasNextPage endCursor } } }
          """,
          variables: after.map { ["after": $0] } ?? [:],
          token: token
        )
        let pattern =
          /"status":"(\w+)","type":\{"id":"([^"]+)"\},"step":\{"id":"([^"]+)"\},"customer":\{"id":"([^"]+)","type":"(\w+)"/
        found += answer.text.matches(of: pattern).map {
          Counted(
            type: String($0.2),
            step: String($0.3),
            kind: String($0.5),
            customer: String($0.4),
            isOpen: $0.1 == "PENDING" || $0.1 == "IN_PROGRESS"
          )
        }
        let next = answer.text.firstMatch(of: /"hasNextPage":true,"endCursor":"([^"]+)"/)
        after = next.map { String($0.1) }
      } while after != nil
      return found
    }
  }
}
