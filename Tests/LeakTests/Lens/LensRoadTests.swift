import Foundation
import TestKit
import Testing

/// The other roads to the server: each takes a lens, or says that it does not.
///
/// - Source: L12, L15, L20.
extension LensHeaderTests {
  func send(
    _ head: String,
    _ headers: [(String, String)],
    body: String = "",
    hasBody: Bool = true
  ) throws -> HTTPAnswer {
    var text = "\(head) HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    for (name, value) in headers { text += "\(name): \(value)\r\n" }
    if !body.isEmpty {
      text += "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
    }
    let client = try HTTPClient(port: house.port)
    client.send(text + "\r\n" + body)
    return try client.receive(hasBody: hasBody)
  }

  @Test func `asks by GET, too`() throws {
    let token = try house.signIn("student")
    let target = "GET /graphql?query=%7B%20viewer%20%7B%20user%20%7B%20code%20%7D%20%7D%20%7D"
    let preflight = ("Apollo-Require-Preflight", "1")
    let own = try send(target, [("Authorization", "Bearer \(token)"), preflight])
    let seen = try send(
      target,
      [("Authorization", "Bearer \(admin)"), preflight, (Self.field, "user:student")]
    )
    #expect(own.status == 200 && own.text.contains("student"))
    #expect(seen.status == own.status && seen.body == own.body)
  }

  @Test func `downloads what the user may have, and nothing else`() throws {
    let file = UploadedFile(
      path: "variables.files.0",
      name: "nota.txt",
      mediaType: "text/plain",
      content: Array("Segue a nota.".utf8)
    )
    let added = try house.upload(
      """
      mutation ($files: [Upload!]!) {
        addAttachments(input: {ticket: "dGlja2V0LjI3Ng", files: $files}) {
          attachments { url } problems { code }
        }
      }
      """,
      variables: ["files": [NSNull()]],
      files: [file],
      token: try house.signIn("student")
    )
    let url = String(try #require(added.text.firstMatch(of: /"url":"([^"]+)"/)?.1, "\(added.text)"))
    let before = try tables()
    for method in ["GET", "HEAD"] {
      for user in ["student", "client", "attendant"] {
        let token = try house.signIn(user)
        let isGet = method == "GET"
        let own = try send(
          "\(method) \(url)",
          [("Authorization", "Bearer \(token)")],
          hasBody: isGet
        )
        let seen = try send(
          "\(method) \(url)",
          [("Authorization", "Bearer \(admin)"), (Self.field, "user:\(user)")],
          hasBody: isGet
        )
        #expect(own.status == (user == "client" ? 404 : 200))
        #expect(seen.status == own.status && seen.body == own.body, "\(method) as \(user)")
        #expect(seen["ETag"] == own["ETag"])
        #expect(seen["X-Guiche-Viewing-As"]?.hasPrefix("user:") == true)
        let forbidden = try send(
          "\(method) \(url)",
          [("Authorization", "Bearer \(token)"), (Self.field, "user:student")],
          hasBody: isGet
        )
        #expect(forbidden.status == 403)
      }
    }
    #expect(try send("GET \(url)", [(Self.field, "user:student")]).status == 403)
    let after = try tables()
    #expect(after.lenses == before.lenses + 6 && after.rows == before.rows)
    let own = try send("GET \(url)", [("Authorization", "Bearer \(admin)")])
    #expect(own["Vary"]?.contains(Self.field) == true)
  }

  @Test func `no file comes in through it`() throws {
    let boundary =
      "--b\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n"
      + "{\"query\":\"mutation($f: [Upload!]!) { addAttachments(input: {ticket: \\\"dGlja2V0LjI3Ng\\\", "
      + "files: $f}) { problems { code } } }\",\"variables\":{\"f\":[null]}}\r\n"
      + "--b\r\nContent-Disposition: form-data; name=\"map\"\r\n\r\n{\"0\":[\"variables.f.0\"]}\r\n"
      + "--b\r\nContent-Disposition: form-data; name=\"0\"; filename=\"a.txt\"\r\n\r\nx\r\n--b--\r\n"
    for (token, status, code) in [
      (admin, 200, "READ_ONLY_LENS"), (try house.signIn("student"), 403, "LENS_NOT_PERMITTED"),
    ] {
      let client = try HTTPClient(port: house.port)
      client.send(
        "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(token)\r\n"
          + "Apollo-Require-Preflight: 1\r\n\(Self.field): user:student\r\n"
          + "Content-Type: multipart/form-data; boundary=b\r\n"
          + "Content-Length: \(boundary.utf8.count)\r\n\r\n" + boundary
      )
      let answer = try client.receive()
      #expect(answer.status == status && answer.text.contains(code), "\(answer.text)")
    }
  }

  @Test func `does not go with streams or sockets, and is not passed over there`() throws {
    let lens = (Self.field, "user:student")
    let events = ("Accept", "text/event-stream")
    let bearer = ("Authorization", "Bearer \(admin)")
    let query = "{\"query\":\"{ __typename }\"}"
    let stream = try send("POST /graphql", [bearer, lens, events], body: query)
    #expect(stream.status == 400 && stream.text.contains("LENS_NOT_STREAMED"))
    let student = ("Authorization", "Bearer \(try house.signIn("student"))")
    #expect(try send("POST /graphql", [student, lens, events], body: query).status == 403)
    #expect(try send("PUT /graphql", [bearer, lens]).status == 400)
    #expect(try send("PUT /graphql", [student, lens]).status == 403)
    for credentials in [bearer, student] {
      let socket = try WebSocketClient(port: house.port, headers: [credentials, lens])
      #expect(socket.handshake.status == 403)
    }
    let socket = try WebSocketClient(port: house.port)
    #expect(socket.handshake.status == 101)
    socket.send(
      "{\"type\":\"connection_init\",\"payload\":{\"authorization\":\"Bearer \(admin)\","
        + "\"headers\":{\"x-guiche-view-as\":\"user:student\"}}}"
    )
    guard case .close(let code, _) = socket.receive() else {
      Issue.record("A socket took a lens")
      return
    }
    #expect(code == 4_403)
  }

  @Test func `a field of a document is answered over events, too`() throws {
    let query =
      "{\"query\":\"{ viewAs(user: \\\"\(try userID("student"))\\\") { viewer { user { code } } } }\"}"
    let before = try tables()
    let client = try EventStreamClient(
      port: house.port,
      headers: [("Authorization", "Bearer \(admin)")],
      body: query
    )
    guard case .event(_, let data, _) = client.block() else {
      Issue.record("There is no event")
      return
    }
    #expect(data.contains("\"code\":\"student\""))
    #expect(try tables().lenses == before.lenses + 1)
  }
}
