public import Bytes
import Synchronization

/// Remembers failed sign-ins, so that passwords cannot be tried out.
///
/// An attempt counts as failed from its beginning and is forgotten when it succeeds: many at once
/// do not slip through. The keys are the account's code and the address, whether there is such an
/// account or not.
public final class SignInThrottle: Sendable {
  /// One attempt that was let through.
  public struct Attempt: Hashable, Sendable {
    fileprivate let number: Int
  }

  private let state = Mutex(State())

  public init() {}

  /// Begins an attempt.
  ///
  /// - Parameters:
  ///   - account: The user code as it was typed.
  ///   - address: Where it comes from.
  ///   - now: The time.
  /// - Returns: `nil` where there were too many.
  /// - Complexity: O(1), amortised.
  public func begin(account: String, address: String, at now: Instant) -> Attempt? {
    let account = Self.key("a", account)
    let address = Self.key("@", address)
    return state.withLock { $0.begin(account, address, now.milliseconds) }
  }

  /// Says that an attempt succeeded, so it is no failure.
  public func succeed(_ attempt: Attempt) {
    state.withLock { $0.forget(attempt.number) }
  }

  /// Bytes, and no more of them than a user code has: comparing texts of any length is work that a
  /// client would choose.
  private static func key(_ kind: Character, _ text: String) -> [UInt8] {
    Array(String(kind).utf8) + text.utf8.prefix(Limits.keyBytes)
  }

  private struct State {
    private struct Entry {
      let account: [UInt8]
      let address: [UInt8]
      let at: Int64
      var isFailure = true
    }

    /// The attempts of the last minute, oldest first.
    private var entries: [Entry] = []
    /// The number of the first of them, and how many of them are gone already.
    private var firstNumber = 0
    private var gone = 0
    private var failures: [[UInt8]: Int] = [:]
    private var latest = Int64.min

    mutating func begin(_ account: [UInt8], _ address: [UInt8], _ now: Int64) -> Attempt? {
      // A clock that is set back does not prolong a wait.
      latest = max(latest, now)
      drop(
        before: latest.subtractingReportingOverflow(Limits.signInWindowMilliseconds).partialValue
      )
      guard failures[account, default: 0] < Limits.signInFailuresOfAccount,
        failures[address, default: 0] < Limits.signInFailuresOfAddress
      else { return nil }
      entries.append(Entry(account: account, address: address, at: latest))
      failures[account, default: 0] += 1
      failures[address, default: 0] += 1
      return Attempt(number: firstNumber + entries.count - 1)
    }

    mutating func forget(_ number: Int) {
      let place = number - firstNumber
      guard place >= gone, place < entries.count, entries[place].isFailure else { return }
      entries[place].isFailure = false
      release(entries[place])
    }

    /// Forgets what is too old, and the oldest where there are too many.
    private mutating func drop(before end: Int64) {
      while gone < entries.count,
        entries[gone].at <= end || entries.count - gone >= Limits.signInRemembered
      {
        if entries[gone].isFailure { release(entries[gone]) }
        gone += 1
      }
      guard gone > entries.count / 2 else { return }
      entries.removeFirst(gone)
      firstNumber += gone
      gone = 0
    }

    private mutating func release(_ entry: Entry) {
      for key in [entry.account, entry.address] {
        let left = failures[key, default: 0] - 1
        failures[key] = left > 0 ? left : nil
      }
    }
  }
}
