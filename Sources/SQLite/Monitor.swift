import Glibc

/// A lock with a place to wait at, which `Synchronization.Mutex` lacks.
///
/// `@unchecked`: the state is only reached while the lock is held.
@safe final class Monitor<State>: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  private var state: State

  init(_ state: sending State) {
    self.state = state
    unsafe mutex = .allocate(capacity: 1)
    unsafe condition = .allocate(capacity: 1)
    unsafe pthread_mutex_init(mutex, nil)
    // Else a clock that is set back would make a wait with an end endless.
    var attributes = pthread_condattr_t()
    unsafe pthread_condattr_init(&attributes)
    unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    unsafe pthread_cond_init(condition, &attributes)
    unsafe pthread_condattr_destroy(&attributes)
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe pthread_mutex_destroy(mutex)
    unsafe condition.deallocate()
    unsafe mutex.deallocate()
  }

  /// Changes the state and wakes all who wait.
  func change<Value>(_ body: (inout State) -> Value) -> Value {
    unsafe pthread_mutex_lock(mutex)
    defer {
      unsafe pthread_cond_broadcast(condition)
      unsafe pthread_mutex_unlock(mutex)
    }
    return body(&state)
  }

  /// Waits until the state is as asked.
  func wait(until isReached: (State) -> Bool) {
    wait { state in isReached(state) ? true : nil }
  }

  /// Waits until the body finds in the state what it looks for.
  @discardableResult
  func wait<Value>(for body: (inout State) -> Value?) -> Value {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    while true {
      if let value = body(&state) { return value }
      unsafe pthread_cond_wait(condition, mutex)
    }
  }

  /// Waits as ``wait(for:)``, but no longer than to a moment of `Clock.monotonicNanoseconds`.
  ///
  /// - Returns: `nil` when the moment came first.
  func wait<Value>(until moment: Int64, for body: (inout State) -> Value?) -> Value? {
    var end = timespec()
    end.tv_sec = Int(moment / 1_000_000_000)
    end.tv_nsec = Int(moment % 1_000_000_000)
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    while true {
      if let value = body(&state) { return value }
      if unsafe pthread_cond_timedwait(condition, mutex, &end) == ETIMEDOUT { return nil }
    }
  }
}
