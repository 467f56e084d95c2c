import Bytes
import Desk
import GraphQL

extension Articles: ListedColumn {
  static var cursorWord: String { "articles" }
  var cursorKeys: [Int64] { ids.map(\.rawValue) }
}

/// A page of articles.
struct ArticleList: ParentColumn {
  let page: ArticlePage
  let count = 1
}

/// The articles of a page, each with the words that were looked for.
struct ArticleEdges: ParentColumn {
  let page: ArticlePage
  var count: Int { page.articles.count }
}

/// Whom an article is for, as the schema names it.
enum ArticleAudience: String, Hashable, Sendable, CaseIterable {
  case online = "ONLINE"
  case desk = "DESK"

  init(_ audience: Audience) {
    switch audience {
    case .online: self = .online
    case .desk: self = .desk
    }
  }

  var audience: Audience {
    switch self {
    case .online: .online
    case .desk: .desk
    }
  }
}

extension ObjectBinding<Root, RequestContext> {
  /// Binds what finds articles.
  mutating func bindArticleQueries() {
    object("articles", of: ArticleList.self) { _, call in
      let context = call.context
      try context.requireSignIn()
      let page = try context.page(call.arguments, cursorWord: Articles.cursorWord)
      let words = try context.orError { () throws(RequestError) in
        try call.arguments.string("text").map { (text) throws(RequestError) in
          try SearchWords.read(text)
        }
      }
      let type: Reference<TicketTypeID> = call.arguments.reference("type") {
        if case .type(let id) = $0 { id } else { nil }
      }
      let request = ArticleListRequest(
        kind: call.arguments.enumeration("kind", as: ArticleKind.self),
        types: type.given ? type.id.map { [$0] } ?? [] : nil,
        words: words,
        state: call.arguments.enumeration("state", as: ArticleState.self) ?? .published
      )
      let found = try context.reader.articlePage(request, page, for: context.viewer)
      guard let found else {
        throw context.error(.cursor(argument: page.after == nil ? "before" : "after"))
      }
      return ObjectCells(children: ArticleList(page: found))
    }
    object("article", of: Articles.self) { _, call in
      let context = call.context
      try context.requireSignIn()
      var ids: [ArticleID] = []
      if case .article(let id)? = call.arguments.string("id").flatMap(GlobalID.init) { ids = [id] }
      let found = try context.reader.articles(ids: ids, for: context.viewer)
      return ObjectCells(slots: found.single, children: found.rows)
    }
  }
}

extension Bindings<RequestContext> {
  /// Binds articles and their lists.
  mutating func bindArticles() {
    enumeration("ArticleKind", of: ArticleKind.self)
    enumeration("ArticleAudience", of: ArticleAudience.self)
    enumeration("ArticleState", of: ArticleState.self)
    object("Article", parents: Articles.self) { fields in
      fields.texts("id") { articles, _ in GlobalID.column(.article, articles.cursorKeys) }
      fields.enumerations("kind", of: ArticleKind.self) { articles, _ in articles.kinds }
      fields.enumerations("audience", of: ArticleAudience.self) { articles, _ in
        articles.audiences.map { ArticleAudience($0) }
      }
      fields.object("type", of: Types.self) { articles, _ in
        let types = Distinct(articles.types)
        return ObjectCells(slots: types.slots, children: Types(places: types.values))
      }
      fields.texts("title") { articles, _ in articles.titles }
      fields.texts("body") { articles, _ in articles.bodies }
      fields.strings("publishedAt") { articles, _ in articles.publishedAt.map { $0?.text } }
      fields.texts("updatedAt") { articles, _ in TextColumn(articles.updatedAt) }
      fields.enumerations("state", of: ArticleState.self) { articles, _ in
        articles.publishedAt.map { $0 == nil ? .draft : .published }
      }
    }
    bindArticleLists()
    bindArticlePayloads()
  }

  private mutating func bindArticleLists() {
    object("ArticleConnection", parents: ArticleList.self) { fields in
      fields.list("edges", of: ArticleEdges.self) { list, _ in
        ListCells(offsets: list.page.pages.offsets, children: ArticleEdges(page: list.page))
      }
      fields.list("nodes", of: Articles.self) { list, _ in
        ListCells(offsets: list.page.pages.offsets, children: list.page.articles)
      }
      fields.object("pageInfo", of: PageInfos.self) { list, _ in
        let keys = list.page.articles.cursorKeys
        return ObjectCells(children: PageInfos(list.page.pages, keys: keys, Articles.cursorWord))
      }
      fields.ints("totalCount") { list, _ in list.page.pages.totalCounts }
    }
    object("ArticleEdge", parents: ArticleEdges.self) { fields in
      fields.texts("cursor") { edges, _ in
        OpaqueText.column(Articles.cursorWord, edges.page.articles.cursorKeys)
      }
      fields.object("node", of: Articles.self) { edges, _ in
        ObjectCells(children: edges.page.articles)
      }
      fields.list("snippet", of: SnippetParts.self) { edges, _ in
        SnippetParts.cells(edges.page.snippets)
      }
    }
  }
}
