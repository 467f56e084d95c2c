/// The further mutations on tickets.
extension BadInput {
  static let firstTickets: [BadInput] = updating + understanding + ending + assigning

  static let ticketsWithout: [(mutation: String, kinds: Set<Kind>, why: String)] = [
    ("proposeUnderstanding", [.hidden], "the desk sees every ticket whose type is not blocked"),
    ("proposeUnderstanding", [.foreign], "the desk sees every ticket whose type is not blocked"),
    ("proposeUnderstanding", [.readOnly], "no rule of the story locks the understandings"),
    ("approveUnderstanding", [.readOnly], "no rule of the story locks the understandings"),
    ("approveUnderstanding", [.tooLong], "an id beyond any length is unknown"),
    ("rejectUnderstanding", [.readOnly], "no rule of the story locks the understandings"),
    ("completeTicket", [.foreign], "the desk sees every ticket whose type is not blocked"),
    ("takeTicket", [.tooLong], "an id beyond any length is unknown"),
    ("takeTicket", [.hidden, .foreign], "the desk sees every ticket whose type is not blocked"),
    ("takeTicket", [.readOnly], "it writes no parameter"),
    ("reassignTicket", [.hidden, .foreign], "the desk sees every ticket and attendant"),
    ("reassignTicket", [.readOnly], "it writes no parameter"),
    ("cancelTicket", [.hidden, .foreign], "administrators see every ticket"),
    ("cancelTicket", [.readOnly], "it writes no parameter"),
    ("deleteTicket", [.tooLong], "an id beyond any length is unknown"),
    ("deleteTicket", [.hidden, .foreign], "administrators see every ticket"),
    ("deleteTicket", [.readOnly], "it writes no parameter"),
  ]

  /// A case of a mutation on tickets.
  static func bad(
    _ mutation: String,
    _ kind: Kind,
    _ what: String,
    _ input: String,
    _ code: String,
    _ path: [String]? = nil,
    as user: String?
  ) -> BadInput {
    BadInput(
      mutation: mutation,
      kind: kind,
      what: what,
      user: user,
      input: input,
      code: code,
      path: path
    )
  }

  /// A text of so many characters, as a literal.
  static func long(_ count: Int) -> String { "\"\(String(repeating: "x", count: count))\"" }

  /// A ticket that is not there.
  static let nowhere = Told.id("ticket.99999")

  private static let updating: [BadInput] = {
    func update(
      _ kind: Kind,
      _ what: String,
      _ input: String,
      _ code: String,
      _ path: [String]? = nil,
      as user: String = "student"
    ) -> BadInput {
      bad("updateTicket", kind, what, input, code, path, as: user)
    }
    let subject = "parameters: [{key: \"subject\", value: {text: \"x\"}}]"
    let key = ["input", "parameters", "0", "key"]
    return [
      update(.missing, "no parameters", "{ticket: \(Told.draft)}", "VALIDATION_FAILED"),
      update(
        .wrongType,
        "a word for a number",
        "{ticket: \(Told.draft), parameters: [{key: \"avaliacao\", value: {integer: \"5\"}}]}",
        "VALIDATION_FAILED"
      ),
      update(
        .wrongType,
        "a number for a text",
        "{ticket: \(Told.draft), parameters: [{key: \"subject\", value: {integer: 5}}]}",
        "INVALID_VALUE",
        ["input", "parameters", "0", "value"]
      ),
      update(
        .tooLong,
        "a subject beyond its limit",
        "{ticket: \(Told.draft), parameters: [{key: \"subject\", value: {text: \(long(201))}}]}",
        "INVALID_VALUE",
        ["input", "parameters", "0", "value"]
      ),
      update(
        .unknown,
        "a ticket that is not there",
        "{ticket: \(nowhere), \(subject)}",
        "NOT_FOUND",
        ["input", "ticket"]
      ),
      update(
        .unknown,
        "a choice that is not there",
        "{ticket: \(Told.draft), parameters: [{key: \"curso\", value: {choice: \"lua\"}}]}",
        "INVALID_VALUE",
        ["input", "parameters", "0", "value"]
      ),
      update(
        .hidden,
        "a parameter that is hidden",
        "{ticket: \(Told.draft), parameters: [{key: \"parecerReservado\", value: null}]}",
        "PARAMETER_UNKNOWN",
        key
      ),
      update(
        .readOnly,
        "a parameter that is read-only",
        "{ticket: \(Told.draft), parameters: [{key: \"dueDate\", value: null}]}",
        "PARAMETER_READ_ONLY",
        key
      ),
      update(
        .foreign,
        "somebody else's ticket",
        "{ticket: \(Told.foreign), \(subject)}",
        "NOT_FOUND",
        ["input", "ticket"]
      ),
      update(
        .notPermitted,
        "by the desk, in the customer's turn",
        "{ticket: \(Told.draft), \(subject)}",
        "AWAITING_CUSTOMER",
        as: "attendant"
      ),
      update(
        .conflicting,
        "a version that is past",
        "{ticket: \(Told.draft), \(subject), expectedVersion: 99}",
        "CONFLICT",
        ["input", "expectedVersion"]
      ),
      update(
        .conflicting,
        "a ticket that is completed",
        "{ticket: \(Told.completed), \(subject)}",
        "TICKET_COMPLETED",
        as: "person"
      ),
    ]
  }()

