import Foundation
import TestKit
import Testing

/// Every write that was acknowledged is there after a crash, once.
@Suite(.serialized) struct CrashTests {
  @Test func `kill -9 during writes loses nothing that was acknowledged`() async throws {
    let folder = TemporaryFolder()
    var house = try GuicheProcess(data: folder.url, demo: true)
    let token = try house.signIn("student")
    let ticket = try #require(
      try house.post(
        "{ tickets(view: UNDER_MY_RESPONSIBILITY, first: 1) { nodes { id } } }",
        token: token
      ).text.firstMatch(of: /"id":"([^"]+)"/).map { String($0.1) }
    )

    let writers = 8
    let acknowledged = await withTaskGroup(of: [String].self) { group in
      for writer in 0..<writers {
        group.addTask { [house] in
          var texts: [String] = []
          while texts.count < 200 {
            let text = "palavra-\(writer)-\(texts.count)"
            guard
              let answer = try? house.post(
                Self.post,
                variables: Self.input(ticket, text),
                token: token
              ),
              answer.text.contains(#""problems":[]"#)
            else { break }
            texts.append(text)
            // The first writer pulls the plug while the others are still writing.
            if writer == 0, texts.count == 40 { house.kill() }
          }
          return texts
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    #expect(acknowledged.count >= 40)
    #expect(acknowledged.count < writers * 200, "nothing was interrupted")

    house = try GuicheProcess(data: folder.url, demo: true)
    var found: [String: Int] = [:]
    var cursor: String?
    repeat {
      let page = try house.post(
        Self.read,
        variables: ["ticket": ticket, "after": cursor ?? NSNull()],
        token: token
      ).text
      for match in page.matches(of: /"text":"(palavra-\d+-\d+)"/) {
        found[String(match.1), default: 0] += 1
      }
      cursor =
        page.contains(#""hasNextPage":true"#)
        ? page.firstMatch(of: /"endCursor":"([^"]+)"/).map { String($0.1) } : nil
    } while cursor != nil
    for text in acknowledged {
      #expect(found[text] == 1, "\(text) is there \(found[text] ?? 0) times")
    }
    #expect(found.values.allSatisfy { $0 == 1 })
  }

  private static let post =
    "mutation($input: PostMessageInput!) { postMessage(input: $input) { problems { code } } }"
  private static let read = """
    query($ticket: ID!, $after: String) {
      ticket(id: $ticket) {
        discussion(first: 100, after: $after) {
          nodes { text }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
    """

  private static func input(_ ticket: String, _ text: String) -> [String: Any] {
    ["input": ["ticket": ticket, "text": text, "idempotencyKey": text]]
  }
}
