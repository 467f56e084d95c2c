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

  public var count: Int { ids.count }
}
