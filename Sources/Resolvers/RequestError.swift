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
  /// More ids than ``Limits/nodesMaximum``.
  case tooManyIDs

  /// The code, for programs.
  var code: String {
    switch self {
    case .unauthenticated, .sessionEnded: "UNAUTHENTICATED"
    case .overloaded: "OVERLOADED"
    case .pageSize, .bothEnds, .cursor, .idOrNumber, .tooManyIDs: "BAD_USER_INPUT"
    }
  }
}
