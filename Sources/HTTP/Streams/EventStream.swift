/// Events as text: the body of a `text/event-stream`.
///
/// - Source: [Server-sent events](https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream).
public enum EventStream {
  /// An event.
  ///
  /// - Parameters:
  ///   - name: Without line ends.
  ///   - data: UTF-8; its lines become fields of their own. Empty data is a field all the same, for
  ///     a browser drops an event that has none.
  ///   - id: What the client says when it comes back; without line ends. An empty one lets it forget
  ///     what it was told before, `nil` does not.
  /// - Returns: The text.
  public static func event(_ name: String, data: [UInt8] = [], id: String? = nil) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(data.count + name.utf8.count + 64)
    if let id { append("id", Array(id.utf8)[...], to: &text) }
    append("event", Array(name.utf8)[...], to: &text)
    var start = data.startIndex
    for index in data.indices where data[index] == .lineFeed || data[index] == .carriageReturn {
      // CRLF is one line end.
      if data[index] == .lineFeed, index > start - 1, index > 0, data[index - 1] == .carriageReturn
      {
        start = index + 1
        continue
      }
      append("data", data[start..<index], to: &text)
      start = index + 1
    }
    append("data", data[start...], to: &text)
    text.append(.lineFeed)
    return text
  }

  /// Says behind which event a client that comes back begins, and is no event itself.
  public static func mark(_ id: String) -> [UInt8] {
    var text: [UInt8] = []
    append("id", Array(id.utf8)[...], to: &text)
    text.append(.lineFeed)
    return text
  }

  /// Says how long a client waits before it comes back.
  ///
  /// It is one line, which counts as soon as it is read, so that it may stand before any event.
  public static func retry(milliseconds: Int) -> [UInt8] {
    var text: [UInt8] = []
    append("retry", Array(String(milliseconds).utf8)[...], to: &text)
    return text
  }

  /// What keeps a quiet stream alive: a comment, which no client reads.
  ///
  /// An empty line after it would say nothing, and some clients would take it for an event, once they
  /// have seen an id.
  public static let comment = Array(":\n".utf8)

  private static func append(_ field: String, _ value: ArraySlice<UInt8>, to text: inout [UInt8]) {
    text.append(contentsOf: field.utf8)
    text.append(UInt8(ascii: ":"))
    text.append(.space)
    text.append(contentsOf: value)
    text.append(.lineFeed)
  }
}
