import Foundation
import TestKit
import Testing

/// All tests of the page: one browser after the other, because a machine for tests is small.
@Suite(
  .serialized,
  .enabled(if: Driver.isExpected, "there is no chromedriver on this machine")
)
enum PlaygroundPage {}

/// The playground in a browser, as one person uses it.
struct Page {
  let browser: Browser
  let origin: String
  /// A server lives as long as somebody has it.
  private let house: GuicheProcess

  /// The page, loaded and ready; a script may run in it first.
  ///
  /// - Parameters:
  ///   - house: Who serves it.
  ///   - fragment: Of its address.
  ///   - isFirstVisit: Whether the page offers its tour, as it does once.
  ///   - script: What runs before the page's own.
  /// - Throws: ``BrowserError``.
  init(
    _ house: GuicheProcess,
    fragment: String = "",
    isFirstVisit: Bool = false,
    before script: String = ""
  ) throws {
    self.house = house
    browser = try Browser()
    // How many answers are awaited.
    let count = """
      window.pending = 0;
      const ask = window.fetch.bind(window);
      window.fetch = (...all) => {
        window.pending += 1;
        return ask(...all).finally(() => { window.pending -= 1; });
      };
      """
    try browser.cdp("Page.addScriptToEvaluateOnNewDocument", ["source": count])
    if !isFirstVisit {
      let visited = "try { localStorage.setItem('guiche:/:toured', 'true') } catch {}"
      try browser.cdp("Page.addScriptToEvaluateOnNewDocument", ["source": visited])
    }
    try browser.cdp("Page.addScriptToEvaluateOnNewDocument", ["source": script])
    origin = "http://127.0.0.1:\(house.port)"
    try open(fragment)
  }

  /// Loads the page anew; what the tab keeps stays.
  func open(_ fragment: String = "") throws {
    try browser.open("about:blank")
    try browser.open("\(origin)/playground/\(fragment)")
    try browser.wait(until: "document.querySelector('#document')")
    try ready()
  }

  /// Waits until the page has asked for what it needs, and gets hold of its state.
  private func ready() throws {
    // The schema is read when the page begins.
    try browser.wait(until: "performance.getEntriesByName(`${location.origin}/graphql`).length > 0")
    try browser.settle("window.state = (await import('/playground/js/core/state.js')).now;")
  }

  /// Opens a panel by its link at the side.
  func show(_ panel: String) throws {
    try browser.click(".rail [data-panel='\(panel)']")
    try browser.wait(until: "state().route.panel === arguments[0]", panel)
  }

  /// What the page's own state has at a path, for example `tab.answer.json`.
  func state(_ path: String) throws -> Any? { try browser.evaluate("state().\(path)") }

  /// Clicks on a demo user.
  func signIn(_ user: String) throws {
    try browser.click("[data-user='\(user)']")
    try waitUntilSignedIn(user)
  }

  /// Chooses a language; the page loads anew.
  func choose(language: String) throws {
    guard try browser.text("document.documentElement.lang") != language else { return }
    try browser.evaluate("(() => { window.former = true; })()")
    try browser.click("#language option[value='\(language)']")
    try browser.wait(until: "!window.former && document.querySelector('#document')")
    try ready()
  }

  func choose(theme: String) throws {
    try browser.click("#theme option[value='\(theme)']")
    try browser.wait(until: "state().theme === arguments[0]", theme)
  }

  /// Looks through a user's eyes, as an administrator does from the bar.
  func look(as code: String) throws {
    try browser.evaluate("document.querySelector('#lens-user').select()")
    try browser.type("\(code)\(Key.enter)", into: "#lens-user")
    try browser.wait(until: "state().tab.lens?.code === arguments[0]", code)
  }

  /// Signs out, where somebody is signed in.
  func leave() throws {
    guard try state("session") != nil else { return }
    try browser.click(".lens > button")
    try browser.wait(until: "!state().session")
  }

  /// Opens the lists of examples.
  func showExamples() throws {
    try show("k")
    try browser.evaluate(
      "document.querySelectorAll('.side details').forEach((e) => { e.open = true })"
    )
  }

  func waitUntilSignedIn(_ user: String) throws {
    try browser.wait(
      until: """
        document.querySelector(`[data-user='${arguments[0]}']`).getAttribute('aria-pressed') === 'true'
        && document.querySelector('.who .badge')
        """,
      user
    )
  }

  /// Writes a document, as typing does, in the place of the one that is there.
  func write(_ document: String) throws { try write(document, into: "#document", "query") }

  /// Writes variables, as typing does, in the place of those that are there.
  func write(variables: String) throws { try write(variables, into: "#variables", "variables") }

  private func write(_ text: String, into editor: String, _ member: String) throws {
    try browser.evaluate(
      """
      (() => {
        document.querySelector(arguments[1]).focus();
        document.execCommand('selectAll');
        document.execCommand(arguments[0] ? 'insertText' : 'delete', false, arguments[0]);
      })()
      """,
      text,
      editor
    )
    try browser.wait(until: "state().tab[arguments[0]] === arguments[1]", member, text)
  }

