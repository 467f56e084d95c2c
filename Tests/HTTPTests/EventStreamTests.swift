import HTTP
import Testing

/// Events as text, read back by the letter of the standard.
@Suite struct EventStreamTests {
  /// A browser, as far as an event stream goes.
  ///
  /// - Source: [Interpreting an event stream](https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation).
  private struct Browser {
    var events: [String] = []
    var lastEventID = ""
    var retry: Int?
    private var idBuffer = ""
    private var name = ""
    private var data = ""

    init(_ text: [UInt8]) {
      // Lines end with CRLF, LF or CR; what follows the last one is no line.
      var line: [UInt8] = []
      var index = 0
      while index < text.count {
        let byte = text[index]
        index += 1
        guard byte == 13 || byte == 10 else {
          line.append(byte)
          continue
        }
        if byte == 13, index < text.count, text[index] == 10 { index += 1 }
        interpret(String(decoding: line, as: UTF8.self))
        line = []
      }
    }

    private mutating func interpret(_ line: String) {
      guard !line.isEmpty else { return dispatch() }
      let colon = line.firstIndex(of: ":")
      let field = String(colon.map { line[..<$0] } ?? line[...])
      var value = colon.map { line[line.index(after: $0)...] } ?? ""
      if value.hasPrefix(" ") { value = value.dropFirst() }
      switch field {
      case "event": name = String(value)
      case "data": data += value + "\n"
      case "id": if !value.contains("\0") { idBuffer = String(value) }
      case "retry": if let number = Int(value), !value.hasPrefix("+") { retry = number }
      default: break
      }
    }

    private mutating func dispatch() {
      lastEventID = idBuffer
      defer { (name, data) = ("", "") }
      guard !data.isEmpty else { return }
      events.append("\(name.isEmpty ? "message" : name)=\(data.dropLast())")
    }
  }

  @Test(arguments: [
    ("", ""), ("{}", "{}"), (" a", " a"), (": a", ": a"), ("a\nb", "a\nb"), ("a\r\nb", "a\nb"),
    ("a\rb", "a\nb"), ("\n", "\n"), ("\r\n\r\n", "\n\n"), ("a\n\rb", "a\n\nb"), ("a\r", "a\n"),
    ("\r\r\n\n", "\n\n\n"), ("data: x\nid: y\n\nevent: z", "data: x\nid: y\n\nevent: z"),
    ("é🐍\u{2028}x", "é🐍\u{2028}x"), ("a\0b", "a\0b"),
  ])
  func `a browser reads the data of an event as they were, line ends aside`(
    data: String,
    read: String
  ) {
    let browser = Browser(EventStream.event("next", data: Array(data.utf8), id: "7"))
    #expect(browser.events == ["next=\(read)"])
    #expect(browser.lastEventID == "7")
  }

  @Test func `an event without data reaches its listener`() {
    #expect(Browser(EventStream.event("complete")).events == ["complete="])
  }

  @Test func `an event without an id leaves the last one as it is`() {
    let text = EventStream.event("next", id: "7") + EventStream.event("next")
    #expect(Browser(text).lastEventID == "7")
  }

  @Test func `an event with an empty id lets the last one be forgotten`() {
    let text = EventStream.event("next", id: "7") + EventStream.event("next", id: "")
    #expect(Browser(text).lastEventID == "")
  }

  @Test func `a mark is remembered, and no event`() {
    let marked = EventStream.mark("7")
    #expect(Browser(marked).lastEventID == "7")
    #expect(Browser(marked).events == [])
    // Cut off before its end, it is as if it had not been sent.
    #expect(Browser(Array(marked.dropLast())).lastEventID == "")
  }

  @Test func `what is said beside events changes none of them`() {
    let beside = EventStream.comment + EventStream.retry(milliseconds: 1_234)
    let browser = Browser(beside + EventStream.event("next", data: [65], id: "7") + beside)
    #expect(browser.events == ["next=A"])
    #expect(browser.lastEventID == "7")
    #expect(browser.retry == 1_234)
  }

  @Test func `a comment is no empty line, which some clients take for an event`() {
    #expect(EventStream.comment == Array(":\n".utf8))
  }
}
