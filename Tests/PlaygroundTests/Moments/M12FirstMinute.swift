import TestKit
import Testing

extension PlaygroundPage.Moments {
  @Test func `12 a tour of five cards ends at the rule that hides the due date`() throws {
    let page = try Page(GuicheProcess.demo.get(), isFirstVisit: true)
    try page.choose(language: "pt-BR")
    #expect(try page.text(".tour").contains("1/5"))
    try page.browser.picture("moment-12-first-minute")
    for card in 1...5 {
      #expect(try page.text(".tour").contains("\(card)/5"))
      try page.browser.click("#tour-do")
      if card == 5 {
        // What is left to the visitor: to find the cell.
        try page.waitForRules()
        let cell = try page.browser.text(
          "[...document.querySelectorAll('[data-cell*=\":dueDate:\"]')].find((cell) => cell.innerText.startsWith('O')).dataset.cell"
        )
        try page.browser.click("[data-cell='\(cell)']")
      }
      // The way on glows when it is done.
      try page.browser.wait(
        until: "document.querySelector('#tour-next').classList.contains('primary')"
      )
      if card == 3 { try page.browser.picture("moment-12-why") }
      try page.browser.click("#tour-next")
    }
    try page.browser.picture("moment-12-the-rule")
    try page.browser.click("#tour-next")
    #expect(try page.browser.text("document.querySelector('.tour').checkVisibility()") == "false")
    #expect(try page.browser.text("document.activeElement !== document.body") == "true")

    // Once is enough, and it can be had again.
    try page.open()
    #expect(try page.browser.text("document.querySelector('.tour').checkVisibility()") == "false")
  }
}
