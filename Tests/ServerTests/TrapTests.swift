import Bytes
import HTTP
import Testing

@testable import Server

/// Where servers are known to fail the text of GraphQL over HTTP, a test for each.
@Suite struct TrapTests {
  let server: TestServer
  private let total = #"{"query":"{ total }"}"#
  private let answer = #"{"data":{"total":0}}"#
  private let two = "query A { total } query B { secret total }"

  init() throws { server = try TestServer() }

  /// Whether a mutation has run since the server was made.
  private func isUntouched() async -> Bool { await server.post(total).text == answer }

  @Test func `trap 40: of two operations, one must be named, and an empty parameter names none`()
    async
  {
    let bodies = [
      #"{"query":"\#(two)"}"#, #"{"query":"\#(two)","operationName":null}"#,
      #"{"query":"\#(two)","operationName":"C"}"#, #"{"query":"\#(two)","operationName":""}"#,
    ]
    for body in bodies {
      let refused = await server.post(body, .newer + .staff)
      #expect(refused.status == 400)
      #expect(refused.code == "OPERATION_RESOLUTION_FAILURE")
    }
    #expect(await server.post(#"{"query":"\#(two)","operationName":"A"}"#, .staff).text == answer)
    #expect(await server.get("query=%7Btotal%7D&operationName=").text == answer)
    let first = #"{"query":"query A { total }","operationName":""}"#
    #expect(await server.post(first, .newer).status == 400)
  }

  static let accepted: [(accept: [String], type: String?)] = [
    ([], "application/json"), (["*/*"], "application/json"),
    (["application/*"], "application/json"),
    ([""], "application/json"),
    (["application/json"], "application/json"),
    (["APPLICATION/GraphQL-Response+JSON"], "application/graphql-response+json"),
    (["application/graphql-response+json; charset=UTF-8"], "application/graphql-response+json"),
    (
      ["application/graphql-response+json;q=0.9, application/json;q=0.8"],
      "application/graphql-response+json"
    ),
    (
      ["application/json;q=0.8", "application/graphql-response+json;q=0.9"],
      "application/graphql-response+json"
    ),
    (["application/json;q=0.9,application/graphql-response+json;q=0.8"], "application/json"),
    (["application/graphql-response+json;q=0, application/json"], "application/json"),
    (["application/graphql-response+json;q=0.000, */*;q=0.1"], "application/json"),
    (["application/json;q=0, */*"], "application/graphql-response+json"),
    (["text/html, application/json;q=0.1"], "application/json"),
    (["application/graphql-response+json , text/plain"], "application/graphql-response+json"),
    (["text/html"], nil), (["application/json;q=0"], nil), (["*/*;q=0"], nil),
    (["application/*;q=0, text/*"], nil), (["application/xml, image/png"], nil),
    (["application/json;q=0, application/graphql-response+json;q=0, */*"], nil),
  ]

  @Test(arguments: accepted)
  func `trap 41: Accept with weights, parameters and capitals`(
    accept: [String],
    type: String?
  )
    async
  {
    let fields = accept.map { ("Accept", $0) }
    let posted = await server.post(total, fields)
    let got = await server.get("query=%7Btotal%7D", fields)
    for answer in [posted, got] {
      #expect(answer.status == (type == nil ? 406 : 200))
      #expect(answer.headers["Content-Type"] == "\(type ?? "application/json"); charset=utf-8")
    }
  }

