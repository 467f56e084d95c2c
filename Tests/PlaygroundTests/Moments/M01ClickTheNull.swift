import TestKit
import Testing

extension PlaygroundPage {
  /// The twelve moments that delight, each driven as a person would, with a picture to look at.
  @Suite struct Moments {}
}

extension PlaygroundPage.Moments {
  @Test func `1 a hidden value says so, and leads to the very cell that hides it`() throws {
    let page = try Page(GuicheProcess.demo.get())
    try page.write(
      "{ tickets(view: ALL, first: 8) { nodes { id number subject dueDate step { name } } } }"
    )
    // To the customer it is a null like any other.
    try page.signIn("student")
    try page.run()
    let nulls = try page.browser.text(
      "state().tab.answer.json.data.tickets.nodes.filter((node) => node.dueDate === null).length"
    )
    #expect(Int(nulls) ?? 0 > 0)
    #expect(try page.count(".result-panel button.hidden") == 0)

    try page.signIn("admin")
    try page.look(as: "student")
    try page.run()
    #expect(try page.count(".result-panel button.hidden") > 0)
    #expect(try page.text(".result-panel button.hidden") == "hidden ?")
    try page.browser.click(".result-panel button.hidden")
    try page.browser.wait(until: "document.querySelector('.why a[href^=\"#/r/\"]')")
    let card = try page.text(".why")
    let entry = "state().tab.answer.explain.hidden.find(({ read }) => !read)"
    for part in ["label", "stepName", "customerType", "flag"] {
      #expect(card.contains(try page.browser.text("\(entry).\(part)")), "\(part)")
    }
    #expect(card.contains("version 1"))
    try page.browser.picture("moment-01-click-the-null")

    try page.browser.click(".why a[href^=\"#/r/\"]")
    try page.waitForRules()
    let cell = try page.browser.text(
      "`${\(entry).step}:${\(entry).field}:${\(entry).customerType}`"
    )
    try page.browser.wait(until: "document.activeElement.dataset.cell === arguments[0]", cell)
    try page.browser.wait(untilLabelOf: "[data-cell='\(cell)']", holds: "hidden")
    try page.browser.picture("moment-01-the-cell")
  }
}
