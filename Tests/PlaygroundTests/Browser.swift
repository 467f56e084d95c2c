import Foundation
import TestKit

/// A browser with one page, spoken to by [WebDriver](https://www.w3.org/TR/webdriver2/) over a raw
/// socket.
final class Browser {
  private let client: HTTPClient
  private var session = ""
  private var process: pid_t = 0

  /// How long a page may take for anything; far more than it needs on a busy machine.
  private static let patience: TimeInterval = 60

  /// Opens it with an empty profile.
  ///
  /// No name but this machine's address can be resolved, so that a page which wanted anything from
  /// elsewhere would show an error.
  init() throws {
    client = try HTTPClient(port: Driver.shared.get().port)
    let options: [String: Any] = [
      "args": [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--window-size=1280,900",
        // A test clicks faster than a person: two hundred addresses in ten seconds are not too many.
        "--disable-ipc-flooding-protection",
        "--host-resolver-rules=MAP * ~NOTFOUND,EXCLUDE 127.0.0.1",
      ],
      "prefs": ["intl.accept_languages": "en"],
    ]
    let capabilities: [String: Any] = [
      "browserName": "chrome",
      "goog:loggingPrefs": ["browser": "ALL", "performance": "ALL"],
      "goog:chromeOptions": options,
    ]
    let answer = try ask(
      "POST",
      "/session",
      ["capabilities": ["alwaysMatch": capabilities]]
    )
    guard let value = answer as? [String: Any], let id = value["sessionId"] as? String else {
      throw BrowserError("no session: \(String(describing: answer))")
    }
    session = "/session/\(id)"
    let found = value["capabilities"] as? [String: Any]
    process = pid_t(found?["goog:processID"] as? Int ?? 0)
    try cdp(
      "Page.addScriptToEvaluateOnNewDocument",
      [
        "source": """
        window.violations = [];
        addEventListener('securitypolicyviolation', (event) =>
          window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
        """
      ]
    )
  }

  /// A browser that is not told to end outlives its driver.
  deinit {
    guard !session.isEmpty else { return }
    let answer = try? ask("DELETE", session)
    if answer == nil, process > 0 { kill(process, SIGKILL) }
  }

  func open(_ address: String) throws {
    _ = try ask("POST", "\(session)/url", ["url": address])
  }

  /// The result of some JavaScript, which begins after `return`.
  @discardableResult
  func evaluate(_ expression: String, _ arguments: Any...) throws -> Any? {
    try ask(
      "POST",
      "\(session)/execute/sync",
      ["script": "return \(expression)", "args": arguments]
    )
  }

  func text(_ expression: String, _ arguments: Any...) throws -> String {
    let value = try ask(
      "POST",
      "\(session)/execute/sync",
      ["script": "return String(\(expression))", "args": arguments]
    )
    return value as? String ?? ""
  }

  /// What some JavaScript, which may wait for promises, returns.
  @discardableResult
  func settle(_ body: String, _ arguments: Any...) throws -> Any? {
    let answer =
      try ask(
        "POST",
        "\(session)/execute/async",
        [
          "script": """
          const done = arguments[arguments.length - 1];
          (async () => { \(body) })().then((value) => done({ value }), (error) => done({ error: String(error) }));
          """,
          "args": arguments,
        ]
      ) as? [String: Any]
    if let error = answer?["error"] as? String { throw BrowserError(error) }
    let value = answer?["value"]
    return value is NSNull ? nil : value
  }

  /// Waits until an expression is true.
  func wait(until expression: String, _ arguments: Any...) throws {
    let end = Date(timeIntervalSinceNow: Self.patience)
    while Date() < end {
      let value = try ask(
        "POST",
        "\(session)/execute/sync",
        ["script": "return Boolean(\(expression))", "args": arguments]
      )
      if value as? Bool == true { return }
      usleep(20_000)
    }
    throw BrowserError(
      "still not: \(expression) \(arguments); \(try text("document.body.innerText"))"
    )
  }

