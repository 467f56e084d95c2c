import Glibc

/// The few things that the program asks of the system around it.
enum System {
  /// Prints a line on standard output at once.
  static func write(_ line: String) { put(line, on: 1) }

  /// Prints a line on standard error.
  static func complain(_ line: String) { put(line, on: 2) }

  /// Makes a folder; those above it have to be there.
  ///
  /// - Returns: Whether it is there now.
  static func makeDirectory(_ path: String) -> Bool {
    _ = unsafe mkdir(path, 0o700)
    return unsafe access(path, W_OK | X_OK) == 0
  }

  /// Whether there is a file of this path.
  static func isThere(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// Bytes of a file; 0 where there is none.
  static func size(of path: String) -> Int {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// A file as text; empty where it cannot be read.
  static func text(of path: String) -> String {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe read(descriptor, &chunk, chunk.count)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += chunk[..<count]
    }
  }

  /// The folder in which this program lies.
  static var programFolder: String {
    var path = [CChar](repeating: 0, count: 4_096)
    let count = unsafe readlink("/proc/self/exe", &path, path.count)
    let bytes = path.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
    return String(decoding: bytes.prefix(upTo: bytes.lastIndex(of: 0x2F) ?? 0), as: UTF8.self)
  }

  /// Nanoseconds that this thread has spent on a processor.
  static func threadNanoseconds() -> Int64 {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }

  /// Raises how many files this process and those that it starts may have open, and answers it.
  static func raiseOpenFiles() -> Int {
    var limit = rlimit()
    let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard unsafe getrlimit(kind, &limit) == 0 else { return 0 }
    limit.rlim_cur = limit.rlim_max
    _ = unsafe setrlimit(kind, &limit)
    _ = unsafe getrlimit(kind, &limit)
    return Int(clamping: limit.rlim_cur)
  }

  /// Writes a line into a file that is there, as far as that is allowed.
  static func put(_ line: String, into path: String) {
    let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    put(line, on: descriptor)
    close(descriptor)
  }

  private static func put(_ line: String, on descriptor: Int32) {
    var rest = Array("\(line)\n".utf8)[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
