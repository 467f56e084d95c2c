public import SQLite

/// Says what the desk understood a request to be, for the customer to approve or reject.
///
/// Each proposal is a version of its own and takes the place of an older one that is still open.
///
/// - Source: R55; F20.
public struct ProposeUnderstanding: Sendable {
  public let ticket: Reference<TicketID>
  public let text: String
  public let idempotencyKey: String?

  public init(ticket: Reference<TicketID>, text: String, idempotencyKey: String? = nil) {
    self.ticket = ticket
    self.text = text
    self.idempotencyKey = idempotencyKey
  }

  /// Writes the proposal, or says all that stands against it.
  ///
  /// - Returns: The new understanding, or that of the first attempt under the same key.
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<ChildID> {
    let attempt = Attempt("proposeUnderstanding", key: idempotencyKey, digest: digest)
    let work: Undertaking
    switch try Undertaking.begin(
      .proposeUnderstanding,
      on: ticket,
      as: attempt,
      for: viewer,
      in: context
    ) {
    case .refused(let problems): return .refused(problems)
    case .again(let written): return .done(written.child)
    case .begun(let begun): work = begun
    }
    switch WrittenText(text, characters: Limits.longTextCharacters, lines: true) {
    case .blank: return .refused(.required, at: "input", "text")
    case .bad: return .refused(.invalidValue, at: "input", "text")
    case .good(let text):
      let id = try context.insertUnderstanding(text, of: work.ticket.id, by: work.author)
      try attempt.keep(Written(id), for: viewer, in: context)
      return .done(id)
    }
  }

  private var digest: Digest {
    var digest = Digest()
    digest.add(ticket.id?.rawValue)
    digest.add(text)
    return digest
  }
}
