import Bytes
import SQLite
import Testing

@testable import Desk

/// R69: articles are found by whom they are meant for, and administered.
@Suite struct ArticleTests {
  private func page(
    _ desk: DemoDesk,
    _ user: String,
    _ request: ArticleListRequest = ArticleListRequest(),
    size: Int = 100
  ) throws -> ArticlePage {
    let answer = try desk.reader.articlePage(
      request,
      PageRequest(size: size),
      for: try desk.viewer(user)
    )
    return try #require(answer)
  }

  private func titles(_ page: ArticlePage) -> [String] {
    (0..<page.articles.count).map { page.articles.titles.text($0) ?? "" }
  }

  @Test func `customers read what is for them, attendants all that is published`() throws {
    let desk = try DemoDesk()
    let online = try page(desk, "client")
    #expect(online.articles.audiences.allSatisfy { $0 == .online })
    let staff = try page(desk, "attendant")
    #expect(staff.articles.count == DemoArticle.all.count)
    #expect(staff.articles.ids == staff.articles.ids.sorted(by: >))
    #expect(online.articles.count == DemoArticle.all.filter { $0.audience == .online }.count)
    #expect(try page(desk, "visitor").articles.count == 0)
  }

  @Test func `an article about a blocked type is absent in every way`() throws {
    let desk = try DemoDesk()
    let viewer = try desk.viewer("student")
    let blocked = try #require(viewer.blockedTypes.first)
    let administrator = try desk.viewer("admin")
    let made = try CreateArticle(
      kind: .faq,
      audience: .online,
      type: .id(blocked),
      title: "Pangolim",
      body: "Texto"
    ).perform(for: administrator, in: desk.context)
    let id = try #require(made.value)
    _ = try PublishArticle(article: .id(id), isPublished: true)
      .perform(for: administrator, in: desk.context)
    try SearchIndex.catchUp(desk.connection)
    let request = ArticleListRequest(words: try SearchWords("pangolim"))
    for (user, count) in [("student", 0), ("client", 1), ("attendant", 1)] {
      #expect(try page(desk, user, request).articles.count == count)
      #expect(try page(desk, user, request).pages.totalCounts == [Int32(count)])
      #expect(try desk.reader.articles(ids: [id], for: try desk.viewer(user)).rows.count == count)
    }
  }

  @Test func `words in the title come first, accents do not matter, and the part is shown`() throws
  {
    let desk = try DemoDesk()
    let found = try page(desk, "client", ArticleListRequest(words: try SearchWords("matricula")))
    #expect(titles(found).first == "Perco a bolsa se trancar a matrícula?")
    #expect(found.snippets.allSatisfy { $0.contains { $0.isMatch } })
    let both = try page(
      desk,
      "client",
      ArticleListRequest(words: try SearchWords("proposta valid"))
    )
    #expect(titles(both) == ["Por quanto tempo vale uma proposta?"])
    let tips = try page(desk, "client", ArticleListRequest(kind: .tip))
    #expect(tips.articles.kinds == [.tip, .tip, .tip])
    #expect(found.pages.totalCounts == [Int32(found.articles.count)])
  }

  @Test(arguments: DemoUser.online)
  func `no canary of an article is found by a customer`(user: String) throws {
    let desk = try DemoDesk()
    for word in [DemoCanary.deskArticle, DemoCanary.deskTip] {
      let request = ArticleListRequest(words: try SearchWords(word))
      #expect(try page(desk, user, request).articles.count == 0)
      #expect(try page(desk, "attendant", request).articles.count == 1)
    }
  }

