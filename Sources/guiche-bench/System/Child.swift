import Glibc

/// A program that runs beside this one, and what it costs.
final class Child {
  private let process: pid_t
  /// What it prints comes here.
  private let output: Int32
  private var isRunning = true

  /// Starts a program whose standard output is read here.
  ///
  /// - Throws: A ``Complaint`` where it cannot be started.
  init(_ path: String, _ arguments: [String]) throws(Complaint) {
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else { throw Complaint("no pipe", code: 71) }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    unsafe posix_spawn_file_actions_addclose(&actions, ends[0])
    // It would take over which signals the starting thread does not want, and never end.
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var words = unsafe ([path] + arguments).map { unsafe strdup($0) }
    unsafe words.append(nil)
    defer { unsafe words.forEach { unsafe free($0) } }
    var started: pid_t = 0
    let code = unsafe posix_spawn(&started, path, &actions, &attributes, words, environ)
    close(ends[1])
    guard code == 0 else {
      close(ends[0])
      throw Complaint("cannot start \(path)", code: 69)
    }
    process = started
    output = ends[0]
  }

  deinit { stop() }

  /// The next line that it prints; `nil` when it prints no more.
  func line() -> String? {
    var bytes: [UInt8] = []
    var byte: [UInt8] = [0]
    while unsafe read(output, &byte, 1) == 1 {
      if byte[0] == 0x0A { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte[0])
    }
    return nil
  }

  /// Asks it to end, and waits until it has.
  func stop() {
    guard isRunning else { return }
    isRunning = false
    kill(process, SIGTERM)
    var status: Int32 = 0
    _ = unsafe waitpid(process, &status, 0)
    close(output)
  }

  /// Milliseconds that all its threads have spent on processors, in hundredths of a second.
  var processorMilliseconds: Double {
    // The name before may hold blanks; user time is the twelfth word behind its bracket.
    let words = (System.text(of: "/proc/\(process)/stat").split(separator: ")").last ?? "")
      .split(separator: " ")
    guard words.count > 12, let user = Double(words[11]), let kernel = Double(words[12]) else {
      return 0
    }
    return (user + kernel) * 1_000 / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// Nanoseconds that all its threads have spent on processors.
  var processorNanoseconds: Int64 {
    var clock = clockid_t()
    var time = timespec()
    guard unsafe clock_getcpuclockid(process, &clock) == 0,
      unsafe clock_gettime(clock, &time) == 0
    else { return 0 }
    return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }

  /// Kilobytes of memory that are resident.
  var residentKilobytes: Int { kilobytes(of: "VmRSS:") }

  /// The most kilobytes that were resident since ``forgetPeak()``.
  var peakKilobytes: Int { kilobytes(of: "VmHWM:") }

  /// Begins the peak anew from what is resident now.
  func forgetPeak() { System.put("5", into: "/proc/\(process)/clear_refs") }

  private func kilobytes(of name: String) -> Int {
    for line in System.text(of: "/proc/\(process)/status").split(separator: "\n")
    where line.hasPrefix(name) {
      // Between name and number stand a tab and blanks.
      return Int(line.drop { !$0.isNumber }.prefix { $0.isNumber }) ?? 0
    }
    return 0
  }
}
