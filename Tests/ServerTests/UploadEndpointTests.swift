import Bytes
import Foundation
import HTTP
import Server
import Synchronization
import Testing

/// Files that are put at an address of their own.
///
/// - Source: RFC 9110 sections 9.3.4, 13.1.1, 14.5 and 15; RFC 9457.
@Suite struct UploadEndpointTests {
  private static let created =
    #"{"id":"aWQ","name":"nota.txt","mediaType":"text/plain","size":5}"#
  private static let unknown =
    #"{"status":404,"code":"NOT_FOUND","detail":"There is no such upload, or it is over."}"#

  // MARK: - What works

  @Test(arguments: [false, true], [1, 2, 5, 4_096])
  func `a file is kept, however it comes`(isChunked: Bool, size: Int) async throws {
    let server = try PutServer()
    let answer = await server.put(
      "Anexo",
      with: [("Content-Type", "text/plain")],
      isChunked: isChunked,
      pieces: size
    )
    #expect(answer.status == 201)
    #expect(answer.text == Self.created)
    #expect(answer.headers["Location"] == "/attachments/aWQ")
    #expect(answer.headers["Content-Type"] == "application/json")
    #expect(answer.headers["Cache-Control"] == "no-store")
    let heads = server.host.files.withLock { $0.map { String(decoding: $0.head, as: UTF8.self) } }
    #expect(heads == ["Anexo"])
    server.host.files.withLock { $0 = [] }
    #expect(try server.waiting == 0, "a file that nobody keeps is gone")
  }

  @Test func `the media type is the mutation's, or else the request's`() async throws {
    let server = try PutServer()
    var file = PutServer.five
    #expect(await server.put(at: "five").text.contains(#""mediaType":"none""#))
    file.mediaType = "image/png"
    server.host.put(.awaited(file), at: "typed")
    let answer = await server.put(at: "typed", with: [("Content-Type", "text/plain")])
    #expect(answer.text.contains(#""mediaType":"image/png""#))
  }

  // MARK: - What does not fit

  @Test func `more than was said is refused before it comes, or where it exceeds`() async throws {
    let server = try PutServer()
    guard case .refused(let early) = server.intake(of: server.request(length: 6)) else {
      Issue.record("a longer body was taken")
      return
    }
    #expect(early.status == 413)
    #expect(early.text.contains(#""code":"UPLOAD_TOO_LARGE""#))
    let late = await server.put("Anexos", isChunked: true)
    #expect(late.status == 413 && late.text == early.text)
    #expect(try server.waiting == 0)
    #expect(server.host.files.withLock { $0.count } == 0)
  }

  @Test(arguments: [0, 1, 4])
  func `fewer than was said is refused`(size: Int) async throws {
    let server = try PutServer()
    let content = String("Anexo".prefix(size))
    for isChunked in [false, true] {
      let answer = await server.put(content, isChunked: isChunked)
      #expect(answer.status == 400)
      #expect(answer.text.contains(#""code":"UPLOAD_SIZE_DIFFERS""#))
    }
    #expect(try server.waiting == 0)
    #expect(await server.put().status == 201, "it can be sent again")
  }

  @Test func `other bytes than were said are refused`() async throws {
    let server = try PutServer()
    var file = PutServer.five
    file.sha256 = SHA256.hash(Array("Anexo".utf8))
    server.host.put(.awaited(file), at: "hashed")
    let answer = await server.put("anexo", at: "hashed")
    #expect(answer.status == 422)
    #expect(answer.text.contains(#""code":"UPLOAD_HASH_DIFFERS""#))
    #expect(server.host.files.withLock { $0.count } == 0)
    #expect(try server.waiting == 0)
    #expect(await server.put("Anexo", at: "hashed").status == 201)
  }

  @Test func `the server's own limit holds, whatever was said before`() async throws {
    let server = try PutServer { $0.uploads?.file = 4 }
    let answer = await server.put()
    #expect(answer.status == 413)
    #expect(answer.text.contains("longer than 4 bytes"))
  }

