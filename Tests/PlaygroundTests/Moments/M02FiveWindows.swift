import Foundation
import TestKit
import Testing

extension PlaygroundPage.Moments {
  @Test func `2 one key runs the operation as five customers, side by side`() throws {
    let house = try GuicheProcess.demo.get()
    let page = try Page(house)
    try page.signIn("admin")
    let document = """
      { viewer { identities { type } } tickets(view: ALL, first: 3) {
        totalCount nodes { number subject dueDate solution } } }
      """
    try page.write(document)
    try page.show("c")
    try page.browser.wait(
      until:
        "['CLIENT', 'PERSON', 'STUDENT', 'TEACHER', 'PROSPECT'].every((type) => document.querySelector(`#compare-${type}`)?.value)"
    )
    try page.browser.press(Key.control, Key.enter)
    try page.browser.wait(until: "document.querySelectorAll('#compare tbody tr').length > 5")
    let all = try page.count("#compare tbody tr")

    // Each column is that customer's own answer.
    for (place, type) in ["CLIENT", "PERSON", "STUDENT", "TEACHER", "PROSPECT"].enumerated() {
      let user = try page.browser.text("document.querySelector('#compare-\(type)').value")
      let own = try house.post(document, token: house.signIn(user))
      let count = try #require(own.text.firstMatch(of: /"totalCount":(\d+)/)).1
      let row = try page.browser.text(
        """
        [...document.querySelectorAll('#compare tbody tr')]
          .find((row) => row.querySelector('th')?.innerText.endsWith('tickets.totalCount')).cells[\(place + 1)].innerText
        """
      )
      #expect(row == count, "\(type)")
    }
    #expect(try page.count("#compare td.odd") > 0, "what differs glows")
    #expect(try page.count("#compare tr.same") >= 0)
    try page.browser.picture("moment-02-five-windows")

    try page.browser.click("#only-differences")
    #expect(try page.count("#compare tr.same") == 0)
    #expect(try page.count("#compare tbody tr") <= all)
    let rows = try page.texts("#compare tbody th")
    #expect(!rows.isEmpty && rows.allSatisfy { $0.hasPrefix("≠") }, "letters say it too")

    let file = String(
      decoding: try page.saved { try page.browser.click("#compare-csv") },
      as: UTF8.self
    )
    #expect(file.contains("tickets.totalCount"))
    #expect(file.split(separator: "\r\n").count == rows.count + 1)
  }
}
