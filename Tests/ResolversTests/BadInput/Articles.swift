/// The mutations that write articles.
extension BadInput {
  /// The id of the demo's first article.
  private static let one = "\"YXJ0aWNsZS4x\""
  /// An id of an article that there is not.
  private static let none = "\"YXJ0aWNsZS45OTk\""

  private static func create(
    _ kind: Kind,
    _ what: String,
    _ input: String,
    _ code: String,
    _ path: [String]? = nil,
    as user: String = "admin"
  ) -> BadInput {
    BadInput(
      mutation: "createArticle",
      kind: kind,
      what: what,
      user: user,
      input: input,
      code: code,
      path: path
    )
  }

  private static func update(
    _ kind: Kind,
    _ what: String,
    _ input: String,
    _ code: String,
    _ path: [String]? = nil,
    as user: String = "admin"
  ) -> BadInput {
    BadInput(
      mutation: "updateArticle",
      kind: kind,
      what: what,
      user: user,
      input: input,
      code: code,
      path: path
    )
  }

  static let articles: [BadInput] =
    [
      create(.missing, "a blank title", text(title: "  "), "REQUIRED", ["input", "title"]),
      create(.missing, "a body of nothing", text(body: ""), "REQUIRED", ["input", "body"]),
      create(
        .missing,
        "no title",
        "{kind: FAQ, audience: ONLINE, body: \"b\"}",
        "VALIDATION_FAILED"
      ),
      create(.wrongType, "a number as title", text(title: nil), "VALIDATION_FAILED"),
      create(.tooLong, "a long title", text(title: long), "INVALID_VALUE", ["input", "title"]),
      create(
        .tooLong,
        "a long body",
        text(body: String(repeating: "a", count: 20_001)),
        "INVALID_VALUE",
        ["input", "body"]
      ),
      create(
        .unknown,
        "a type that there is not",
        text(type: "\"dHlwZS45OTk\""),
        "NOT_FOUND",
        ["input", "type"]
      ),
      create(
        .unknown,
        "a type that is no id",
        text(type: "\"x\""),
        "NOT_FOUND",
        ["input", "type"]
      ),
      create(.notPermitted, "an attendant", text(), "VALIDATION_FAILED", as: "attendant"),
      create(.notPermitted, "a customer", text(), "VALIDATION_FAILED", as: "client"),
      update(
        .missing,
        "a blank title",
        "{article: \(one), title: \" \"}",
        "REQUIRED",
        ["input", "title"]
      ),
      update(
        .missing,
        "a title of null",
        "{article: \(one), title: null}",
        "REQUIRED",
        ["input", "title"]
      ),
      update(.wrongType, "a number as body", "{article: \(one), body: 5}", "VALIDATION_FAILED"),
      update(
        .tooLong,
        "a long title",
        "{article: \(one), title: \"\(long)\"}",
        "INVALID_VALUE",
        ["input", "title"]
      ),
      update(
        .unknown,
        "no such article",
        "{article: \(none), title: \"t\"}",
        "NOT_FOUND",
        ["input", "article"]
      ),
      update(
        .unknown,
        "no such type",
        "{article: \(one), type: \"dHlwZS45OTk\"}",
        "NOT_FOUND",
        ["input", "type"]
      ),
      update(
        .notPermitted,
        "an attendant",
        "{article: \(one)}",
        "VALIDATION_FAILED",
        as: "attendant"
      ),
    ]
    + ["publishArticle", "unpublishArticle", "deleteArticle"].flatMap { mutation in
      [
        (Kind.missing, "no article", "{}", "VALIDATION_FAILED", "admin"),
        (.wrongType, "a list", "{article: [\(one), \(none)]}", "VALIDATION_FAILED", "admin"),
        (.unknown, "no such article", "{article: \(none)}", "NOT_FOUND", "admin"),
        (.unknown, "an id of something else", "{article: \"dGlja2V0LjE\"}", "NOT_FOUND", "admin"),
        (.notPermitted, "an attendant", "{article: \(one)}", "VALIDATION_FAILED", "attendant"),
        (.notPermitted, "a customer", "{article: \(one)}", "VALIDATION_FAILED", "client"),
      ].map { kind, what, input, code, user in
        BadInput(
          mutation: mutation,
          kind: kind,
          what: what,
          user: user,
          input: input,
          code: code,
          path: code == "NOT_FOUND" ? ["input", "article"] : nil
        )
      }
    }

  /// An input of `createArticle`; a title of `nil` is a number.
  private static func text(
    title: String? = "Title",
    body: String = "Body",
    type: String = "null"
  ) -> String {
    """
    {kind: FAQ, audience: ONLINE, type: \(type), title: \(title.map { "\"\($0)\"" } ?? "7"), \
    body: \"\(body)\"}
    """
  }

  static let articlesWithout: [(mutation: String, kinds: Set<Kind>, why: String)] =
    [
      (
        "createArticle", [.hidden, .readOnly, .foreign, .conflicting],
        "an article belongs to nobody, and no rule governs it; titles may be the same"
      ),
      (
        "updateArticle", [.hidden, .readOnly, .foreign, .conflicting],
        "administrators see and write every article, and the later of two changes stays"
      ),
    ]
    + ["publishArticle", "unpublishArticle", "deleteArticle"].map { mutation in
      (
        mutation, [.tooLong, .hidden, .readOnly, .foreign, .conflicting],
        "it takes an id alone; administrators see every article; what is so already stays so"
      )
    }
}
