import TestKit
import Testing

extension PlaygroundPage {
  /// Everything without a mouse, and on a screen as wide as a hand.
  @Suite struct Keyboard {
    @Test func `signs in, runs and reads the schema by keys alone`() throws {
      let page = try Page(GuicheProcess.demo.get())
      let browser = page.browser
      try tab(to: "document.activeElement.dataset.user === 'student'", in: browser)
      try browser.press(Key.enter)
      try page.waitUntilSignedIn("student")
      #expect(try browser.text("document.activeElement.dataset.user") == "student")

      try tab(to: "document.activeElement.id === 'document'", in: browser)
      try page.run { try browser.press(Key.control, Key.enter) }
      #expect(try page.answer().contains("totalCount"))
      #expect(try browser.text("document.activeElement.id") == "document")
      try browser.press(Key.tab)
      #expect(try browser.text("document.activeElement.id") != "document")
      #expect(try browser.text("document.activeElement.closest('.query') !== null") == "true")

      try tab(to: "document.activeElement.dataset.panel === 's'", in: browser)
      try browser.press(Key.enter)
      try tab(to: "document.activeElement.id === 'schema-search'", in: browser)
      for letter in "Mess" { try browser.press(String(letter)) }
      try browser.press(Key.tab)
      #expect(try browser.text("document.activeElement.getAttribute('href')") == "#/s/Message")
      try browser.press(Key.enter)
      try browser.wait(until: "document.activeElement.textContent === 'Message'")
      #expect(try browser.text("document.activeElement.localName") == "h2")
    }

    @Test func `F6 walks through the regions, and comes round`() throws {
      let page = try Page(GuicheProcess.demo.get())
      let regions = try page.browser.evaluate(
        """
        [...document.querySelectorAll('[data-region]')].filter((region) => region.checkVisibility())
          .map((region) => region.dataset.region)
        """
      )
      let order = try #require(regions as? [String])
      #expect(Set(["brand", "people", "panels", "side", "query", "result"]).isSubset(of: order))
      #expect(Set(order).count == order.count)
      func walk(_ keys: [String]) throws -> [String] {
        try order.map { _ in
          if keys.count == 2 {
            try page.browser.press(keys[0], keys[1])
          } else {
            try page.browser.press(keys[0])
          }
          return try page.browser.text(
            "document.activeElement.closest('[data-region]')?.dataset.region"
          )
        }
      }
      #expect(try walk([Key.f6]) == order)
      try page.browser.press(Key.f6)
      #expect(try walk([Key.shift, Key.f6]) == order.reversed())
    }

    @Test func `the first key leads past the bars to the query`() throws {
      let page = try Page(GuicheProcess.demo.get())
      try page.browser.press(Key.tab)
      try page.browser.press(Key.enter)
      #expect(try page.browser.text("document.activeElement.id") == "document")
    }

    @Test func `all that can be used has a name for screen readers`() throws {
      let page = try Page(GuicheProcess.demo.get(), fragment: "#/s")
      let count = try page.browser.evaluate(
        """
        (() => {
          const all = [...document.querySelectorAll('button, input, select, textarea, a[href]')];
          all.forEach((element, index) => element.setAttribute('data-test', index));
          return all.length;
        })()
        """
      )
      let total = try #require(count as? Int)
      #expect(total > 20)
      for index in 0..<min(total, 60) {
        let selector = "[data-test='\(index)']"
        guard
          try page.browser.text("document.querySelector(\"\(selector)\").checkVisibility()")
            == "true"
        else { continue }
        let markup = try page.browser.text("document.querySelector(\"\(selector)\").outerHTML")
        #expect(try page.browser.label(selector) != "", "\(markup)")
      }
    }

    private func tab(to goal: String, in browser: Browser) throws {
      for _ in 0..<40 {
        try browser.press(Key.tab)
        if try browser.text(goal) == "true" { return }
      }
      throw BrowserError("Tab does not lead to \(goal)")
    }
  }

  @Suite struct Phone {
    @Test func `fits a phone, one panel at a time`() throws {
      let page = try Page(GuicheProcess.demo.get())
      try page.browser.cdp(
        "Emulation.setDeviceMetricsOverride",
        ["width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": true]
      )
      try page.open()
      #expect(try page.browser.text("innerWidth") == "390")
      try page.browser.picture("phone")
      try page.signIn("prospect")
      try page.run()
      #expect(try page.answer().contains("totalCount"))
      let top = "document.querySelector('.result-panel').getBoundingClientRect().top"
      #expect(try page.browser.text("\(top) < innerHeight / 2") == "true")
      try page.browser.picture("phone-answer")
      for (panel, shown) in [("k", ".side"), ("s", ".side"), ("q", ".query")] {
        try page.browser.click(".rail [data-panel=\(panel)]")
        try page.browser.wait(until: "document.querySelector('\(shown)').checkVisibility()")
        #expect(
          try page.browser.text("document.querySelector('.query').checkVisibility()")
            == "\(panel == "q")"
        )
        #expect(try page.browser.text("document.documentElement.scrollWidth") == "390", "\(panel)")
        let top = "Math.abs(document.querySelector('main').getBoundingClientRect().top)"
        #expect(try page.browser.text("\(top) < innerHeight / 2") == "true", "\(panel)")
        try page.browser.picture("phone-\(panel)")
      }
    }
  }
}
