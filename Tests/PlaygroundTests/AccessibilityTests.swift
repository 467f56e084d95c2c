import Foundation
import TestKit
import Testing

extension PlaygroundPage {
  /// What axe-core finds, where somebody has it: `GUICHE_AXE` names its file.
  @Suite(
    .enabled(
      if: ProcessInfo.processInfo.environment["GUICHE_AXE"] != nil,
      "GUICHE_AXE names no file of axe-core"
    )
  )
  struct Accessibility {
    @Test(arguments: ["light", "dark"], [1280, 390])
    func `axe finds nothing`(theme: String, width: Int) throws {
      let file = ProcessInfo.processInfo.environment["GUICHE_AXE"] ?? ""
      let axe = try String(contentsOfFile: file, encoding: .utf8)
      let page = try Page(GuicheProcess.demo.get())
      try page.browser.cdp(
        "Emulation.setDeviceMetricsOverride",
        ["width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500]
      )
      for language in ["en", "pt-BR"] {
        try page.open()
        try page.browser.click("#language option[value='\(language)']")
        try page.browser.click("#theme option[value='\(theme)']")
        try page.browser.cdp("Runtime.evaluate", ["expression": axe])
        for state in ["start", "answer", "table", "error", "#/k", "#/s", "#/s/Ticket"] {
          try bring(page, to: state)
          let found = try faults(page)
          #expect(found == [], "\(state) \(language)")
        }
      }
    }

    private func bring(_ page: Page, to state: String) throws {
      switch state {
      case "start": break
      case "answer":
        try page.signIn("student")
        try page.run()
      case "table": try page.browser.click("[data-shape=table]")
      case "error":
        try page.write("{ nothing }")
        try page.run()
      default:
        try page.browser.evaluate("location.hash = arguments[0]", state)
        try page.browser.wait(until: "document.querySelector('#schema .links, .member')")
      }
    }

    private func faults(_ page: Page) throws -> [String] {
      try page.browser.evaluate("window.found = null")
      try page.browser.evaluate(
        "axe.run().then(({ violations }) => { window.found = violations; })"
      )
      try page.browser.wait(until: "window.found")
      return try page.browser.evaluate(
        "window.found.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')}`))"
      ) as? [String] ?? ["no answer"]
    }
  }
}
