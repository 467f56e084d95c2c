import Desk
import GraphQL

/// What can be wrong with a request to this floor, apart from the problems of a mutation.
///
/// These become GraphQL errors with the case as `extensions.code`; their sentences are in
/// ``ErrorTexts``.
enum RequestError: Error, Hashable {
  /// Nobody is signed in.
  case unauthenticated
  /// A session's token is unknown, or its session has ended.
  case sessionEnded
  /// More waits to be written, or to be hashed, than can be answered in time.
  case overloaded
  /// `first` or `last` is negative or greater than `PageRequest.sizeMax`.
  case pageSize(argument: String)
  /// `first` and `last` were both given.
  case bothEnds
  /// A cursor that this list never gave out.
  case cursor(argument: String)
  /// Not exactly one of `id` and `number` was given.
  case idOrNumber
  /// Not exactly one of `id` and `view` was given.
  case idOrView
  /// What a subscription would follow is not there for the viewer, whyever.
  case notFollowed
  /// Only attendants have a queue of their own.
  case noQueue
  /// What the viewer may see has changed since they subscribed.
  case accessChanged
  /// All that a user follows would ask for more at one event than an operation may.
  case tooManySubscriptions
  /// Events behind the place where a receiver would go on are not kept any more.
  case eventsLost
  /// More ids than ``Limits/nodesMaximum``.
  case tooManyIDs
  /// A number that is negative or greater than a list gives.
  case count(argument: String, maximum: Int)
  /// Conditions lie deeper within each other than the desk judges.
  case filterTooDeep
  /// More conditions, or more values in one, than the desk judges.
  case filterTooLarge
  /// A text that is no moment.
  case moment(argument: String)
  /// A text that is no day.
  case day(argument: String)
  /// More characters than can be searched for.
  case searchTooLong
  /// More words than can be searched for.
  case searchTooManyWords
  /// What is to be explained is neither a ticket nor a step of some customer type.
  case explainedPlace
  /// An administrator cannot look as the one that was named.
  case lens(LensRefusal)
  /// Why an administrator looks as somebody, in more than ``Limits/lensReason`` characters or lines.
  case lensReason
  /// More bytes of documents in one operation than ``Limits/documentBytes``.
  case tooManyDocuments

  /// The code, for programs.
  var code: String {
    switch self {
    case .unauthenticated, .sessionEnded: "UNAUTHENTICATED"
    case .overloaded: "OVERLOADED"
    case .notFollowed: "NOT_FOUND"
    case .accessChanged: "ACCESS_CHANGED"
    case .eventsLost: "EVENTS_LOST"
    case .tooManySubscriptions: "TOO_MANY_OPERATIONS"
    case .pageSize, .bothEnds, .cursor, .idOrNumber, .idOrView, .noQueue, .tooManyIDs, .count,
      .filterTooDeep,
      .filterTooLarge, .moment, .day, .searchTooLong, .searchTooManyWords, .explainedPlace,
      .lensReason, .tooManyDocuments:
      "BAD_USER_INPUT"
    case .lens(let refusal): refusal.rawValue
    }
  }
}
