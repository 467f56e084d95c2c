/// The mutation that adds files; what files themselves can be wrong in is tried with real ones.
extension BadInput {
  static let attachingWithout: [(mutation: String, kinds: Set<Kind>, why: String)] = [
    (
      "addAttachments", [.tooLong],
      "a literal has no file; AddAttachmentsTests has too many and too big"
    ),
    ("addAttachments", [.readOnly], "no rule of the story locks the attachments"),
  ]

  static let attaching: [BadInput] = [
    attach(.missing, "no files", "{ticket: \(Told.draft)}", "VALIDATION_FAILED"),
    attach(
      .missing,
      "an empty list",
      "{ticket: \(Told.draft), files: []}",
      "REQUIRED",
      ["input", "files"]
    ),
    attach(
      .wrongType,
      "a text for a file",
      "{ticket: \(Told.draft), files: [\"a.txt\"]}",
      "VALIDATION_FAILED"
    ),
    attach(
      .unknown,
      "a ticket that is not there",
      "{ticket: \(nowhere), files: []}",
      "NOT_FOUND",
      ["input", "ticket"]
    ),
    attach(
      .hidden,
      "a ticket of a blocked type",
      "{ticket: \(Told.blockedTicket), files: []}",
      "NOT_FOUND",
      ["input", "ticket"]
    ),
    attach(
      .foreign,
      "somebody else's ticket",
      "{ticket: \(Told.foreign), files: []}",
      "NOT_FOUND",
      ["input", "ticket"]
    ),
    attach(
      .notPermitted,
      "nobody is signed in",
      "{ticket: \(Told.draft), files: []}",
      "UNAUTHENTICATED",
      as: nil
    ),
    attach(
      .conflicting,
      "a ticket that is completed",
      "{ticket: \(Told.completed), files: []}",
      "TICKET_COMPLETED",
      as: "person"
    ),
  ]

  private static func attach(
    _ kind: Kind,
    _ what: String,
    _ input: String,
    _ code: String,
    _ path: [String]? = nil,
    as user: String? = "student"
  ) -> BadInput {
    bad("addAttachments", kind, what, input, code, path, as: user)
  }
}
