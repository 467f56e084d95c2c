import Foundation
import TestKit
import Testing

extension PlaygroundPage.Moments {
  @Test func `9 a list to browse is a query: either follows the other`() throws {
    let page = try Page(GuicheProcess.demo.get())
    try page.signIn("admin")
    try page.open("#/b/tickets")
    try page.waitUntilSignedIn("admin")
    let rows = "#browse .sheet tbody tr[aria-rowindex]"
    try page.browser.wait(until: "document.querySelectorAll(arguments[0]).length > 5", rows)
    func heads() throws -> [String] { try page.texts("#browse .sheet thead th") }
    #expect(try heads().contains("number"))
    #expect(
      try page.browser.text("document.querySelector('#browse-document').value").contains("tickets(")
    )

    // Choosing changes the query …
    try page.browser.click("[data-facet=status] option[value=CANCELLED]")
    try page.browser.wait(
      until: "document.querySelector('#browse-variables').value.includes('CANCELLED')"
    )
    let states = "[...document.querySelectorAll('#browse .sheet tbody tr[aria-rowindex]')]"
    try page.browser.wait(
      until: "\(states).length > 0 && \(states).every((row) => row.innerText.includes('CANCELLED'))"
    )
    try page.browser.picture("moment-09-every-grid-is-a-query")

    // … and changing the query changes the list.
    let query = try page.browser.text("document.querySelector('#browse-document').value")
    try page.browser.evaluate(
      "(() => { document.querySelector('#browse-document').value = arguments[0]; })()",
      query.replacing("number", with: "ticketNumber: number")
    )
    try page.browser.click("#browse-apply")
    try page.browser.wait(
      until:
        "[...document.querySelectorAll('#browse .sheet thead th')].some((head) => head.innerText === 'ticketNumber')"
    )

    // A page on and back, by cursors.
    try page.browser.click("[data-facet=status] option:first-child")
    try page.browser.wait(until: "!document.querySelector('#page-forward').disabled")
    let first = try page.texts("#browse .sheet tbody tr[aria-rowindex] td").first
    try page.browser.click("#page-forward")
    try page.browser.wait(until: "!document.querySelector('#page-back').disabled")
    #expect(
      try page.browser.text("document.querySelector('#browse-variables').value").contains("after")
    )
    #expect(try page.texts("#browse .sheet tbody tr[aria-rowindex] td").first != first)
    try page.browser.click("#page-back")
    try page.browser.wait(
      until:
        "document.querySelector('#browse .sheet tbody tr[aria-rowindex] td')?.innerText === arguments[0]",
      first ?? ""
    )

    // It goes to the editor as it stands.
    let shown = try page.browser.text("document.querySelector('#browse-document').value")
    try page.browser.click("#browse-edit")
    try page.browser.wait(until: "state().route.panel === 'q'")
    #expect(try page.document() == shown)
    try page.run()
    #expect(try page.errors() == [])
  }
}
