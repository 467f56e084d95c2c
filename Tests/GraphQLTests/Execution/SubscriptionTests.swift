import Bytes
import Synchronization
import Testing

@testable import GraphQL

@Suite struct SubscriptionTests {
  @Test func `creates the source of the one root field, from its arguments`() throws {
    let office = PostOffice()
    #expect(
      try office.subscribe("subscription{importantEmail{email{subject}}}")
        == .success(.emails(minimumPriority: 5))
    )
    #expect(
      try office.subscribe(
        "subscription($p:Int){alias:importantEmail(priority:$p){email{subject}}}",
        ["p": 7]
      ) == .success(.emails(minimumPriority: 7))
    )
    #expect(
      try office.subscribe("subscription{...F} fragment F on Subscription{tick}")
        == .success(.clock)
    )
  }

  @Test func `answers each event with a plan that was made once`() throws {
    let office = PostOffice()
    let operation = try office.plan(
      "subscription{importantEmail{email{from subject} inbox{unread total}}}"
    )
    office.total = 2
    #expect(
      office.answer(operation, .email(subject: "Good news"))
        == #"{"data":{"importantEmail":{"email":{"from":"yuzhi","subject":"Good news"},"#
        + #""inbox":{"unread":1,"total":2}}}}"#
    )
    office.total = 3
    #expect(
      office.answer(operation, .email(subject: "More"))
        == #"{"data":{"importantEmail":{"email":{"from":"yuzhi","subject":"More"},"#
        + #""inbox":{"unread":1,"total":3}}}}"#
    )
    #expect(office.answer(operation, .tick(1)) == #"{"data":{"importantEmail":null}}"#)
  }

  @Test func `goes on after an event that failed`() throws {
    let office = PostOffice()
    let operation = try office.plan("subscription{\n  now: tick\n}")
    #expect(office.answer(operation, .tick(1)) == #"{"data":{"now":1}}"#)
    #expect(
      office.answer(operation, .tick(13))
        == #"{"errors":[{"message":"Never 13.","locations":[{"line":2,"column":3}],"#
        + #""path":["now"]}],"data":null}"#
    )
    #expect(office.answer(operation, .tick(2)) == #"{"data":{"now":2}}"#)
  }

  @Test(
    arguments: [
      (
        "subscription{importantEmail(priority:-1){email{subject}}}", [:],
        #"{"message":"No such priority.","locations":[{"line":1,"column":14}],"path":["importantEmail"]}"#
      ),
      (
        "subscription($m:Int){x:strict(must:$m)}", ["m": .null],
        #"{"message":"Argument \"must\" of non-null type \"Int!\" must not be null.","#
          + #""locations":[{"line":1,"column":36}],"path":["x"]}"#
      ),
      (
        "subscription($p:Int){importantEmail(priority:$p){email{subject}}}", ["p": "meow"],
        #"{"message":"Variable \"$p\" got invalid value \"meow\"; Int cannot represent non-integer value: \"meow\"","#
          + #""locations":[{"line":1,"column":14}],"extensions":{"code":"BAD_USER_INPUT"}}"#
      ),
      (
        "subscription{broken}", [:],
        #"{"message":"Internal error.","locations":[{"line":1,"column":14}],"path":["broken"],"#
          + #""extensions":{"code":"INTERNAL_ERROR"}}"#
      ),
      (
        "subscription Both{tick importantEmail{email{subject}}}", [:],
        #"{"message":"Subscription \"Both\" must select only one top level field."}"#
      ),
      (
        "subscription{tick @skip(if:true)}", [:],
        #"{"message":"Anonymous Subscription must select only one top level field."}"#
      ),
      (
        "subscription{__typename}", [:],
        #"{"message":"Anonymous Subscription must not select an introspection top level field."}"#
      ),
      ("{inbox{total}}", [:], #"{"message":"The operation is a query, no subscription."}"#),
    ] as [(String, JSON, String)]
  )
  func `refuses a subscription without data`(
    text: String,
    variables: JSON,
    error: String
  ) throws {
    #expect(
      try PostOffice().subscribe(text, variables) == .failure("{\"errors\":[\(error)]}")
    )
  }

  @Test func `tells the operator of a source's fault, and nobody else`() throws {
    let office = PostOffice()
    _ = try office.subscribe("subscription{broken}")
    #expect(office.faults == ["Subscription.broken"])
  }

  @Test func `answers a column of events that is not one event with a fault`() throws {
    let office = PostOffice()
    let operation = try office.plan("subscription{tick}")
    let result = office.executor.run(operation, event: PostOffice.Events([]), context: office)
    #expect(result.isAborted && office.faults == ["Subscription"])
  }

  /// So that a host runs an event once for all who asked the same.
  @Test func `compares operations by their plan and their variables`() throws {
    let text = "subscription($p:Int){importantEmail(priority:$p){email{subject}}}"
    let document = try PostOffice.document(text)
    let seven = try document.plan(operationName: nil, variables: ["p": 7])
    #expect(try seven == document.plan(operationName: nil, variables: ["p": .double(7)]))
    #expect(try seven != document.plan(operationName: nil, variables: ["p": 8]))
    #expect(
      try seven != PostOffice.document(text).plan(operationName: nil, variables: ["p": 7])
    )
    #expect(try Set([seven, document.plan(operationName: nil, variables: ["p": 7])]).count == 1)
  }
}

