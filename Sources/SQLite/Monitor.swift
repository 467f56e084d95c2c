internal import Glibc

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
    unsafe pthread_cond_init(condition, nil)
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
}
