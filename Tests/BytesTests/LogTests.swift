import Synchronization
import Testing

@testable import Bytes

@Suite struct LogTests {
  final class Lines: Sendable {
    let lines = Mutex<[String]>([])

    func log(from threshold: Log.Level) -> Log {
      Log(threshold: threshold, clock: .standing(at: Instant(milliseconds: 0))) { line in
        self.lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
      }
    }

    var all: [String] { lines.withLock { $0 } }
  }

  @Test func `an event is one JSON object on one line`() throws {
    let lines = Lines()
    lines.log(from: .info).record(
      .warning,
      "request refused",
      [.init(name: "status", value: 400), .init(name: "why", value: "a\nb\"")]
    )
    #expect(
      lines.all == [
        #"{"time":"1970-01-01T00:00:00.000Z","level":"warning","event":"request refused","#
          + #""status":400,"why":"a\nb\""}"# + "\n"
      ]
    )
    let line = try #require(lines.all.first)
    #expect(try JSONParser.parse(Array(line.utf8))["status"] == 400)
  }

  @Test func `what is below the threshold is not even made`() {
    let lines = Lines()
    let made = Mutex(0)
    func fields() -> [JSON.Member] {
      made.withLock { $0 += 1 }
      return []
    }
    let log = lines.log(from: .warning)
    for level in [Log.Level.debug, .info, .warning, .error] { log.record(level, "x", fields()) }
    #expect(lines.all.count == 2)
    #expect(made.withLock { $0 } == 2)
  }

  @Test func `a long text is cut and stays UTF-8`() throws {
    let lines = Lines()
    let text = String(repeating: "é", count: 100_000)
    lines.log(from: .debug).record(.debug, "x", [.init(name: "text", value: .string(text))])
    let line = Array(try #require(lines.all.first).utf8)
    #expect(line.count < 2_200)
    #expect(throws: Never.self) { try JSONParser.parse(line) }
  }
}
