/// What kinds of things happen to a ticket, as those who follow it hear of them.
public enum TicketChangeKind: String, Hashable, Sendable, CaseIterable {
  case opened = "OPENED"
  /// To another step, into another state, or into other hands.
  case moved = "MOVED"
  case parameters = "PARAMETERS"
  case messages = "MESSAGES"
  case attachments = "ATTACHMENTS"
  case understandings = "UNDERSTANDINGS"
  case deleted = "DELETED"
}

/// Where a ticket stands, as far as everybody sees it who sees the ticket.
struct TicketStanding: Hashable {
  let step: StepID
  let status: TicketStatus
  let responsibility: Responsibility
  let attendant: AttendantID?

  var position: TicketPosition {
    TicketPosition(bucket: TicketBucket.of(status, responsibility), attendant: attendant)
  }
}

/// In which lists a ticket is.
struct TicketPosition: Hashable {
  /// As ``TicketBucket``.
  let bucket: Int64
  let attendant: AttendantID?
}

/// What one action did to one ticket: which of it, and never what stands there.
///
/// Who hears of it is decided for each receiver when it is told, by the policy of that moment.
struct TicketChange {
  /// Something of a ticket that rules govern.
  enum Part: Hashable {
    case common(CommonParameter)
    /// A parameter of the type's own, by what does not change with the configuration.
    case own(ParameterID)
    case message(number: Int64, isInternal: Bool)
    case attachment
    case understanding
  }

  let ticket: TicketID
  let customer: CustomerID
  let customerType: CustomerType
  let type: TicketTypeID
  /// Where it stood; `nil` where the action opened it.
  let before: TicketStanding?
  /// Where it stands; `nil` where it is gone.
  var after: TicketStanding?
  /// Whether the action deleted it.
  var isDeletion = false
  /// In the order in which they were changed.
  var parts: [Touched] = []

  /// A part that was changed.
  struct Touched {
    let part: Part
    /// The sides that the rules let see it right before and right after the change: who was not to
    /// hear of it then does not hear of it later, when the ticket has moved on.
    var shownTo: Set<Audience> = []
  }
}

/// A change of a ticket, among all in the order of their commits.
public struct TicketEvent: Sendable {
  /// Its place among all events of this process, from 1.
  public let sequence: Int64
  let change: TicketChange

  /// The ticket, for who follows just one.
  public var ticket: TicketID { change.ticket }
  /// The ticket's customer, for who follows those of some.
  public var customer: CustomerID { change.customer }
  /// Whether nothing can come after it, of this ticket.
  public var isDeletion: Bool { change.isDeletion }
}

/// What one viewer may know of an event: not less than they would find by asking, and not more.
public struct TicketSighting: Sendable {
  public let ticket: TicketID
  /// In the order of the cases, never empty.
  public let kinds: [TicketChangeKind]
  /// The messages that were posted, oldest first.
  public let messages: [ChildID]
  /// Whether the ticket can be asked for.
  public let isThere: Bool
  let before: TicketPosition?
  let after: TicketPosition?
  /// Where it is by now, perhaps after further events.
  let now: TicketPosition?
  let audience: Audience

  /// Whether the event is one of a list's: the ticket was in it before, or is after.
  ///
  /// - Parameters:
  ///   - view: Which list.
  ///   - attendant: Whose tickets alone; `nil` for everybody's.
  /// - Returns: Whether who looks at the list has to hear of it.
  public func concerns(_ view: TicketView, of attendant: AttendantID? = nil) -> Bool {
    isIn(view, before, of: attendant) || isIn(view, after, of: attendant)
  }

  /// Whether the ticket is in a list by now.
  public func isIn(_ view: TicketView, of attendant: AttendantID? = nil) -> Bool {
    isIn(view, now, of: attendant)
  }

  private func isIn(
    _ view: TicketView,
    _ position: TicketPosition?,
    of attendant: AttendantID?
  ) -> Bool {
    guard let position else { return false }
    if let attendant, position.attendant != attendant { return false }
    guard let bucket = TicketBucket.of(view, for: audience) else { return true }
    return bucket == position.bucket
  }
}