  // MARK: - How it is sent

  @Test func `unknown addresses have one answer, byte for byte`() async throws {
    let server = try PutServer()
    for (token, length) in [("never", 5), ("never", 6), ("never", 0), ("", 5), ("%00", 1)] {
      let answer = await server.put(String(repeating: "x", count: length), at: token)
      #expect(answer.status == 404)
      #expect(answer.text == Self.unknown)
    }
    server.host.end { _ in .unknown }
    let late = await server.put()
    #expect(late.status == 404 && late.text == Self.unknown)
  }

  @Test(arguments: [
    ([("Content-Range", "bytes 0-4/10")], 400),
    ([("If-Match", "*")], 412),
    ([("Content-Encoding", "gzip")], 415),
    ([("Authorization", "Basic eDp4")], 400),
    ([("X-Guiche-View-As", "user=x")], 403),
  ])
  func `a request that is no whole file is refused, whatever its address`(
    headers: [(String, String)],
    status: Int
  ) async throws {
    let server = try PutServer()
    let known = await server.put(at: "five", with: headers)
    let unknown = await server.put(at: "never", with: headers)
    #expect(known.status == status)
    #expect(unknown.status == status && unknown.text == known.text)
    #expect(server.host.looks.load(ordering: .relaxed) == 0)
  }

  @Test func `identity is no encoding, and If-None-Match asks for what is`() async throws {
    let server = try PutServer()
    let headers = [("Content-Encoding", "Identity"), ("If-None-Match", "*")]
    #expect(await server.put(with: headers).status == 201)
  }

  @Test(arguments: ["GET", "HEAD", "POST", "DELETE", "PATCH"])
  func `other methods are not served there`(method: String) async throws {
    let server = try PutServer()
    let answer = await server.answer(server.request(method, length: nil))
    #expect(answer.status == 405)
    #expect(answer.headers["Allow"] == "PUT, OPTIONS")
    #expect(server.host.looks.load(ordering: .relaxed) == 0)
  }

  @Test func `a server without a folder for files has no such address`() async throws {
    let server = try PutServer { $0.uploads = nil }
    #expect(await server.put().status == 404)
  }

  // MARK: - Two at once

  @Test func `of two at once the first sends, the other is told`() async throws {
    let server = try PutServer()
    var first: BodyIntake? = server.intake(of: server.request(length: 5))
    guard case .pieces(let receiver, _)? = first else {
      Issue.record("the first was not taken")
      return
    }
    #expect(receiver.receive(Array("Ane".utf8)[...]) == nil)
    let second = await server.put()
    #expect(second.status == 409)
    #expect(second.text.contains(#""code":"UPLOAD_IN_PROGRESS""#))
    #expect(second.headers["Retry-After"] == "1")
    #expect(receiver.receive(Array("xo".utf8)[...]) == nil)
    #expect(receiver.finish() == nil)
    _ = first
    first = nil
  }

  @Test func `the address is free again when a client leaves`() async throws {
    let server = try PutServer()
    do {
      guard case .pieces(let receiver, _) = server.intake(of: server.request(length: 5)) else {
        Issue.record("it was not taken")
        return
      }
      #expect(receiver.receive(Array("Ane".utf8)[...]) == nil)
      #expect(try server.waiting == 1)
    }
    #expect(try server.waiting == 0)
    #expect(await server.put().status == 201)
  }

  @Test func `the address is held until the answer is known`() async throws {
    let server = try PutServer()
    server.host.holdsAnswers.store(true, ordering: .relaxed)
    async let first = server.put()
    while server.host.files.withLock({ $0.isEmpty }) { await Task.yield() }
    #expect(await server.put().status == 409)
    server.host.holdsAnswers.store(false, ordering: .relaxed)
    server.host.release()
    #expect(await first.status == 201)
    #expect(await server.put().status == 201)
  }

  // MARK: - What the host says

