import Foundation
import TestKit
import Testing

extension PlaygroundPage.Moments {
  @Test func `3 a form changes under a slider as the ticket goes through its steps`() throws {
    let house = try GuicheProcess.demo.get()
    let page = try Page(house)
    try page.signIn("admin")
    try page.showRules()
    try page.browser.click("#walk summary")
    try page.browser.wait(until: "document.querySelector('#walk-form [data-field]')")
    try page.browser.click("#walk-kind option[value=STUDENT]")
    try page.browser.wait(until: "document.querySelector('#walk-form [data-field]')")
    let steps = try #require(
      page.browser.evaluate("state().rules.steps.map(({ id }) => id)") as? [String]
    )
    let administrator = try house.signIn("admin")
    var seen: [String: Set<String>] = [:]
    try page.browser.evaluate("document.querySelector('#walk-step').focus()")
    for (place, step) in steps.enumerated() {
      if place > 0 { try page.browser.press(Key.right) }
      #expect(try page.browser.text("document.querySelector('#walk-step').value") == "\(place)")
      let shown = try page.browser.evaluate(
        "[...document.querySelectorAll('#walk-form [data-field]')].map(({ dataset }) => [dataset.field, dataset.access])"
      )
      let fields = try #require(shown as? [[String]])
      // It is what the server says that a student meets there.
      let told = try house.post(
        """
        query ($step: ID!) { syntheticView(step: $step, customerType: STUDENT) {
          sides(audience: ONLINE) { responsibility fields { key access required } } } }
        """,
        variables: ["step": step],
        token: administrator
      )
      let json = try JSONSerialization.jsonObject(with: Data(told.body)) as? [String: Any]
      let data = (json?["data"] as? [String: Any])?["syntheticView"] as? [String: Any]
      let side = (data?["sides"] as? [[String: Any]])?.first {
        $0["responsibility"] as? String == "CUSTOMER"
      }
      let letters = ["HIDDEN": "O", "READ_ONLY": "L", "WRITABLE": "V"]
      let expected = (side?["fields"] as? [[String: Any]] ?? []).map {
        [$0["key"] as? String ?? "", letters[$0["access"] as? String ?? ""] ?? ""]
      }
      #expect(fields == expected, "step \(place + 1)")
      for field in fields { seen[field[0], default: []].insert(field[1]) }
      if place == 1 { try page.browser.picture("moment-03-walk-the-steps") }
    }
    #expect(
      seen.values.contains { $0.isSuperset(of: ["O", "V"]) || $0.isSuperset(of: ["O", "L"]) },
      "a field appears"
    )
    #expect(seen.values.contains { $0.isSuperset(of: ["V", "L"]) }, "a field locks")

    // It walks by itself as well.
    try page.browser.press(Key.home)
    try page.browser.click("#walk-play")
    try page.browser.wait(until: "Number(document.querySelector('#walk-step').value) >= 1")
  }
}
