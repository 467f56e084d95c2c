public import Bytes

/// Articles that a viewer may read.
///
/// - Shape: cell `i` of each column is of article `i`.
/// - Source: R69.
public struct Articles: Sendable {
  public internal(set) var ids: [ArticleID] = []
  public internal(set) var kinds: [ArticleKind] = []
  public internal(set) var audiences: [Audience] = []
  /// The type that it is about; `nil` is any.
  public internal(set) var types: [TypePlace?] = []
  public internal(set) var titles = TextColumn()
  public internal(set) var bodies = TextColumn()
  /// `nil` of a draft.
  public internal(set) var publishedAt: [Instant?] = []
  public internal(set) var updatedAt: [Instant] = []

  public init() {}

  public var count: Int { ids.count }
}

/// A page of articles.
public struct ArticlePage: Sendable {
  public let articles: Articles
  /// Of each article the part in which the words were found; empty where none was looked for.
  public let snippets: [[SnippetPart]]
  /// One page.
  public let pages: Pages
}

/// Which articles are asked for.
public struct ArticleListRequest: Hashable, Sendable {
  public let kind: ArticleKind?
  /// Only those about these types; `nil` is all, also those about none.
  public let types: [TicketTypeID]?
  /// `nil` looks for no words.
  public let words: SearchWords?
  /// Only administrators get drafts.
  public let state: ArticleState

  /// Which articles are asked for.
  public init(
    kind: ArticleKind? = nil,
    types: [TicketTypeID]? = nil,
    words: SearchWords? = nil,
    state: ArticleState = .published
  ) {
    self.kind = kind
    self.types = types
    self.words = words
    self.state = state
  }
}
