import TestKit
import Testing

extension PlaygroundPage.Moments {
  @Test func `7 a button measures that no byte depends on what is hidden`() throws {
    let page = try Page(GuicheProcess.demo.get())
    try page.signIn("admin")
    #expect(try page.browser.text("document.querySelector('#leak').checkVisibility()") == "false")
    try page.look(as: "student")
    try page.write(
      """
      { tickets(view: ALL, first: 10) { totalCount nodes { number subject dueDate solution
        parameters { key label } stepHistory(first: 5) { nodes { conditionLabel } } } } }
      """
    )
    try page.run()
    #expect(try page.count(".result-panel button.hidden") > 0, "there is something to leak")
    try page.browser.click("#leak")
    try page.browser.wait(
      until: "document.querySelector('.leaks [role=status]').innerText.includes('✓')"
    )
    let said = try page.text(".leaks [role=status]")
    let numbers = said.matches(of: /[\d,.]+/).map { $0.0.filter(\.isNumber) }
    #expect(numbers.first == "0", "\(said)")
    #expect(
      numbers.dropFirst().allSatisfy { Int($0) ?? 0 > 0 },
      "bytes were compared, and values changed: \(said)"
    )
    try page.browser.picture("moment-07-leak-meter")
  }
}