  @Test(arguments: [
    (UploadRefusal.Ground.permission, 403), (.state, 409), (.moment, 503),
  ])
  func `a refusal has the host's own words, before and after`(
    ground: UploadRefusal.Ground,
    status: Int
  ) async throws {
    let server = try PutServer()
    let refusal = UploadRefusal(ground, code: "TICKET_COMPLETED", sentence: "Está concluído.")
    server.host.put(.refused(refusal), at: "closed")
    server.host.end { _ in .refused(refusal) }
    let body = #"{"status":\#(status),"code":"TICKET_COMPLETED","detail":"Está concluído."}"#
    for token in ["closed", "five"] {
      let answer = await server.put(at: token)
      #expect(answer.status == status)
      #expect(answer.text == body)
      #expect(answer.headers["Content-Type"] == "application/problem+json")
    }
  }

  @Test func `what goes wrong has its status`() async throws {
    let server = try PutServer()
    let ends: [(UploadEnd, Int, String)] = [
      (.differs, 422, "UPLOAD_HASH_DIFFERS"), (.used, 409, "UPLOAD_USED"),
      (.overloaded, 503, "OVERLOADED"), (.full, 507, "OVERLOADED"),
      (.failed, 500, "INTERNAL_ERROR"),
    ]
    for (end, status, code) in ends {
      server.host.end { _ in end }
      let answer = await server.put()
      #expect(answer.status == status)
      #expect(answer.text.contains("\"code\":\"\(code)\""))
      #expect((answer.headers["Retry-After"] != nil) == (status == 503))
    }
    #expect(await server.put(at: "broken").status == 500)
  }

  @Test(arguments: [
    (ENOSPC, 507), (EDQUOT, 507), (EMFILE, 503), (ENFILE, 503), (EACCES, 500), (EIO, 500),
  ])
  func `a file that cannot be written says whether to come back`(
    code: Int32,
    status: Int
  ) async throws {
    let server = try PutServer()
    let error = FileError(call: "open", path: "/secret/place", code: code)
    server.host.end { _ in UploadEnd(error) }
    let answer = await server.put()
    #expect(answer.status == status)
    #expect((answer.headers["Retry-After"] != nil) == (status == 503))
    #expect(!answer.text.contains("secret"))
  }

  @Test func `a folder that is gone is a fault of the server`() async throws {
    let server = try PutServer { $0.uploads?.folder = "/nowhere/at/all" }
    #expect(await server.put().status == 500)
  }

  // MARK: - Other sites

  @Test func `a page of an allowed site may put, and read every answer`() async throws {
    let server = try PutServer { $0.crossOrigins = try CrossOrigins(["https://portal.test"]) }
    let origin = ("Origin", "https://portal.test")
    let preflight = await server.answer(
      server.request(
        "OPTIONS",
        "five",
        [
          origin, ("Access-Control-Request-Method", "PUT"),
          ("Access-Control-Request-Headers", "content-type"),
        ],
        length: nil
      )
    )
    #expect(preflight.status == 204)
    #expect(preflight.headers["Access-Control-Allow-Methods"] == "PUT, OPTIONS")
    #expect(preflight.headers["Access-Control-Allow-Headers"] == "content-type")
    #expect(preflight.headers["Access-Control-Allow-Origin"] == "https://portal.test")
    // Kept, refused before it comes, while it comes, when it is whole, and without a body.
    let answers = [
      await server.put(with: [origin]), await server.put(at: "never", with: [origin]),
      await server.put("Anexos", with: [origin], isChunked: true),
      await server.put("Ane", with: [origin], isChunked: true),
      await server.put("", with: [origin]),
    ]
    #expect(answers.map(\.status) == [201, 404, 413, 400, 400])
    for answer in answers {
      #expect(answer.headers["Access-Control-Allow-Origin"] == "https://portal.test")
      #expect(answer.headers["Access-Control-Expose-Headers"]?.contains("Location") == true)
    }
    let other = await server.put(with: [("Origin", "https://other.test")])
    #expect(other.headers["Access-Control-Allow-Origin"] == nil)
  }
}
