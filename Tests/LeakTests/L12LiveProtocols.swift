import Bytes
import Desk
import Foundation
import TestKit
import Testing

/// Both live protocols run documents by the same decision as HTTP, asked again for each of them.
///
/// What subscriptions tell is tested in `Live`: an event is judged for each receiver at each event, and
/// a change of what is hidden sends none.
///
/// - Source: L12.
@Suite("L12 live protocols", .serialized) struct L12LiveProtocols {
  @Test(arguments: Story.ruled + ["academic", "admin"])
  func `each audience has exactly its subscriptions`(user: String) throws {
    let desk = try StoryDesk.shared.get()
    let told = try desk.ask(
      "{ __schema { subscriptionType { name fields { name args { name } } } } }",
      as: user
    )
    let queue = ["attendant", "admin"].contains(user) ? ["queueChanged mine"] : []
    let fields = told.items("__schema.subscriptionType.fields").map { field in
      let names = field["args"]?.asItems.compactMap { $0["name"]?.asText } ?? []
      return ([field["name"]?.asText ?? ""] + names).joined(separator: " ")
    }
    #expect(fields == ["ticketChanged id view", "messagePosted ticket"] + queue)
  }

  // MARK: - Documents

  @Test(arguments: Story.ruled)
  func `a WebSocket answers nothing that is hidden`(user: String) throws {
    let desk = try StoryDesk.shared.get()
    let socket = try Self.socket(of: user, desk)
    var answers: [String] = []
    for (place, request) in Crawl.requests(ids: try CanaryTests.everyID(desk.process)).enumerated()
    {
      answers.append(try Self.answer(socket, "\(place)", request.document, request.variables))
    }
    try Self.expectNoCanary(in: answers, for: user)
    #expect(answers.joined().contains("\"nodes\":[{"))
  }

  @Test(arguments: Story.ruled)
  func `a stream of events answers nothing that is hidden`(user: String) throws {
    let desk = try StoryDesk.shared.get()
    let token = try desk.token(of: user)
    var answers: [String] = []
    for request in Crawl.requests(ids: try CanaryTests.everyID(desk.process)) {
      let stream = try EventStreamClient(
        port: desk.process.port,
        headers: [("Authorization", "Bearer \(token)")],
        body: try StoryDesk.body(request.document, request.variables)
      )
      while let event = stream.event() { answers.append(event.data) }
      stream.end()
    }
    try Self.expectNoCanary(in: answers, for: user)
    #expect(answers.joined().contains("\"nodes\":[{"))
  }

  /// The answer is the same by whatever road.
  @Test(arguments: Story.ruled + ["admin"])
  func `all three protocols answer the same bytes`(user: String) throws {
    let desk = try StoryDesk.shared.get()
    let token = try desk.token(of: user)
    let socket = try Self.socket(of: user, desk)
    let requests = Crawl.requests(ids: []).enumerated().filter { $0.offset % 5 == 0 }
    for (place, request) in requests {
      let plain = try desk.ask(request.document, as: user, request.variables).text
      let message = try Self.answer(socket, "\(place)", request.document, request.variables)
      #expect(message == #"{"id":"\#(place)","type":"next","payload":\#(plain)}"#)
      let stream = try EventStreamClient(
        port: desk.process.port,
        headers: [("Authorization", "Bearer \(token)")],
        body: try StoryDesk.body(request.document, request.variables)
      )
      #expect(stream.event()?.data == plain)
      stream.end()
    }
  }

  /// A document that is refused, over each protocol: nothing of the schema that is not theirs.
  @Test(arguments: ["student", "attendant"])
  func `a refusal is the same by both protocols`(user: String) throws {
    let desk = try StoryDesk.shared.get()
    let socket = try Self.socket(of: user, desk)
    for (place, name) in ["users", "profiles", "auditLog"].enumerated() {
      let never = String(name.map { _ in "q" })
      socket.subscribe("h\(place)", "{ \(name) { id } }")
      let hidden = socket.text()
      socket.subscribe("h\(place)", "{ \(never) { id } }")
      #expect(hidden == socket.text().replacing(never, with: name))
      #expect(hidden.contains("Cannot query field"))
    }
  }

  // MARK: - A viewer who changes while the socket is open

  @Test func `a type that gets blocked is gone with the next operation`() throws {
    let change = try ViewerChange(permissions: ["PORTAL"], of: "client")
    let all = try change.numbers()
    let type = try #require(all.first?.type)
    #expect(all.contains { $0.type != type })
    try change.setProfile(blocking: [type])
    let left = try change.numbers()
    #expect(left == all.filter { $0.type != type })
    try change.setProfile(blocking: [])
    #expect(try change.numbers() == all)
  }

  @Test func `a permission that is withdrawn is gone with the next operation`() throws {
    let change = try ViewerChange(permissions: ["PORTAL", "ATTEND"], of: "client")
    #expect(try change.ask("{ attendants { displayName } }").contains("\"displayName\""))
    try change.setProfile(permissions: ["PORTAL"])
    let refused = try change.ask("{ attendants { displayName } }")
    #expect(refused.contains("Cannot query field"))
    try change.setProfile(permissions: [])
    #expect(try change.ask("{ tickets { totalCount } }").contains("\"totalCount\":0"))
  }

