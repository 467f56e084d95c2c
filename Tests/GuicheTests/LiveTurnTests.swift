import Bytes
import Desk
import Foundation
import GraphQL
import Resolvers
import Server
import Synchronization
import Testing

@testable import guiche

/// Events are told out of a snapshot that has them.
@Suite struct LiveTurnTests {
  /// A message that is committed while the events of a turn are told belongs to the next turn: the
  /// turn's snapshot has no such message.
  @Test(.timeLimit(.minutes(2)))
  func `an event that comes in the middle of a turn is told with its message`() throws {
    try withHouse { house in
      let first = Receiver {}
      let listening = try #require(try house.subscribe(first, after: nil))
      defer { listening.cancel() }
      try house.post("um")
      first.wait(for: 1)

      // Who comes back is told inside a turn what was missed, and answers that with a message.
      let hasAnswered = Mutex(false)
      let second = Receiver {
        let isFirst = hasAnswered.withLock { answered in
          defer { answered = true }
          return !answered
        }
        if isFirst { try? house.post("dois") }
      }
      let beginning = house.desk.events.position(0)
      let back = try #require(try house.subscribe(second, after: beginning))
      defer { back.cancel() }
      first.wait(for: 1)
      second.wait(for: 2)
      #expect(first.texts == ["um", "dois"])
      #expect(second.texts == ["um", "dois"])
    }
  }

  private func withHouse(_ body: (LiveHouse) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "turn-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let house = try LiveHouse(folder.path)
    defer { house.stop() }
    try body(house)
  }
}

/// The program without its sockets, and an attendant in it.
private final class LiveHouse: @unchecked Sendable {
  let desk: Desk
  private let host: DeskHost
  private var reader: DeskReader
  private let credentials: Credentials
  private let viewer: Viewer
  private let schema: BoundSchema
  private let plans = PlanCache()
  private(set) var ticket = ""

  init(_ folder: String) throws {
    desk = try Desk(path: "\(folder)/guiche.sqlite")
    try desk.makeReferenceData(try #require(ReferenceScale(thousandths: 1)))
    let crowd = try #require(try desk.openReferenceCrowd(staff: 1, contacts: 1))
    let house = try House(schema: Source(EmbeddedFiles.schema, name: "schema.graphql"))
    host = try DeskHost(desk: desk, house: house, log: Log())
    reader = try host.makeLoopState()
    credentials = Credentials(token: crowd.staff[0], remoteAddress: "127.0.0.1", languages: [])
    viewer = try #require(try host.principal(for: credentials, on: &reader))
    schema = host.schema(for: viewer)
    let query = try plan("{ tickets(view: AWAITING_RETURN, first: 1) { nodes { id } } }")
    let found = host.query(query, for: viewer, credentials: credentials, on: &reader)
    host.turnEnded(on: &reader)
    guard case .array(let nodes)? = try JSONParser.parse(found.body)["data"]?["tickets"]?["nodes"],
      case .string(let id)? = nodes.first?["id"]
    else { throw Missing() }
    ticket = id
  }

  struct Missing: Error {}

  func stop() {
    host.events.stop()
    desk.stop()
  }

  func subscribe(_ receiver: Receiver, after position: String?) throws -> (any LiveSubscription)? {
    let document = "subscription ($t: ID!) { messagePosted(ticket: $t) { message { text } } }"
    defer { host.turnEnded(on: &reader) }
    return host.subscribe(
      to: try plan(document, ["t": .string(ticket)]),
      for: viewer,
      credentials: credentials,
      after: position,
      on: &reader,
      receiver: receiver
    )
  }

  /// Posts a message, and returns when it is on disk and published.
  func post(_ text: String) throws {
    let document = """
      mutation ($t: ID!, $text: String!) {
        postMessage(input: {ticket: $t, text: $text}) { message { id } problems { code } }
      }
      """
    let mutation = try plan(document, ["t": .string(ticket), "text": .string(text)])
    let answered = DispatchSemaphore(value: 0)
    host.mutate(mutation, for: viewer, credentials: credentials) { _ in answered.signal() }
    answered.wait()
  }

  private func plan(_ text: String, _ variables: JSON? = nil) throws -> PlannedOperation {
    guard case .document(let document) = plans.compile(Array(text.utf8), for: schema) else {
      throw Missing()
    }
    return try document.plan(operationName: nil, variables: variables)
  }
}

/// Keeps the texts of the messages that it is told, and does something at each.
private final class Receiver: EventReceiver {
  private let heard = Mutex<[String]>([])
  private let arrivals = DispatchSemaphore(value: 0)
  private let react: @Sendable () -> Void

  init(_ react: @escaping @Sendable () -> Void) { self.react = react }

  var texts: [String] { heard.withLock { $0 } }

  /// Waits until so many further messages have come.
  func wait(for count: Int) { for _ in 0..<count { arrivals.wait() } }

  func receive(_ answer: EventAnswer) {
    let body = try? JSONParser.parse(answer.result.body)
    let message = body?["data"]?["messagePosted"]?["message"] ?? .null
    let text = if case .string(let text)? = message["text"] { text } else { "\(message)" }
    heard.withLock { $0.append(text) }
    react()
    arrivals.signal()
  }

  func reach(_ position: @autoclosure () -> String) {}

  func end(_ ending: OperationEnding) {}
}
