import Foundation

/// The program itself, running as its operator would run it, on a free port.
public final class GuicheProcess: @unchecked Sendable {
  public let port: Int
  public let process: Process
  /// Everything it has printed before it listened.
  public let greeting: String

  /// The program that was built beside the tests, or the one that `GUICHE_PROGRAM` names: for
  /// example a release build of the same sources, which is what operators run, and faster.
  public static let executable: URL = {
    if let named = ProcessInfo.processInfo.environment["GUICHE_PROGRAM"] {
      return URL(filePath: named)
    }
    let bundle = URL(filePath: ProcessInfo.processInfo.arguments[0])
    let folders = [bundle.deletingLastPathComponent(), Bundle.main.bundleURL]
    return folders.map { $0.appending(path: "guiche") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
      ?? URL(filePath: ".build/debug/guiche")
  }()

  /// One server with the demo story, for all tests that only read.
  public static let demo = Result {
    try GuicheProcess(data: TemporaryFolder().keep(), demo: true, isTold: false)
  }

  /// The demo story as it is told: to copy it takes a third of what it takes to tell it again.
  private static let story = Result {
    let folder = TemporaryFolder().keep()
    let house = try GuicheProcess(data: folder, demo: true, isTold: false)
    guard house.terminate() == 0 else { throw ClientError.refused("the story was not told") }
    return folder
  }

  private static func copyStory(to folder: URL) throws {
    let files = FileManager.default
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
    guard try files.contentsOfDirectory(atPath: folder.path).isEmpty else { return }
    let story = try story.get()
    for name in try files.contentsOfDirectory(atPath: story.path) {
      try files.copyItem(at: story.appending(path: name), to: folder.appending(path: name))
    }
  }

  /// Starts it and waits until it listens.
  ///
  /// - Parameters:
  ///   - data: The folder of its system.
  ///   - demo: Whether it has the demo story where the folder is empty.
  ///   - isTold: Whether that story is a copy of one that was told before, or it tells it itself.
  ///   - arguments: Further ones of `serve`.
  ///   - log: A file for what it logs; the tests' own standard error where there is none.
  /// - Throws: ``ClientError`` where it ends instead.
  public init(
    data: URL,
    demo: Bool,
    isTold: Bool = true,
    arguments: [String] = [],
    log: URL? = nil
  ) throws {
    if demo, isTold { try Self.copyStory(to: data) }
    process = Process()
    process.executableURL = Self.executable
    process.arguments =
      ["serve", "--data", data.path, "--port", "0"] + (demo ? ["--demo"] : []) + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["SWIFT_BACKTRACE": "enable=no"],
      uniquingKeysWith: { $1 }
    )
    let output = Pipe()
    process.standardOutput = output
    process.standardError = try log.map { try Self.emptied($0) } ?? FileHandle.standardError
    try process.run()
    var printed = ""
    var port: Int?
    let end = Date(timeIntervalSinceNow: Self.patience)
    while port == nil {
      let descriptor = output.fileHandleForReading.fileDescriptor
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, Int32(max(0, end.timeIntervalSinceNow) * 1_000)) > 0 else {
        process.terminate()
        throw ClientError.silent("that the server listens; it said: \(printed)")
      }
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { throw ClientError.refused("ended early: \(printed)") }
      printed += String(decoding: data, as: UTF8.self)
      port = printed.firstMatch(of: /listening on http:\/\/[^\s]*:(\d+)\n/).flatMap { Int($0.1) }
    }
    self.port = port ?? 0
    greeting = printed
    Self.running.withLock { $0.append(self.process.processIdentifier) }
    _ = Self.reaper
  }

  deinit { kill() }

  private static func emptied(_ file: URL) throws -> FileHandle {
    try Data().write(to: file)
    return try FileHandle(forWritingTo: file)
  }

  /// Ends it as a power cut would.
  public func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Asks it to end, and says its exit code; that of SIGKILL where it does not end in time.
  public func terminate() -> Int32 {
    Foundation.kill(process.processIdentifier, SIGTERM)
    let end = Date(timeIntervalSinceNow: Self.patience)
    while process.isRunning, Date() < end { usleep(10_000) }
    if process.isRunning { kill() }
    return process.terminationStatus
  }

  /// Seconds that it may take to begin or to end.
  private static let patience: TimeInterval = 120

  /// Sends a GraphQL request over a connection of its own.
  public func post(
    _ query: String,
    variables: [String: Any] = [:],
    token: String? = nil,
    headers: [String: String] = [:]
  ) throws -> HTTPAnswer {
    let body = try JSONSerialization.data(
      withJSONObject: ["query": query, "variables": variables] as [String: Any]
    )
    var head = "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    if let token { head += "Authorization: Bearer \(token)\r\n" }
    for (name, value) in headers.sorted(by: { $0.key < $1.key }) { head += "\(name): \(value)\r\n" }
    head += "Content-Length: \(body.count)\r\n\r\n"
    let client = try HTTPClient(port: port)
    client.send(Array(head.utf8) + Array(body))
    return try client.receive()
  }

  /// Sends a GraphQL request with files, as the GraphQL multipart request specification has it.
  ///
  /// - Parameters:
  ///   - query: The document.
  ///   - variables: With null where a file goes.
  ///   - files: Each takes the place of the null at its path, such as `variables.file`.
  ///   - token: The session's.
  /// - Returns: The answer.
  /// - Throws: ``ClientError``.
  public func upload(
    _ query: String,
    variables: [String: Any],
    files: [UploadedFile],
    token: String? = nil
  ) throws -> HTTPAnswer {
    let operations = try JSONSerialization.data(
      withJSONObject: ["query": query, "variables": variables] as [String: Any]
    )
    var map: [String: [String]] = [:]
    for (place, file) in files.enumerated() { map["\(place)"] = [file.path] }
    var body: [UInt8] = []
    func add(_ fields: String, _ content: some Sequence<UInt8>) {
      body += Array("--boundary\r\nContent-Disposition: form-data; \(fields)\r\n\r\n".utf8)
      body += Array(content) + [13, 10]
    }
    add("name=\"operations\"", operations)
    add("name=\"map\"", try JSONSerialization.data(withJSONObject: map))
    for (place, file) in files.enumerated() {
      add(
        "name=\"\(place)\"; filename=\"\(file.name)\"\r\nContent-Type: \(file.mediaType)",
        file.content
      )
    }
    body += Array("--boundary--\r\n".utf8)
    var head = "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nApollo-Require-Preflight: 1\r\n"
    head += "Content-Type: multipart/form-data; boundary=boundary\r\n"
    if let token { head += "Authorization: Bearer \(token)\r\n" }
    head += "Content-Length: \(body.count)\r\n\r\n"
    let client = try HTTPClient(port: port)
    client.send(Array(head.utf8) + body)
    return try client.receive()
  }

  /// Signs a user in and gives the session's token.
  public func signIn(_ userCode: String, password: String = "guiche-demo") throws -> String {
    let answer = try post(
      "mutation($in: SignInInput!) { signIn(input: $in) { session { token } problems { code } } }",
      variables: ["in": ["userCode": userCode, "password": password]]
    )
    guard let token = answer.text.firstMatch(of: /"token":"([^"]+)"/) else {
      throw ClientError.refused(answer.text)
    }
    return String(token.1)
  }

  /// The servers that are running, ended when the tests end in whatever way.
  private static let running = Lock<[Int32]>([])
  private static let reaper: Void = {
    atexit { GuicheProcess.running.withLock { $0.forEach { Foundation.kill($0, SIGKILL) } } }
  }()
}

/// A value behind a lock.
final class Lock<Value>: @unchecked Sendable {
  private var value: Value
  private let lock = NSLock()

  init(_ value: Value) { self.value = value }

  func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
    lock.withLock { body(&value) }
  }
}

/// A folder that goes with its owner.
public final class TemporaryFolder {
  public let url: URL
  private var isKept = false

  public init() {
    url = FileManager.default.temporaryDirectory.appending(path: "guiche-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    if !isKept { try? FileManager.default.removeItem(at: url) }
  }

  /// The folder, left in the system's temporary folder.
  public func keep() -> URL {
    isKept = true
    return url
  }
}

/// A file that a client sends.
public struct UploadedFile: Sendable {
  /// Where it goes in the operations.
  public var path: String
  public var name: String
  public var mediaType: String
  public var content: [UInt8]

  public init(path: String, name: String, mediaType: String, content: [UInt8]) {
    self.path = path
    self.name = name
    self.mediaType = mediaType
    self.content = content
  }
}