  private static let understanding: [BadInput] = {
    let propose = "proposeUnderstanding"
    let path = ["input", "understanding"]
    let text = ["input", "text"]
    var cases = [
      bad(
        propose,
        .missing,
        "no text",
        "{ticket: \(Told.atDesk)}",
        "VALIDATION_FAILED",
        as: "attendant"
      ),
      bad(
        propose,
        .missing,
        "blanks",
        "{ticket: \(Told.atDesk), text: \" \"}",
        "REQUIRED",
        text,
        as: "attendant"
      ),
      bad(
        propose,
        .wrongType,
        "a list",
        "{ticket: \(Told.atDesk), text: [1]}",
        "VALIDATION_FAILED",
        as: "attendant"
      ),
      bad(
        propose,
        .tooLong,
        "too long",
        "{ticket: \(Told.atDesk), text: \(long(20_001))}",
        "INVALID_VALUE",
        text,
        as: "attendant"
      ),
      bad(
        propose,
        .unknown,
        "no such ticket",
        "{ticket: \(nowhere), text: \"x\"}",
        "NOT_FOUND",
        ["input", "ticket"],
        as: "attendant"
      ),
      bad(
        propose,
        .notPermitted,
        "by a customer",
        "{ticket: \(Told.draft), text: \"x\"}",
        "VALIDATION_FAILED",
        as: "student"
      ),
      bad(
        propose,
        .conflicting,
        "in the customer's turn",
        "{ticket: \(Told.draft), text: \"x\"}",
        "TICKET_PENDING",
        as: "attendant"
      ),
    ]
    for (mutation, rest) in [
      ("approveUnderstanding", ""), ("rejectUnderstanding", ", reason: \"x\""),
    ] {
      let never = Told.id("understanding.99999.1")
      cases += [
        bad(
          mutation,
          .missing,
          "no id",
          "{idempotencyKey: \"k\"\(rest)}",
          "VALIDATION_FAILED",
          as: "person"
        ),
        bad(
          mutation,
          .wrongType,
          "a list for the id",
          "{understanding: [\"a\"]\(rest)}",
          "VALIDATION_FAILED",
          as: "person"
        ),
        bad(
          mutation,
          .unknown,
          "no such one",
          "{understanding: \(never)\(rest)}",
          "NOT_FOUND",
          path,
          as: "person"
        ),
        bad(
          mutation,
          .unknown,
          "a ticket's id",
          "{understanding: \(Told.draft)\(rest)}",
          "NOT_FOUND",
          path,
          as: "person"
        ),
        bad(
          mutation,
          .foreign,
          "somebody else's",
          "{understanding: \(Told.foreignUnderstanding)\(rest)}",
          "NOT_FOUND",
          path,
          as: "person"
        ),
        bad(
          mutation,
          .hidden,
          "of a blocked type",
          "{understanding: \(Told.hiddenUnderstanding)\(rest)}",
          "NOT_FOUND",
          path,
          as: "student"
        ),
        bad(
          mutation,
          .notPermitted,
          "by the desk",
          "{understanding: \(Told.open)\(rest)}",
          "ONLY_CUSTOMERS",
          as: "attendant"
        ),
        bad(
          mutation,
          .conflicting,
          "in the desk's turn",
          "{understanding: \(Told.decided)\(rest)}",
          "AWAITING_ATTENDANT",
          as: "person"
        ),
      ]
    }
    let reason = ["input", "reason"]
    cases += [
      bad(
        "rejectUnderstanding",
        .missing,
        "no reason",
        "{understanding: \(Told.open), reason: \"\"}",
        "REQUIRED",
        reason,
        as: "person"
      ),
      bad(
        "rejectUnderstanding",
        .tooLong,
        "a reason too long",
        "{understanding: \(Told.open), reason: \(long(2_001))}",
        "INVALID_VALUE",
        reason,
        as: "person"
      ),
    ]
    return cases
  }()
}
