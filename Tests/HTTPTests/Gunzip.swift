import Foundation

/// Debian's `gzip`, which has no line of ours.
enum Gunzip {
  private static let path = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":")
    .map { "\($0)/gzip" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Whether it is there, or must be: a run of CI does not pass without it.
  static let isExpected = path != nil || ProcessInfo.processInfo.environment["CI"] != nil

  struct Failed: Error { let reason: String }

  /// What `gzip -dc` makes of one member or several, one after another.
  static func bytes(of members: [UInt8]) throws -> [UInt8] {
    guard let path else { throw Failed(reason: "there is no gzip") }
    let file = FileManager.default.temporaryDirectory
      .appending(path: "guiche-\(UUID().uuidString).gz")
    try Data(members).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = ["-dc", file.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = Array(output.fileHandleForReading.readDataToEndOfFile())
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failed(reason: "gzip ended with \(process.terminationStatus)")
    }
    return bytes
  }
}
