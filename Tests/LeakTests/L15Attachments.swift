import Bytes
import Testing

/// The bytes of a file and what is known of it are given by one decision.
///
/// - Source: L15.
@Suite("L15 attachments") struct L15Attachments {
  private static let requests: [(method: String, headers: [(String, String)])] = [
    ("GET", []), ("HEAD", []), ("GET", [("Range", "bytes=0-3")]),
    ("GET", [("Range", "bytes=900-")]),
    ("GET", [("If-None-Match", "*")]), ("GET", [("If-Match", "\"x\"")]),
    ("GET", [("If-Match", "*")]), ("HEAD", [("If-None-Match", "*")]),
    ("HEAD", [("Range", "bytes=0-3")]), ("GET", [("Range", "bytes=0-3"), ("If-Range", "\"x\"")]),
    ("GET", [("Range", "bytes=0-1,3-4")]),
    ("GET", [("If-Modified-Since", "Sat, 01 Jan 2050 00:00:00 GMT")]),
  ]

  private func attachment(_ open: OpenWorld, _ key: TicketKey) throws -> String {
    try globalID("attachment", numbers(of: open.world.ticket(key))[0], 1)
  }

  @Test(arguments: World.customers + ["narrow", "guardian"])
  func `a foreign file, a hidden one and one that never was have one answer`(viewer: String) throws
  {
    let open = try OpenWorld()
    let hidden = TicketKey(
      customer: viewer == "guardian" ? "student" : viewer,
      type: "core-online-refinement",
      state: .completed
    )
    let stranger = TicketKey(customer: "stranger", type: "own-flag", state: .withAttendant)
    let files =
      try [attachment(open, stranger), globalID("attachment", 99_999, 1), "nonsense"]
      + (viewer == "narrow" ? [] : [attachment(open, hidden)])
    for (method, headers) in Self.requests {
      let answers = try files.map {
        try open.get("/attachments/\($0)", as: viewer, method: method, headers: headers)
      }
      #expect(answers.allSatisfy { $0.status == "404" })
      #expect(Set(answers.map(\.head)).count == 1, "\(method) \(headers)")
      #expect(Set(answers.map(\.body)).count == 1)
    }
    for file in files {
      let known = try open.ask(
        """
        {
          attachment(id: "\(file)") { name size mediaType url addedBy { displayName } }
          node(id: "\(file)") { id ... on Attachment { name size url } }
        }
        """,
        as: viewer
      )
      #expect(known.text == #"{"data":{"attachment":null,"node":null}}"#)
    }
  }

  @Test func `what is the viewer's is given whole and in part`() throws {
    let open = try OpenWorld()
    let file = try attachment(open, .dense)
    let whole = try open.get("/attachments/\(file)", as: "student")
    #expect(whole.status == "200" && whole.text == "Um anexo da prova")
    let part = try open.get(
      "/attachments/\(file)",
      as: "student",
      headers: [("Range", "bytes=3-7")]
    )
    #expect(part.status == "206" && part.text == "anexo")
  }

  @Test func `without a sign-in every address has one answer`() throws {
    let open = try OpenWorld()
    let files = try [attachment(open, .dense), globalID("attachment", 99_999, 1), "nonsense"]
    for (method, headers) in Self.requests {
      let answers = try files.map {
        try open.get("/attachments/\($0)", as: nil, method: method, headers: headers)
      }
      #expect(answers.allSatisfy { $0.status == "401" })
      #expect(Set(answers.map { "\($0.head) \($0.text)" }).count == 1)
    }
  }

  /// The bytes lie by their hash; knowing it opens nothing.
  @Test func `neither the hash nor the path of a file is an address`() throws {
    let open = try OpenWorld()
    let file = try attachment(open, .dense)
    let head = try open.get("/attachments/\(file)", as: "desk", method: "HEAD").head
    let tag = try #require(head.split(separator: "\n").first { $0.hasPrefix("etag: ") })
    let hash = tag.dropFirst(7).dropLast()
    for path in ["/attachments/\(hash)", "/files/\(hash)", "/attachments/../files/\(hash)"] {
      #expect(["400", "404"].contains(try open.get(path, as: "student").status), "\(path)")
    }
  }

  @Test func `no download tells the databases of a pair apart`() throws {
    try ClassProof.holds(
      for: [.downloads],
      groups: ["student", "client"].map { customer in
        var group = PairGroup(ProofType.all[1], of: customer, .withAttendant, for: .online)
        group.pairs = group.pairs.filter { $0.name.contains("attachments") }
        return group
      }
        + [PairGroup(ProofType.all[0], of: "person", .pending, for: .online)].map { group in
          var group = group
          group.pairs = Array(group.pairs.prefix(1))
          return group
        }
    )
  }
}
