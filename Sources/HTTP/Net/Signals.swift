import Glibc

/// The signals that end a program.
public enum Signals {
  /// Lets a write to a pipe or socket whose reader is gone fail, instead of ending the process.
  public static func ignoreBrokenPipes() {
    _ = signal(SIGPIPE, SIG_IGN)
  }

  /// Holds SIGTERM and SIGINT back for ``waitForEnd()``.
  ///
  /// Call it before the first thread is started: threads inherit it.
  public static func holdEnd() {
    var signals = ending()
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// Blocks until SIGTERM or SIGINT comes.
  ///
  /// - Returns: The signal's number.
  public static func waitForEnd() -> Int32 {
    var signals = ending()
    var number: Int32 = 0
    while unsafe sigwait(&signals, &number) != 0 {}
    return number
  }

  private static func ending() -> sigset_t {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGTERM)
    unsafe sigaddset(&signals, SIGINT)
    return signals
  }
}