/// A mailbox to subscribe to.
private final class PostOffice {
  static let sdl = """
    type Query { inbox: Inbox! }
    type Subscription {
      importantEmail(priority: Int = 5): EmailEvent
      tick: Int!
      strict(must: Int! = 1): Int
      broken: Int
    }
    type EmailEvent { email: Email! inbox: Inbox! }
    type Email { from: String! subject: String! }
    type Inbox { unread: Int! total: Int! }
    """

  /// What a source of this schema is.
  enum Topic: Hashable {
    case emails(minimumPriority: Int)
    case clock
  }
  enum Event {
    case email(subject: String)
    case tick(Int32)
  }
  struct Events: ParentColumn {
    let events: [Event]
    var count: Int { events.count }
    init(_ events: [Event]) { self.events = events }
  }
  struct Emails: ParentColumn {
    let subjects: [String]
    var count: Int { subjects.count }
  }
  struct Inboxes: ParentColumn {
    let count: Int
  }
  struct Fault: Error {}
  enum Outcome: Equatable {
    case success(Topic)
    case failure(String)
  }

  var total = 0
  private let log = Log()
  /// The fields that the executor told the operator of.
  var faults: [String] { log.fields.withLock { $0 } }
  var executor: Executor {
    Executor { [log] _, field in log.fields.withLock { $0.append(field) } }
  }

  private final class Log: Sendable {
    let fields = Mutex<[String]>([])
  }

  static func document(_ text: String) throws -> CompiledDocument {
    let schema = try SchemaBuilder.build(Source(sdl))
    return CompiledDocument(
      try Parser.parse(Source(text)),
      boundSchema: try bindings().check(against: schema)
    )
  }

  func plan(_ text: String, _ variables: JSON? = nil) throws -> PlannedOperation {
    try Self.document(text).plan(operationName: nil, variables: variables)
  }

  func subscribe(_ text: String, _ variables: JSON? = nil) throws -> Outcome {
    let document = try Self.document(text)
    do throws(RequestErrors) {
      let operation = try document.plan(operationName: nil, variables: variables)
      return .success(try executor.source(of: operation, as: Topic.self, context: self))
    } catch {
      let body = ExecutionResult.refused(error.errors).body
      return .failure(String(decoding: body, as: UTF8.self))
    }
  }

  func answer(_ operation: PlannedOperation, _ event: Event) -> String {
    let result = executor.run(operation, event: Events([event]), context: self)
    return String(decoding: result.body, as: UTF8.self)
  }

  private static func bindings() -> Bindings<PostOffice> {
    var bindings = Bindings(context: PostOffice.self)
    bindings.object("Query", parents: Root.self) { fields in
      fields.object("inbox", of: Inboxes.self) { _, _ in ObjectCells(children: Inboxes(count: 1)) }
    }
    bindings.object("Subscription", parents: Events.self, bindSubscription)
    bindings.object("EmailEvent", parents: Emails.self) { fields in
      fields.object("email", of: Emails.self) { events, _ in ObjectCells(children: events) }
      fields.object("inbox", of: Inboxes.self) { events, _ in
        ObjectCells(children: Inboxes(count: events.count))
      }
    }
    bindings.object("Email", parents: Emails.self) { fields in
      fields.strings("from") { emails, _ in emails.subjects.map { _ in "yuzhi" } }
      fields.strings("subject") { emails, _ in emails.subjects }
    }
    bindings.object("Inbox", parents: Inboxes.self) { fields in
      fields.ints("unread") { inboxes, _ in Array(repeating: 1, count: inboxes.count) }
      fields.ints("total") { inboxes, call in
        Array(repeating: Int32(call.context.total), count: inboxes.count)
      }
    }
    return bindings
  }

  private static func bindSubscription(_ fields: inout ObjectBinding<Events, PostOffice>) {
    fields.source("importantEmail") { arguments, _ in
      let priority = arguments.int("priority") ?? 0
      guard priority >= 0 else { throw GraphQLError("No such priority.") }
      return Topic.emails(minimumPriority: priority)
    }
    fields.object("importantEmail", of: Emails.self) { events, _ in
      var subjects: [String] = []
      var slots: [Int32] = []
      for event in events.events {
        guard case .email(let subject) = event else {
          slots.append(-1)
          continue
        }
        slots.append(Int32(subjects.count))
        subjects.append(subject)
      }
      return ObjectCells(slots: slots, children: Emails(subjects: subjects))
    }
    fields.source("tick") { _, _ in Topic.clock }
    fields.ints("tick") { events, _ in
      try events.events.map { event in
        guard case .tick(let number) = event else { return nil }
        guard number != 13 else { throw GraphQLError("Never 13.") }
        return number
      }
    }
    for name in ["strict", "broken"] {
      fields.source(name) { _, _ -> Topic in throw Fault() }
      fields.ints(name) { events, _ in Array(repeating: nil, count: events.count) }
    }
  }
}
