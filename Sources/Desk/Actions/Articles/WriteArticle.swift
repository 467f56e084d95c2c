public import SQLite

/// Writes a new article, as a draft that only administrators see.
///
/// - Source: R69.
public struct CreateArticle: Sendable {
  public let kind: ArticleKind
  public let audience: Audience
  /// The type that it is about; absent is any.
  public let type: Reference<TicketTypeID>
  public let title: String
  public let body: String

  public init(
    kind: ArticleKind,
    audience: Audience,
    type: Reference<TicketTypeID> = .absent,
    title: String,
    body: String
  ) {
    self.kind = kind
    self.audience = audience
    self.type = type
    self.title = title
    self.body = body
  }

  /// Writes the article, or says all that stands against it.
  ///
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<ArticleID> {
    guard viewer.has(.administer) else { return .refused(.notPermitted) }
    var article = ArticleRecord(kind: kind, audience: audience, title: title, body: body)
    var problems = article.problems()
    do throws(ArticleTypeUnknown) {
      article.type = try type.articleType(for: viewer, in: context.workflow)
    } catch {
      problems.append(error.problem)
    }
    guard problems.isEmpty else { return .refused(problems) }
    let id = try context.insert(article)
    try context.audit(
      "createArticle",
      .article,
      id.rawValue,
      after: article.logged,
      by: viewer
    )
    return .done(id)
  }
}

/// Changes what an article says, or for whom it is; whether it is published stays as it is.
///
/// - Source: R69.
public struct UpdateArticle: Sendable {
  public let article: Reference<ArticleID>
  public let kind: Change<ArticleKind>
  public let audience: Change<Audience>
  /// Absent, where it is set, is any type.
  public let type: Change<Reference<TicketTypeID>>
  public let title: Change<String>
  public let body: Change<String>

  public init(
    article: Reference<ArticleID>,
    kind: Change<ArticleKind> = .keep,
    audience: Change<Audience> = .keep,
    type: Change<Reference<TicketTypeID>> = .keep,
    title: Change<String> = .keep,
    body: Change<String> = .keep
  ) {
    self.article = article
    self.kind = kind
    self.audience = audience
    self.type = type
    self.title = title
    self.body = body
  }

  /// Changes the article, or says all that stands against it.
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
    var after = before
    after.kind = kind.applied(to: before.kind)
    after.audience = audience.applied(to: before.audience)
    after.title = title.applied(to: before.title)
    after.body = body.applied(to: before.body)
    var problems = after.problems()
    if case .set(let type) = type {
      do throws(ArticleTypeUnknown) {
        after.type = try type.articleType(for: viewer, in: context.workflow)
      } catch {
        problems.append(error.problem)
      }
    }
    guard problems.isEmpty else { return .refused(problems) }
    guard after.logged != before.logged else { return .done(id) }
    try context.update(id, to: after)
    try context.audit(
      "updateArticle",
      .article,
      id.rawValue,
      before: before.logged,
      after: after.logged,
      by: viewer
    )
    return .done(id)
  }
}
