import Foundation
import TestKit
import Testing

/// The chromedriver that all browsers of these tests are driven by, in a process group of its own.
final class Driver: Sendable {
  let port: Int

  /// Where this machine has the program; Debian's package is chromium-driver.
  static let path = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":")
    .map { "\($0)/chromedriver" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Elsewhere than on a machine for development, a missing browser is a failure, not a reason to
  /// leave these tests out.
  static let isExpected = path != nil || ProcessInfo.processInfo.environment["CI"] != nil

  /// One for the whole run.
  static let shared = Result { try Driver() }

  private init() throws {
    guard let path = Self.path else { throw BrowserError("there is no chromedriver") }
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw BrowserError("pipe: \(errno)") }
    let process = try Self.spawn(path, output: ends[1])
    close(ends[1])
    Self.group.withLock { $0 = process }
    atexit { Driver.group.withLock { if let group = $0 { kill(-group, SIGKILL) } } }
    port = try Self.port(saidOn: ends[0])
  }

  /// Starts it as the leader of a new group, so that one call ends it and all that it started.
  private static func spawn(_ path: String, output: Int32) throws -> pid_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var arguments = [strdup(path), strdup("--port=0"), nil]
    defer { arguments.forEach { free($0) } }
    var process: pid_t = 0
    let outcome = posix_spawn(&process, path, &actions, &attributes, &arguments, environ)
    guard outcome == 0 else { throw BrowserError("posix_spawn: \(outcome)") }
    return process
  }

  private static func port(saidOn descriptor: Int32) throws -> Int {
    var said = ""
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      if let found = said.firstMatch(of: /started successfully on port (\d+)/) {
        return Int(found.1) ?? 0
      }
      let count = read(descriptor, &chunk, chunk.count)
      guard count > 0 else { throw BrowserError("chromedriver ended early: \(said)") }
      said += String(decoding: chunk[..<count], as: UTF8.self)
    }
  }

  private static let group = Guarded<pid_t?>(nil)
}

/// A value behind a lock.
final class Guarded<Value>: @unchecked Sendable {
  private var value: Value
  private let lock = NSLock()

  init(_ value: Value) { self.value = value }

  func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
    lock.withLock { body(&value) }
  }
}

/// Why a browser did not do what it was told.
struct BrowserError: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}
