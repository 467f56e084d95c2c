import Bytes
public import SQLite

/// Shows an article to its readers, or takes it back as a draft; what is so already stays so.
///
/// - Source: R69.
public struct PublishArticle: Sendable {
  public let article: Reference<ArticleID>
  /// `false` makes it a draft.
  public let isPublished: Bool

  public init(article: Reference<ArticleID>, isPublished: Bool) {
    self.article = article
    self.isPublished = isPublished
  }

  /// Publishes the article or takes it back, or says what stands against it.
  ///
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<ArticleID> {
    guard viewer.has(.administer) else { return .refused(.notPermitted) }
    guard let (id, before) = try context.article(article, for: viewer) else {
      return .refused(.notFound, at: "input", "article")
    }
    guard (before.publishedAt != nil) != isPublished else { return .done(id) }
    var after = before
    after.publishedAt = isPublished ? context.clock.now().milliseconds : nil
    try context.update(id, to: after)
    try context.audit(
      isPublished ? "publishArticle" : "unpublishArticle",
      .article,
      id.rawValue,
      before: before.logged,
      after: after.logged,
      by: viewer
    )
    return .done(id)
  }
}

/// Deletes an article, published or not.
///
/// - Source: R69.
public struct DeleteArticle: Sendable {
  public let article: Reference<ArticleID>

  public init(article: Reference<ArticleID>) { self.article = article }

  /// Deletes the article, or says what stands against it.
  ///
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<ArticleID> {
    guard viewer.has(.administer) else { return .refused(.notPermitted) }
    guard let (id, before) = try context.article(article, for: viewer) else {
      return .refused(.notFound, at: "input", "article")
    }
    try context.delete(id)
    try context.audit("deleteArticle", .article, id.rawValue, before: before.logged, by: viewer)
    return .done(id)
  }
}
