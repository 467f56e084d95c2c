import Bytes
import Glibc

/// The one thread that writes to a database.
///
/// It takes all jobs that wait, runs them in one transaction, each under a savepoint of its own,
/// commits once, and only then tells each that it is done: many writes share one wait for the disk,
/// and none is reported that a power cut could take back.
public final class WriterThread: Sendable {
  /// What is to be written; what it throws undoes it alone.
  public typealias Job = @Sendable (Connection) throws -> Void
  /// Called once on the writer's thread, after the commit or with the reason why there was none.
  ///
  /// It must be short, and must not wait for another job.
  public typealias Completion = @Sendable (Result<Void, any Error>) -> Void
  /// Called on the writer's thread before each commit, in its transaction, when the last of its jobs
  /// is done: what all of them ask for together; what it throws undoes them all.
  public typealias Closing = @Sendable (Connection) throws -> Void
  /// Called on the writer's thread after each commit, before any of its jobs hears of it.
  ///
  /// The connection has no open transaction: what it reads is on disk.
  public typealias Committed = @Sendable (Connection) -> Void

  /// Why a job was not taken.
  public enum Refusal: Error, Hashable, Sendable {
    /// The writer was stopped.
    case stopped
    /// Too many jobs wait already.
    case overloaded
  }

  struct Entry: Sendable {
    let job: Job
    let completion: Completion
  }

  private struct State {
    var waiting: [Entry] = []
    var isStopped = false
    var hasEnded = false
    /// What opening the connection gave; `nil` until then.
    var opening: Result<Void, any Error>?
  }

  private let state = Monitor(State())

  /// Starts the thread, and waits until it has opened its connection.
  ///
  /// - Parameters:
  ///   - closing: What is done at the end of each transaction.
  ///   - committed: What is done after each commit, before its jobs hear of it; keep it short.
  ///   - open: Called once, on the writer's thread; a good place for migrations.
  /// - Throws: What `open` throws.
  public convenience init(
    closing: @escaping Closing = { _ in },
    committed: @escaping Committed = { _ in },
    open: @escaping @Sendable () throws -> Connection
  ) throws {
    try self.init(
      idleNanoseconds: Limits.idle,
      closing: closing,
      committed: committed,
      open: open
    )
  }

  init(
    idleNanoseconds: Int64,
    closing: @escaping Closing = { _ in },
    committed: @escaping Committed = { _ in },
    open: @escaping @Sendable () throws -> Connection
  ) throws {
    let state = state
    try Thread.start {
      WriterThread.work(state, idleNanoseconds, closing, committed, open)
      // The connection is closed by now.
      state.change { $0.hasEnded = true }
    }
    try state.wait(for: \.opening).get()
  }

  deinit { state.change { $0.isStopped = true } }

  /// Puts a job at the end of the queue and returns at once.
  public func submit(_ job: @escaping Job, completion: @escaping Completion) {
    let refusal: Refusal? = state.change { state in
      guard !state.isStopped else { return .stopped }
      guard state.waiting.count < Limits.queuedJobs else { return .overloaded }
      state.waiting.append(Entry(job: job, completion: completion))
      return nil
    }
    if let refusal { completion(.failure(refusal)) }
  }

  /// Runs a job and waits for its commit; never on the writer's thread.
  ///
  /// - Parameters:
  ///   - job: What is to be written.
  ///   - completion: As of ``submit(_:completion:)``; it is called before the waiting ends.
  /// - Returns: What the job gives.
  /// - Throws: What the job throws, or why it could not be committed.
  @discardableResult
  public func submitAndWait<Value: Sendable>(
    _ job: @escaping @Sendable (Connection) throws -> Value,
    completion: @escaping Completion = { _ in }
  ) throws -> Value {
    let answer = Monitor<(value: Value?, result: Result<Void, any Error>?)>((nil, nil))
    submit { connection in
      let value = try job(connection)
      answer.change { $0.value = value }
    } completion: { result in
      completion(result)
      answer.change { $0.result = result }
    }
    let (value, result) = answer.wait { $0.result == nil ? nil : $0 }
    try result?.get()
    guard let value else { throw Refusal.stopped }
    return value
  }

  /// Takes no more jobs, finishes those that wait, closes the connection and returns after that.
  public func stop() {
    state.change { $0.isStopped = true }
    state.wait(until: \.hasEnded)
  }

  private static func work(
    _ state: Monitor<State>,
    _ idleNanoseconds: Int64,
    _ closing: Closing,
    _ committed: Committed,
    _ open: () throws -> Connection
  ) {
    let connection: Connection
    do {
      connection = try open()
    } catch {
      return state.change { $0.opening = .failure(error) }
    }
    state.change { $0.opening = .success(()) }
    while true {
      let idle = Clock.monotonicNanoseconds() &+ idleNanoseconds
      var jobs = state.wait(until: idle, for: nextJobs)
      if jobs == nil {
        connection.emptyLog()
        jobs = state.wait(for: nextJobs)
      }
      guard let jobs, !jobs.isEmpty else { return connection.emptyLog() }
      WriterThread.commit(jobs, on: connection, closing, committed)
    }
  }

  /// Takes the jobs of one commit; none at all when the writer is stopped, `nil` to go on waiting.
  private static func nextJobs(_ state: inout State) -> ArraySlice<Entry>? {
    guard !state.waiting.isEmpty else { return state.isStopped ? [] : nil }
    let jobs = state.waiting.prefix(Limits.jobsPerCommit)
    state.waiting.removeFirst(jobs.count)
    return jobs
  }
}
