import Foundation
import TestKit
import Testing

extension PlaygroundPage.Moments {
  @Test func `4 a painted rule says whom it touches before it is saved`() throws {
    let house = try GuicheProcess(data: TemporaryFolder().keep(), demo: true)
    let page = try Page(house)
    try page.signIn("admin")
    try page.showRules()
    let cell = try page.cell(step: 1, parameter: "dueDate")
    try page.openTypes(ofStep: 1)
    try page.paint("\(cell)STUDENT", "O")
    try page.waitForDraft(of: cell)
    let change = "state().rules.preview.changes.find(({ audience }) => audience === 'ONLINE')"
    let open = try page.browser.text("\(change).reach.openTickets")
    #expect(Int(open) ?? 0 > 0)
    let label = try page.browser.label("[data-cell='\(cell)STUDENT']")
    #expect(label.contains("Prazo") && label.contains("Student") && label.contains("hidden"))
    #expect(label.contains("touches \(open) tickets"))

    let impact = try page.text("#rules-impact")
    #expect(impact.contains("\(open) open tickets"))
    #expect(impact.contains("Student") && impact.contains("Prazo"))
    // Tickets that it touches, before and after; each opens in a tab.
    let samples = try page.texts("#rules-impact a").filter { $0.contains("→") }
    #expect(samples.count == min(5, Int(open) ?? 0))
    #expect(samples.allSatisfy { $0.contains("hidden") && $0.hasPrefix("#") }, "\(samples)")
    // And the queries that use the field.
    let used = try page.text("#rules-impact summary")
    #expect(used.contains(/[1-9]/), "\(used)")
    try page.browser.evaluate("document.querySelector('#rules-impact').scrollIntoView()")
    try page.browser.picture("moment-04-paint-a-rule")

    // Nothing of it is in force.
    let force = try house.post(
      "{ settings { ruleVersion { number } } }",
      token: house.signIn("admin")
    )
    #expect(force.text.contains(#""number":1"#))
  }
}
