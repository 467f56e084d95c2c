public import SQLite

/// Adds a message to a ticket's discussion, whosever turn it is, while the ticket is open.
///
/// - Source: R5, R30, Q1; L16.
public struct PostMessage: Sendable {
  public let ticket: Reference<TicketID>
  public let text: String
  /// Whether the message is for the desk alone; only the desk can write such a one.
  public let isInternal: Bool
  public let idempotencyKey: String?

  public init(
    ticket: Reference<TicketID>,
    text: String,
    isInternal: Bool = false,
    idempotencyKey: String? = nil
  ) {
    self.ticket = ticket
    self.text = text
    self.isInternal = isInternal
    self.idempotencyKey = idempotencyKey
  }

  /// Posts the message, or says all that stands against it.
  ///
  /// - Returns: The new message, or that of the first attempt under the same key.
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<ChildID> {
    let attempt = Attempt("postMessage", key: idempotencyKey, digest: digest)
    let work: Undertaking
    switch try Undertaking.begin(
      .postMessage,
      on: ticket,
      as: attempt,
      for: viewer,
      in: context
    ) {
    case .refused(let problems): return .refused(problems)
    case .again(let written): return .done(written.child)
    case .begun(let begun): work = begun
    }
    if isInternal, viewer.audience != .desk {
      return .refused(.notPermitted, at: "input", "internal")
    }
    switch WrittenText(text, characters: Limits.longTextCharacters, lines: true) {
    case .blank: return .refused(.required, at: "input", "text")
    case .bad: return .refused(.invalidValue, at: "input", "text")
    case .good(let text):
      guard
        let message = try context.insertMessage(
          text,
          in: work.ticket.id,
          by: work.author,
          isInternal: isInternal
        )
      else { return .refused(.conflict) }
      try attempt.keep(Written(message), for: viewer, in: context)
      return .done(message)
    }
  }

  private var digest: Digest {
    var digest = Digest()
    digest.add(ticket.id?.rawValue)
    digest.add(text)
    if isInternal { digest.add("internal") }
    return digest
  }
}
