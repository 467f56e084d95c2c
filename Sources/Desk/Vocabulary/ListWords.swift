/// By what a list of tickets is ordered.
public enum TicketOrderField: String, Hashable, Sendable, CaseIterable {
  case number = "NUMBER"
  case openedAt = "OPENED_AT"
  case updatedAt = "UPDATED_AT"
  case priority = "PRIORITY"
  case dueDate = "DUE_DATE"
}

/// Which end of an order comes first.
public enum SortDirection: String, Hashable, Sendable, CaseIterable {
  case ascending = "ASC"
  case descending = "DESC"
}

/// What kind of article.
///
/// - Source: R69.
public enum ArticleKind: String, Hashable, Sendable, CaseIterable {
  case faq = "FAQ"
  case tip = "TIP"
}

/// Whether readers see an article.
public enum ArticleState: String, Hashable, Sendable, CaseIterable {
  case published = "PUBLISHED"
  case draft = "DRAFT"
}
