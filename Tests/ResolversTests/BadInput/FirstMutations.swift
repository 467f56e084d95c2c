import Bytes

@testable import Desk

/// The mutations on tickets.
extension BadInput {
  static let first: [BadInput] =
    opening + submitting + posting + attaching + requestingUploads
    + firstTickets

  static let firstWithout: [(mutation: String, kinds: Set<Kind>, why: String)] =
    [
      ("openTicket", [.conflicting], "a new ticket meets no other"),
      ("postMessage", [.readOnly], "a discussion that is shown takes messages until the end"),
      ("postMessage", [.conflicting], "a message changes nothing that somebody else could"),
    ] + attachingWithout + requestingUploadsWithout + ticketsWithout

  private static let opening: [BadInput] = [
    open(.missing, "no type", "{}", "VALIDATION_FAILED"),
    open(
      .missing,
      "no customer, by who could mean several",
      "{type: \(Told.question)}",
      "REQUIRED",
      ["input", "customer"],
      as: "attendant"
    ),
    open(.wrongType, "a number for the id", "{type: [1]}", "VALIDATION_FAILED"),
    open(
      .wrongType,
      "two values for one parameter",
      "{type: \(Told.question), parameters: [{key: \"subject\", value: {text: \"a\", integer: 1}}]}",
      "VALIDATION_FAILED"
    ),
    open(
      .tooLong,
      "a subject beyond its limit",
      "{type: \(Told.question), parameters: [\(edit("subject", String(repeating: "x", count: 201)))]}",
      "INVALID_VALUE",
      ["input", "parameters", "0", "value"]
    ),
    open(
      .tooLong,
      "an idempotency key beyond its limit",
      "{type: \(Told.question), idempotencyKey: \"\(String(repeating: "k", count: 101))\"}",
      "INVALID_VALUE",
      ["input", "idempotencyKey"]
    ),
    open(
      .tooLong,
      "more parameters than one request writes",
      """
      {type: \(Told.question), parameters: [\
      \(Array(repeating: edit("subject", "x"), count: 201).joined(separator: " "))]}
      """,
      "INVALID_VALUE",
      ["input", "parameters"]
    ),
    open(
      .unknown,
      "a type that is not there",
      "{type: \(id("type.999"))}",
      "NOT_FOUND",
      ["input", "type"]
    ),
    open(.unknown, "an id of nothing", "{type: \"nonsense\"}", "NOT_FOUND", ["input", "type"]),
    open(
      .unknown,
      "a parameter that is not there",
      "{type: \(Told.question), parameters: [\(edit("nada", "x"))]}",
      "PARAMETER_UNKNOWN",
      ["input", "parameters", "0", "key"]
    ),
    open(
      .hidden,
      "a parameter that is hidden",
      "{type: \(Told.question), parameters: [\(edit("classificacaoInterna", "x"))]}",
      "PARAMETER_UNKNOWN",
      ["input", "parameters", "0", "key"]
    ),
    open(
      .hidden,
      "a type that is blocked",
      "{type: \(Told.blocked)}",
      "NOT_FOUND",
      ["input", "type"]
    ),
    open(
      .readOnly,
      "a parameter that is read-only at the entry",
      "{type: \(Told.question), parameters: [{key: \"dueDate\", value: {date: \"2026-05-01\"}}]}",
      "PARAMETER_READ_ONLY",
      ["input", "parameters", "0", "key"]
    ),
    open(
      .foreign,
      "somebody else's customer",
      "{type: \(Told.question), customer: \(id("customer.1"))}",
      "NOT_FOUND",
      ["input", "customer"]
    ),
    BadInput(
      mutation: "openTicket",
      kind: .notPermitted,
      what: "nobody is signed in",
      user: nil,
      input: "{type: \(Told.question)}",
      code: "UNAUTHENTICATED"
    ),
  ]

