/// What a parameter's value is.
public enum ParameterKind: String, Hashable, Sendable, CaseIterable {
  case text = "TEXT"
  case longText = "LONG_TEXT"
  case integer = "INTEGER"
  case decimal = "DECIMAL"
  case boolean = "BOOLEAN"
  case date = "DATE"
  case choice = "CHOICE"
  case multiChoice = "MULTI_CHOICE"
  /// A list of the ticket's children, governed as one.
  case section = "SECTION"
}

/// Where a parameter's value is kept.
public enum ParameterOrigin: String, Hashable, Sendable, CaseIterable {
  /// In a column that every ticket has.
  case core = "CORE"
  /// In the ticket's children.
  case section = "SECTION"
  /// In the type's own values.
  case own = "OWN"
}

/// How soon.
public enum Priority: String, Hashable, Sendable, CaseIterable {
  case low = "LOW"
  case normal = "NORMAL"
  case high = "HIGH"
  case urgent = "URGENT"
}

/// The five predefined lists.
///
/// - Source: R24-R36.
public enum TicketView: String, Hashable, Sendable, CaseIterable {
  case all = "ALL"
  case underMyResponsibility = "UNDER_MY_RESPONSIBILITY"
  case awaitingReturn = "AWAITING_RETURN"
  case completed = "COMPLETED"
  case cancelled = "CANCELLED"
}

/// What a movement of a ticket was.
///
/// - Source: R57, F16, F20.
public enum MovementKind: String, Hashable, Sendable, CaseIterable {
  case opened = "OPENED"
  case forwarded = "FORWARDED"
  case reassigned = "REASSIGNED"
  case understandingApproved = "UNDERSTANDING_APPROVED"
  case understandingRejected = "UNDERSTANDING_REJECTED"
  case completed = "COMPLETED"
  case cancelled = "CANCELLED"
}

/// What became of an understanding.
///
/// - Source: R55, R56.
public enum UnderstandingState: String, Hashable, Sendable, CaseIterable {
  case proposed = "PROPOSED"
  case approved = "APPROVED"
  case rejected = "REJECTED"
  /// A newer one took its place before it was decided. No row holds this word: it is what an open
  /// one is called that is not the latest.
  case superseded = "SUPERSEDED"
}

/// The languages that sentences are written in.
public enum Language: String, Hashable, Sendable, CaseIterable {
  case portuguese = "pt-BR"
  case english = "en"
}