  /// The document that is written.
  func document() throws -> String { try browser.text("state().tab.query") }

  /// Runs what is written, and waits for its answer.
  func run(by start: () throws -> Void) throws {
    try browser.evaluate("(() => { window.former = state().tab.answer; })()")
    try start()
    try waitForAnswer()
  }

  func run() throws { try run { try browser.click("#run") } }

  private func waitForAnswer() throws {
    try browser.wait(
      until: "state().tab.answer && state().tab.answer !== former && state().tab.status === 'idle'"
    )
  }

  /// The data of the answer, as JSON on lines of their own.
  func answer() throws -> String {
    try browser.text("JSON.stringify(state().tab.answer?.json?.data, null, 2)")
  }

  /// Shows the answer in another shape.
  func shape(_ shape: String) throws {
    try browser.click("[data-shape=\(shape)]")
    try browser.wait(until: "state().tab.shape === arguments[0]", shape)
  }

  /// The words of the answer, in the shape in which it is shown.
  func shown() throws -> String { try text(".result-panel") }

  /// Clicks on a button by what it says.
  func press(_ words: String, in region: String) throws {
    try browser.evaluate(
      """
      (() => {
        const all = [...document.querySelectorAll(`${arguments[1]} button`)];
        document.querySelector('[data-pressed]')?.removeAttribute('data-pressed');
        all.find((button) => button.innerText === arguments[0])?.setAttribute('data-pressed', '');
      })()
      """,
      words,
      region
    )
    try browser.click("[data-pressed]")
  }

  /// The bytes of the file that the page saves.
  func saved(by start: () throws -> Void) throws -> [UInt8] {
    try browser.cdp("Browser.setDownloadBehavior", ["behavior": "deny"])
    try browser.evaluate(
      """
      (() => {
        window.saved = null;
        const make = URL.createObjectURL.bind(URL);
        URL.createObjectURL = (blob) => make(window.saved = blob);
      })()
      """
    )
    try start()
    try browser.wait(until: "window.saved")
    let bytes = try browser.settle(
      "return [...new Uint8Array(await window.saved.arrayBuffer())];"
    )
    return (bytes as? [Int] ?? []).map { UInt8($0) }
  }

  /// Lets ``copied(by:)`` see what goes to the clipboard, which a browser without a screen refuses.
  func watchTheClipboard() throws {
    try browser.evaluate(
      """
      (() => {
        Object.defineProperty(navigator, 'clipboard', {
          value: { writeText: async (text) => { window.copied = text; } }, configurable: true });
      })()
      """
    )
  }

  /// The text that is copied.
  func copied(by start: () throws -> Void) throws -> String {
    try browser.evaluate("(() => { window.copied = null; })()")
    try start()
    try browser.wait(until: "window.copied")
    return try browser.text("window.copied")
  }

  /// The words that can be seen in each of some elements.
  func texts(_ selector: String) throws -> [String] {
    try browser.evaluate(
      "[...document.querySelectorAll(arguments[0])].map((element) => element.innerText)",
      selector
    ) as? [String] ?? []
  }

  /// The words that can be seen in an element.
  func text(_ selector: String) throws -> String {
    try browser.text("document.querySelector(arguments[0])?.innerText", selector)
  }

  /// How many elements there are.
  func count(_ selector: String) throws -> Int {
    try browser.evaluate("document.querySelectorAll(arguments[0]).length", selector) as? Int ?? -1
  }

  /// The errors, as they are shown.
  func errors() throws -> [String] {
    try browser.evaluate("[...document.querySelectorAll('.errors li')].map((e) => e.innerText)")
      as? [String] ?? []
  }

  /// All that outlives the tab, as text.
  func lasting() throws -> String {
    try browser.settle(
      """
      const settled = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const all = [Object.entries(localStorage), document.cookie];
      for (const { name } of await indexedDB.databases()) {
        const database = await settled(indexedDB.open(name));
        for (const shelf of database.objectStoreNames) {
          all.push(await settled(database.transaction(shelf).objectStore(shelf).getAll()));
        }
        database.close();
      }
      return JSON.stringify(all);
      """
    ) as? String ?? ""
  }

  func violations() throws -> [String] {
    try browser.evaluate("window.violations") as? [String] ?? ["unknown"]
  }
}

/// The keys that WebDriver gives names to.
enum Key {
  static let alt = "\u{E00A}"
  static let end = "\u{E010}"
  static let home = "\u{E011}"
  static let left = "\u{E012}"
  static let up = "\u{E013}"
  static let right = "\u{E014}"
  static let down = "\u{E015}"
  static let delete = "\u{E017}"
  static let tab = "\u{E004}"
  static let enter = "\u{E007}"
  static let shift = "\u{E008}"
  static let control = "\u{E009}"
  static let escape = "\u{E00C}"
  static let f6 = "\u{E036}"
}
