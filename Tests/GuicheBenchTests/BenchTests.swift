import Bytes
import Desk
import Foundation
import TestKit
import Testing

@testable import guiche_bench

@Suite struct BenchTests {
  private static let verbs: [Verb] = [.data, .plans, .pages, .floor]

  /// Runs the program as its user does.
  private func run(_ arguments: String...) -> Int32 { Program(verbs: Self.verbs).run(arguments) }

  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "bench-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  @Test func `makes data once, and explains its lists`() throws {
    try withFolder { folder in
      #expect(run("plans", folder) == 66)
      #expect(run("data", folder, "--scale", "1") == 0)
      #expect(run("data", folder, "--scale", "1") == 73)
      #expect(run("plans", folder, "--faults") == 0)
    }
  }

  @Test func `measures no page where there is no reference data`() throws {
    try withFolder { folder in
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let desk = try Desk(path: "\(folder)/guiche.sqlite")
      try desk.tellDemoStory()
      desk.stop()
      // The demo has users of the same codes, and their lists are explained all the same.
      #expect(run("plans", folder, "--faults") == 0)
      #expect(run("pages", folder) == 65)
      // It asks nobody who they are, so it serves no tickets of real people.
      #expect(run("floor", folder) == 65)
    }
  }

  @Test(arguments: [
    ["data"], ["data", "here", "there"], ["data", "here", "--scale"],
    ["data", "here", "--scale", "0"], ["data", "here", "--scale", "many"],
    ["data", "here", "--speed", "1"], ["plans", "here", "--scale", "1"], ["nothing"],
  ])
  func `says what is wrong with a call`(arguments: [String]) {
    #expect(Program(verbs: Self.verbs).run(arguments) == 2)
  }

  /// Time is no matter for a test; SQLite's steps are the same at every run.
  @Test(arguments: [ReferenceData.User.attendant, .narrowAttendant, .student, .many])
  func `a page far down costs SQLite what the first one costs`(user: ReferenceData.User) throws {
    try withFolder { folder in
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let desk = try Desk(path: "\(folder)/guiche.sqlite")
      defer { desk.stop() }
      try desk.makeReferenceData(try #require(ReferenceScale(thousandths: 5)))
      let measurement = PageMeasurement(house: try BenchHouse(desk), page: 40, size: 5, rounds: 1)
      let found = try #require(try measurement.measure(PageList.all[0], as: user))
      #expect(found.page > 2)
      #expect(found.first.steps > 100)
      #expect(found.timesTheSteps < PageMeasurement.bound, "\(found)")
    }
  }

  @Test func `measures every operation on a running server`() throws {
    try withFolder { folder in
      #expect(run("data", folder, "--scale", "2") == 0)
      let arguments = Arguments(
        directory: folder,
        given: [
          "guiche": GuicheProcess.executable.path, "clients": "3", "milliseconds": "50",
        ]
      )
      let table = try RunMeasurement(arguments).table()
      guard case .array(let rows) = table.json else { return #expect(Bool(false)) }
      #expect(rows.map { $0["op"] } == Operation.names.map { .string($0) })
      for row in rows {
        guard case .double(let rate)? = row["requests/s"] else { continue }
        #expect(rate > 0)
        guard case .integer(let bytes)? = row["bytes"] else { continue }
        #expect(bytes > 100)
      }
      #expect(rows.last?["statements"] == .null)
      #expect(rows.last?["SQL ms"] == .null)

      // A later run is compared with an earlier one's JSON.
      let file = "\(folder)/before.json"
      try Data(table.jsonLine.utf8).write(to: URL(filePath: file))
      let compared = try RunMeasurement(
        Arguments(
          directory: folder,
          given: [
            "guiche": GuicheProcess.executable.path, "clients": "1", "milliseconds": "100",
            "only": "Q3", "compare": file,
          ]
        )
      ).table().packed
      #expect(compared.columns.last == "times before")
      #expect(compared.rows.count == 1)
    }
  }

  @Test func `bare SQL gives the rows that an operation asks for`() throws {
    try withFolder { folder in
      #expect(run("data", folder, "--scale", "2") == 0)
      let sql = try BareSQL(path: "\(folder)/guiche.sqlite")
      try sql.openTurn()
      defer { sql.closeTurn() }
      func rows(_ body: [UInt8]) throws -> [JSON] {
        guard case .array(let rows)? = try JSONParser.parse(body)["data"] else { return [] }
        return rows
      }
      let all = try rows(sql.tickets())
      #expect(all.count == 400)
      let newest = try #require(all.first)
      guard case .string(let id)? = newest["id"] else { return #expect(Bool(false)) }
      let ticket = try #require(try rows(sql.ticket(Int64(id) ?? 0)).first)
      #expect(ticket["subject"] == newest["subject"] && ticket["status"] == newest["status"])
      let pages = try (1...20).map { try rows(sql.page(of: $0)) }
      let deep = try #require(pages.max { $0.count < $1.count }?.first)
      guard case .array(let messages)? = deep["discussion"],
        case .array(let movements)? = deep["stepHistory"]
      else { return #expect(Bool(false)) }
      #expect(!messages.isEmpty && !movements.isEmpty)
      #expect(messages.allSatisfy { $0["m.text"] != nil && $0["u.display_name"] != nil })
    }
  }

  @Test func `takes a response at every cut`() throws {
    let whole = Array("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n\r\nhello".utf8)
    let head = whole.count - 5
    for cut in 0..<head {
      #expect(try Exchange.extent(of: Array(whole[..<cut])) == nil)
    }
    for cut in head...whole.count {
      let extent = try #require(try Exchange.extent(of: Array(whole[..<cut])))
      #expect(extent == (head, 5))
    }
    for refused in ["HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n"] {
      #expect(throws: Complaint.self) { try Exchange.extent(of: Array(refused.utf8)) }
    }
  }

  @Test func `tells below which time so many were answered`() {
    var result = Load.Result()
    #expect(result.milliseconds(ofPercent: 99) == 0)
    result.latencies = (1...100).reversed().map { $0 * 1_000_000 }
    result.nanoseconds = 2_000_000_000
    #expect(result.milliseconds(ofPercent: 50) == 51)
    #expect(result.milliseconds(ofPercent: 99) == 100)
    #expect(result.requestsPerSecond == 50)
  }

  @Test func `prints numbers as they are measured`() {
    var table = Table("name", "count", "part")
    table.append(.text("a"), .count(12), .number(1.05, digits: 2))
    table.append(.text("bcd"), .count(3), .number(-0.5, digits: 1))
    #expect(
      table.text == """
        name  count  part
        -----------------
        a        12  1.05
        bcd       3  -0.5
        """
    )
    #expect(
      table.jsonLine
        == #"[{"name":"a","count":12,"part":1.05},{"name":"bcd","count":3,"part":-0.5}]"#
    )
  }
}