  @Test func `a session that is ended closes the socket with the next operation`() throws {
    let change = try ViewerChange(permissions: ["PORTAL"], of: "client")
    #expect(try change.ask("{ viewer { user { code } } }").contains("\"client\""))
    let out = try change.desk.ask("mutation { signOut { problems { code } } }", as: "client")
    #expect(out.problems("signOut") == [])
    change.socket.subscribe("after", "{ viewer { user { code } } }")
    #expect(change.socket.text().hasPrefix("close 4403"))
  }

  @Test func `a user who is disabled gets nothing by the next operation`() throws {
    let change = try ViewerChange(permissions: ["PORTAL"], of: "client")
    #expect(try change.ask("{ viewer { user { code } } }").contains("\"client\""))
    try change.administer(
      "updateUser(input: {user: \"\(change.user)\", isDisabled: true}) { problems { code } }"
    )
    change.socket.subscribe("after", "{ viewer { user { code } } }")
    #expect(change.socket.text().hasPrefix("close 4403"))
  }

  // MARK: - Parts

  private static func socket(of user: String, _ desk: StoryDesk) throws -> WebSocketClient {
    let socket = try WebSocketClient(port: desk.process.port)
    #expect(socket.initialise(token: try desk.token(of: user)) == #"{"type":"connection_ack"}"#)
    return socket
  }

  /// The one answer of a document.
  private static func answer(
    _ socket: WebSocketClient,
    _ id: String,
    _ document: String,
    _ variables: [String: Any]
  ) throws -> String {
    let data = try JSONSerialization.data(withJSONObject: variables, options: [.sortedKeys])
    socket.subscribe(id, document, variables: String(decoding: data, as: UTF8.self))
    let answer = socket.text()
    #expect(answer.hasPrefix("{\"id\":\"\(id)\",\"type\":\"next\""), "\(answer.prefix(300))")
    #expect(socket.text() == "{\"id\":\"\(id)\",\"type\":\"complete\"}")
    return answer
  }

  private static func expectNoCanary(in answers: [String], for user: String) throws {
    let all = Haystack(answers)
    for canary in DemoStory.canaries where canary.hiddenFrom.contains(user) {
      #expect(!all.holds(canary.word), "\(user) reads \(canary.place) of \(canary.ticket ?? 0)")
    }
  }
}

/// A user of a desk of its own with a socket that stays open while an administrator changes them.
private struct ViewerChange {
  let desk: StoryDesk
  let socket: WebSocketClient
  /// The ids of the user and of the profile that was made for them.
  let user: String
  private let profile: String
  private let code: String

  /// A ticket's number and the id of its type.
  struct Numbered: Hashable {
    let number: Int64
    let type: String
  }

  init(permissions: [String], of code: String) throws {
    self.code = code
    desk = try StoryDesk.own()
    let viewer = try desk.ask("{ viewer { user { id } } }", as: code)
    user = try #require(viewer.text("viewer.user.id"))
    let made = try desk.ask(
      """
      mutation { createProfile(input: {key: "changing", name: "Changing", permissions: [
        \(permissions.joined(separator: ", "))
      ]}) { profile { id } problems { code } } }
      """,
      as: "admin"
    )
    profile = try #require(made.text("createProfile.profile.id"), "\(made.text)")
    let moved = try desk.ask(
      "mutation { updateUser(input: {user: \"\(user)\", profile: \"\(profile)\"}) { problems { code } } }",
      as: "admin"
    )
    #expect(moved.problems("updateUser") == [])
    socket = try WebSocketClient(port: desk.process.port)
    #expect(socket.initialise(token: try desk.token(of: code)) == #"{"type":"connection_ack"}"#)
  }

  /// The first message that answers a document.
  func ask(_ document: String) throws -> String {
    socket.subscribe("1", document)
    let answer = socket.text()
    if answer.contains("\"type\":\"next\"") {
      #expect(socket.text() == #"{"id":"1","type":"complete"}"#)
    }
    return answer
  }

  /// The tickets of the user, as the socket tells them.
  func numbers() throws -> [Numbered] {
    let answer = try ask("{ tickets(first: 100) { nodes { number type { id } } } }")
    let json = try JSONParser.parse(Array(answer.utf8))
    return (json.at("payload.data.tickets.nodes")?.asItems ?? []).map { item in
      Numbered(number: item["number"]?.asNumber ?? 0, type: item.at("type.id")?.asText ?? "")
    }
  }

  func setProfile(blocking types: [String]) throws {
    let ids = types.map { "\"\($0)\"" }.joined(separator: ", ")
    try administer(
      "updateProfile(input: {profile: \"\(profile)\", blockedTypes: [\(ids)]}) { problems { code } }"
    )
  }

  func setProfile(permissions: [String]) throws {
    try administer(
      """
      updateProfile(input: {
        profile: "\(profile)", permissions: [\(permissions.joined(separator: ", "))]
      }) { problems { code } }
      """
    )
  }

  func administer(_ mutation: String) throws {
    let answer = try desk.ask("mutation { done: \(mutation) }", as: "admin")
    #expect(answer.codes == [] && answer.problems("done") == [], "\(answer.text)")
  }
}
