import HTTP
import Testing

@testable import Server

/// Which status code says what, by either text.
@Suite struct StatusTests {
  /// A body, and its status by the text of May 2025 to clients of the newer media type, to those of
  /// the older one, and by the draft of 2026 to both.
  static let bodies: [(what: String, body: String, newer: Int, older: Int, draft: Int)] = [
    ("data", #"{"query":"{ total }"}"#, 200, 200, 200),
    ("data with errors", #"{"query":"{ total fails }"}"#, 200, 200, 294),
    ("no JSON", "NONSENSE", 400, 400, 400),
    ("half of a JSON", #"{"query":"#, 400, 400, 400),
    ("no query", #"{"qeury":"{__typename}"}"#, 400, 400, 422),
    ("a query of another type", #"{"query":7}"#, 400, 400, 422),
    ("variables in a list", #"{"query":"{ total }","variables":[7]}"#, 400, 400, 422),
    ("extensions in a text", #"{"query":"{ total }","extensions":"x"}"#, 400, 400, 422),
    ("a list while batching is off", #"[{"query":"{ total }"}]"#, 400, 400, 422),
    ("a syntax error", #"{"query":"{"}"#, 400, 200, 400),
    ("a field that is not there", #"{"query":"{ colour }"}"#, 400, 200, 422),
    (
      "two operations and no name", #"{"query":"query A { total } query B { total }"}"#, 400, 200,
      422
    ),
    ("an unknown name", #"{"query":"query A { total }","operationName":"B"}"#, 400, 200, 422),
    ("no operation", #"{"query":"fragment F on Query { total }"}"#, 400, 200, 422),
    (
      "a null variable that may not be",
      #"{"query":"query($n:Int!){numbers(first:$n){value}}","variables":{"n":null}}"#, 400, 200, 422
    ),
    (
      "a variable that is missing", #"{"query":"query($n:Int!){numbers(first:$n){value}}"}"#, 400,
      200, 422
    ),
    (
      "a variable of another type",
      #"{"query":"query($n:Int!){numbers(first:$n){value}}","variables":{"n":"x"}}"#, 400, 200, 422
    ),
    (
      "a variable that is no Int",
      #"{"query":"query($n:Int!){numbers(first:$n){value}}","variables":{"n":2147483648}}"#, 400,
      200, 422
    ),
    (
      "a hash that is not known",
      #"{"documentId":"sha256:\#(String(repeating: "0", count: 64))"}"#, 200, 200, 404
    ),
    (
      "a hash of another document",
      #"{"query":"{ total }","documentId":"sha256:\#(String(repeating: "0", count: 64))"}"#, 400,
      400, 400
    ),
  ]

  @Test(arguments: bodies)
  func `says how far a request came`(
    what: String,
    body: String,
    newer: Int,
    older: Int,
    draft: Int
  ) async throws {
    let may = try TestServer()
    #expect(await may.post(body, .newer).status == newer)
    #expect(await may.post(body, .older).status == older)
    #expect(await may.post(body).status == older)
    let later = try TestServer { $0.profile = .draft2026 }
    #expect(await later.post(body, .newer).status == draft)
    #expect(await later.post(body, .older).status == draft)
  }

  @Test(arguments: bodies)
  func `has no data where nothing ran, and says the code of each error`(
    what: String,
    body: String,
    newer: Int,
    older: Int,
    draft: Int
  ) async throws {
    let answer = await (try TestServer()).post(body, .newer)
    let ran = what.hasPrefix("data")
    #expect(answer.text.contains(#""data""#) == ran)
    #expect((answer.code == nil) == (what == "data"), "\(answer.text)")
  }

  @Test func `by the draft, older clients get the newer media type with what is refused`()
    async throws
  {
    let server = try TestServer { $0.profile = .draft2026 }
    let newer = "application/graphql-response+json; charset=utf-8"
    let older = "application/json; charset=utf-8"
    let bodies = [(#"{"query":"{ total fails }"}"#, older), (#"{"query":"{ colour }"}"#, newer)]
    for (body, type) in bodies {
      #expect(await server.post(body, .older).headers["Content-Type"] == type)
      #expect(await server.post(body, .newer).headers["Content-Type"] == newer)
    }
  }

  @Test(arguments: HTTPProfile.allCases)
  func `what HTTP itself refuses has the same status by either text`(
    profile: HTTPProfile
  ) async throws {
    let server = try TestServer { $0.profile = profile }
    let query = #"{"query":"{ total }"}"#
    #expect(await server.post(query, [("Accept", "text/csv")]).status == 406)
    #expect(await server.ask("POST", "/graphql", [], body: query).status == 415)
    #expect(await server.ask("PATCH", "/graphql", [], body: query).status == 405)
    #expect(await server.get("query=mutation%7Badd%7D").status == 405)
    #expect(await server.post(query, [("Authorization", "Bearer nobody")]).status == 401)
    #expect(await server.get("query=%7Btotal%7D", [("Origin", "https://elsewhere")]).status == 403)
    #expect(await server.get("query=%zz").status == 400)
  }
}
