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
  static func read(atMost count: Int) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = unsafe max(Glibc.read(0, buffer.baseAddress, count), 0)
    }
  }

  /// Writes a line of bytes on standard output at once.
  static func write(line: [UInt8]) { put(line + [UInt8(ascii: "\n")], on: 1) }

  /// Runs something on a thread whose stack is larger than the main one's, and waits for it.
  ///
  /// - Returns: Whether the system had a thread to give.
  static func run(onStackOf bytes: Int, _ body: @escaping @Sendable () -> Void) -> Bool {
    let work = unsafe Unmanaged.passRetained(Work(body: body))
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
        unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      },
      work.toOpaque()
    )
    guard code == 0 else {
      unsafe work.release()
      return false
    }
    pthread_join(thread, nil)
    return true
  }

  private final class Work: Sendable {
    let body: @Sendable () -> Void

    init(body: @escaping @Sendable () -> Void) { self.body = body }
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
