import HTTP
import Testing

@testable import Server

/// A host that tells nobody who looks as whom shows nothing to who asks to look.
@Suite struct LensTests {
  let server: TestServer

  init() throws { server = try TestServer { $0.batchLimit = 5 } }

  private static let lens = ("X-Guiche-View-As", "user:1")

  @Test(arguments: [
    #"{"query":"{ total }"}"#, #"{"query":"mutation { add }"}"#, #"{"query":"{"}"#,
    #"[{"query":"{ total }"},{"query":"mutation { add }"}]"#,
  ])
  func `nothing is answered where the log cannot be told`(body: String) async {
    let answer = await server.post(body, .staff + [Self.lens])
    #expect(answer.status == 403)
    #expect(answer.code == "INTERNAL_ERROR")
    #expect(answer.headers.values(of: "Vary").contains("X-Guiche-View-As"))
    #expect(await server.post(#"{"query":"{ total }"}"#).text == #"{"data":{"total":0}}"#)
  }

  @Test func `a field that comes twice, or is too long, names nobody`() {
    func claim(_ values: [String]) -> LensClaim? {
      LensClaim(Headers(values.map { (LensClaim.field, $0) }))
    }
    #expect(claim([]) == nil)
    #expect(claim(["user:1"])?.target == "user:1")
    #expect(claim(["user:1", "user:1"])?.target.isEmpty == true)
    #expect(claim([String(repeating: "x", count: 301)])?.target.isEmpty == true)
    #expect(claim([""])?.target.isEmpty == true)
  }
}
