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

      try region("query", in: browser)
      try tab(to: "document.activeElement.id === 'document'", in: browser)
      try page.run { try browser.press(Key.control, Key.enter) }
      #expect(try page.answer().contains("totalCount"))
      #expect(try browser.text("document.activeElement.id") == "document")
      try browser.press(Key.tab)
      #expect(try browser.text("document.activeElement.id") != "document")
      #expect(try browser.text("document.activeElement.closest('.query') !== null") == "true")

      try region("panels", in: browser)
      try tab(to: "document.activeElement.dataset.panel === 's'", in: browser)
      try browser.press(Key.enter)
      try tab(to: "document.activeElement.id === 'schema-search'", in: browser)
      for letter in "Mess" { try browser.press(String(letter)) }
      try tab(to: "document.activeElement.getAttribute('href') === '#/s/Message'", in: browser)
      try browser.press(Key.enter)
      try browser.wait(until: "document.querySelector('#schema h2')?.textContent === 'Message'")
      #expect(try browser.text("document.activeElement.textContent") == "Message")
    }

    /// From the first key to rules that are in force, by an administrator without a mouse.
    @Test func `looks as a student, asks why, changes the rule and publishes it, by keys alone`()
      throws
    {
      let house = try GuicheProcess(data: TemporaryFolder().keep(), demo: true)
      let page = try Page(house)
      let browser = page.browser
      try tab(to: "document.activeElement.dataset.user === 'admin'", in: browser)
      try browser.press(Key.enter)
      try page.waitUntilSignedIn("admin")

      // Whose eyes.
      try browser.press(Key.alt, "l")
      #expect(try browser.text("document.activeElement.id") == "lens-user")
      for letter in "student" { try browser.press(String(letter)) }
      try browser.press(Key.enter)
      try browser.wait(until: "state().tab.lens?.code === 'student'")

      // What they see: the editor is the first thing in its region that is written in.
      try region("query", in: browser)
      try tab(to: "document.activeElement.id === 'document'", in: browser)
      try browser.press(Key.control, "a")
      try browser.press(Key.delete)
      for letter in "query { tickets(view: ALL, first: 5) { nodes { id dueDate } } }" {
        try browser.press(String(letter))
      }
      try browser.press(Key.escape)
      #expect(try page.state("tab.lens") != nil, "Escape closes the list of completions first")
      try page.run { try browser.press(Key.control, Key.enter) }
      #expect(try page.errors() == [])

      // Why a value is hidden.
      try region("result", in: browser)
      try tab(to: "document.activeElement.getAttribute('role') === 'treeitem'", in: browser)
      try step(
        Key.down,
        to: "document.activeElement.querySelector(':scope > div button.hidden')",
        in: browser
      )
      try browser.press(Key.alt, "y")
      try browser.wait(until: "document.activeElement.closest('.why')?.querySelector('a')")
      try tab(to: "document.activeElement.hash?.startsWith('#/r/')", in: browser)
      try browser.press(Key.enter)
      try browser.wait(until: "document.activeElement.dataset.cell")
      let cell = try browser.text("document.activeElement.dataset.cell")
      #expect(cell.contains(":dueDate:"))

      // The rule, changed there and put into force: it holds for every customer.
      try step(Key.left, to: "/:$/.test(document.activeElement.dataset.cell)", in: browser)
      #expect(try browser.text("document.activeElement.innerText").hasPrefix("O"))
      try browser.press("v")
      #expect(try browser.text("document.activeElement.innerText").hasPrefix("O") == false)
      let painted = try browser.text("document.activeElement.dataset.cell")
      try page.waitForDraft(of: painted)
      #expect(try browser.text("document.activeElement.dataset.cell") == painted, "focus stays")
      try region("brand", in: browser)
      try tab(to: "document.activeElement.id === 'rules-publish'", in: browser, within: 120)
      try browser.press(Key.enter)
      try browser.wait(until: "document.activeElement.id === 'rules-reason'")
      for letter in "Due dates are theirs to know" { try browser.press(String(letter)) }
      try tab(to: "document.activeElement.matches('#rules-review button.primary')", in: browser)
      try browser.press(Key.enter)
      try browser.wait(until: "document.querySelector('#rules-review').hidden")
      let force = try house.post(
        "{ settings { ruleVersion { number reason } } }",
        token: house.signIn("admin")
      )
      #expect(force.text.contains(#""number":2,"reason":"Due dates are theirs to know""#))
      #expect(
        try browser.text("document.activeElement !== document.body") == "true",
        "focus is kept"
      )
    }

    /// Goes to a region by F6.
    private func region(_ name: String, in browser: Browser) throws {
      try step(
        Key.f6,
        to: "document.activeElement.closest('[data-region]')?.dataset.region === '\(name)'",
        in: browser
      )
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

    private func tab(to goal: String, in browser: Browser, within limit: Int = 60) throws {
      try step(Key.tab, to: goal, in: browser, within: limit)
    }

    /// Presses a key until something holds.
    private func step(
      _ key: String,
      to goal: String,
      in browser: Browser,
      within limit: Int = 60
    ) throws {
      for _ in 0..<limit {
        try browser.press(key)
        if try browser.text("Boolean(\(goal))") == "true" { return }
      }
      throw BrowserError("This key does not lead to \(goal)")
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
      try page.browser.wait(until: "\(top) < innerHeight / 2")
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
