import Bytes

/// What an opaque id names: a type of the schema and the numbers that Desk knows the object by.
///
/// An id is the ``OpaqueText`` of a tag with one number or two, so each object has exactly one.
///
/// - Source: [Object identification](https://relay.dev/graphql/objectidentification.htm).
enum GlobalID: Hashable, Sendable {
  case user(Int64)
  case customer(Int64)
  case group(Int64)
  case type(Int64)
  case step(Int64)
  case ticket(Int64)
  case message(ticket: Int64, Int64)
  case attachment(ticket: Int64, Int64)
  case movement(ticket: Int64, Int64)
  case understanding(ticket: Int64, Int64)

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
    case ticket
    case message
    case attachment
    case movement
    case understanding

    fileprivate func named(_ id: Int64) -> GlobalID? {
      switch self {
      case .user: .user(id)
      case .customer: .customer(id)
      case .group: .group(id)
      case .type: .type(id)
      case .step: .step(id)
      case .ticket: .ticket(id)
      case .message, .attachment, .movement, .understanding: nil
      }
    }

    fileprivate func named(_ ticket: Int64, _ id: Int64) -> GlobalID? {
      switch self {
      case .message: .message(ticket: ticket, id)
      case .attachment: .attachment(ticket: ticket, id)
      case .movement: .movement(ticket: ticket, id)
      case .understanding: .understanding(ticket: ticket, id)
      case .user, .customer, .group, .type, .step, .ticket: nil
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
