import Bytes
import GraphQL
import HTTP
import Testing

@testable import Server

/// Automatic persisted queries, beyond the round that every client makes.
@Suite struct PersistedQueryTests {
  private func hash(_ text: String) -> String { Hexadecimal.encode(SHA256.hash(Array(text.utf8))) }

  private func body(_ text: String?, hash: String, version: String = "1") -> String {
    let query = text.map { #""query":"\#($0)","# } ?? ""
    return
      #"{\#(query)"extensions":{"persistedQuery":{"version":\#(version),"sha256Hash":"\#(hash)"}}}"#
  }

  @Test func `what somebody registers who is not signed in runs, and is not kept`() async throws {
    let server = try TestServer()
    let both = body("{ total }", hash: hash("{ total }"))
    #expect(await server.post(both).text == #"{"data":{"total":0}}"#)
    let alone = body(nil, hash: hash("{ total }"))
    #expect(await server.post(alone).code == "PERSISTED_QUERY_NOT_FOUND")
  }

  @Test func `what one audience registered is not there for another`() async throws {
    let server = try TestServer()
    #expect(await server.post(body("{ secret }", hash: hash("{ secret }")), .staff).status == 200)
    let alone = body(nil, hash: hash("{ secret }"))
    #expect(await server.post(alone, .staff).text == #"{"data":{"secret":42}}"#)
    #expect(await server.post(alone).code == "PERSISTED_QUERY_NOT_FOUND")
  }

  @Test func `a hash of another text is an error, and nothing is kept`() async throws {
    let server = try TestServer()
    let other = hash("{ fails }")
    let answer = await server.post(body("{ total }", hash: other), .staff)
    #expect(answer.status == 400)
    #expect(answer.code == "BAD_REQUEST")
    #expect(await server.post(body(nil, hash: other), .staff).code == "PERSISTED_QUERY_NOT_FOUND")
  }

  @Test func `a document that is not valid is not kept`() async throws {
    let server = try TestServer()
    let bad = "{ colour }"
    #expect(await server.post(body(bad, hash: hash(bad)), .staff).code == "VALIDATION_FAILED")
    #expect(
      await server.post(body(nil, hash: hash(bad)), .staff).code == "PERSISTED_QUERY_NOT_FOUND"
    )
  }

  @Test func `digits may be capitals`() async throws {
    let server = try TestServer()
    let capitals = hash("{ total }").uppercased()
    #expect(await server.post(body("{ total }", hash: capitals), .staff).status == 200)
    #expect(await server.post(body(nil, hash: hash("{ total }")), .staff).code == nil)
  }

  @Test(arguments: [
    #"{"extensions":{"persistedQuery":1}}"#, #"{"extensions":{"persistedQuery":{}}}"#,
    #"{"extensions":{"persistedQuery":{"version":1}}}"#,
    #"{"extensions":{"persistedQuery":{"version":1,"sha256Hash":null}}}"#,
    #"{"extensions":{"persistedQuery":{"version":2,"sha256Hash":"a"}}}"#,
    #"{"extensions":{"persistedQuery":{"version":"1","sha256Hash":"a"}}}"#,
    #"{"documentId":"sha256:"}"#, #"{"documentId":"sha256:abc"}"#,
    #"{"documentId":"\#(String(repeating: "x", count: 257))"}"#,
    #"{"documentId":"a","extensions":{"persistedQuery":{"version":1,"sha256Hash":"b"}}}"#,
  ])
  func `an identifier that is malformed is 400`(body: String) async throws {
    let answer = await (try TestServer()).post(body, .older)
    #expect(answer.status == 400)
    #expect(answer.code == "BAD_REQUEST")
  }

  @Test func `a name is not found, whether a hash could be`() async throws {
    let server = try TestServer()
    #expect(await server.post(#"{"documentId":"Total"}"#).code == "PERSISTED_QUERY_NOT_FOUND")
  }

  @Test func `a mutation is registered by POST, and found by POST alone`() async throws {
    let server = try TestServer()
    let text = "mutation { add }"
    #expect(await server.post(body(text, hash: hash(text)), .staff).status == 200)
    let got = await server.get("documentId=sha256:\(hash(text))", .staff)
    #expect(got.status == 405)
    #expect(
      await server.post(body(nil, hash: hash(text)), .staff).text == #"{"data":{"add":2}}"#
    )
  }

  @Test func `where it is off, clients are told to send the document`() async throws {
    let server = try TestServer { $0.persistedQueryBytes = 0 }
    let alone = await server.post(body(nil, hash: hash("{ total }")), .staff)
    #expect(alone.status == 200)
    #expect(alone.code == "PERSISTED_QUERY_NOT_SUPPORTED")
    #expect(
      await server.post(body("{ total }", hash: hash("{ total }")), .staff).text
        == #"{"data":{"total":0}}"#
    )
  }

  @Test func `the memory is bounded, and what is used stays`() throws {
    let schema = try Counter().schemas[0]
    let store = PersistedQueries(bytes: 100_000)
    let text = [UInt8](repeating: 0x20, count: 1_000)
    let used = SHA256.hash([0xFF])
    store.register(text, by: used, for: schema)
    let hashes = (0..<1_000).map { SHA256.hash(Array("\($0)".utf8)) }
    for hash in hashes {
      store.register(text, by: hash, for: schema)
      #expect(store.text(of: used, for: schema) == text)
    }
    let kept = hashes.filter { store.text(of: $0, for: schema) != nil }
    #expect((20...100).contains(kept.count))
    #expect(kept.last == hashes.last)
    #expect(store.text(of: hashes[0], for: schema) == nil)
  }

  @Test func `a text that is too large for the memory is not kept`() throws {
    let schema = try Counter().schemas[0]
    let store = PersistedQueries(bytes: 2_000)
    store.register([UInt8](repeating: 0x20, count: 5_000), by: [1], for: schema)
    #expect(store.text(of: [1], for: schema) == nil)
  }
}
