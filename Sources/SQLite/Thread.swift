import Glibc

/// A thread of the system, for work that waits and must not hold Swift's pool.
enum Thread {
  private final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Starts a thread that nobody joins.
  ///
  /// - Throws: ``SQLiteError`` where the system has no thread to give.
  static func start(_ body: @escaping @Sendable () -> Void) throws(SQLiteError) {
    let work = unsafe Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    let code = unsafe pthread_create(
      &thread,
      nil,
      { argument in
        guard let argument = unsafe argument else { return nil }
        unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      },
      work.toOpaque()
    )
    guard code == 0 else {
      unsafe work.release()
      throw SQLiteError(code: code, message: "no thread could be started")
    }
    pthread_detach(thread)
  }
}