  /// Clicks as a person does: what is hidden, covered or disabled cannot be clicked.
  func click(_ selector: String) throws {
    let end = Date(timeIntervalSinceNow: Self.patience)
    while Date() < end {
      let element = try element(selector)
      do {
        _ = try ask("POST", "\(session)/element/\(element)/click", [:])
        return
      } catch let error as BrowserError where error.description.contains("stale element") {
        // The page has put another one there meanwhile.
        continue
      }
    }
    throw BrowserError("\(selector) is never there long enough to be clicked")
  }

  /// Types into an element.
  func type(_ text: String, into selector: String) throws {
    let element = try element(selector)
    _ = try ask("POST", "\(session)/element/\(element)/value", ["text": text])
  }

  /// Presses keys together, and lets them go.
  func press(_ keys: String...) throws {
    let down = keys.map { ["type": "keyDown", "value": $0] }
    let up = keys.reversed().map { ["type": "keyUp", "value": $0] }
    let source: [String: Any] = ["type": "key", "id": "keyboard", "actions": down + up]
    _ = try ask("POST", "\(session)/actions", ["actions": [source]])
  }

  /// Seconds that a script may take that waits for promises.
  func patience(forScripts seconds: Int) throws {
    _ = try ask("POST", "\(session)/timeouts", ["script": seconds * 1_000])
  }

  /// The name that a screen reader says.
  func label(_ selector: String) throws -> String {
    try ask("GET", "\(session)/element/\(element(selector))/computedlabel") as? String ?? ""
  }

  /// Waits until an element is called something that holds a text: what it is called comes out of the
  /// tree for screen readers, which follows the page a moment later.
  func wait(untilLabelOf selector: String, holds text: String) throws {
    let end = Date(timeIntervalSinceNow: Self.patience)
    while Date() < end {
      if try label(selector).contains(text) { return }
      usleep(20_000)
    }
    throw BrowserError("\(selector) is called \(try label(selector)), and not \(text)")
  }

  @discardableResult
  func cdp(_ command: String, _ parameters: [String: Any]) throws -> Any? {
    try ask("POST", "\(session)/goog/cdp/execute", ["cmd": command, "params": parameters])
  }

  /// What came to a log since it was last read: `browser` or `performance`.
  func log(_ kind: String) throws -> [String] {
    let entries = try ask("POST", "\(session)/se/log", ["type": kind]) as? [[String: Any]] ?? []
    return entries.compactMap { $0["message"] as? String }
  }

  /// Every address that was asked for since the last call.
  func requestedAddresses() throws -> [String] {
    try log("performance").compactMap { line in
      let entry = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      let message = entry?["message"] as? [String: Any]
      guard message?["method"] as? String == "Network.requestWillBeSent" else { return nil }
      let parameters = message?["params"] as? [String: Any]
      return (parameters?["request"] as? [String: Any])?["url"] as? String
    }
  }

  /// Keeps a picture of the page among the build's products, for a person to look at.
  func picture(_ name: String) throws {
    let value = try ask("GET", "\(session)/screenshot") as? String
    guard let data = value.flatMap({ Data(base64Encoded: $0) }) else {
      throw BrowserError("no picture")
    }
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../.build/pictures").standardized
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try data.write(to: folder.appending(path: "\(name).png"))
  }

  private func element(_ selector: String) throws -> String {
    let found = try ask(
      "POST",
      "\(session)/element",
      ["using": "css selector", "value": selector]
    )
    guard let id = (found as? [String: String])?.values.first else {
      throw BrowserError("there is no \(selector)")
    }
    return id
  }

  private func ask(_ method: String, _ path: String, _ body: Any? = nil) throws -> Any? {
    let data = try body.map { try JSONSerialization.data(withJSONObject: $0) } ?? Data()
    let head = """
      \(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n\
      Content-Type: application/json; charset=utf-8\r\nContent-Length: \(data.count)\r\n\r\n
      """
    client.send(Array(head.utf8) + Array(data))
    let answer = try client.receive()
    let json = try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
    guard answer.status == 200 else { throw BrowserError("\(path): \(answer.text.prefix(600))") }
    let value = json?["value"]
    return value is NSNull ? nil : value
  }
}
