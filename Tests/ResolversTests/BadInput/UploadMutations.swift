/// The mutation that asks for an address of a file; the addresses are tried in FinishUploadTests.
extension BadInput {
  static let requestingUploadsWithout: [(mutation: String, kinds: Set<Kind>, why: String)] = [
    ("requestUpload", [.readOnly], "no rule of the story locks the attachments; FinishUploadTests")
  ]

  static let requestingUploads: [BadInput] = [
    put(.missing, "no size", "{ticket: \(Told.draft), name: \"a\"}", "VALIDATION_FAILED"),
    put(.missing, "no name", "{ticket: \(Told.draft), size: 1}", "VALIDATION_FAILED"),
    put(
      .missing,
      "a blank name",
      "{ticket: \(Told.draft), name: \" \", size: 1}",
      "REQUIRED",
      ["input", "name"]
    ),
    put(
      .wrongType,
      "a text for the size",
      "{ticket: \(Told.draft), name: \"a\", size: \"1\"}",
      "VALIDATION_FAILED"
    ),
    put(
      .wrongType,
      "a media type that is none",
      "{ticket: \(Told.draft), name: \"a\", size: 1, mediaType: \"pdf\"}",
      "INVALID_VALUE",
      ["input", "mediaType"]
    ),
    put(
      .wrongType,
      "a hash that is none",
      "{ticket: \(Told.draft), name: \"a\", size: 1, sha256: \"0123\"}",
      "INVALID_VALUE",
      ["input", "sha256"]
    ),
    put(
      .tooLong,
      "more bytes than a number of the schema has",
      "{ticket: \(Told.draft), name: \"a\", size: 2147483648}",
      "VALIDATION_FAILED"
    ),
    put(
      .tooLong,
      "more bytes than a file may have",
      "{ticket: \(Told.draft), name: \"a\", size: 2147483647}",
      "FILE_TOO_LARGE",
      ["input", "size"]
    ),
    put(
      .tooLong,
      "no byte at all",
      "{ticket: \(Told.draft), name: \"a\", size: 0}",
      "INVALID_VALUE",
      ["input", "size"]
    ),
    put(
      .tooLong,
      "an idempotency key beyond its limit",
      """
      {ticket: \(Told.draft), name: \"a\", size: 1, \
      idempotencyKey: \"\(String(repeating: "k", count: 101))\"}
      """,
      "INVALID_VALUE",
      ["input", "idempotencyKey"]
    ),
    put(
      .unknown,
      "a ticket that is not there",
      "{ticket: \(nowhere), name: \"a\", size: 1}",
      "NOT_FOUND",
      ["input", "ticket"]
    ),
    put(
      .hidden,
      "a ticket of a blocked type",
      "{ticket: \(Told.blockedTicket), name: \"a\", size: 1}",
      "NOT_FOUND",
      ["input", "ticket"]
    ),
    put(
      .foreign,
      "somebody else's ticket",
      "{ticket: \(Told.foreign), name: \"a\", size: 1}",
      "NOT_FOUND",
      ["input", "ticket"]
    ),
    put(
      .notPermitted,
      "nobody is signed in",
      "{ticket: \(Told.draft), name: \"a\", size: 1}",
      "UNAUTHENTICATED",
      as: nil
    ),
    put(
      .conflicting,
      "a ticket that is completed",
      "{ticket: \(Told.completed), name: \"a\", size: 1}",
      "TICKET_COMPLETED",
      as: "person"
    ),
  ]

  private static func put(
    _ kind: Kind,
    _ what: String,
    _ input: String,
    _ code: String,
    _ path: [String]? = nil,
    as user: String? = "student"
  ) -> BadInput {
    bad("requestUpload", kind, what, input, code, path, as: user)
  }
}