  private static let submitting: [BadInput] = [
    submit(.missing, "no reason", Told.draft, "condition: \"enviar\"", "VALIDATION_FAILED"),
    submit(
      .missing,
      "what the step requires",
      Told.draft,
      "\(way), parameters: [{key: \"subject\", value: null}]",
      "PARAMETER_REQUIRED",
      ["input", "parameters"]
    ),
    submit(
      .wrongType,
      "a word for the version",
      Told.draft,
      "\(way), expectedVersion: \"1\"",
      "VALIDATION_FAILED"
    ),
    submit(
      .tooLong,
      "a justification beyond its limit",
      Told.draft,
      "\(way), justification: \"\(String(repeating: "x", count: 2_001))\"",
      "INVALID_VALUE",
      ["input", "justification"]
    ),
    submit(
      .unknown,
      "a ticket that is not there",
      id("ticket.99999"),
      way,
      "NOT_FOUND",
      ["input", "ticket"]
    ),
    submit(
      .unknown,
      "a condition of no way out",
      Told.draft,
      "condition: \"voar\", reason: \"pedido\"",
      "UNKNOWN_CONDITION",
      ["input", "condition"]
    ),
    submit(
      .unknown,
      "a reason that the way does not allow",
      Told.draft,
      "condition: \"enviar\", reason: \"conclusao\"",
      "UNKNOWN_REASON",
      ["input", "reason"]
    ),
    submit(
      .hidden,
      "a parameter that is hidden",
      Told.draft,
      "\(way), parameters: [\(edit("parecerReservado", "x"))]",
      "PARAMETER_UNKNOWN",
      ["input", "parameters", "0", "key"]
    ),
    submit(
      .readOnly,
      "a parameter that is read-only",
      Told.draft,
      "\(way), parameters: [{key: \"dueDate\", value: {date: \"2026-05-01\"}}]",
      "PARAMETER_READ_ONLY",
      ["input", "parameters", "0", "key"]
    ),
    submit(
      .foreign,
      "somebody else's ticket",
      Told.foreign,
      way,
      "NOT_FOUND",
      ["input", "ticket"]
    ),
    submit(
      .notPermitted,
      "by the desk, in the customer's turn",
      Told.draft,
      way,
      "AWAITING_CUSTOMER",
      as: "attendant"
    ),
    submit(
      .conflicting,
      "a version that is past",
      Told.draft,
      "\(way), expectedVersion: 99",
      "CONFLICT",
      ["input", "expectedVersion"]
    ),
  ]

  private static let posting: [BadInput] = [
    post(.missing, "no text", "{ticket: \(Told.draft)}", "VALIDATION_FAILED"),
    post(
      .missing,
      "a text of blanks",
      "{ticket: \(Told.draft), text: \" \\n \"}",
      "REQUIRED",
      ["input", "text"]
    ),
    post(
      .wrongType,
      "a number for the text",
      "{ticket: \(Told.draft), text: 5}",
      "VALIDATION_FAILED"
    ),
    post(
      .tooLong,
      "a text beyond its limit",
      "{ticket: \(Told.draft), text: \"\(String(repeating: "x", count: 20_001))\"}",
      "INVALID_VALUE",
      ["input", "text"]
    ),
    post(
      .unknown,
      "a ticket that is not there",
      "{ticket: \(id("ticket.99999")), text: \"x\"}",
      "NOT_FOUND",
      ["input", "ticket"]
    ),
    post(
      .unknown,
      "an id of another kind",
      "{ticket: \(Told.question), text: \"x\"}",
      "NOT_FOUND",
      ["input", "ticket"]
    ),
    post(
      .hidden,
      "a ticket of a blocked type",
      "{ticket: \(Told.blockedTicket), text: \"x\"}",
      "NOT_FOUND",
      ["input", "ticket"]
    ),
    post(
      .hidden,
      "a field that is for the desk",
      "{ticket: \(Told.draft), text: \"x\", internal: true}",
      "VALIDATION_FAILED"
    ),
    post(
      .foreign,
      "somebody else's ticket",
      "{ticket: \(Told.foreign), text: \"x\"}",
      "NOT_FOUND",
      ["input", "ticket"]
    ),
    BadInput(
      mutation: "postMessage",
      kind: .notPermitted,
      what: "nobody is signed in",
      user: nil,
      input: "{ticket: \(Told.draft), text: \"x\"}",
      code: "UNAUTHENTICATED"
    ),
  ]

