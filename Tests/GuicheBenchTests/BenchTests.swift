import Bytes
import Desk
import Foundation
import Testing

@testable import guiche_bench

@Suite struct BenchTests {
  private static let verbs: [Verb] = [.data, .plans, .pages]

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
      let found = try #require(try measurement.measure(.all, as: user))
      #expect(found.page > 2)
      #expect(found.first.steps > 100)
      #expect(found.timesTheSteps < PageMeasurement.bound, "\(found)")
    }
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
