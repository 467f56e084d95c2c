import Glibc

/// The few things that the program asks of the system around it.
enum System {
  /// The value of an environment variable; `nil` where it is not set or empty.
  static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// Makes a directory that only its owner reads, and those above it.
  ///
  /// - Returns: Whether it is there now.
  static func makeDirectory(_ path: String) -> Bool {
    var partial = path.hasPrefix("/") ? "/" : ""
    for name in path.split(separator: "/") {
      partial += partial.isEmpty || partial == "/" ? String(name) : "/\(name)"
      _ = unsafe mkdir(partial, 0o700)
    }
    return unsafe access(path, W_OK | X_OK) == 0
  }

  /// Whether there is a file of this path.
  static func isThere(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// Prints a line on standard output at once: who started the program may wait for it.
  static func write(_ line: String) { put("\(line)\n", on: 1) }

  /// Prints a line on standard error.
  static func complain(_ line: String) { put("\(line)\n", on: 2) }

  /// Reads a secret: from the terminal without showing it, or else the first line of standard input.
  ///
  /// - Parameter prompt: Shown on the terminal.
  /// - Returns: `nil` at the end of the input.
  static func secret(_ prompt: String) -> String? {
    guard isatty(0) == 1 else { return readLine() }
    var settings = termios()
    _ = unsafe tcgetattr(0, &settings)
    var silent = settings
    silent.c_lflag &= ~tcflag_t(ECHO)
    put(prompt, on: 2)
    _ = unsafe tcsetattr(0, TCSAFLUSH, &silent)
    let line = readLine()
    _ = unsafe tcsetattr(0, TCSAFLUSH, &settings)
    put("\n", on: 2)
    return line
  }

  /// Reads from standard input, as much as there is, up to a bound.
  ///
  /// - Returns: Nothing at the end of the input.
  static func read(atMost count: Int) -> [UInt8] { read(0, atMost: count) ?? [] }

  /// Writes a line of bytes on standard output at once.
  static func write(line: [UInt8]) { put(line + [UInt8(ascii: "\n")], on: 1) }

  /// The bytes of a file; `-` is standard input.
  static func contents(of path: String) throws(CommandError) -> [UInt8] {
    let descriptor = path == "-" ? 0 : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .failed("cannot read \(path): \(reason)", code: 2) }
    defer { if descriptor > 0 { close(descriptor) } }
    var bytes: [UInt8] = []
    while true {
      let chunk = read(descriptor, atMost: 1 << 16)
      guard let chunk else { throw .failed("cannot read \(path): \(reason)", code: 2) }
      if chunk.isEmpty { return bytes }
      bytes += chunk
    }
  }

  /// The names in a folder; `nil` where it is none.
  static func entries(of path: String) -> [String]? {
    guard let folder = unsafe opendir(path) else { return nil }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// Why the last call failed.
  private static var reason: String { unsafe String(cString: strerror(errno)) }

  private static func read(_ descriptor: Int32, atMost count: Int) -> [UInt8]? {
    var result = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      repeat {
        result = unsafe Glibc.read(descriptor, buffer.baseAddress, count)
      } while result < 0 && errno == EINTR
      filled = max(result, 0)
    }
    return result < 0 ? nil : bytes
  }

  /// Runs something on a thread whose stack is larger than the main one's, and waits for it.
  ///
  /// - Returns: `nil` where the system has no thread to give.
  static func run<Answer: Sendable>(
    onStackOf bytes: Int,
    _ body: @escaping @Sendable () -> Answer
  ) -> Answer? {
    let work = Work(body)
    let box = unsafe Unmanaged.passRetained(work as any Runnable as AnyObject)
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    defer { unsafe pthread_attr_destroy(&attributes) }
    unsafe pthread_attr_setstacksize(&attributes, bytes)
    var thread = pthread_t()
    let code = unsafe pthread_create(
      &thread,
      &attributes,
      { argument in
        guard let argument = unsafe argument else { return nil }
        let object = unsafe Unmanaged<AnyObject>.fromOpaque(argument).takeRetainedValue()
        (object as? any Runnable)?.run()
        return nil
      },
      box.toOpaque()
    )
    guard code == 0 else {
      unsafe box.release()
      return nil
    }
    pthread_join(thread, nil)
    return work.answer
  }

  private protocol Runnable: AnyObject { func run() }

  /// What a thread does, and what came of it; the join orders the two.
  private final class Work<Answer: Sendable>: Runnable, @unchecked Sendable {
    private let body: @Sendable () -> Answer
    private(set) var answer: Answer?

    init(_ body: @escaping @Sendable () -> Answer) { self.body = body }

    func run() { answer = body() }
  }

  private static func put(_ text: String, on descriptor: Int32) {
    put(Array(text.utf8), on: descriptor)
  }

  private static func put(_ bytes: [UInt8], on descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
