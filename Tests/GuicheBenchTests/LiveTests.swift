import Bytes
import Desk
import Foundation
import TestKit
import Testing

@testable import guiche_bench

/// What `guiche-bench live` believes it heard.
@Suite struct LiveTests {
  // MARK: - The judge

  /// Commit order is not the order of the numbers.
  private static let committed = [2, 0, 1, 4, 3]

  private func judged(_ heard: [Int32], isWhole: Bool = true) -> DeliveryCheck {
    var check = DeliveryCheck(committed: Self.committed)
    check.judge(heard, isWhole: isWhole)
    return check
  }

  private func faults(_ check: DeliveryCheck) -> [Int] {
    [check.lost, check.doubled, check.disordered, check.strays]
  }

  @Test func `finds nothing wrong with all changes once in commit order`() {
    let check = judged([2, 0, 1, 4, 3])
    #expect(check.isClean)
    #expect(check.deliveries == 5)
  }

  @Test(
    arguments: [
      ([2, 0, 4, 3], [1, 0, 0, 0]),
      ([], [5, 0, 0, 0]),
      ([2, 0, 1, 4], [1, 0, 0, 0]),
      ([2, 0, 0, 1, 4, 3], [0, 1, 0, 0]),
      ([2, 0, 1, 4, 3, 2], [0, 1, 0, 0]),
      ([0, 2, 1, 4, 3], [0, 0, 1, 0]),
      ([0, 1, 2, 3, 4], [0, 0, 2, 0]),
      ([2, 0, 1, 4, 3, 5], [0, 0, 0, 1]),
      ([2, 0, 1, 1, 3], [1, 1, 0, 0]),
    ] as [([Int32], [Int])]
  )
  func `finds what is lost, doubled, out of order, or nobody's`(heard: [Int32], faults: [Int]) {
    let check = judged(heard)
    #expect(self.faults(check) == faults)
    #expect(!check.isClean)
  }

  @Test func `of one that was cut off only gaps are lost`() {
    #expect(faults(judged([2, 0], isWhole: false)) == [0, 0, 0, 0])
    #expect(faults(judged([], isWhole: false)) == [0, 0, 0, 0])
    #expect(faults(judged([2, 1], isWhole: false)) == [1, 0, 0, 0])
  }

  @Test func `counts what somebody hears that is another's`() {
    var check = DeliveryCheck(committed: [0, 1, 2, 3])
    check.judge([0, 2]) { $0 % 2 == 0 }
    #expect(check.isClean)
    check.judge([0, 1, 2]) { $0 % 2 == 0 }
    #expect(faults(check) == [0, 0, 0, 1])
    check.judge([0, 2], strays: 2) { $0 % 2 == 0 }
    #expect(faults(check) == [0, 0, 0, 3])
  }

  // MARK: - What comes over the wire

