public import Bytes

/// Customers that a viewer may see.
///
/// - Shape: cell `i` of each column is of customer `i`.
public struct Customers: Sendable {
  public internal(set) var ids: [CustomerID] = []
  public internal(set) var types: [CustomerType] = []
  /// The code in the customer's own register; a student's registration.
  public internal(set) var codes = TextColumn()
  public internal(set) var names = TextColumn()

  public var count: Int { ids.count }
}

/// Users that a viewer may see.
///
/// - Shape: cell `i` of each column is of user `i`.
public struct Users: Sendable {
  public internal(set) var ids: [UserID] = []
  public internal(set) var codes = TextColumn()
  public internal(set) var displayNames = TextColumn()
  /// Null for all but administrators, as are the two that follow.
  public internal(set) var profiles: [ProfileID?] = []
  public internal(set) var isDisabled: [Bool?] = []
  public internal(set) var hasPassword: [Bool?] = []
  public internal(set) var languages: [Language?] = []

  public var count: Int { ids.count }
}

/// What kinds of users may do.
///
/// - Shape: cell `i` of each column is of profile `i`.
/// - Source: R14, R37.
public struct Profiles: Sendable {
  public internal(set) var ids: [ProfileID] = []
  public internal(set) var keys = TextColumn()
  public internal(set) var names = TextColumn()
  public internal(set) var permissions: [[Permission]] = []
  /// Ascending.
  public internal(set) var blockedTypes: [[TicketTypeID]] = []
  /// Whether a person sees the tickets of the students tied to them.
  public internal(set) var seesDependants: [Bool] = []

  public var count: Int { ids.count }
}

/// Sessions that have not ended, or access tokens that have not.
///
/// - Shape: cell `i` of each column is of session `i`; user `k` of those asked about has the
///   sessions `offsets[k]..<offsets[k + 1]`.
public struct OpenSessions: Sendable {
  public internal(set) var offsets: [Int32] = [0]
  public internal(set) var ids: [SessionID] = []
  /// Null for a sign-in.
  public internal(set) var names = TextColumn()
  public internal(set) var createdAt: [Instant] = []
  public internal(set) var expiresAt: [Instant] = []

  /// No session at all.
  public static let none = OpenSessions()

  public var count: Int { ids.count }
}
