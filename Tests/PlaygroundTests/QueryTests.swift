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
      try page.write("query ($n: Int) { tickets(first: $n) { totalCount } }")
      try page.write(variables: "{")
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
      try page.browser.patience(forScripts: 300)
      try page.signIn("student")
      try page.showExamples()
      let names = try page.browser.evaluate(
        "[...document.querySelectorAll('[data-example]')].map((e) => e.dataset.example)"
      )
      let examples = try #require(names as? [String])
      #expect(examples.count > 30)
      // Some show what a student is refused, and some are for others.
      let refused = examples.filter { example in
        let file = Self.answers.appending(path: "\(example).student.json")
        let written = try? String(contentsOf: file, encoding: .utf8)
        return written?.contains("\"errors\":") ?? true
      }
      #expect(refused.count < examples.count / 2)
      let outcome = try page.browser.settle(
        """
        const [examples, refused] = arguments;
        const found = {};
        let at = '';
        const until = async (isSo) => {
          for (let tries = 0; !isSo(); tries += 1) {
            if (tries > 2_000) throw new Error(`${at} stands still: ${isSo}`);
            await new Promise((go) => setTimeout(go, 10));
          }
        };
        for (const example of examples) {
          at = example;
          document.querySelector('.rail [data-panel=k]').click();
          await until(() => state().route.panel === 'k');
          let link = null;
          await until(() => {
            for (const list of document.querySelectorAll('.side details')) list.open = true;
            link = document.querySelector(`[data-example='${example}']`);
            return link;
          });
          link.click();
          await until(() => state().route.panel === 'q');
          const { query } = state().tab;
          found[example] = query.startsWith('# ') ? [] : ['begins without a word of what it shows'];
          // The house is shared: nothing is changed in it.
          if (!query.includes('\\nquery ') || refused.includes(example)) continue;
          const former = state().tab.answer;
          document.querySelector('#run').click();
          await until(() => state().tab.answer !== former && state().tab.answer && state().tab.status === 'idle');
          found[example].push(...state().tab.answer.errors.map(({ message }) => message));
        }
        return found;
        """,
        examples,
        refused
      )
      let found = try #require(outcome as? [String: [String]])
      #expect(found.count == Set(examples).count)
      for (example, errors) in found.sorted(by: { $0.key < $1.key }) {
        #expect(errors == [], "\(example)")
      }
      let said = try page.browser.log("browser").filter {
        !$0.contains("/graphql - Failed to load")
      }
      #expect(said == [])
    }

    @Test func `an example opens beside what was written, and each tab has its own undo`() throws {
      let page = try Page(GuicheProcess.demo.get())
      try page.write("{ __typename }")
      try page.showExamples()
      try page.browser.click("[data-example='R25/all']")
      try page.browser.wait(until: "state().route.panel === 'q'")
      let example = try page.document()
      #expect(example.contains("view: ALL"))
      #expect(try page.count("[data-tab]") == 2)
      try page.write("{ viewer { permissions } }")
      try page.browser.press(Key.control, "z")
      try page.browser.wait(until: "state().tab.query === arguments[0]", example)
      try page.browser.click("[data-tab]:first-child")
      #expect(try page.document() == "{ __typename }")
      try page.browser.click("#document")
      try page.browser.press(Key.control, "z")
      try page.browser.wait(until: "state().tab.query !== '{ __typename }'")
      #expect(try page.document().contains("# Who am I"))
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
        "[...document.querySelectorAll('.sheet thead th')].map((e) => e.innerText)"
      )
      #expect(columns == "#,number,step.name,dueDate")
      #expect(try page.count(".sheet tbody tr[aria-rowindex]") == 3)
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
      #expect(written == "query Q {\n  viewer {\n    permissions\n  }\n}")
      #expect(try page.browser.text("CSS.highlights.get('keyword').size") == "1")
      #expect(
        try page.browser.text("document.querySelector('.gutter').textContent") == "1\n2\n3\n4\n5"
      )
    }
  }
}
