import Foundation
import TestKit
import Testing

/// Names of files that nobody would choose, from the form to the download.
@Suite(.serialized) struct HostileNameTests {
  private static let program = Result {
    try GuicheProcess(
      data: TemporaryFolder().keep(),
      demo: true,
      arguments: ["--ticket-count-max", "1000"]
    )
  }

  /// What stands behind `form-data; name="0"; `, and what the file is called then; `nil` for a form
  /// that is refused.
  private static let table: [(parameter: String, name: String?)] = [
    ("filename=\"nota.pdf\"", "nota.pdf"),
    ("filename=\"../../../etc/passwd\"", "passwd"),
    ("filename=\"..\\..\\boot.ini\"", "boot.ini"),
    ("filename=\"/\"", "arquivo"),
    ("filename=\"..\"", "arquivo"),
    ("filename=\"\"", "arquivo"),
    ("filename=\"   \"", "arquivo"),
    ("filename=\"a\u{0}b.txt\"", nil),
    ("filename=\"a%00b.txt\"", "a%00b.txt"),
    ("filename*=UTF-8''a%00b.txt", nil),
    ("filename=\"a%0D%0ASet-Cookie: x=1.txt\"", "aSet-Cookie_ x=1.txt"),
    ("filename*=UTF-8''a%0D%0AX%3A%20y.txt", "aX_ y.txt"),
    ("filename*=UTF-8''..%2F..%2Fetc%2Fpasswd", "passwd"),
    ("filename*=UTF-8''%C3%28.txt", nil),
    ("filename=\"relat\u{202E}fdp.exe\"", "relatfdp.exe"),
    ("filename=\"\u{2066}a\u{2069}\u{200F}b.txt\"", "ab.txt"),
    ("filename=\"recibo 😀.pdf\"", "recibo 😀.pdf"),
    (
      "filename=\"\(String(repeating: "n", count: 300)).pdf\"",
      String(repeating: "n", count: 196) + ".pdf"
    ),
    (
      "filename=\"\(String(repeating: "ç", count: 300)).pdf\"",
      String(repeating: "ç", count: 98) + ".pdf"
    ),
    ("filename=\"CON\"", "_CON"),
    ("filename=\"aux.txt\"", "_aux.txt"),
    ("filename=\"COM1.log\"", "_COM1.log"),
    ("filename=\".htaccess\"", ".htaccess"),
    ("filename=\"...\"", "arquivo"),
    ("filename=\"nota.pdf. .\"", "nota.pdf"),
    ("filename=\"a%22b.txt\"", "a_b.txt"),
    ("filename=\"a\\\"b.txt\"", "a_b.txt"),
    ("filename=\"a'b;c=d.txt\"", "a'b;c=d.txt"),
    ("filename=\"a;filename=b.txt\"", "a;filename=b.txt"),
    ("filename=\"100%.txt\"", "100%.txt"),
    ("filename=\"a%2Fb.txt\"", "a%2Fb.txt"),
    ("filename=\"e\u{301}.txt\"", "e\u{301}.txt"),
    ("filename=\"é.txt\"", "é.txt"),
    ("filename=\"<img src=x onerror=alert(1)>.png\"", "_img src=x onerror=alert(1)_.png"),
    ("filename=\"=cmd|' /C calc'!A0.csv\"", "C calc'!A0.csv"),
    ("filename=\"${jndi:ldap:\u{2215}\u{2215}x}.txt\"", "${jndi_ldap_\u{2215}\u{2215}x}.txt"),
    ("filename=\"a\tb.txt\"", "ab.txt"),
    ("filename=\"a", nil),
    ("filename=\"a\"; filename=\"b\"", nil),
  ]

  /// Sends one small file, whose name is written as it is.
  private func upload(_ parameter: String, as token: String) throws -> HTTPAnswer {
    let query =
      "mutation($f:[Upload!]!){addAttachments(input:{ticket:\\\"dGlja2V0LjI3Ng\\\",files:$f})"
      + "{attachments{name url}problems{code}}}"
    let fields = "Content-Disposition: form-data; name="
    let body = Array(
      """
      --b\r\n\(fields)"operations"\r\n\r\n{"query":"\(query)","variables":{"f":[null]}}\r\n\
      --b\r\n\(fields)"map"\r\n\r\n{"0":["variables.f.0"]}\r\n\
      --b\r\n\(fields)"0"; \(parameter)\r\n\r\nx\r\n--b--\r\n
      """.utf8
    )
    let client = try HTTPClient(port: try Self.program.get().port)
    let head =
      "POST /graphql HTTP/1.1\r\nHost: h\r\nGraphQL-Preflight: 1\r\nAuthorization: Bearer \(token)\r\n"
      + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: \(body.count)\r\n\r\n"
    client.send(Array(head.utf8) + body)
    return try client.receive()
  }

  @Test func `every name is clean in the data and safe in the head of its download`() throws {
    let token = try Self.program.get().signIn("student")
    for (parameter, name) in Self.table {
      let answer = try upload(parameter, as: token)
      guard let name else {
        #expect(answer.status == 400, "\(parameter)")
        continue
      }
      let data = try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
      let payload = (data?["data"] as? [String: Any])?["addAttachments"] as? [String: Any]
      let file = try #require(
        (payload?["attachments"] as? [[String: String]])?.first,
        "\(parameter): \(answer.text)"
      )
      // By their scalars: two ways of writing one accent are equal as texts.
      #expect(file["name"]?.unicodeScalars.elementsEqual(name.unicodeScalars) == true, "\(file)")
      try check(disposition(of: file["url"] ?? "", as: token), is: name)
    }
  }

  private func disposition(of url: String, as token: String) throws -> String {
    let client = try HTTPClient(port: try Self.program.get().port)
    client.send("GET \(url) HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer \(token)\r\n\r\n")
    let answer = try client.receive()
    #expect(answer.status == 200 && answer.body == Array("x".utf8))
    #expect(answer.headers.count { $0.name == "content-disposition" } == 1)
    #expect(answer["Set-Cookie"] == nil && answer["X"] == nil)
    return try #require(answer["Content-Disposition"])
  }

  /// RFC 6266: a quoted name for old clients, then the real one as RFC 8187 writes it.
  private func check(_ field: String, is name: String) throws {
    let parts = try #require(
      field.wholeMatch(
        of: /attachment; filename="([^"\\%\/]*)"; filename\*=UTF-8''([A-Za-z0-9._~%-]+)/
      ),
      "\(field)"
    )
    #expect(field.utf8.allSatisfy { (0x20...0x7E).contains($0) })
    #expect(!parts.1.isEmpty)
    let decoded = try #require(String(parts.2).removingPercentEncoding)
    #expect(decoded.unicodeScalars.elementsEqual(name.unicodeScalars), "\(decoded)")
  }
}
