import TestKit
import Testing

extension PlaygroundPage {
  /// The schema that is the viewer's own.
  @Suite struct Schema {
    @Test func `is read, searched, and walked by links`() throws {
      let page = try Page(GuicheProcess.demo.get(), fragment: "#/s")
      try page.signIn("student")
      try page.browser.wait(until: "document.querySelectorAll('#schema .links a').length > 40")
      #expect(try Array(texts(page).prefix(2)) == ["Query", "Mutation"])
      try page.browser.type("dueda", into: "#schema-search")
      try page.browser.wait(
        until: "document.querySelectorAll('#schema .links:not([hidden]) a').length < 5"
      )
      #expect(try texts(page).contains("Ticket.dueDate"))
      try page.browser.picture("schema-search")
      try page.browser.click("#schema a[href='#/s/Ticket.dueDate']")
      try page.browser.wait(until: "document.querySelector('#schema h2')?.textContent === 'Ticket'")
      #expect(
        try page.browser.text("document.querySelector('.member').innerText").contains("id: ID!")
      )
      try page.browser.picture("schema-type")
      try page.browser.click(".member a[href='#/s/Priority']")
      try page.browser.wait(
        until: "document.querySelector('#schema h2')?.textContent === 'Priority'"
      )
      #expect(
        try page.browser.text("document.querySelector('#schema').innerText").contains("URGENT")
      )
      try page.browser.evaluate("history.back()")
      try page.browser.wait(until: "document.querySelector('#schema h2')?.textContent === 'Ticket'")
      try page.browser.type("no such thing", into: "#schema-search")
      #expect(
        try page.browser.text("document.querySelector('#schema').innerText").contains(
          "Nothing is called"
        )
      )
    }

    @Test func `is another one for attendants than for customers`() throws {
      let page = try Page(GuicheProcess.demo.get(), fragment: "#/s/Participant")
      try page.signIn("student")
      try page.browser.wait(until: "document.querySelectorAll('.member').length === 2")
      try page.signIn("attendant")
      try page.browser.wait(until: "document.querySelectorAll('.member').length === 3")
      #expect(
        try page.browser.text("document.querySelector('#schema').innerText").contains("userCode")
      )
    }

    private func texts(_ page: Page) throws -> [String] {
      try page.browser.evaluate(
        """
        [...document.querySelectorAll('#schema .links a')].map((link) =>
          [...link.childNodes].filter((node) => node.className !== 'badge')
            .map((node) => node.textContent).join(''))
        """
      ) as? [String] ?? []
    }
  }
}
