import Foundation
import Testing

/// The tests of access can fail: each of a list of mistakes is noticed by them.
///
/// `GUICHE_FAULTS=all swift test --filter FaultTests` plants them, `GUICHE_FAULTS=Policy` those of one
/// file; it takes some minutes of building, and then some seconds a fault. What came of each goes to
/// `.build/faults.txt`. Every run of the tests checks that the list still fits the sources.
@Suite(.serialized) struct FaultTests {
  static let chosen = ProcessInfo.processInfo.environment["GUICHE_FAULTS"]

  @Test func `the list fits the sources`() throws {
    let faults = try FaultList.read()
    #expect(faults.count >= 40)
    #expect(Set(faults.map(\.title)).count == faults.count)
    for fault in faults {
      for edit in fault.edits {
        let text = try Planting.source(edit.source)
        #expect(text.ranges(of: edit.sound).count == 1, "\(fault.name) in \(edit.source)")
        #expect(edit.faulty.contains("FAULT"), "\(fault.name) has no switch")
      }
    }
  }

  @Test func `each fault names tests that there are`() throws {
    let files = FileManager.default.enumerator(atPath: FaultList.root.path + "/Tests")
    let suites = Set(
      (files?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".swift") }
        .map { String($0.dropLast(".swift".count).split(separator: "/").last ?? "") }
    )
    for fault in try FaultList.read() {
      for suite in fault.tests.split(separator: "|") {
        #expect(suites.contains(String(suite)), "\(fault.name): \(suite)")
      }
    }
  }

  @Test(.enabled(if: chosen != nil)) func `every fault is noticed`() throws {
    let faults = try FaultList.read().filter {
      Self.chosen == "all" || $0.name == Self.chosen || $0.name.hasPrefix("\(Self.chosen ?? "") ")
    }
    #expect(!faults.isEmpty)
    var report = ""
    func say(_ line: String) throws {
      report += line + "\n"
      try report.write(
        to: FaultList.root.appending(path: ".build/faults.txt"),
        atomically: true,
        encoding: .utf8
      )
    }
    var noticed = 0
    for planting in try Planting.plan(faults) {
      try planting.build()
      let tests = Set(planting.faults.flatMap { $0.tests.split(separator: "|") }).sorted()
      let sound = try planting.test(tests.joined(separator: "|"), with: nil)
      guard case .passed(let count) = sound, count >= tests.count else {
        Issue.record("without a fault: \(sound)")
        continue
      }
      for fault in planting.faults {
        let verdict = try planting.test(fault.tests, with: fault)
        #expect(verdict == .failed, "\(fault.name), \(fault.title): \(verdict)")
        if verdict == .failed { noticed += 1 }
        try say("\(verdict == .failed ? "noticed" : "NOT NOTICED")  \(fault.name)  \(fault.title)")
      }
    }
    try say("\(noticed) of \(faults.count) faults noticed")
  }
}
