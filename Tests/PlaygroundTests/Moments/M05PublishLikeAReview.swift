import Foundation
import TestKit
import Testing

extension PlaygroundPage.Moments {
  @Test func `5 a draft is read in plain words, published with a reason, and taken back`() throws {
    let house = try GuicheProcess(data: TemporaryFolder().keep(), demo: true)
    let page = try Page(house)
    try page.signIn("admin")
    // A student sees the due date of this ticket.
    let student = try house.signIn("student")
    let mine = try house.post(
      "{ tickets(view: ALL, first: 20) { nodes { id dueDate type { id } step { id } status } } }",
      token: student
    )
    let found = try #require(
      mine.text.firstMatch(
        of:
          /"id":"([^"]+)","dueDate":"([^"]+)","type":\{"id":"([^"]+)"\},"step":\{"id":"([^"]+)"\},"status":"(?:PENDING|IN_PROGRESS)"/
      )
    )
    let ticket = "query ($id: ID!) { ticket(id: $id) { dueDate } }"
    func due() throws -> String {
      try house.post(ticket, variables: ["id": String(found.1)], token: student).text
    }
    #expect(try due().contains(found.2))

    try page.browser.evaluate("location.hash = `#/r/${arguments[0]}`", String(found.3))
    try page.waitForRules()
    try page.browser.wait(until: "state().rules.type === arguments[0]", String(found.3))
    let cell = "\(found.4):dueDate:"
    let step = try page.browser.text(
      "state().rules.steps.findIndex(({ id }) => id === '\(found.4)')"
    )
    try page.openTypes(ofStep: #require(Int(step)))
    try page.paint("\(cell)STUDENT", "O")
    try page.waitForDraft(of: cell)
    try page.review("As agreed with the secretary")
    let review = try page.text("#rules-review")
    #expect(review.contains("Student no longer sees Prazo"), "\(review)")
    try page.browser.picture("moment-05-review")
    try page.browser.click("#rules-review button.primary")
    try page.browser.wait(until: "document.querySelector('#rules-review').hidden")
    try page.browser.wait(until: "document.querySelector('#rules-back')")
    #expect(try page.text("#rules").contains("Version 2"))
    try page.browser.picture("moment-05-publish-like-a-review")
    #expect(try due().contains(#""dueDate":null"#), "it is in force")

    try page.browser.click("#rules-back")
    try page.browser.wait(until: "state().rules.force.number === 3")
    #expect(try due().contains(found.2), "one click takes it back")
    try page.browser.click("#rules-versions summary")
    try page.browser.wait(until: "document.querySelectorAll('#rules-versions li').length >= 3")
    let versions = try page.text("#rules-versions")
    #expect(versions.contains("As agreed with the secretary"))
  }
}
