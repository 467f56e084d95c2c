import Synchronization

/// A few threads for work that would delay the other clients of an event loop.
///
/// Each thread owns a state of its own, as a loop does. The queue is bounded: beyond it work is
/// refused, for a queue without an end turns a busy minute into an outage.
public final class Workers<State>: Sendable {
  /// Something to do, on a worker's thread.
  public typealias Job = @Sendable (inout State) -> Void

  private struct Queue {
    /// What waits; what lies before `first` is taken already.
    var jobs: [Job?] = []
    var first = 0
    var waiting: Int { jobs.count - first }
    var isStopping = false
    var running = 0
    var failure: HTTPServerError?
  }

  private let limit: Int
  private let makeState: @Sendable () throws -> State
  private let queue = Mutex(Queue())
  private let work: Wake
  private let begun: Wake
  private let stopped: Wake

  /// Starts the threads; it returns when each has made its state.
  ///
  /// - Parameters:
  ///   - count: How many threads, 1 at least.
  ///   - queueLimit: How many jobs may wait; those that run are not counted.
  ///   - makeState: Makes what one thread owns, on that thread.
  /// - Throws: Where a thread or a state could not be made; none is left running then.
  public init(
    count: Int,
    queueLimit: Int,
    makeState: @escaping @Sendable () throws -> State
  ) throws(HTTPServerError) {
    limit = queueLimit
    self.makeState = makeState
    work = try Wake(blocks: true)
    begun = try Wake(blocks: true)
    stopped = try Wake(blocks: true)
    for number in 1...max(1, count) {
      try Thread.start(named: "worker-\(number)") { [self] in run() }
      begun.wait()
      guard let failure = queue.withLock({ $0.failure }) else { continue }
      stop()
      throw failure
    }
  }

  /// Queues a job.
  ///
  /// - Returns: `false` where the queue is full or the workers stop: the job is not run then.
  public func submit(_ job: @escaping Job) -> Bool {
    let isQueued = queue.withLock { queue in
      guard !queue.isStopping, queue.waiting < limit else { return false }
      queue.jobs.append(job)
      return true
    }
    if isQueued { work.signal() }
    return isQueued
  }

  /// Takes no further job; those that are queued are still run.
  ///
  /// It returns at once.
  public func stop() {
    let running = queue.withLock { queue in
      queue.isStopping = true
      return queue.running
    }
    for _ in 0..<running { work.signal() }
  }

  /// Blocks until the workers have stopped.
  public func waitUntilStopped() {
    stopped.wait()
    stopped.signal()
  }

  private func run() {
    do {
      var state = try makeState()
      queue.withLock { $0.running += 1 }
      begun.signal()
      while let job = next() { job(&state) }
    } catch {
      queue.withLock { $0.failure = .application("\(error)") }
      begun.signal()
      return
    }
    let left = queue.withLock { queue in
      queue.running -= 1
      return queue.running
    }
    if left == 0 { stopped.signal() }
  }

  /// The next job; `nil` when the workers stop and none is left.
  private func next() -> Job? {
    while true {
      work.wait()
      let (job, ends) = queue.withLock { queue -> (Job?, Bool) in
        guard queue.waiting > 0 else { return (nil, queue.isStopping) }
        let job = queue.jobs[queue.first]
        queue.jobs[queue.first] = nil
        queue.first += 1
        if queue.first == queue.jobs.count {
          queue.jobs.removeAll(keepingCapacity: true)
          queue.first = 0
        } else if queue.first > 1_024 {
          queue.jobs.removeFirst(queue.first)
          queue.first = 0
        }
        return (job, false)
      }
      if job != nil || ends { return job }
    }
  }
}