  @Test func `a page begins behind its cursor, and another list's cursor has no place`() throws {
    let desk = try DemoDesk()
    let viewer = try desk.viewer("client")
    let all = try page(desk, "client").articles.ids
    let request = ArticleListRequest()
    let second = try desk.reader.articlePage(
      request,
      PageRequest(size: 3, after: all[2].rawValue),
      for: viewer
    )
    #expect(second?.articles.ids == Array(all[3..<6]))
    #expect(second?.pages.hasPreviousPage == [true])
    let last = try desk.reader.articlePage(
      request,
      PageRequest(size: 2, isFromEnd: true),
      for: viewer
    )
    #expect(last?.articles.ids == Array(all.suffix(2)))
    let desks = try #require(try page(desk, "attendant").articles.ids.first { !all.contains($0) })
    let none = PageRequest(size: 3, after: desks.rawValue)
    #expect(try desk.reader.articlePage(request, none, for: viewer) == nil)
  }

  @Test func `a draft is the administrator's alone until it is published, and again after`() throws
  {
    let desk = try DemoDesk()
    let administrator = try desk.viewer("admin")
    let outcome = try CreateArticle(kind: .tip, audience: .online, title: "Novo", body: "Corpo")
      .perform(for: administrator, in: desk.context)
    let id = try #require(outcome.value)
    let reference = Reference<ArticleID>.id(id)
    func isSeen(by user: String) throws -> Bool {
      try SearchIndex.catchUp(desk.connection)
      let byID = try desk.reader.articles(ids: [id], for: try desk.viewer(user)).rows.count == 1
      let request = ArticleListRequest(words: try SearchWords("corpo"))
      #expect(try page(desk, user).articles.ids.contains(id) == byID || user == "admin")
      #expect(try page(desk, user, request).articles.ids.contains(id) == byID || user == "admin")
      return byID
    }
    #expect(try !isSeen(by: "client"))
    #expect(try !isSeen(by: "attendant"))
    #expect(try isSeen(by: "admin"))
    #expect(try page(desk, "admin", ArticleListRequest(state: .draft)).articles.ids == [id])
    #expect(try page(desk, "client", ArticleListRequest(state: .draft)).articles.count == 0)
    _ = try PublishArticle(article: reference, isPublished: true)
      .perform(for: administrator, in: desk.context)
    #expect(try isSeen(by: "client"))
    _ = try UpdateArticle(article: reference, audience: .set(.desk), title: .set("Corpo e alma"))
      .perform(for: administrator, in: desk.context)
    #expect(try !isSeen(by: "client"))
    #expect(try isSeen(by: "attendant"))
    _ = try PublishArticle(article: reference, isPublished: false)
      .perform(for: administrator, in: desk.context)
    #expect(try !isSeen(by: "attendant"))
    _ = try DeleteArticle(article: reference).perform(for: administrator, in: desk.context)
    #expect(try !isSeen(by: "admin"))
    let log = try desk.number(
      "SELECT count(*) FROM audit_entry WHERE subject_kind = 'ARTICLE' AND subject_id = \(id.rawValue)"
    )
    #expect(log == 5)
  }

  @Test func `only administrators write articles, and all that is wrong is said at once`() throws {
    let desk = try DemoDesk()
    let bad = CreateArticle(
      kind: .faq,
      audience: .online,
      type: .unreadable,
      title: " ",
      body: String(repeating: "x", count: 20_001)
    )
    #expect(
      try bad.perform(for: try desk.viewer("admin"), in: desk.context).problems.map(\.path) == [
        ["input", "title"], ["input", "body"], ["input", "type"],
      ]
    )
    for user in ["attendant", "client"] {
      let viewer = try desk.viewer(user)
      let changes = try desk.changes()
      let first = Reference<ArticleID>.id(ArticleID(1))
      #expect(try bad.perform(for: viewer, in: desk.context) == .refused(.notPermitted))
      #expect(
        try UpdateArticle(article: first).perform(for: viewer, in: desk.context)
          == .refused(.notPermitted)
      )
      for isPublished in [true, false] {
        #expect(
          try PublishArticle(article: first, isPublished: isPublished)
            .perform(for: viewer, in: desk.context) == .refused(.notPermitted)
        )
      }
      #expect(
        try DeleteArticle(article: first).perform(for: viewer, in: desk.context)
          == .refused(.notPermitted)
      )
      #expect(try desk.changes() == changes)
    }
  }
}
