import Bytes
import Desk
import GraphQL

/// What came of a mutation of an article.
///
/// Each payload has a type of its own, so that none is taken for another's.
private typealias ArticlePayload = Payload<ArticleID>

extension ObjectBinding<Root, RequestContext> {
  /// Binds what administrators do with articles.
  mutating func bindArticleMutations() {
    action("createArticle") {
      CreateArticle($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("updateArticle") {
      UpdateArticle($0)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("publishArticle") {
      PublishArticle(article: $0.article, isPublished: true)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("unpublishArticle") {
      PublishArticle(article: $0.article, isPublished: false)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("deleteArticle") {
      DeleteArticle(article: $0.article)
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
  }
}

extension Bindings<RequestContext> {
  /// Binds what came of them.
  mutating func bindArticlePayloads() {
    for name in ["createArticle", "updateArticle", "publishArticle", "unpublishArticle"] {
      let type = name.prefix(1).uppercased() + name.dropFirst() + "Payload"
      object(type, parents: ArticlePayload.self) { fields in
        fields.object("article", of: Articles.self) { payload, call in
          let context = call.context
          let ids = payload.outcome.value.map { [$0] } ?? []
          let found = try context.reader.articles(ids: ids, for: context.viewer)
          return ObjectCells(slots: found.single, children: found.rows)
        }
        fields.problems()
      }
    }
    object("DeleteArticlePayload", parents: ArticlePayload.self) { fields in
      fields.texts("deletedArticle") { payload, _ in
        guard let id = payload.outcome.value else { return TextColumn([String?.none]) }
        return GlobalID.column(.article, [id.rawValue])
      }
      fields.problems()
    }
  }
}

extension Arguments {
  fileprivate var article: Reference<ArticleID> {
    reference("article") { if case .article(let id) = $0 { id } else { nil } }
  }

  fileprivate var articleType: Reference<TicketTypeID> {
    reference("type") { if case .type(let id) = $0 { id } else { nil } }
  }
}

extension CreateArticle {
  fileprivate init(_ input: Arguments) {
    self.init(
      kind: input.enumeration("kind", as: ArticleKind.self) ?? .faq,
      audience: input.enumeration("audience", as: ArticleAudience.self)?.audience ?? .desk,
      type: input.articleType,
      title: input.string("title") ?? "",
      body: input.string("body") ?? ""
    )
  }
}

extension UpdateArticle {
  fileprivate init(_ input: Arguments) {
    let kind = input.enumeration("kind", as: ArticleKind.self)
    let audience = input.enumeration("audience", as: ArticleAudience.self)?.audience
    self.init(
      article: input.article,
      kind: kind.map { .set($0) } ?? .keep,
      audience: audience.map { .set($0) } ?? .keep,
      type: input.isGiven("type") ? .set(input.articleType) : .keep,
      title: input.change("title"),
      body: input.change("body")
    )
  }
}
