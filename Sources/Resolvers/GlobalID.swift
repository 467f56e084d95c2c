import Bytes
import Desk

/// What an opaque id names: a type of the schema and the numbers that Desk knows the object by.
///
/// An id is the ``OpaqueText`` of a tag with one number or two, so each object has exactly one.
///
/// - Source: [Object identification](https://relay.dev/graphql/objectidentification.htm).
enum GlobalID: Hashable, Sendable {
  case user(UserID)
  case customer(CustomerID)
  case group(TicketGroupID)
  case type(TicketTypeID)
  case step(StepID)
  case profile(ProfileID)
  case clientContact(ContactID)
  case prospectContact(ContactID)
  case enrolment(EnrolmentID)
  case userSession(SessionID)
  case accessToken(SessionID)
  case attendant(AttendantID)
  case transition(TransitionID)
  case reason(ReasonID)
  case parameter(ParameterID)
  case ruleVersion(RuleVersionID)
  case article(ArticleID)
  case auditEntry(AuditEntryID)
  case ticket(TicketID)
  case message(ChildID)
  case attachment(ChildID)
  case movement(ChildID)
  case understanding(ChildID)

  /// The id of a text; `nil` for everything that this house never gave out.
  ///
  /// - Complexity: O(1): a text longer than any id is not looked at.
  init?(_ text: String) {
    guard let (word, numbers) = OpaqueText.read(text), let tag = Tag(rawValue: word),
      let first = numbers.first
    else { return nil }

    if numbers.count == 1 {
      guard let id = tag.named(first) else { return nil }
      self = id
    } else {
      guard numbers.count == 2, let id = tag.named(first, numbers[1]) else { return nil }
      self = id
    }
  }

  /// The word before the numbers.
  enum Tag: String {
    case user
    case customer
    case group
    case type
    case step
    case profile
    case clientContact
    case prospectContact
    case enrolment
    case userSession
    case accessToken
    case attendant
    case transition
    case reason
    case parameter
    case ruleVersion
    case article
    case auditEntry
    case ticket
    case message
    case attachment
    case movement
    case understanding

    fileprivate func named(_ id: Int64) -> GlobalID? {
      switch self {
      case .user: .user(UserID(id))
      case .customer: .customer(CustomerID(id))
      case .group: .group(TicketGroupID(id))
      case .type: .type(TicketTypeID(id))
      case .step: .step(StepID(id))
      case .profile: .profile(ProfileID(id))
      case .clientContact: .clientContact(ContactID(id))
      case .prospectContact: .prospectContact(ContactID(id))
      case .enrolment: .enrolment(EnrolmentID(id))
      case .userSession: .userSession(SessionID(id))
      case .accessToken: .accessToken(SessionID(id))
      case .attendant: .attendant(AttendantID(id))
      case .transition: .transition(TransitionID(id))
      case .reason: .reason(ReasonID(id))
      case .parameter: .parameter(ParameterID(id))
      case .ruleVersion: .ruleVersion(RuleVersionID(id))
      case .article: .article(ArticleID(id))
      case .auditEntry: .auditEntry(AuditEntryID(id))
      case .ticket: .ticket(TicketID(id))
      case .message, .attachment, .movement, .understanding: nil
      }
    }

    fileprivate func named(_ ticket: Int64, _ number: Int64) -> GlobalID? {
      let child = ChildID(ticket: TicketID(ticket), number: number)
      return switch self {
      case .message: .message(child)
      case .attachment: .attachment(child)
      case .movement: .movement(child)
      case .understanding: .understanding(child)
      case .user, .customer, .group, .type, .step, .profile, .clientContact, .prospectContact,
        .enrolment, .userSession, .accessToken, .attendant, .transition, .reason, .parameter,
        .ruleVersion, .article,
        .auditEntry, .ticket:
        nil
      }
    }
  }

  /// A column of the ids of objects that are known by one number.
  static func column(_ tag: Tag, _ ids: [Int64]) -> TextColumn {
    var writer = OpaqueText.Writer(tag.rawValue, reserving: ids.count)
    for id in ids { writer.append(id) }
    return writer.column
  }

  /// A column of the ids of what belongs to tickets, known by the ticket's number and its own.
  static func column(_ tag: Tag, tickets: [Int64], _ ids: [Int64]) -> TextColumn {
    var writer = OpaqueText.Writer(tag.rawValue, reserving: ids.count)
    for (ticket, id) in zip(tickets, ids) { writer.append(ticket, id) }
    return writer.column
  }
}
