/// Why an access is what it is.
///
/// With the situation that was asked about it says all there is to explain: the situation names
/// the step, the customer type and the audience; this names the winner.
///
/// - Source: F8.
public enum Because: Hashable, Sendable {
  /// No flag and no lock stands against it.
  case nothingForbids
  /// The workflow does not know what was asked about, so it is hidden (F2).
  case unknown(Unknown)
  /// The rule holds what this version cannot read, so the parameter is hidden (F2).
  case unreadableRule
  /// A flag, set for every customer type or by the refinement of the ticket's customer type alone.
  case flag(FieldFlags, isRefinement: Bool)
  /// The ticket's state and whose turn it is let nobody on this side write.
  case locked(Refusal)
  /// A section that grows by what happens and is never written by hand.
  case neverWritten
  /// The rules hide it, and an administrator reads everything.
  case administratorReads

  /// What the workflow does not know.
  public enum Unknown: Hashable, Sendable {
    case customerType
    case step
    case parameter
    case state
  }

  /// The table that holds the deciding flag.
  public var table: Table? {
    guard case .flag(let flag, _) = self else { return nil }
    if flag == .invisible { return .invisible }
    return flag == .invisibleOnline ? .invisibleOnline : .shared
  }

  /// The three tables of rules, none of which can touch another.
  public enum Table: String, Hashable, Sendable, CaseIterable {
    case shared = "SHARED"
    case invisible = "INVISIBLE"
    case invisibleOnline = "INVISIBLE_ONLINE"
  }
}
