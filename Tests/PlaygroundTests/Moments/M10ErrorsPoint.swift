import Foundation
import TestKit
import Testing

extension PlaygroundPage.Moments {
  @Test func `10 an error leads to its place in the document and in the data`() throws {
    let page = try Page(GuicheProcess.demo.get())
    try page.signIn("admin")
    // Before it is run, the server already says what is wrong.
    let document = "{\n  viewer {\n    usr { code }\n  }\n}"
    try page.write(document)
    try page.browser.wait(until: "document.querySelector('.problems button')")
    #expect(try page.text(".problems").contains("usr"))
    try page.run()
    let error = try #require(page.errors().first)
    #expect(error.contains("Did you mean \"user\"?"), "\(error)")
    try page.browser.click(".errors button")
    let place = try #require(document.range(of: "usr")).lowerBound
    let offset = document.distance(from: document.startIndex, to: place)
    let caret = try page.browser.evaluate("document.querySelector('#document').selectionStart")
    #expect(caret as? Int == offset)
    #expect(try page.browser.text("document.activeElement.id") == "document")
    try page.browser.picture("moment-10-errors-point")

    // What a viewer may not see is never proposed.
    try page.signIn("student")
    try page.write("{ viewer { user { profil { id } } } }")
    try page.run()
    #expect(try page.errors().first?.contains("profile") == false)

    // An error of a value opens the data at its path.
    try page.write("{ viewer { user { code } } broken: customer(id: \"nobody\") { name } }")
    try page.run()
    if let path = try page.browser.evaluate(
      "document.querySelector('.errors button.path')?.innerText"
    ) {
      try page.browser.click(".errors button.path")
      #expect(
        try page.browser.text("document.activeElement.closest('[role=treeitem]') !== null")
          == "true",
        "\(path)"
      )
    }
  }
}
