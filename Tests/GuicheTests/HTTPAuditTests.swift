import Foundation
import TestKit
import Testing

/// The public test suite of GraphQL over HTTP, against the running program.
@Suite struct HTTPAuditTests {
  private func ask(_ request: HTTPAudit.Request, at port: Int) throws -> HTTPAnswer {
    let client = try HTTPClient(port: port)
    client.send(request.text)
    return try client.receive()
  }

  @Test func `there are 61 audits, 13 of them MUST, 23 SHOULD and 25 MAY`() {
    #expect(HTTPAudit.all.count == 61)
    #expect(Set(HTTPAudit.all.map(\.id)).count == 61)
    let levels = Dictionary(grouping: HTTPAudit.all, by: \.level).mapValues(\.count)
    #expect(levels == [.must: 13, .should: 23, .may: 25])
  }

  @Test(arguments: HTTPAudit.all)
  func `audit`(_ audit: HTTPAudit) throws {
    let answer = try ask(audit.request, at: GuicheProcess.demo.get().port)
    let wanted = audit.expectation
    #expect(wanted.statuses.contains { $0.contains(answer.status) }, "\(answer.status)")
    #expect(String(validating: answer.body, as: UTF8.self) != nil)
    if let type = wanted.type { #expect(answer["content-type"]?.contains(type) == true) }
    guard let absent = wanted.absent else { return }
    let body = try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
    #expect(try #require(body)[absent] == nil)
  }

  /// The suite's own two audits on variables declare one that the document never uses, so that a
  /// server which only validates passes them too.
  @Test(arguments: [
    #"{"query":"query($id: ID!) { ticket(id: $id) { id } }","variables":{"id":null}}"#,
    #"{"query":"query($id: ID!) { ticket(id: $id) { id } }"}"#,
    #"{"query":"query($id: ID!) { ticket(id: $id) { id } }","variables":{"id":1.5}}"#,
    #"{"query":"query($n: Int) { tickets(first: $n) { totalCount } }","variables":{"n":2147483648}}"#,
    #"{"query":"query($n: Int) { tickets(first: $n) { totalCount } }","variables":{"n":"1"}}"#,
  ])
  func `audit: variables that are used and do not fit`(body: String) throws {
    let port = try GuicheProcess.demo.get().port
    for (accept, status) in [(HTTPAudit.Request.Accept.newer, 400), (.older, 200)] {
      let answer = try ask(.post(body, accept), at: port)
      #expect(answer.status == status)
      #expect(answer.text.contains(#""code":"BAD_USER_INPUT""#), "\(answer.text)")
      #expect(!answer.text.contains(#""data""#))
    }
  }
}
