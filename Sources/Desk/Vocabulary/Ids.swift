/// The key of a row; which table it is of is in the type, so that no two are taken for each other.
public protocol RecordID: RawRepresentable, Hashable, Sendable, Comparable
where RawValue == Int64 {
  init(rawValue: Int64)
}

extension RecordID {
  public init(_ rawValue: Int64) { self.init(rawValue: rawValue) }

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A ticket; the number that people quote.
public struct TicketID: RecordID {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// A customer of any of the five types.
public struct CustomerID: RecordID {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Somebody who can sign in.
public struct UserID: RecordID {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// A user's part as an attendant.
public struct AttendantID: RecordID {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// A group of ticket types.
public struct TicketGroupID: RecordID {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// A ticket type.
public struct TicketTypeID: RecordID {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// A step of a ticket type.
public struct StepID: RecordID {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// A way from a step to another.
public struct TransitionID: RecordID {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// A reason of the catalogue for handing a ticket over.
public struct ReasonID: RecordID {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// A parameter of a ticket type.
public struct ParameterID: RecordID {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// What a kind of user may do.
public struct ProfileID: RecordID {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// A contact of a client or of a prospect; the two have keys of their own.
public struct ContactID: RecordID {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// A version of the rules, published or a draft.
public struct RuleVersionID: RecordID {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// An article: a frequent question or a tip.
public struct ArticleID: RecordID {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// An entry of the audit log.
public struct AuditEntryID: RecordID {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// A student's enrolment, or a teacher's part in a class.
public struct EnrolmentID: RecordID {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// A message, an attachment, a movement or an understanding: its ticket, and its number there.
public struct ChildID: Hashable, Sendable, Comparable {
  public let ticket: TicketID
  public let number: Int64

  public init(ticket: TicketID, number: Int64) {
    self.ticket = ticket
    self.number = number
  }

  public static func < (left: ChildID, right: ChildID) -> Bool {
    (left.ticket, left.number) < (right.ticket, right.number)
  }
}

/// How messages are numbered so that nobody can count the internal ones by the gaps (L16).
///
/// Message `k` of those that everybody sees has the number `k * stride`; the internal ones that
/// follow it come right after it.
public enum MessageNumber {
  /// How many numbers there are between two messages that everybody sees.
  public static let stride: Int64 = 1 << 20

  /// The number of the next message.
  ///
  /// - Parameters:
  ///   - last: The greatest number in the ticket; 0 where it has no message.
  ///   - isInternal: Whether the message is for the desk alone.
  /// - Returns: Its number; `nil` where there is no room left.
  public static func next(after last: Int64, isInternal: Bool) -> Int64? {
    guard last >= 0 else { return nil }
    let within = last % stride
    if isInternal { return within == stride - 1 ? nil : last + 1 }
    let (next, overflow) = (last - within).addingReportingOverflow(stride)
    return overflow ? nil : next
  }
}

/// A session as lists name it: a random number that tells nothing of its token.
public struct SessionID: RecordID {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
}
