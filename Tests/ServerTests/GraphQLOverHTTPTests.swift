import HTTP
import Testing

@testable import Server

/// GraphQL over HTTP, without a socket.
///
/// - Source: <https://graphql.github.io/graphql-over-http/draft/>.
@Suite struct GraphQLOverHTTPTests {
  let server: TestServer

  init() throws { server = try TestServer() }

  static let newer = ("Accept", "application/graphql-response+json")
  static let older = ("Accept", "application/json")

  @Test func `answers a query by POST and by GET`() async {
    let posted = await server.post(#"{"query":"{ total }"}"#)
    #expect(posted.status == 200)
    #expect(posted.text == #"{"data":{"total":0}}"#)
    let got = await server.ask("GET", "/graphql?query=%7B+total+%7D")
    #expect(got.status == 200)
    #expect(got.text == posted.text)
    #expect(got.headers["Cache-Control"] == "no-store")
  }

  @Test func `a query of many nodes is answered all the same, by a worker`() async {
    let answer = await server.post(
      #"{"query":"query($n: Int!) { numbers(first: $n) { value } }","variables":{"n":5000}}"#
    )
    #expect(answer.text.hasPrefix(#"{"data":{"numbers":[{"value":0},{"value":1},"#))
    #expect(answer.text.hasSuffix(#"{"value":4999}]}}"#))
  }

  @Test(arguments: [
    (nil, "application/json"), ("*/*", "application/json"), ("application/*", "application/json"),
    ("application/json", "application/json"),
    ("application/graphql-response+json", "application/graphql-response+json"),
    (
      "application/graphql-response+json, application/json;q=0.9",
      "application/graphql-response+json"
    ),
    ("application/json, application/graphql-response+json;q=0.5", "application/json"),
    ("application/graphql-response+json;q=0, */*", "application/json"),
    ("Application/JSON; Charset=\"UTF-8\"", "application/json"),
  ])
  func `speaks the media type that is accepted`(accept: String?, type: String) async {
    let answer = await server.post(#"{"query":"{ total }"}"#, accept.map { [("Accept", $0)] } ?? [])
    #expect(answer.status == 200)
    #expect(answer.headers["Content-Type"] == "\(type); charset=utf-8")
  }

  @Test(arguments: ["text/html", "application/xml", "application/json;q=0"])
  func `refuses an Accept that it cannot meet with 406`(accept: String) async {
    #expect(await server.post(#"{"query":"{ total }"}"#, [("Accept", accept)]).status == 406)
  }

  @Test(arguments: [
    [], [("Content-Type", "text/plain")], [("Content-Type", "application/x-www-form-urlencoded")],
    [("Content-Type", "multipart/form-data; boundary=x")],
    [("Content-Type", "application/json; charset=latin1")],
    [("Content-Type", "application/json"), ("Content-Type", "application/json")],
  ])
  func `refuses a body that is not JSON in UTF-8 with 415`(headers: [(String, String)]) async {
    let answer = await server.ask("POST", "/graphql", headers, body: #"{"query":"{ total }"}"#)
    #expect(answer.status == 415)
  }

  @Test(arguments: [
    ("", "not JSON"), ("{", "not JSON"), ("{} x", "not JSON"),
    (#"{"query":"{ total }"}}"#, "not JSON"),
    (#"{"query":1,"query":"{ total }"}"#, "not JSON"), ("[]", "Batching"), ("1", "object"),
    ("{}", "no query"), (#"{"query":null}"#, "no query"), (#"{"query":1}"#, "must be a string"),
    (#"{"query":"{ total }","variables":[]}"#, "must be an object"),
    (#"{"query":"{ total }","variables":"{}"}"#, "must be an object"),
    (#"{"query":"{ total }","operationName":1}"#, "must be a string"),
    (#"{"query":"{ total }","extensions":1}"#, "must be an object"),
  ])
  func `a malformed request is 400 in either media type`(body: String, reason: String) async {
    for accept in [Self.newer, Self.older] {
      let answer = await server.post(body, [accept])
      #expect(answer.status == 400)
      #expect(answer.text.contains(reason), "\(answer.text)")
      #expect(!answer.text.contains(#""data""#))
    }
  }

  @Test(arguments: [
    #"{"query":"{"}"#, #"{"query":"{ colour }"}"#,
    #"{"query":"query A { total } query B { total }"}"#,
    #"{"query":"{ total }","operationName":"Nope"}"#,
    #"{"query":"query($n: Int!) { numbers(first: $n) { value } }","variables":{"n":"x"}}"#,
  ])
  func `a refused document is 400 in the newer media type and 200 in the older`(body: String) async
  {
    #expect(await server.post(body, [Self.newer]).status == 400)
    let older = await server.post(body, [Self.older])
    #expect(older.status == 200)
    #expect(older.text.hasPrefix(#"{"errors":[{"message":"#))
    #expect(!older.text.contains(#""data""#))
  }

  @Test func `null members and unknown members are passed over`() async {
    let answer = await server.post(
      #"{"query":"{ total }","variables":null,"operationName":null,"extensions":null,"more":1}"#
    )
    #expect(answer.text == #"{"data":{"total":0}}"#)
  }

  @Test func `a mutation never runs by GET`() async {
    let answer = await server.ask("GET", "/graphql?query=mutation+%7B+add+%7D")
    #expect(answer.status == 405)
    #expect(answer.headers["Allow"] == "POST")
    let document = "query+Q+%7B+total+%7D+mutation+M+%7B+add+%7D"
    let named = await server.ask("GET", "/graphql?query=\(document)&operationName=M")
    #expect(named.status == 405)
    #expect(await server.post(#"{"query":"{ total }"}"#).text == #"{"data":{"total":0}}"#)
  }

  @Test(arguments: [
    "query=%7B+total+%7D&query=%7B+total+%7D", "query=%FF", "query=%7B+total+%7D&variables=x",
    "variables=%7B%7D",
  ])
  func `a malformed query string is 400`(query: String) async {
    #expect(await server.ask("GET", "/graphql?\(query)").status == 400)
  }

  @Test func `empty parameters of a GET are absent ones`() async {
    let answer = await server.ask(
      "GET",
      "/graphql?query=%7B+total+%7D&variables=&operationName=&extensions="
    )
    #expect(answer.text == #"{"data":{"total":0}}"#)
  }

  @Test func `a mutation by POST answers what it did`() async {
    let answer = await server.post(#"{"query":"mutation { a: add(by: 2) b: add(by: 3) }"}"#)
    #expect(answer.text == #"{"data":{"a":2,"b":5}}"#)
  }
}
