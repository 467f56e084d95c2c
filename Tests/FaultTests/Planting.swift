import Foundation

/// A copy of the checkout into which faults are planted, each behind a switch of its own.
///
/// All faults of a copy are built at once; the environment variable `GUICHE_FAULT` says which of them
/// is on. So a fault costs a run of the tests that must notice it, and no build. The program itself
/// never has such a switch.
struct Planting {
  /// What went wrong with the copy.
  struct Failure: Error, CustomStringConvertible { let description: String }

  let faults: [Fault]
  /// The sources that the faults change.
  private var sources: Set<String> { Set(faults.flatMap { $0.edits.map(\.source) }) }
  private let root = FaultList.root.appending(path: ".build/faults")

  /// The faults in as few copies as can hold them: no two of a copy touch the same text.
  static func plan(_ faults: [Fault]) throws -> [Planting] {
    var batches: [(faults: [Fault], touched: [Touched])] = []
    for fault in faults {
      let touched = try fault.edits.map { edit in
        guard let range = try source(edit.source).range(of: edit.sound) else {
          throw Failure(description: "\(fault.name) is not in \(edit.source)")
        }
        return Touched(source: edit.source, range: range)
      }
      let place = batches.firstIndex { batch in
        !touched.contains { new in batch.touched.contains { $0.overlaps(new) } }
      }
      if let place {
        batches[place].faults.append(fault)
        batches[place].touched += touched
      } else {
        batches.append(([fault], touched))
      }
    }
    return batches.map { Planting(faults: $0.faults) }
  }

  /// A part of a source that a fault changes.
  private struct Touched {
    let source: String
    let range: Range<String.Index>

    func overlaps(_ other: Touched) -> Bool {
      source == other.source && range.overlaps(other.range)
    }
  }

  static func source(_ path: String) throws -> String {
    try String(contentsOf: FaultList.root.appending(path: path), encoding: .utf8)
  }

  /// Copies what has changed since the last time, plants the faults and builds.
  ///
  /// - Throws: ``Failure`` with the compiler's errors.
  func build() throws {
    try copy()
    for path in sources {
      var text = try Self.source(path)
      for fault in faults {
        for edit in fault.edits where edit.source == path {
          let isOn = "PlantedFault.isOn(\"\(fault.name)\")"
          text = text.replacing(edit.sound, with: edit.faulty.replacing("FAULT", with: isOn))
        }
      }
      try write(Data(text.utf8), to: path)
    }
    let (code, output) = try run(["build", "--build-tests"], fault: nil)
    guard code == 0 else {
      let errors = output.split(separator: "\n").filter { $0.contains("error:") }
      throw Failure(description: errors.prefix(40).joined(separator: "\n"))
    }
  }

  /// What became of some tests with a fault on, or with none.
  enum Verdict: Equatable {
    case passed(tests: Int)
    case failed
    /// They ended without a verdict: a fault that stops the tests is not noticed by them.
    case broken(String)
  }

  /// Runs some tests of the copy.
  ///
  /// - Parameters:
  ///   - tests: As `swift test --filter` takes them.
  ///   - fault: The fault that is on; `nil` is none.
  /// - Returns: What they say.
  /// - Throws: Where they could not be started.
  func test(_ tests: String, with fault: Fault?) throws -> Verdict {
    let arguments = ["test", "--skip-build", "--disable-xctest", "--filter", tests]
    let (code, output) = try run(arguments, fault: fault?.name)
    if code != 0, output.contains(#/Test run with \d+ tests? .*failed/#) { return .failed }
    if code == 0, let found = output.firstMatch(of: #/Test run with (\d+) tests?.* passed/#) {
      return .passed(tests: Int(found.1) ?? 0)
    }
    return .broken(String(output.suffix(2_000)))
  }

  private func run(_ arguments: [String], fault: String?) throws -> (Int32, String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["swift"] + arguments + ["--package-path", root.path]
    var environment = ProcessInfo.processInfo.environment
    environment["GUICHE_FAULT"] = fault
    environment["GUICHE_FAULTS"] = nil
    environment["SWIFT_BACKTRACE"] = "enable=no"
    process.environment = environment
    let log = root.appending(path: ".log")
    try Data().write(to: log)
    let output = try FileHandle(forWritingTo: log)
    process.standardOutput = output
    process.standardError = output
    try process.run()
    process.waitUntilExit()
    try output.close()
    return (process.terminationStatus, try String(decoding: Data(contentsOf: log), as: UTF8.self))
  }

  /// Brings the copy up to date; a file that is the same is left, so that it is not built again.
  ///
  /// - Throws: Where a file cannot be read or written.
  private func copy() throws {
    let files = FileManager.default
    var wanted: Set<String> = []
    for top in ["Package.swift", "Sources", "Tests", "schema.graphql", "playground", "README.md"] {
      let base = FaultList.root.appending(path: top)
      let below = files.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
      wanted.formUnion(below.isEmpty ? [top] : below.map { "\(top)/\($0)" })
    }
    for path in wanted.sorted() {
      let from = FaultList.root.appending(path: path)
      var isFolder: ObjCBool = false
      guard files.fileExists(atPath: from.path, isDirectory: &isFolder) else { continue }
      if isFolder.boolValue {
        let to = root.appending(path: path)
        try files.createDirectory(at: to, withIntermediateDirectories: true)
      } else if !sources.contains(path) {
        var data = try Data(contentsOf: from)
        if path == "Package.swift" {
          // A fault may leave something unused.
          let lenient = String(decoding: data, as: UTF8.self)
            .replacing(".treatAllWarnings(as: .error),", with: "")
            .replacing(", .treatAllWarnings(as: .error)", with: "")
          data = Data(lenient.utf8)
        }
        try write(data, to: path)
      }
    }
    for floor in Set(sources.map { $0.split(separator: "/").prefix(2).joined(separator: "/") }) {
      try write(Data(Self.planted.utf8), to: "\(floor)/PlantedFault.swift")
    }
    let there = files.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    for path in there where path.hasPrefix("Sources/") || path.hasPrefix("Tests/") {
      guard !wanted.contains(path), !path.hasSuffix("PlantedFault.swift") else { continue }
      try? files.removeItem(at: root.appending(path: path))
    }
  }

  private func write(_ data: Data, to path: String) throws {
    let file = root.appending(path: path)
    if let old = try? Data(contentsOf: file), old == data { return }
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try data.write(to: file)
  }

  /// The switch, as each floor of the copy gets it.
  private static let planted = """
    import Glibc

    enum PlantedFault {
      private static let on: String? = {
        guard let value = unsafe getenv("GUICHE_FAULT") else { return nil }
        return unsafe String(cString: value)
      }()

      static func isOn(_ name: String) -> Bool { on == name }
    }

    """
}
