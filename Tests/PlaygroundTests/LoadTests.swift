import TestKit
import Testing

extension PlaygroundPage {
  /// Nothing is amiss before anybody does anything, and nothing comes from elsewhere.
  @Suite struct Load {
    @Test(arguments: ["", "student", "admin"])
    func `each panel loads with an empty console and no violation of its policy`(
      user: String
    )
      throws
    {
      let page = try Page(GuicheProcess.demo.get())
      if !user.isEmpty { try page.signIn(user) }
      for fragment in [
        "", "#/q", "#/b", "#/b/customers", "#/b/nothing", "#/c", "#/r", "#/r/nothing",
        "#/r/a:b:c:d",
        "#/w", "#/w/nothing", "#/w/a:b:c", "#/s", "#/s/Ticket", "#/s/Ticket.dueDate",
        "#/s/NoSuchType",
        "#/k", "#/a", "#/x", "#/%E0%A4%A",
      ] {
        try page.open(fragment)
        try page.browser.wait(until: "window.pending === 0")
        #expect(try page.browser.log("browser") == [], "\(fragment)")
        #expect(try page.violations() == [], "\(fragment)")
        #expect(try page.browser.text("document.title").contains("Guiche"), "\(fragment)")
      }
      let addresses = try page.browser.requestedAddresses().filter { $0 != "about:blank" }
      #expect(addresses.count > 100)
      for address in addresses { #expect(address.hasPrefix("\(page.origin)/"), "\(address)") }
    }

    @Test func `asks nothing of any other origin`() throws {
      let page = try Page(GuicheProcess.demo.get())
      try page.signIn("student")
      try page.run()
      try page.open("#/s/Ticket")
      try page.showExamples()
      try page.browser.click("[data-example='R10/who-am-i']")
      try page.run()
      let addresses = try page.browser.requestedAddresses().filter { $0 != "about:blank" }
      #expect(addresses.contains("\(page.origin)/playground/js/main.js"))
      #expect(addresses.contains("\(page.origin)/graphql"))
      for address in addresses { #expect(address.hasPrefix("\(page.origin)/"), "\(address)") }
    }

    /// Holds the policy itself to account: without it, the tests above would see nothing.
    @Test func `the browser refuses markup that is made from text`() throws {
      let page = try Page(GuicheProcess.demo.get())
      let outcome = try page.browser.text(
        """
        (() => {
          try { document.body['inner' + 'HTML'] = '<b>x</b>'; return 'made'; }
          catch (error) { return error.name; }
        })()
        """
      )
      #expect(outcome == "TypeError")
      #expect(try page.violations().contains { $0.hasPrefix("require-trusted-types-for") })
    }

    @Test func `says so where the server does not answer`() throws {
      let house = try GuicheProcess(data: TemporaryFolder().keep(), demo: true)
      let page = try Page(house)
      house.kill()
      try page.browser.click("#run")
      try page.browser.wait(until: "document.querySelector('.errors li')")
      #expect(try page.errors().first?.hasPrefix("The server did not answer") == true)
    }

    @Test func `keeps what was written, and the session, when the tab is loaded again`() throws {
      let page = try Page(GuicheProcess.demo.get())
      try page.signIn("teacher")
      try page.write("{ viewer { permissions } }")
      try page.open()
      try page.waitUntilSignedIn("teacher")
      try page.run()
      #expect(try page.answer().contains("PORTAL"))
      let kept = try page.browser.text("Object.keys(localStorage).join() + document.cookie")
      #expect(kept == "guiche:/:toured")
      let token = try page.browser.text("state().session.token")
      #expect(token.count > 20)
      var lasting = ""
      repeat {
        lasting = try page.lasting()
      } while !lasting.contains("permissions")
      #expect(!lasting.contains(token))
    }
  }
}
