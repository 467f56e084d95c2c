import Foundation
import TestKit
import Testing

extension PlaygroundPage {
  /// What the page explains is what happens.
  @Suite struct Why {
    /// For each ticket of each customer: the page's own list of what the customer sees, gate by gate,
    /// against what the customer is answered.
    @Test func `says of each parameter what the customer really gets`() throws {
      let house = try GuicheProcess.demo.get()
      let page = try Page(house)
      try page.signIn("admin")
      for user in ["client", "person", "student", "teacher", "prospect"] {
        let own = try house.post(
          """
          { tickets(view: ALL, first: 2) { nodes { id parameters { key }
            discussion { totalCount } attachments { totalCount } stepHistory { totalCount }
            understandings { totalCount } } } }
          """,
          token: house.signIn(user)
        )
        let json = try JSONSerialization.jsonObject(with: Data(own.body)) as? [String: Any]
        let data = json?["data"] as? [String: Any]
        let tickets = (data?["tickets"] as? [String: Any])?["nodes"] as? [[String: Any]]
        for ticket in try #require(tickets) {
          let id = try #require(ticket["id"] as? String)
          var seen = Set(
            (ticket["parameters"] as? [[String: Any]] ?? []).compactMap { $0["key"] as? String }
          )
          for section in ["discussion", "attachments", "stepHistory", "understandings"]
          where ticket[section] as? [String: Any] != nil { seen.insert(section) }

          try page.browser.evaluate(
            "location.hash = `#/w/${encodeURIComponent(arguments[0])}`",
            "\(id):\(user)"
          )
          let link = "#why-page ul a[href*='\(id)']"
          try page.browser.wait(until: "document.querySelector(arguments[0])", link)
          let said = try page.browser.evaluate(
            """
            [...document.querySelectorAll('#why-page ul li')].map((line) =>
              [line.className, decodeURIComponent(line.querySelector('a').hash).split(':').at(-1)])
            """
          )
          let lines = try #require(said as? [[String]])
          #expect(lines.count >= seen.count)
          for line in lines {
            #expect((line[0] == "good") == seen.contains(line[1]), "\(user) \(id) \(line[1])")
          }
          #expect(seen.isSubset(of: lines.map { $0[1] }), "\(user) \(id)")
        }
      }
      try page.browser.picture("why-all")
    }

    /// A hidden value has a sign, an empty one has none: the signs are those values of the whole
    /// ticket that the administrator has and the customer does not.
    @Test func `marks what is hidden, and nothing that is only empty`() throws {
      let house = try GuicheProcess.demo.get()
      let page = try Page(house)
      try page.signIn("admin")
      let document = """
        { tickets(view: ALL, first: 20) { nodes { id subject requestText priority product dueDate
          solution } } }
        """
      try page.write(document)
      let administrator = try house.signIn("admin")
      let list = try house.post("{ users(first: 50) { nodes { id code } } }", token: administrator)
      let users = Dictionary(
        uniqueKeysWithValues: list.text.matches(of: /"id":"([^"]+)","code":"([^"]+)"/).map {
          (String($0.2), String($0.1))
        }
      )
      for user in ["client", "person", "student", "teacher", "prospect", "many"] {
        try page.look(as: user)
        try page.run()
        let marked = try page.browser.evaluate(
          """
          [...document.querySelectorAll('.result-panel [role=treeitem]')]
            .filter((line) => line.querySelector(':scope > div button.hidden'))
            .map((line) => line.parentElement.closest('li').querySelector('b').textContent
              + line.querySelector('b').textContent)
          """
        )
        let signs = Set(try #require(marked as? [String]))
        let empty = try page.browser.evaluate(
          """
          state().tab.answer.json.data.tickets.nodes.flatMap((node, place) => Object.keys(node)
            .filter((key) => node[key] === null).map((key) => [`${place}: ${key}: `, node.id, key]))
          """
        )
        let nulls = try #require(empty as? [[String]])
        #expect(nulls.count > 5)
        var hidden: Set<String> = []
        for null in nulls {
          let told = try house.post(
            """
            query ($ticket: ID!, $key: String!, $user: ID!) {
              explainAccess(ticket: $ticket, user: $user, parameter: $key) { userSees } }
            """,
            variables: ["ticket": null[1], "key": null[2], "user": users[user] ?? ""],
            token: administrator
          )
          #expect(told.text.contains("userSees"), "\(told.text)")
          if told.text.contains(#""userSees":false"#) { hidden.insert(null[0]) }
        }
        #expect(signs == hidden, "\(user)")
      }
    }
  }
}