  @Test func `knows the marks of its own run`() {
    let marks = Marks(run: 77)
    let text = Array(#"{"text":"\#(marks.text(123))","~77.":"~77.x~ ~78.9~"}"#.utf8)
    #expect(marks.number(in: text, 0..<text.count) == 123)
    #expect(marks.number(in: text, 20..<text.count) == nil)
    #expect(Marks(run: 7).number(in: text, 0..<text.count) == nil)
    // Cut anywhere, it is no other number.
    for end in 0..<text.count { #expect([nil, 123].contains(marks.number(in: text, 0..<end))) }
  }

  @Test func `takes frames at every cut`() throws {
    let long = [UInt8](repeating: 0x61, count: 300)
    var bytes: [UInt8] = [0x81, 2, 0x68, 0x69, 0x89, 1, 0x21, 0x8A, 0, 0x81, 126, 1, 44] + long
    bytes += [0x88, 4, 0x03, 0xF5, 0x6E, 0x6F]
    let expected: [ServerFrame] = [
      .text(2..<4), .ping(6..<7), .pong, .text(13..<313), .close(code: 1_013, reason: "no"),
    ]
    for cut in 0...bytes.count {
      var found: [ServerFrame] = []
      var start = 0
      while let (frame, end) = try ServerFrame.next(bytes, from: start, to: cut) {
        found.append(frame)
        start = end
      }
      #expect(found == Array(expected.prefix(found.count)))
      if cut == bytes.count { #expect(found == expected) }
    }
    #expect(throws: Complaint.self) { try ServerFrame.next([0x01, 0], from: 0, to: 2) }
    #expect(throws: Complaint.self) { try ServerFrame.next([0x81, 0x80], from: 0, to: 2) }
  }

  @Test func `masks frames of every length`() {
    for (length, head) in [(0, 2), (125, 2), (126, 4), (65_535, 4), (65_536, 10)] {
      let frame = ServerFrame.masked(1, [UInt8](repeating: 7, count: length)[...])
      #expect(frame.count == head + 4 + length)
      #expect(frame[1] & 0x80 != 0)
    }
  }

  @Test func `takes events out of chunks at every cut`() throws {
    let text = "event: next\ndata: 1\n\n:\n\nevent: complete\ndata: \n\n"
    let pieces = [text.prefix(5), text.dropFirst(5).prefix(30), text.dropFirst(35)]
    let chunks = pieces.map { "\(String($0.utf8.count, radix: 16))\r\n\($0)\r\n" }.joined()
    let bytes = Array("\(chunks)0\r\n\r\n".utf8)
    for cut in 0...bytes.count {
      var reader = EventText()
      var events: [String] = []
      var start = 0
      for end in [cut, bytes.count] {
        start = try reader.take(bytes, from: start, to: end)
        try reader.takeEvents { text, range throws(Complaint) in
          events.append(String(decoding: text[range], as: UTF8.self))
        }
      }
      #expect(events == ["event: next\ndata: 1", ":", "event: complete\ndata: "])
      #expect(reader.isOver && start == bytes.count)
    }
    var reader = EventText()
    #expect(throws: Complaint.self) { try reader.take(Array("x\r\n".utf8), from: 0, to: 3) }
  }

  // MARK: - The program

  private static let verbs: [Verb] = [.data, .live]

  private func withData(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "live-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(Program(verbs: Self.verbs).run(["data", folder, "--scale", "2"]) == 0)
    try body(folder)
  }

  private func measurement(_ folder: String, _ given: [String: String]) throws -> LiveMeasurement {
    let program = ["guiche": GuicheProcess.executable.path]
    return try LiveMeasurement(
      Arguments(directory: folder, given: given.merging(program) { $1 })
    )
  }

  @Test func `twenty hear of twenty changes, and nothing is wrong with it`() throws {
    try withData { folder in
      let (tables, isClean) = try measurement(
        folder,
        ["only": "fan-out,slow", "subscribers": "20", "changes": "20", "rate": "200"]
      ).tables()
      #expect(isClean)
      guard case .array(let rows)? = tables.first?.table.json else {
        return #expect(Bool(false))
      }
      #expect(rows.count == 4)
      for row in rows {
        #expect(row["subscribers"] == 20)
        #expect(row["changes"] == 20)
        for fault in ["lost", "doubled", "out of order", "strays"] { #expect(row[fault] == 0) }
        guard case .double(let rate)? = row["deliveries/s"] else { continue }
        #expect(rate > 0)
      }
    }
  }

  @Test func `idle ones hear what they should, and only they`() throws {
    try withData { folder in
      let (tables, isClean) = try measurement(
        folder,
        ["only": "idle", "idle": "90", "quiet": "0"]
      ).tables()
      #expect(isClean)
      guard case .array(let rows)? = tables.first?.table.json else {
        return #expect(Bool(false))
      }
      #expect(rows.map { $0["idle"] } == ["WebSocket", "SSE"])
      for row in rows {
        #expect(row["subscribers"] == 90)
        guard case .integer(let deliveries)? = row["deliveries"] else { continue }
        #expect(deliveries > 90)
      }
    }
  }

  @Test(arguments: [
    ["--only", "busy"], ["--only", ""], ["--idle", "1"], ["--subscribers", "0"], ["--rate", "0"],
  ])
  func `says what is wrong with a call`(options: [String]) {
    #expect(Program(verbs: Self.verbs).run(["live", "here"] + options) == 2)
  }

  @Test func `lets nobody in where there is no reference data`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "live-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let desk = try Desk(path: "\(folder)/guiche.sqlite")
    defer { desk.stop() }
    try desk.tellDemoStory()
    #expect(try desk.openReferenceCrowd(staff: 1, contacts: 1) == nil)
  }
}
