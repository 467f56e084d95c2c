import Bytes
import SQLite
import TestKit
import Testing

extension OpenWorld {
  /// Follows something as a user.
  func follow(
    _ field: String,
    as user: String,
    by road: LiveStream.Road = .serverSent,
    after position: String? = nil,
    language: String? = nil
  ) throws -> LiveStream {
    try LiveStream(
      "subscription { \(field) }",
      by: road,
      port: house.port,
      token: try world.token(user),
      after: position,
      language: language
    )
  }

  /// Does something that has to succeed.
  func act(_ mutation: String, _ input: String, as user: String) throws {
    try house.perform(mutation, input, as: try world.token(user))
  }

  /// Runs several mutations as one document, that is in one commit.
  func actAtOnce(_ mutations: [String], as user: String) throws {
    let fields = mutations.enumerated().map { "m\($0): \($1)" }.joined(separator: " ")
    let answer = try ask("mutation { \(fields) }", as: user)
    for place in mutations.indices {
      let problems = answer["m\(place)"]?["problems"]?.items
      guard problems?.isEmpty == true else { throw ProofFault(answer.text) }
    }
  }

  func post(
    _ text: String,
    in ticket: String,
    as user: String = "desk",
    isInternal: Bool = false
  ) throws {
    let secret = isInternal ? ", internal: true" : ""
    try act("postMessage", "ticket: \"\(ticket)\", text: \"\(text)\"\(secret)", as: user)
  }

  func edit(_ ticket: String, _ edits: [String], as user: String = "desk") throws {
    try act(
      "updateTicket",
      "ticket: \"\(ticket)\", parameters: [\(edits.joined(separator: ", "))]",
      as: user
    )
  }

  /// Adds a file.
  func attach(to ticket: String, as user: String = "desk") throws {
    let answer = try house.send(
      .upload(
        """
        mutation($file: Upload!) {
          it: addAttachments(input: {ticket: "\(ticket)", files: [$file]}) { problems { code } }
        }
        """,
        name: "segredo.txt",
        content: "segredo em anexo",
        token: try world.token(user)
      )
    )
    guard answer["it"]?["problems"]?.items.isEmpty == true else { throw ProofFault(answer.text) }
  }

  /// Hands a ticket over to the other side.
  func move(_ ticket: String, _ condition: String, as user: String, _ more: String = "") throws {
    try act(
      "submitTicket",
      "ticket: \"\(ticket)\", condition: \"\(condition)\", reason: \"ok\"\(more)",
      as: user
    )
  }

  /// Writes to the file as another program would.
  func write(_ script: String) throws {
    let file = DeskTables.file(in: folder.url)
    try Connection(path: file, mode: .readWrite).execute(script)
  }

  /// The id of a profile.
  func profile(_ key: String) throws -> String {
    let profiles = try ask("{ profiles { id key } }", as: "admin")["profiles"]?.items ?? []
    return try #require(profiles.first { $0["key"]?.string == key }?["id"]?.string)
  }
}

/// What the tests of live events follow.
enum Followed {
  static let ticket = "ticket { id status version }"
  static let change = "{ ticketId kinds isInView \(ticket) }"

  static func ticket(_ id: String) -> String { "ticketChanged(id: \"\(id)\") \(change)" }

  static let view = "ticketChanged(view: ALL) \(change)"
  static let messages = "messagePosted { message { text } ticket { id } }"
  static let queue = "queueChanged { ticketId kinds isInQueue waiting \(ticket) }"
}

extension [LiveStream.Told] {
  var words: [String] { map(\.words) }
}