  @Test(arguments: [
    "application/json", "Application/JSON; Charset=\"UTF-8\"", "application/json;charset=utf-8",
    "application/json ; charset=utf-8", "application/json; charset=UTF-8; odd=1",
  ])
  func `trap 42: JSON in UTF-8 is served, however its type is written`(type: String) async {
    #expect(
      await server.ask("POST", "/graphql", [("Content-Type", type)], body: total).text == answer
    )
  }

  @Test(arguments: [
    "application/json; charset=latin1", "application/json; charset=utf-16", "application/graphql",
    "application/graphql-response+json", "text/json", "json", "application/json, text/plain",
    "text/plain", "text/plain;charset=UTF-8", "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x", "",
  ])
  func `trap 42: no other type is, so that no other site can post`(type: String) async {
    let body = #"{"query":"mutation { add }"}"#
    let forms = [body, "query=mutation%20%7B%20add%20%7D", "--x\r\n\r\n\(body)\r\n--x--"]
    for body in forms {
      let answer = await server.ask("POST", "/graphql", [("Content-Type", type)], body: body)
      #expect(answer.status == 415)
    }
    #expect(await server.ask("POST", "/graphql", [], body: body).status == 415)
    #expect(await isUntouched())
  }

  @Test(arguments: ["gzip", "br", "deflate", "identity, gzip", "x"])
  func `trap 42: a body in a content coding is refused, with what is read`(coding: String) async {
    let answer = await server.post(total, [("Content-Encoding", coding)])
    #expect(answer.status == 415)
    #expect(answer.headers["Accept-Encoding"] == "identity")
    #expect(await server.post(total, [("Content-Encoding", "identity")]).status == 200)
  }

  @Test(arguments: [
    "query=mutation%7Badd%7D", "query=mutation+M%7Badd%7D&operationName=M",
    "query=query+Q%7Btotal%7Dmutation+M%7Badd%7D&operationName=M",
    "query=mutation($n:Int!)%7Badd(by:$n)%7D", "query=mutation($n:Int!)%7Badd(by:$n)%7D&variables=",
    "query=mutation($n:Int!)%7Badd(by:$n)%7D&variables=%7B%22n%22:%22x%22%7D",
  ])
  func `trap 43: a mutation never runs by GET, and neither does HEAD`(query: String) async {
    for (method, fields) in [("GET", [(String, String)].older), ("GET", .newer), ("HEAD", [])] {
      let answer = await server.ask(method, "/graphql?\(query)", fields)
      #expect(answer.status == 405)
      #expect(answer.headers["Allow"] == "POST")
    }
    #expect(await isUntouched())
  }

  @Test(arguments: [
    "query=%7Btotal%7D&variables=", "query=%7B+total+%7D&extensions=&operationName=&documentId=",
    "query=%7B%20total%0A%7D&variables=%7B%7D&", "&&query=%7Btotal%7D&unknown=1&unknown=2",
    "query=query+null%7Btotal%7D&operationName=null", "query={total}",
    "query=%7Btotal%7D&variables=null",
    "query=query+A%7Btotal%7D+query+B%7Btotal%7D&operationName=B",
    "quer%79=%7Btotal%7D",
  ])
  func `trap 43: the query string is a form`(query: String) async {
    #expect(await server.get(query).text == answer)
  }

  @Test(arguments: [
    "", "variables=%7B%7D", "query=", "query", "query=%7Btotal%7D&query=%7Btotal%7D",
    "query=%7Btotal%7D&operationName=A&operationName=A", "query=%7Btotal%7D&variables=%5B%5D",
    "query=%7Btotal%7D&variables=1", "query=%7Btotal%7D&variables=%7B",
    "query=%7Btotal%7D&variables=%7B%22a%22:1,%22a%22:1%7D", "query=%7Btotal%7D&extensions=%22%22",
    "query=%7Btotal%7D&variables=%7B%7D%20x", "query=%", "query=%4", "query=%gg",
    "query=%FF%FE", "query=%00", "query=%7Btotal%7D&x=%80", "query=%C0%80",
  ])
  func `trap 43: a query string that is no request is 400`(query: String) async {
    for fields in [[(String, String)].newer, .older] {
      let answer = await server.get(query, fields)
      #expect(answer.status == 400, "\(answer.text)")
      #expect(answer.code == "BAD_REQUEST")
    }
  }

  @Test func `trap 43: a name of null is a name, and there is no such operation`() async {
    let answer = await server.get("query=query+A%7Btotal%7D&operationName=null", .newer)
    #expect(answer.status == 400)
    #expect(answer.text.contains(#"Unknown operation named \"null\""#))
  }

  @Test func `trap 43: the query string of a POST says nothing`() async {
    let target = "/graphql?query=%7Bfails%7D&operationName=X&variables=nonsense"
    let json = [("Content-Type", "application/json")]
    #expect(await server.ask("POST", target, json, body: total).text == answer)
    #expect(await server.ask("POST", target, json, body: "{}").status == 400)
    #expect(await server.ask("POST", target, json).status == 400)
  }

  static let malformed: [[UInt8]] =
    [
      "", " ", "null", "true", "1", "\"{ total }\"", "[]", "[[]]", "{", "}", "{}", "{} {}",
      #"{"query":"{ total }"} x"#, #"{"query":"{ total }"},"#, #"{"query":"{ total }",}"#,
      #"{"query":"{ total }","query":"{ total }"}"#, #"{"query":null}"#, "{'query':'{total}'}",
      #"{"query":"{ total }","variables":{"a":1,"a":1}}"#, #"{"query":"{ total }","variables":[]}"#,
      #"{"query":"{ total }","operationName":{}}"#, #"{"query":"{ total }","documentId":7}"#,
      #"{"query":"{ total }","variables":{"a":01}}"#,
      #"{"query":"{ total }","variables":{"a":NaN}}"#,
      #"{"query":"{ total }","x":"\ud800"}"#, #"{"query":"{ total }","x":"\udc00\ud800"}"#,
      #"{"query":"{ total }"#, "\u{FEFF}{\"query\":\"{ total }\"}", "query={total}",
      "/**/{\"query\":\"{ total }\"}",
    ].map { Array($0.utf8) } + [
      [0xFF], [0x00],
      Array(#"{"query":"{ total }","x":""#.utf8) + [0xC3, 0x28] + Array("\"}".utf8),
      Array(#"{"query":"{ total }","x":""#.utf8) + [0xED, 0xA0, 0x80] + Array("\"}".utf8),
      Array(#"{"query":"{ total }","x":""#.utf8) + [0xC0, 0xAF] + Array("\"}".utf8),
      Array("{\"query\":\"{ total }\",\"x\":\"\n\"}".utf8),
      [0xFE, 0xFF, 0x00, 0x7B, 0x00, 0x7D],
      Array(String(repeating: "[", count: 100_000).utf8),
      Array(#"{"query":"{ total }","variables":"#.utf8)
        + Array(String(repeating: #"{"a":"#, count: 50_000).utf8),
    ]

  @Test(arguments: malformed)
  func `trap 44: a body that is no request is 400`(body: [UInt8]) async {
    for fields in [[(String, String)].newer, .older] {
      let answer = await server.ask(
        "POST",
        "/graphql",
        fields + [("Content-Type", "application/json")],
        bytes: body
      )
      #expect(answer.status == 400)
      #expect(answer.code == "BAD_REQUEST")
      #expect(!answer.text.contains(#""data""#))
    }
  }

  @Test(arguments: [
    #"{"query":"{ total }","variables":null,"operationName":null,"extensions":null,"documentId":null}"#,
    #"{"query":"{ total }","more":1,"__proto__":{"query":"{ fails }"}}"#,
    " \r\n\t{ \"query\" : \"{ total }\" }\n", #"{"qu\u0065ry":"{ tota\u006c }"}"#,
    #"{"query":"{ total }","variables":{"unknown":"\ud83d\ude00","nul":"\u0000"}}"#,
    #"{"query":"{ total }","extensions":{"persistedQuery":null}}"#,
  ])
  func `trap 44: what is no mistake is served`(body: String) async {
    #expect(await server.post(body).text == answer)
  }

  @Test(arguments: [
    #"{"query":"{ total \u0000 }"}"#, #"{"query":"\u0000"}"#, #"{"query":"{ total }\ufffe"}"#,
    ##"{"query":"# \ud83d\ude00"}"##, #"{"query":""}"#,
    #"{"query":"{ total }","operationName":"\u0000"}"#,
    #"{"query":"query($a: String) { total }","variables":{"a":"\u0000"}}"#,
  ])
  func `trap 44: odd characters in a document are its errors, never the server's`(
    body: String
  )
    async
  {
    let answer = await server.post(body, .newer)
    #expect(answer.status == 400)
    #expect(answer.text.hasPrefix(#"{"errors":[{"message":"#))
  }

  @Test func `trap 44: a list is taken only where batching is on, and never an empty one`()
    async throws
  {
    #expect(await server.post("[\(total)]").status == 400)
    let batching = try TestServer { $0.batchLimit = 2 }
    #expect(await batching.post("[\(total)]").text == "[\(answer)]")
    #expect(await batching.post("[]").status == 400)
    #expect(await batching.post(total).text == answer)
  }

  @Test func `trap 45: HEAD is GET, OPTIONS says what there is, the rest is 405`() async {
    #expect(await server.ask("HEAD", "/graphql?query=%7Btotal%7D").status == 200)
    #expect(await server.ask("HEAD", "/graphql").status == 400)
    let options = await server.ask("OPTIONS", "/graphql")
    #expect(options.status == 204)
    #expect(options.headers["Allow"] == "GET, POST, PUT, DELETE, HEAD, OPTIONS")
    // PUT and DELETE belong to the streams that operations share.
    for method in ["PATCH", "TRACE", "QUERY", "get", "Post"] {
      let json = [("Content-Type", "application/json")]
      let answer = await server.ask(method, "/graphql", json, body: total)
      #expect(answer.status == 405)
      #expect(answer.headers["Allow"] == "GET, POST, PUT, DELETE, HEAD, OPTIONS")
    }
  }

  @Test func `trap 45: what was negotiated is said, and nothing is kept`() async {
    let answers = [
      await server.post(total), await server.get("query=%7Btotal%7D", .newer),
      await server.post("NONSENSE"), await server.post(total, [("Accept", "text/css")]),
      await server.post(total, [("Authorization", "Bearer nobody")]),
      await server.get("query=mutation%7Badd%7D"), await server.ask("POST", "/graphql"),
    ]
    for answer in answers {
      #expect(answer.headers.values(of: "Vary") == ["Accept"])
      #expect(answer.headers.values(of: "Cache-Control") == ["no-store"])
      #expect(answer.headers.values(of: "X-Content-Type-Options") == ["nosniff"])
    }
  }

  @Test func `trap 47: a hash is asked for, registered and found again`() async {
    let hash = Hexadecimal.encode(SHA256.hash(Array("{ total }".utf8)))
    let alone = #"{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"\#(hash)"}}}"#
    let query =
      "extensions=%7B%22persistedQuery%22:%7B%22version%22:1,%22sha256Hash%22:%22\(hash)%22%7D%7D"
    for missing in [await server.get(query, .staff), await server.post(alone, .staff)] {
      #expect(missing.status == 200)
      #expect(
        missing.text
          == #"{"errors":[{"message":"PersistedQueryNotFound","extensions":{"code":"PERSISTED_QUERY_NOT_FOUND"}}]}"#
      )
    }
    let both = #"{"query":"{ total }","# + alone.dropFirst()
    #expect(await server.post(both, .staff).text == answer)
    #expect(await server.get(query, .staff).text == answer)
    #expect(await server.post(alone, .staff).text == answer)
    #expect(await server.post(#"{"documentId":"sha256:\#(hash)"}"#, .staff).text == answer)
    #expect(await server.get("documentId=sha256:\(hash)", .staff).text == answer)
  }
}
