import Foundation
import TestKit
import Testing

/// The one file of axe-core.
enum Axe {
  /// Where the package of the Python registry has it.
  static let file: URL? = {
    let place = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../.build/python/axe/lib").standardized
    let versions = try? FileManager.default.contentsOfDirectory(atPath: place.path)
    return versions?.map {
      place.appending(path: "\($0)/site-packages/axe_playwright_python/axe.min.js")
    }.first { FileManager.default.fileExists(atPath: $0.path) }
  }()

  /// On a machine for development it may be missing; elsewhere that is a failure.
  static let isExpected = file != nil || ProcessInfo.processInfo.environment["CI"] != nil
}

extension PlaygroundPage {
  /// What axe-core finds, in each panel and each state that a panel can be in; `bash .ci/clients`
  /// fetches it.
  @Suite(.enabled(if: Axe.isExpected, "axe-core was not fetched"))
  struct Accessibility {
    @Test func `axe finds nothing, light or dark, wide or narrow, in both languages`() throws {
      let axe = try String(contentsOf: #require(Axe.file), encoding: .utf8)
      let page = try Page(GuicheProcess.demo.get())
      try page.browser.patience(forScripts: 120)
      var found: [String: [String]] = [:]
      for (width, language) in [(1280, "en"), (390, "en"), (390, "pt-BR"), (1280, "pt-BR")] {
        try page.browser.cdp(
          "Emulation.setDeviceMetricsOverride",
          ["width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500]
        )
        try page.choose(language: language)
        try page.open()
        try page.leave()
        let loaded = try page.browser.cdp("Runtime.evaluate", ["expression": axe])
        #expect(try page.browser.text("typeof axe") == "object", "\(loaded ?? "nothing")")
        for state in State.all {
          try state.bring(page)
          for theme in ["light", "dark"] {
            try page.choose(theme: theme)
            // Of what changes with the theme alone, axe looks at the contrast.
            for fault in try faults(page, of: theme == "dark" ? ["color-contrast"] : []) {
              found[fault, default: []].append("\(state.name), \(width) px, \(language), \(theme)")
            }
          }
        }
      }
      for (fault, places) in found.sorted(by: { $0.key < $1.key }) {
        Issue.record("\(fault) in \(places.count) states; first: \(places[0])")
      }
      #expect(try page.violations() == [])
    }

    /// Each rule that is broken, with an element that breaks it.
    private func faults(_ page: Page, of rules: [String]) throws -> [String] {
      try page.browser.settle(
        """
        const rules = arguments[0];
        const only = rules.length > 0 ? { runOnly: { type: 'rule', values: rules } } : {};
        const { violations } = await axe.run({ ...only, resultTypes: ['violations'] });
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0].target.join(' ')} (${nodes.length}): ${nodes[0].html.slice(0, 160)}`);
        """,
        rules
      ) as? [String] ?? ["no answer"]
    }
  }
}

extension PlaygroundPage.Accessibility {
  /// Something that the page can show, and how one comes there from the state before.
  struct State: Sendable {
    var name: String
    var bring: @Sendable (Page) throws -> Void

    static let all =
      [
        State(name: "nobody") { _ in },
        State(name: "refused") { page in
          try page.browser.click(".door summary")
          try page.browser.type("nobody", into: "[name=code]")
          try page.browser.type("wrong\(Key.enter)", into: "[name=password]")
          try page.browser.wait(
            until: "document.querySelector('.who [role=alert]').textContent !== ''"
          )
        },
        State(name: "error") { page in
          try page.signIn("admin")
          try page.write("{ nothing }")
          try page.run()
        },
        State(name: "tree through a student's eyes") { page in
          try page.look(as: "student")
          try page.write("{ tickets(view: ALL, first: 5) { nodes { number subject dueDate } } }")
          try page.run()
          try page.shape("tree")
        },
        State(name: "why card") { page in
          try page.browser.click(".result-panel button.hidden")
          try page.browser.wait(until: "document.querySelector('.why a')")
        },
      ]
      + ["table", "plan", "raw", "http"].map { shape in
        State(name: shape) { try $0.shape(shape) }
      }
      + ["b", "c", "r", "w", "s", "k", "a", "q"].map { panel in
        State(name: "panel \(panel)") { page in
          try page.show(panel)
          try page.browser.wait(
            until:
              "window.pending === 0 && document.querySelector('main').innerText.trim().length > 2"
          )
        }
      }
  }
}
