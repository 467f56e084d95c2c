import Foundation
import TestKit
import Testing

extension PlaygroundPage {
  /// What is written, what comes back, and what is wrong with it.
  @Suite struct Query {
    @Test func `an error leads to its place in the document`() throws {
      let page = try Page(GuicheProcess.demo.get())
      try page.signIn("student")
      for (name, document, wrong) in [
        ("unknown field", "query Q {\n  viewer {\n    usr { code }\n  }\n}", "usr {"),
        ("syntax", "{\n  viewer {\n    user { code }\n  )\n}", ")\n}"),
        ("argument", "# Olá, 🎓!\n{\n  tickets(first: \"x\") { totalCount }\n}", "\"x\""),
        ("variable", "query ($n: Int!) { tickets(first: $n) { totalCount } }", "$n: Int"),
        ("CR", "{ viewer { user { code }\n\n\n\n\n\n nothing } }", "nothing"),
      ] {
        try page.write(document)
        try page.run()
        let errors = try page.errors()
        #expect(errors.count == 1, "\(name)")
        try page.browser.click(".errors button")
        let place = try #require(document.range(of: wrong)?.lowerBound)
        let expected = document.utf16.distance(from: document.startIndex, to: place)
        #expect(
          try page.browser.text("document.querySelector('#document').selectionStart")
            == "\(expected)",
          "\(name): \(errors)"
        )
        #expect(try page.browser.text("document.activeElement.id") == "document")
        #expect(try page.browser.text("CSS.highlights.get('mistake').size") == "1", "\(name)")
      }
      try page.browser.picture("error")
    }

    @Test func `an error far below is scrolled to`() throws {
      let page = try Page(GuicheProcess.demo.get())
      try page.write("{\(String(repeating: "\n", count: 300))  nothing\n}")
      try page.browser.evaluate("document.querySelector('.editor').scrollTo(0, 0)")
      try page.run()
      try page.browser.click(".errors button")
      #expect(try page.browser.text("document.querySelector('.editor').scrollTop > 1000") == "true")
    }

    @Test func `an error without a place is no button`() throws {
      let page = try Page(GuicheProcess.demo.get())
      try page.write("query A { __typename } query B { __typename }")
      try page.run()
      #expect(try page.errors().count == 1)
      #expect(try page.browser.text("document.querySelectorAll('.errors button').length") == "0")
    }

    @Test func `variables go with the document, and their own mistakes are told`() throws {
      let page = try Page(GuicheProcess.demo.get())
      try page.signIn("many")
      try page.write("query ($view: TicketView!) { tickets(view: $view, first: 2) { totalCount } }")
      try page.write(variables: "{\"view\": \"ALL\"}")
      try page.run()
      #expect(try page.answer().contains("totalCount"))
      try page.write(variables: "{\"view\": \"ALL\"}}")
      try page.browser.click("#run")
      try page.browser.wait(until: "document.querySelector('.errors li')")
      #expect(try page.errors().first?.hasPrefix("The variables are not JSON") == true)
    }

    /// Where the conformance tests have what each example answers.
    private static let answers = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "ConformanceTests")

    @Test func `every example loads, and those that read run without an error`() throws {
      let page = try Page(GuicheProcess.demo.get())
      try page.signIn("student")
      try page.showExamples()
      let names = try page.browser.evaluate(
        "[...document.querySelectorAll('[data-example]')].map((e) => e.dataset.example)"
      )
      let examples = try #require(names as? [String])
      #expect(examples.count > 30)
      for example in examples {
        try page.showExamples()
        try page.browser.click("[data-example='\(example)']")
        try page.browser.wait(until: "state().route.panel === 'q'")
        let document = try page.document()
        #expect(document.hasPrefix("# "), "\(example)")
        // The house is shared: nothing is changed in it.
        guard document.contains("\nquery ") else { continue }
        // Some show what a student is refused.
        let written = try String(
          contentsOf: Self.answers.appending(path: "\(example).student.json"),
          encoding: .utf8
        )
        guard !written.contains("\"errors\":") else { continue }
        try page.run()
        let errors = try page.errors()
        #expect(errors == [], "\(example)")
      }
    }

    @Test func `undo takes an example back`() throws {
      let page = try Page(GuicheProcess.demo.get())
      try page.write("{ __typename }")
      try page.showExamples()
      try page.browser.click("[data-example='R25/all']")
      #expect(try page.document().contains("view: ALL"))
      try page.browser.evaluate("document.querySelector('#document').focus()")
      try page.browser.press(Key.control, "z")
      #expect(try page.document() == "{ __typename }")
    }

    @Test func `the answer is data, a table, or just what came`() throws {
      let page = try Page(GuicheProcess.demo.get())
      try page.signIn("student")
      try page.write("{ tickets(view: ALL, first: 3) { nodes { number step { name } dueDate } } }")
      try page.run()
      try page.shape("tree")
      #expect(try page.shown().contains("step"))
      #expect(try page.answer().hasPrefix("{\n  \"tickets\": {"))
      try page.shape("table")
      let columns = try page.browser.text(
        "[...document.querySelectorAll('th')].map((e) => e.innerText)"
      )
      #expect(columns == "number,step.name,dueDate")
      #expect(try page.browser.text("document.querySelectorAll('tbody tr').length") == "3")
      try page.browser.picture("table")
      try page.shape("raw")
      #expect(try page.text(".answer").hasPrefix(#"{"data":{"tickets":{"nodes":[{"number":"#))
    }

    /// Firefox and Safari of some years cannot colour ranges.
    @Test func `a browser that cannot colour shows all the same, in one colour`() throws {
      let page = try Page(
        GuicheProcess.demo.get(),
        before: "delete window.Highlight; delete CSS.highlights;"
      )
      try page.signIn("teacher")
      try page.write("{ viewer { permissions } }")
      let colour = try page.browser.text(
        "getComputedStyle(document.querySelector('#document')).color"
      )
      #expect(!colour.contains("0)"), "\(colour)")
      try page.run()
      #expect(try page.answer().contains("PORTAL"))
      #expect(try page.browser.log("browser") == [])
    }

    @Test func `typing keeps the indentation, and colours what is written`() throws {
      let page = try Page(GuicheProcess.demo.get())
      try page.write("")
      try page.browser.type(
        "query Q {\(Key.enter)viewer {\(Key.enter)permissions",
        into: "#document"
      )
      let written = try page.document()
      #expect(written == "query Q {\n  viewer {\n    permissions")
      #expect(try page.browser.text("CSS.highlights.get('keyword').size") == "1")
      #expect(try page.browser.text("document.querySelector('.gutter').textContent") == "1\n2\n3")
    }
  }
}
