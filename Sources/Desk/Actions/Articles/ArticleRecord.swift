import Bytes
import SQLite

/// An article as it is written.
struct ArticleRecord: Sendable {
  var kind: ArticleKind
  var audience: Audience
  var type: TicketTypeID?
  var title: String
  var body: String
  /// `nil` of a draft.
  var publishedAt: Int64?

  /// What the audit log keeps of it.
  var logged: JSON {
    [
      "kind": .string(kind.rawValue),
      "audience": .string(audience.rawValue),
      "type": type.map { .integer($0.rawValue) } ?? .null,
      "title": .string(title),
      "body": .string(body),
      "publishedAt": publishedAt.map { .string(Instant(milliseconds: $0).text) } ?? .null,
    ]
  }

  /// What of the title and the body cannot be kept, with where it came from.
  func problems() -> [Problem] {
    var problems: [Problem] = []
    let texts = [
      ("title", WrittenText(title, characters: Limits.articleTitleCharacters, lines: false)),
      ("body", WrittenText(body, characters: Limits.longTextCharacters, lines: true)),
    ]
    for (name, text) in texts {
      switch text {
      case .blank: problems.append(Problem(.required, at: ["input", name]))
      case .bad: problems.append(Problem(.invalidValue, at: ["input", name]))
      case .good: break
      }
    }
    return problems
  }
}

extension Reference where ID == TicketTypeID {
  /// The type that an article shall be about.
  ///
  /// - Returns: `nil` inside for none.
  /// - Throws: The problem of a type that the viewer does not know.
  func articleType(
    for viewer: Viewer,
    in workflow: Workflow
  ) throws(ArticleTypeUnknown) -> TicketTypeID? {
    switch self {
    case .absent: return nil
    case .unreadable: throw ArticleTypeUnknown()
    case .id(let id):
      guard workflow.type(id) != nil, !viewer.blockedTypes.contains(id) else {
        throw ArticleTypeUnknown()
      }
      return id
    }
  }
}

/// There is no such type for the viewer.
struct ArticleTypeUnknown: Error {
  var problem: Problem { Problem(.notFound, at: ["input", "type"]) }
}

extension WriteContext {
  /// An article that an administrator may change; `nil` where there is none.
  func article(
    _ reference: Reference<ArticleID>,
    for viewer: Viewer
  ) throws(SQLiteError) -> (id: ArticleID, record: ArticleRecord)? {
    guard let id = reference.id else { return nil }
    let found = try reader.articles(ids: [id], for: viewer).rows
    guard found.count == 1 else { return nil }
    let record = ArticleRecord(
      kind: found.kinds[0],
      audience: found.audiences[0],
      type: found.types[0].flatMap { workflow.type($0)?.id },
      title: found.titles.text(0) ?? "",
      body: found.bodies.text(0) ?? "",
      publishedAt: found.publishedAt[0]?.milliseconds
    )
    return (id, record)
  }

  func insert(_ article: ArticleRecord) throws(SQLiteError) -> ArticleID {
    try connection.run(
      Self.insertArticle,
      article.kind.rawValue,
      article.audience.rawValue,
      article.type?.rawValue,
      article.title,
      article.body,
      article.publishedAt,
      clock.now().milliseconds
    )
    return ArticleID(connection.lastInsertRowID)
  }

  func update(_ id: ArticleID, to article: ArticleRecord) throws(SQLiteError) {
    try connection.run(
      Self.updateArticle,
      article.kind.rawValue,
      article.audience.rawValue,
      article.type?.rawValue,
      article.title,
      article.body,
      article.publishedAt,
      clock.now().milliseconds,
      id.rawValue
    )
  }

  func delete(_ id: ArticleID) throws(SQLiteError) {
    try connection.run(Self.deleteArticle, id.rawValue)
  }

  private static let insertArticle = Query(
    """
    INSERT INTO article (kind, audience, type_id, title, body, published_at, updated_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    """
  )
  private static let updateArticle = Query(
    """
    UPDATE article SET kind = ?1, audience = ?2, type_id = ?3, title = ?4, body = ?5,
      published_at = ?6, updated_at = ?7
    WHERE id = ?8
    """
  )
  private static let deleteArticle = Query("DELETE FROM article WHERE id = ?1")
}
