import TestKit
import Testing

extension PlaygroundPage.Moments {
  @Test func `8 the plan shows each level's rows, statements and time, and what to index`() throws {
    let page = try Page(GuicheProcess.demo.get())
    try page.signIn("admin")
    try page.write(
      "{ tickets(view: ALL, first: 50) { nodes { number subject customer { name } step { name } } } }"
    )
    try page.run()
    try page.shape("plan")
    try page.browser.wait(until: "document.querySelector('.plan details')")
    let levels = try page.texts(".plan summary")
    let count = try page.browser.text("state().tab.answer.explain.levels.length")
    #expect(levels.count == Int(count))
    let tickets = try #require(
      levels.first { $0.hasPrefix("tickets.nodes.customer") || $0.hasPrefix("tickets.nodes ") }
    )
    #expect(tickets.contains("rows: 50, statements: 1"), "\(levels)")
    #expect(levels.allSatisfy { $0.contains("ms") })
    #expect(try page.count(".plan .badge.good") > 0, "many rows by one statement")
    // What is asked again and again for the rows of one level is said to be so.
    let repeated = try page.browser.text(
      """
      state().tab.answer.explain.levels
        .filter(({ rows, statements, runs }) => rows > 1 && runs > 2 * statements).length
      """
    )
    #expect(try page.count(".plan .badge.wrong") == Int(repeated))
    try page.browser.evaluate(
      "document.querySelectorAll('.plan details').forEach((each) => { each.open = true; })"
    )
    let statements = try page.texts(".plan .statement")
    #expect(statements.contains { $0.contains("SELECT") && $0.contains("SEARCH") })
    let plans = try page.browser.evaluate(
      "state().tab.answer.explain.operations.map(({ explain }) => explain)"
    )
    for plan in try #require(plans as? [String]) {
      let step = plan.split(separator: "\n").first ?? ""
      #expect(statements.contains { $0.contains(step) }, "\(plan)")
    }
    // Values stand in no statement.
    #expect(statements.allSatisfy { !$0.contains("'") || !$0.contains("LIKE") })
    try page.browser.picture("moment-08-plan-with-money")

    // A customer gets none of it.
    try page.signIn("student")
    try page.run()
    #expect(try page.state("tab.answer.explain") == nil)
    #expect(
      try page.browser.text("document.querySelector('[data-shape=plan]').checkVisibility()")
        == "false"
    )
  }
}
