import Foundation
import TestKit
import Testing

extension PlaygroundPage {
  /// Small enough to come at once, and not slowed by much data.
  @Suite struct Size {
    @Test func `code and style of all panels come in at most 150,000 bytes`() throws {
      let page = try Page(GuicheProcess.demo.get())
      try page.signIn("admin")
      for panel in ["b", "c", "r", "w", "s", "k", "a", "q"] {
        try page.show(panel)
        try page.browser.wait(until: "window.pending === 0")
      }
      let sizes = try page.browser.evaluate(
        """
        performance.getEntriesByType('resource').filter(({ name }) => /\\.(js|css)$/.test(name))
          .map(({ encodedBodySize }) => encodedBodySize)
        """
      )
      let bytes = try #require(sizes as? [Int])
      #expect(bytes.count > 60)
      #expect(bytes.allSatisfy { $0 > 0 })
      #expect(bytes.reduce(0, +) <= 150_000)
    }

    @Test func `a table of 5,000 rows has as many in the document as can be seen`() throws {
      let page = try Page(GuicheProcess.demo.get())
      try page.browser.settle(
        """
        const { change } = await import('/playground/js/core/state.js');
        const nodes = Array.from({ length: 5000 }, (_, number) => ({
          number, subject: `Subject ${number}`, step: { name: 'Pedido' }, dueDate: null,
          requestText: number === 17 ? 'x'.repeat(1_000_000) : 'short',
        }));
        const json = { data: { tickets: { nodes } } };
        const text = JSON.stringify(json);
        change('tabChanged', { shape: 'table', answer: {
          query: '', operation: '', variables: '', lens: null, at: new Date().toISOString(), status: 200,
          headers: [], sent: [], milliseconds: 1, bytes: text.length, text, json, explain: null, errors: [],
        } });
        """
      )
      try page.browser.wait(until: "document.querySelectorAll('.sheet tbody tr').length > 10")
      #expect(try page.count(".sheet tbody tr") < 150)
      #expect(
        try page.browser.text("document.querySelector('.sheet table').ariaRowCount ?? ''") == "5001"
          || page.browser.text(
            "document.querySelector('.sheet table').getAttribute('aria-rowcount')"
          ) == "5001"
      )
      let frames = try page.browser.settle(
        """
        const sheet = document.querySelector('.sheet');
        const times = [];
        for (let step = 0; step <= 60; step += 1) {
          const began = performance.now();
          sheet.scrollTop = (sheet.scrollHeight * step) / 60;
          await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
          times.push(performance.now() - began);
          if (document.querySelectorAll('.sheet tbody tr').length >= 150) return 'too many rows';
        }
        return times.sort((one, other) => one - other).map((time) => time.toFixed(1)).join(' ');
        """
      )
      // Told for a person to read: no timing decides a test.
      print("5,000 rows, two frames each, ms: \(frames as? String ?? "nothing")")
      #expect(try page.count(".sheet tbody tr") < 150)
      #expect(try page.text(".sheet tbody").contains("Subject 4999"))
      try page.browser.picture("rows")
      try page.shape("tree")
      #expect(try page.count(".result-panel *") < 5_000)
      #expect(try page.text(".result-panel").count < 200_000)
    }
  }
}
