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

  private static func put(_ text: String, on descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
