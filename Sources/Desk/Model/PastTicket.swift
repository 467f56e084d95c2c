public import Bytes

/// A ticket as one side of the desk could see it at a moment of the past.
///
/// It is redacted as ``Tickets`` are, by the one policy with the rules of that moment: an administrator
/// who asks for it sees what the customer saw, and no more.
///
/// - Source: F24.
public struct PastTicket: Sendable {
  /// Whether there was anything to see.
  public enum Standing: String, Hashable, Sendable, CaseIterable {
    /// The ticket was there.
    case open = "SEEN"
    /// It was opened later.
    case notOpened = "NOT_OPENED_YET"
    /// The moment is not past.
    case future = "IN_THE_FUTURE"
  }

  public let id: TicketID
  public let moment: Instant
  public let audience: Audience
  public let standing: Standing
  /// From when on its values are known; before, what it held cannot be told.
  public let valuesKnownFrom: Instant
  /// The version of the rules in force then; `nil` where none was.
  public internal(set) var ruleVersion: RuleVersionID?
  /// Where it stood; `nil` where it was not there, or where that cannot be read.
  public internal(set) var step: StepID?
  public internal(set) var status: TicketStatus?
  public internal(set) var responsibility: Responsibility?
  /// What the side saw of its parameters, in the order of the form.
  public internal(set) var parameters: [TicketParameter] = []
  /// The ticket as it was, redacted; none where it was not there.
  ///
  /// Its places are those of the workflow of then.
  public internal(set) var seen: Tickets

  /// Whether the values of the moment are known.
  public var knowsValues: Bool { standing == .open && moment >= valuesKnownFrom }
}
