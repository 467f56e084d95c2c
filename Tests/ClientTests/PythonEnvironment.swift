import Foundation
import TestKit

/// Python with the packages of one list in `Requirements`; `bash .ci/clients` makes them all.
enum PythonEnvironment: String, CaseIterable, Sendable {
  case clients
  case newest
  case oldest

  /// On a machine for development they may be missing; elsewhere that is a failure.
  static let isExpected =
    allCases.allSatisfy { FileManager.default.isExecutableFile(atPath: $0.program("python").path) }
    || ProcessInfo.processInfo.environment["CI"] != nil

  /// The scripts that are run here, as their users would write them.
  static let scripts = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Scripts")

  /// Seconds after which whatever still runs hangs.
  private static let patience = 300

  private static let checkout = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The schema as it stands in the checkout.
  static let schema = checkout.appending(path: "schema.graphql")

  private func program(_ name: String) -> URL {
    Self.checkout.appending(path: ".build/python/\(rawValue)/bin/\(name)")
  }

  /// Runs a script of the folder `Scripts`.
  ///
  /// - Returns: What it printed, without the last line's end.
  /// - Throws: ``Failure`` where it exits with anything but 0, as a failed `assert` makes it, or not in
  ///   ``patience``.
  @discardableResult
  func run(script: String, _ arguments: [String] = [], for user: PortalUser) throws -> String {
    let path = Self.scripts.appending(path: script).path
    return try run("python", [path] + arguments, for: user)
  }

  /// Runs a program of the environment in the user's folder, as ``run(script:_:for:)``.
  @discardableResult
  func run(_ name: String, _ arguments: [String], for user: PortalUser) throws -> String {
    let process = Process()
    process.executableURL = program(name)
    process.arguments = arguments
    process.currentDirectoryURL = user.folder.url
    process.environment = ProcessInfo.processInfo.environment.merging(
      [
        "GUICHE_URL": user.url, "GUICHE_TOKEN": user.token, "PYTHONPATH": user.folder.url.path,
        "PYTHONDONTWRITEBYTECODE": "1", "NO_PROXY": "*",
      ],
      uniquingKeysWith: { $1 }
    )
    let output = Pipe()
    // A file, for a pipe that nobody empties would stop a script that complains at length.
    let complaints = user.folder.url.appending(path: "complaints.txt")
    try Data().write(to: complaints)
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: complaints)
    try process.run()
    let watch = DispatchWorkItem { process.terminate() }
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(Self.patience), execute: watch)
    defer { watch.cancel() }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: data, as: UTF8.self)
    guard process.terminationStatus == 0 else {
      let error = (try? String(contentsOf: complaints, encoding: .utf8)) ?? ""
      let hung = process.terminationReason == .uncaughtSignal ? " (hung, and was ended)" : ""
      let command = "\(name) \(arguments.joined(separator: " "))\(hung)"
      throw Failure(description: "\(command):\n\(text)\(error)")
    }
    return text.trimmingCharacters(in: .newlines)
  }

  /// A script or a program did not do what it should.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }
}

/// Somebody who writes against the running server: a session, and a folder to work in.
struct PortalUser {
  let house: GuicheProcess
  let token: String
  let folder = TemporaryFolder()

  /// A server of their own: they write, and others count what is there.
  private static let server = Result {
    try GuicheProcess(data: TemporaryFolder().keep(), demo: true)
  }

  init(_ userCode: String) throws {
    house = try Self.server.get()
    token = try house.signIn(userCode)
  }

  var url: String { "http://127.0.0.1:\(house.port)/graphql" }

  /// Puts a script's companion into the folder.
  func copy(_ file: String) throws {
    try FileManager.default.copyItem(
      at: PythonEnvironment.scripts.appending(path: file),
      to: folder.url.appending(path: file)
    )
  }

  func write(_ text: String, to file: String) throws {
    try text.write(to: folder.url.appending(path: file), atomically: true, encoding: .utf8)
  }

  func read(_ file: String) throws -> String {
    try String(contentsOf: folder.url.appending(path: file), encoding: .utf8)
  }

  /// What the server itself says of a ticket, to hold against what a client says it did.
  func ticket(number: String) throws -> String {
    try house.post(
      """
      { ticket(number: \(number)) {
        subject status responsibility discussion { nodes { text } }
      } }
      """,
      token: token
    ).text
  }
}
