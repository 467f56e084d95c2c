import Bytes
public import SQLite

/// Which articles are there for a viewer.
///
/// Customers read the published ones that are meant for them, attendants all that are published, and
/// administrators the drafts besides. One about a type that is blocked is absent (Q9).
struct ArticleScope {
  let audiences: [Audience]
  let blockedTypes: [TicketTypeID]
  let readsDrafts: Bool

  init(of viewer: Viewer) {
    switch viewer.actor {
    case nil: audiences = []
    case .customer: audiences = [.online]
    case .attendant, .administrator: audiences = [.online, .desk]
    }
    blockedTypes = viewer.blockedTypes
    readsDrafts = viewer.has(.administer)
  }

  func contains(_ audience: Audience, _ type: TicketTypeID?, isDraft: Bool) -> Bool {
    audiences.contains(audience) && !(type.map(blockedTypes.contains) ?? false)
      && (!isDraft || readsDrafts)
  }

  /// What the statements of lists bind: audiences, blocked types, kind, types, whether drafts.
  func values(_ request: ArticleListRequest) -> [(any Bindable)?] {
    let wantsDrafts = request.state == .draft
    return [
      JSONArray(wantsDrafts && !readsDrafts ? [] : audiences.map(\.rawValue)),
      JSONArray(blockedTypes.map(\.rawValue)), request.kind?.rawValue,
      request.types.map { JSONArray($0.map(\.rawValue)) }, wantsDrafts,
    ]
  }
}

extension DeskReader {
  /// Articles by their ids; absent where the viewer may not read one.
  public func articles(
    ids: [ArticleID],
    for viewer: Viewer
  ) throws(SQLiteError) -> Found<Articles> {
    let scope = ArticleScope(of: viewer)
    var articles = Articles()
    var slots: [Int32] = []
    for id in ids {
      var slot: Int32 = -1
      try connection.rows(Self.article, id.rawValue) { row in
        if articles.append(row, in: scope, workflow) { slot = Int32(clamping: articles.count - 1) }
      }
      slots.append(slot)
    }
    return Found(slots: slots, rows: articles)
  }

  /// A page of articles: the newest first, or, where words are looked for, those with all of them in
  /// the title before the others.
  ///
  /// The rank is made of the article alone, so those that the viewer may not read change nothing (L5).
  ///
  /// - Returns: `nil` where a cursor's article is not in the list.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(articles that are found); the desk has few, and all of them are its own.
  /// - Source: R69.
  public func articlePage(
    _ request: ArticleListRequest,
    _ page: PageRequest,
    for viewer: Viewer
  ) throws(SQLiteError) -> ArticlePage? {
    let scope = ArticleScope(of: viewer)
    var keys: [Int64] = []
    if let words = request.words, !words.isEmpty {
      try catchUpWords()
      for columns in ["title", "{title body}"] {
        let values = ["\(columns) : (\(words.match))"] + scope.values(request)
        try connection.rows(Self.found, binding: values) { row in keys.append(row.int(0)) }
      }
      var known: Set<Int64> = []
      keys = keys.filter { known.insert($0).inserted }
    } else {
      try connection.rows(Self.list, binding: scope.values(request)) { row in
        keys.append(row.int(0))
      }
    }
    guard let part = Part(of: keys, page) else { return nil }
    let articles = try articles(ids: part.keys.map { ArticleID($0) }, for: viewer).rows
    let snippets = (0..<articles.count).map { snippet(of: $0, articles, request.words) }
    var pages = Pages()
    pages.append(
      end: articles.count,
      totalCount: keys.count,
      hasNext: part.hasNext,
      hasPrevious: part.hasPrevious
    )
    return ArticlePage(articles: articles, snippets: snippets, pages: pages)
  }

  /// The words in the title, else in the body.
  private func snippet(
    of article: Int,
    _ articles: Articles,
    _ words: SearchWords?
  ) -> [SnippetPart] {
    guard let words, !words.isEmpty else { return [] }
    let title = Snippet(of: articles.titles.text(article) ?? "", for: words)
    if !title.isEmpty { return title.parts }
    return Snippet(of: articles.bodies.text(article) ?? "", for: words).parts
  }

  private static let columns = """
    id, kind, audience, type_id, title, body, published_at, updated_at
    """
  private static let article = Query("SELECT \(columns) FROM article WHERE id = ?1")
  /// The keys of articles, newest first; binds what `ArticleScope.values` gives.
  static let list = Query("SELECT id FROM article WHERE \(condition(1)) ORDER BY id DESC")
  /// The same of those with the words ?1.
  static let found = Query(
    """
    SELECT article.id FROM article_index CROSS JOIN article ON article.id = article_index.rowid
    WHERE article_index MATCH ?1 AND \(condition(2)) ORDER BY article_index.rowid DESC
    """
  )
  private static func condition(_ first: Int) -> String {
    """
    audience IN (SELECT value FROM json_each(?\(first)))
      AND (type_id IS NULL OR type_id NOT IN (SELECT value FROM json_each(?\(first + 1))))
      AND (?\(first + 2) IS NULL OR kind = ?\(first + 2))
      AND (?\(first + 3) IS NULL OR type_id IN (SELECT value FROM json_each(?\(first + 3))))
      AND (published_at IS NULL) = ?\(first + 4)
    """
  }
}

/// A part of a list of keys.
private struct Part {
  let keys: [Int64]
  let hasNext: Bool
  let hasPrevious: Bool

  /// - Returns: `nil` where a key of the page's bounds is not in the list.
  init?(of all: [Int64], _ page: PageRequest) {
    var range = all.startIndex..<all.endIndex
    if let after = page.after {
      guard let place = all.firstIndex(of: after) else { return nil }
      range = (place + 1)..<range.upperBound
    }
    if let before = page.before {
      guard let place = all.firstIndex(of: before) else { return nil }
      range = range.lowerBound..<max(range.lowerBound, place)
    }
    let part = page.isFromEnd ? all[range].suffix(page.size) : all[range].prefix(page.size)
    keys = Array(part)
    hasNext = part.endIndex < all.endIndex
    hasPrevious = part.startIndex > all.startIndex
  }
}

extension Articles {
  /// Takes a row; one that is not in the scope, or cannot be read, is not there.
  fileprivate mutating func append(
    _ row: borrowing Row,
    in scope: ArticleScope,
    _ workflow: Workflow
  ) -> Bool {
    let type = row.optionalInt(3).map { TicketTypeID($0) }
    guard let kind = row.text(1).flatMap(ArticleKind.init(rawValue:)),
      let audience = row.text(2).flatMap(Audience.init(rawValue:)),
      scope.contains(audience, type, isDraft: row.isNull(6))
    else { return false }
    ids.append(ArticleID(row.int(0)))
    kinds.append(kind)
    audiences.append(audience)
    let place = type.map(workflow.place(of:))
    types.append(place == .unknown ? nil : place)
    row.append(text: 4, to: &titles)
    row.append(text: 5, to: &bodies)
    publishedAt.append(row.optionalInt(6).map { Instant(milliseconds: $0) })
    updatedAt.append(Instant(milliseconds: row.int(7)))
    return true
  }
}