  private static let way = "condition: \"enviar\", reason: \"pedido\""

  private static func open(
    _ kind: Kind,
    _ what: String,
    _ input: String,
    _ code: String,
    _ path: [String]? = nil,
    as user: String = "student"
  ) -> BadInput {
    BadInput(
      mutation: "openTicket",
      kind: kind,
      what: what,
      user: user,
      input: input,
      code: code,
      path: path
    )
  }

  private static func submit(
    _ kind: Kind,
    _ what: String,
    _ ticket: String,
    _ rest: String,
    _ code: String,
    _ path: [String]? = nil,
    as user: String = "student"
  ) -> BadInput {
    BadInput(
      mutation: "submitTicket",
      kind: kind,
      what: what,
      user: user,
      input: "{ticket: \(ticket), \(rest)}",
      code: code,
      path: path
    )
  }

  private static func post(
    _ kind: Kind,
    _ what: String,
    _ input: String,
    _ code: String,
    _ path: [String]? = nil
  ) -> BadInput {
    BadInput(
      mutation: "postMessage",
      kind: kind,
      what: what,
      user: "student",
      input: input,
      code: code,
      path: path
    )
  }

  private static func edit(_ key: String, _ text: String) -> String {
    "{key: \"\(key)\", value: {text: \"\(text)\"}}"
  }

  private static func id(_ text: String) -> String { Told.id(text) }
}

/// Ids of the demo story, as literals.
enum Told {
  /// A request of the student's that was not handed over, with all that is required.
  static let draft = ticket {
    $0.type.key == "segunda-via-diploma" && $0.seers.contains("student") && $0.status == .pending
  }
  /// A question that waits for the desk.
  static let atDesk = ticket {
    $0.type.key == "duvida" && $0.step.key == "resposta" && $0.status == .inProgress
      && $0.seers.contains("person")
  }
  /// A ticket that no customer but the teacher sees.
  static let foreign = ticket { $0.seers == ["teacher"] && $0.status != .cancelled }
  /// The student's own, of a type that the student's profile blocks.
  static let blockedTicket = ticket {
    $0.customer.user == "student" && !$0.seers.contains("student")
  }
  static let cancelled = ticket { $0.status == .cancelled && $0.seers.contains("person") }
  static let completed = ticket { $0.status == .completed && $0.seers.contains("person") }
  /// An open understanding that the person can decide.
  static let open = understanding {
    $0.seers.contains("person") && $0.status == .inProgress && $0.responsibility == .customer
      && $0.understandings.last?.state == .proposed
  }
  /// An understanding of the person's, of a ticket at the desk.
  static let decided = understanding {
    $0.seers.contains("person") && $0.status == .inProgress && $0.responsibility == .attendant
      && !$0.understandings.isEmpty
  }
  static let foreignUnderstanding = understanding {
    $0.seers == ["teacher"] && $0.understandings.last?.state == .proposed
  }
  /// An understanding of a ticket that the student's profile blocks.
  static let hiddenUnderstanding = understanding {
    $0.customer.user == "student" && !$0.seers.contains("student") && !$0.understandings.isEmpty
  }
  static let question = id("type.\(place(of: "duvida"))")
  static let blocked = id("type.\(place(of: "apuracao"))")

  static func id(_ text: String) -> String {
    "\"\(Base64.text(of: Array(text.utf8), as: .url))\""
  }

  private static func ticket(_ isWanted: (DemoTicket) -> Bool) -> String {
    id("ticket.\(DemoStory.told.tickets.first { isWanted($0) }?.number ?? 0)")
  }

  private static func understanding(_ isWanted: (DemoTicket) -> Bool) -> String {
    let found = DemoStory.told.tickets.first { isWanted($0) }
    return id("understanding.\(found?.number ?? 0).\(found?.understandings.count ?? 0)")
  }

  /// The key of a type: they are written in the order of the story.
  private static func place(of key: String) -> Int {
    (DemoType.all.firstIndex { $0.key == key } ?? -1) + 1
  }
}
