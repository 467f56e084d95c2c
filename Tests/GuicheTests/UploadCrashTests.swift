import Bytes
import Foundation
import TestKit
import Testing

/// A file and its row are there together or not at all, whenever the program is killed.
@Suite(.serialized) struct UploadCrashTests {
  private static let ticket = "dGlja2V0LjI3Ng"
  private static let senders = 6
  private static let rounds = 6

  /// What was told to a sender: the attachment's id and the bytes that it sent.
  private struct Acknowledged: Sendable {
    let id: String
    let content: [UInt8]
  }

  /// Contents of many lengths, some of which two senders share.
  private static func content(_ round: Int, _ sender: Int, _ number: Int) -> [UInt8] {
    let seed = number % 3 == 0 ? "\(round) \(number)" : "\(round) \(sender) \(number)"
    let length = [1, 700, 65_536, 300_000][number % 4]
    let line = Array("\(seed)\n".utf8)
    return (0..<max(length, line.count)).map { line[$0 % line.count] }
  }

  /// Sends files until the program is gone.
  private static func send(
    to house: GuicheProcess,
    as token: String,
    round: Int,
    sender: Int,
    killingAfter limit: Int?
  ) -> [Acknowledged] {
    var told: [Acknowledged] = []
    for number in 0..<1_000 {
      let content = content(round, sender, number)
      let file = UploadedFile(
        path: "variables.files.0",
        name: "\(round)-\(sender)-\(number).txt",
        mediaType: "text/plain",
        content: content
      )
      let answer = try? house.upload(
        """
        mutation ($files: [Upload!]!) {
          addAttachments(input: {ticket: "\(ticket)", files: $files}) {
            attachments { id } problems { code }
          }
        }
        """,
        variables: ["files": [NSNull()]],
        files: [file],
        token: token
      )
      guard let answer else { break }
      guard let id = answer.text.firstMatch(of: /"id":"([^"]+)"/) else {
        Issue.record("refused: \(answer.text)")
        break
      }
      told.append(Acknowledged(id: String(id.1), content: content))
      if told.count == limit { house.kill() }
    }
    return told
  }

  @Test func `kill -9 during uploads leaves no row without bytes, and no bytes without a row`()
    async throws
  {
    let folder = TemporaryFolder()
    let log = folder.url.appending(path: "log")
    // A ticket takes many here, so that the rounds need no ticket each.
    let arguments = ["--ticket-count-max", "100000", "--ticket-files-max", "4000"]
    var house = try GuicheProcess(data: folder.url, demo: true, arguments: arguments, log: log)
    let token = try house.signIn("student")
    var told: [Acknowledged] = []
    for round in 0..<Self.rounds {
      told += await withTaskGroup(of: [Acknowledged].self) { group in
        for sender in 0..<Self.senders {
          group.addTask { [house] in
            // The first sender pulls the plug while the others are in the middle of something.
            Self.send(
              to: house,
              as: token,
              round: round,
              sender: sender,
              killingAfter: sender == 0 ? 3 + round : nil
            )
          }
        }
        return await group.reduce(into: []) { $0 += $1 }
      }
      house = try GuicheProcess(data: folder.url, demo: true, arguments: arguments, log: log)
      try Self.awaitCollection(log)
      try Self.checkFolders(of: folder.url, house: house)
    }
    #expect(told.count >= Self.rounds * 3)
    #expect(Set(told.map(\.id)).count == told.count, "an id was told twice")
    for acknowledged in told {
      let answer = try Self.get("/attachments/\(acknowledged.id)", from: house, as: token)
      #expect(answer.status == 200 && answer.body == acknowledged.content, "\(acknowledged.id)")
      let hash = Hexadecimal.encode(SHA256.hash(acknowledged.content))
      #expect(answer["ETag"] == "\"\(hash)\"")
    }
  }

  /// Waits until the program says that it has looked for orphans, as an operator would.
  private static func awaitCollection(_ log: URL) throws {
    for _ in 0..<3_000 {
      let text = try String(contentsOf: log, encoding: .utf8)
      if text.contains(#""event":"contents collected""#) { return }
      usleep(20_000)
    }
    throw ClientError.refused(
      "nothing was collected: \(try String(contentsOf: log, encoding: .utf8))"
    )
  }

  /// Compares the folder of contents with the rows, through the API alone: every attachment has its
  /// bytes, and there are no more contents than attachments name.
  private static func checkFolders(of data: URL, house: GuicheProcess) throws {
    let uploads = try Folders.names(in: data.appending(path: "uploads").path)
    #expect(uploads.isEmpty, "\(uploads)")
    var kept: Set<String> = []
    let files = data.appending(path: "files").path
    for inner in try Folders.names(in: files) {
      for name in try Folders.names(in: "\(files)/\(inner)") {
        let bytes = try Data(contentsOf: URL(filePath: "\(files)/\(inner)/\(name)"))
        #expect(Hexadecimal.encode(SHA256.hash(Array(bytes))) == name, "bytes of another content")
        kept.insert(name)
      }
    }
    let admin = try house.signIn("admin")
    var named: Set<String> = []
    for id in try attachments(of: house, as: admin) {
      let head = try get("/attachments/\(id)", from: house, as: admin, method: "HEAD")
      #expect(head.status == 200, "\(id) is a row without its bytes")
      named.insert((head["ETag"] ?? "").filter { $0 != "\"" })
    }
    #expect(kept == named)
  }

  /// The ids of all attachments of all tickets.
  private static func attachments(of house: GuicheProcess, as token: String) throws -> [String] {
    var ids: [String] = []
    var after: String?
    repeat {
      let page = try house.post(
        """
        query ($after: String) {
          tickets(first: 20, after: $after) {
            nodes { attachments(first: 100) { nodes { id } pageInfo { hasNextPage } } }
            pageInfo { endCursor }
          }
        }
        """,
        variables: ["after": after ?? NSNull()],
        token: token
      ).text
      try #require(!page.contains(#""errors""#), "\(page.prefix(300))")
      ids += page.matches(of: /"id":"([^"]+)"/).map { String($0.1) }
      after = page.firstMatch(of: /"endCursor":"([^"]+)"/).map { String($0.1) }
    } while after != nil
    // The one ticket that has more than a page.
    after = nil
    repeat {
      let page = try house.post(
        """
        query ($ticket: ID!, $after: String) {
          ticket(id: $ticket) {
            attachments(first: 100, after: $after) {
              nodes { id } pageInfo { hasNextPage endCursor }
            }
          }
        }
        """,
        variables: ["ticket": ticket, "after": after ?? NSNull()],
        token: token
      ).text
      ids += page.matches(of: /"id":"([^"]+)"/).map { String($0.1) }
      after =
        page.contains(#""hasNextPage":true"#)
        ? page.firstMatch(of: /"endCursor":"([^"]+)"/).map { String($0.1) } : nil
    } while after != nil
    return Array(Set(ids))
  }

  private static func get(
    _ path: String,
    from house: GuicheProcess,
    as token: String,
    method: String = "GET"
  ) throws -> HTTPAnswer {
    let client = try HTTPClient(port: house.port)
    client.send(
      "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(token)\r\n\r\n"
    )
    return try client.receive(hasBody: method != "HEAD")
  }
}
