/// A part of a text of which some parts are what was looked for.
public struct SnippetPart: Hashable, Sendable {
  public let text: String
  public let isMatch: Bool
}

/// Where in a ticket the words were found.
public struct TicketMatch: Hashable, Sendable {
  /// The key of the parameter or section; only of one that the viewer may see.
  public let key: String
  public let label: String
  /// The text around the words.
  public let snippet: [SnippetPart]
}

/// A page of what was found.
public struct TicketSearchPage: Sendable {
  /// Empty where no rows were asked for.
  public let tickets: Tickets
  /// One for each ticket.
  public let matches: [TicketMatch]
  /// One page.
  public let pages: Pages
}

/// An open ticket that is like the one that somebody is about to open.
///
/// - Source: R61.
public struct SimilarTickets: Sendable {
  public let tickets: Tickets
  /// For each ticket, how much of what was written stands in it: 1…100.
  public let scores: [Int32]

  /// How many there are at most.
  public static let countMax = Limits.similarTickets
}
