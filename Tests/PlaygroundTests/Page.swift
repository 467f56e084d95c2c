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
  init(_ house: GuicheProcess, fragment: String = "", before script: String = "") throws {
    self.house = house
    browser = try Browser()
    try browser.cdp("Page.addScriptToEvaluateOnNewDocument", ["source": script])
    origin = "http://127.0.0.1:\(house.port)"
    try open(fragment)
  }

  /// Loads the page anew; what the tab keeps stays.
  func open(_ fragment: String = "") throws {
    try browser.open("about:blank")
    try browser.open("\(origin)/playground/\(fragment)")
    try browser.wait(until: "document.querySelector('#document')")
    // The schema is read when the page begins.
    try browser.wait(until: "performance.getEntriesByName(`${location.origin}/graphql`).length > 0")
  }

  /// Clicks on a demo user.
  func signIn(_ user: String) throws {
    try browser.click("[data-user='\(user)']")
    try waitUntilSignedIn(user)
  }

  /// Opens the lists of examples.
  func showExamples() throws {
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
  func write(_ document: String) throws {
    try browser.evaluate(
      """
      (() => {
        const area = document.querySelector('#document');
        area.focus();
        area.select();
        document.execCommand('insertText', false, arguments[0]);
      })()
      """,
      document
    )
  }

  /// Runs what is written, and waits for its answer.
  func run(by start: () throws -> Void) throws {
    try browser.evaluate(
      """
      (() => {
        window.answers = 0;
        const look = () => { if (document.querySelector('.status b')) window.answers += 1; };
        document.querySelector('.status').replaceChildren();
        new MutationObserver(look).observe(document.querySelector('.status'), { childList: true });
      })()
      """
    )
    try start()
    try browser.wait(until: "window.answers > 0 && document.querySelector('#stop').hidden")
  }

  func run() throws { try run { try browser.click("#run") } }

  /// The answer's text, as it is shown.
  func answer() throws -> String {
    try browser.text("document.querySelector('.answer').textContent")
  }

  /// The errors, as they are shown.
  func errors() throws -> [String] {
    try browser.evaluate("[...document.querySelectorAll('.errors li')].map((e) => e.innerText)")
      as? [String] ?? []
  }

  func violations() throws -> [String] {
    try browser.evaluate("window.violations") as? [String] ?? ["unknown"]
  }
}

/// The keys that WebDriver gives names to.
enum Key {
  static let tab = "\u{E004}"
  static let enter = "\u{E007}"
  static let shift = "\u{E008}"
  static let control = "\u{E009}"
  static let escape = "\u{E00C}"
  static let f6 = "\u{E036}"
}
