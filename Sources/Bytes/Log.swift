import Glibc

/// What happened, one JSON object a line.
///
/// Never a client's variables, tokens or texts: a line says which event, how long, how many.
public struct Log: Sendable {
  /// How much a line matters.
  public enum Level: Int, Comparable, Sendable {
    case debug, info, warning, error

    public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

    var name: String {
      switch self {
      case .debug: "debug"
      case .info: "info"
      case .warning: "warning"
      case .error: "error"
      }
    }
  }

  /// Lines of a lower level are not written, and their fields are not even made.
  public let threshold: Level
  private let clock: Clock
  private let write: @Sendable ([UInt8]) -> Void

  /// - Parameters:
  ///   - threshold: The lowest level that is written.
  ///   - clock: Where a line's time comes from.
  ///   - write: Takes one line with its end.
  public init(
    threshold: Level = .info,
    clock: Clock = .system,
    write: @escaping @Sendable ([UInt8]) -> Void = Log.writeToStandardError
  ) {
    self.threshold = threshold
    self.clock = clock
    self.write = write
  }

  /// A log that keeps nothing.
  public static let silent = Log(threshold: .error, write: { _ in })

  /// Writes a line.
  ///
  /// - Parameters:
  ///   - level: How much it matters.
  ///   - event: What happened, in few words that do not change, to be searched for.
  ///   - fields: What belongs to it, in this order; long texts are cut.
  public func record(
    _ level: Level,
    _ event: String,
    _ fields: @autoclosure () -> [JSON.Member] = []
  ) {
    guard level >= threshold else { return }
    var line = ByteWriter(capacity: 256)
    line.append(#"{"time":""# as StaticString)
    line.append(instant: clock.now())
    line.append(#"","level":"# as StaticString)
    line.append(quoting: level.name)
    line.append(#","event":"# as StaticString)
    line.append(quoting: Log.cut(event))
    for field in fields() {
      line.append(UInt8(ascii: ","))
      line.append(quoting: Log.cut(field.name))
      line.append(UInt8(ascii: ":"))
      line.append(json: Log.cut(field.value))
    }
    line.append("}\n" as StaticString)
    write(line.bytes())
  }

  private static func cut(_ value: JSON) -> JSON {
    if case .string(let text) = value { .string(cut(text)) } else { value }
  }

  private static func cut(_ text: String) -> String {
    guard text.utf8.count > Limits.logTextLength else { return text }
    // A character that is cut in its middle becomes U+FFFD.
    return String(decoding: text.utf8.prefix(Limits.logTextLength), as: UTF8.self) + "…"
  }

  /// Writes to the standard error output; a line that cannot be written is lost.
  @Sendable public static func writeToStandardError(_ line: [UInt8]) {
    var written = 0
    while written < line.count {
      let count = unsafe line.withUnsafeBytes { bytes in
        unsafe Glibc.write(
          STDERR_FILENO,
          bytes.baseAddress.map { unsafe $0 + written },
          bytes.count - written
        )
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      written += count
    }
  }
}
