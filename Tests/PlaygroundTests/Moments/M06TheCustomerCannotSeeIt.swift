import Foundation
import TestKit
import Testing

extension PlaygroundPage.Moments {
  @Test func `6 the customer says that it cannot be seen: gate by gate, and what to do`() throws {
    let house = try GuicheProcess.demo.get()
    let page = try Page(house)
    try page.signIn("admin")
    try page.show("w")
    func ask(_ user: String, _ number: String) throws {
      try page.browser.evaluate(
        "(() => { for (const id of ['why-user', 'why-ticket']) document.getElementById(id).value = ''; })()"
      )
      try page.browser.type("\(user)\(Key.tab)", into: "#why-user")
      try page.browser.type("\(number)\(Key.enter)", into: "#why-ticket")
    }
    let own = try house.post(
      "{ tickets(view: ALL, first: 20) { nodes { number dueDate status } } }",
      token: house.signIn("student")
    )
    let number = try #require(own.text.firstMatch(of: /"number":(\d+),"dueDate":null,"status":"IN/))
      .1

    // Somebody else's ticket: the first red gate says so.
    try ask("teacher", String(number))
    try page.browser.wait(until: "document.querySelector('#why-page ol li.bad')")
    #expect(try page.text("#why-page ol li.bad").contains("OWNERSHIP"))
    #expect(try page.count("#why-page ul li.good") == 0)
    try page.browser.picture("moment-06-somebody-else")

    // Their own: all gates are passed but that of some fields.
    try ask("student", String(number))
    try page.browser.wait(until: "document.querySelectorAll('#why-page ul li.good').length > 3")
    let gates = try page.texts("#why-page ol li > .badge:nth-of-type(1)")
    let order = ["SIGN_IN", "PERMISSION", "TYPE", "IDENTITY", "OWNERSHIP", "STATE", "STEP"]
    #expect(gates.map { $0.components(separatedBy: " · ")[0] } == order)
    #expect(try page.texts("#why-page ol li").allSatisfy { $0.hasPrefix("✓") || $0.hasPrefix("✗") })
    try page.browser.picture("moment-06-the-customer-cannot-see-it")
    try page.browser.click("#why-page ul li.bad a")
    try page.browser.wait(until: "document.querySelector('#why-rule')")
    #expect(try page.text("#why-page ol li.bad").contains("→"), "what to do about it")
    #expect(try page.text("#why-page ol li:last-child").contains("FIELD"))

    // And one sees it through their eyes.
    try page.browser.click("#why-look")
    try page.browser.wait(
      until: "state().tab.lens?.code === 'student' && state().route.panel === 'q'"
    )
    try page.run()
    #expect(try page.answer().contains("\"number\": \(number)"))
  }
}
