public import SQLite

/// Adds a message to a ticket's discussion, whosever turn it is, while the ticket is open.
///
/// - Source: R5, R30, Q1.
public struct PostMessage: Sendable {
  public let ticket: Reference<TicketID>
  public let text: String
  public let idempotencyKey: String?

  public init(ticket: Reference<TicketID>, text: String, idempotencyKey: String? = nil) {
    self.ticket = ticket
    self.text = text
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
    guard let actor = viewer.actor else { return .refused(.notPermitted) }
    guard let target = try ticket.record(for: viewer, in: context) else {
      return .refused(.notFound, at: "input", "ticket")
    }
    let attempt = Attempt("postMessage", key: idempotencyKey, digest: digest)
    switch try attempt.recall(for: viewer, in: context) {
    case .first: break
    case .again(let written): return .done(written.child)
    case .refused(let problem): return .refused([problem])
    }

    if let refusal = target.refusal(of: .postMessage, by: actor) {
      return .refused([Problem(ProblemCode(refusal))])
    }
    let section = context.workflow.policy.access(
      in: target.situation(of: ParameterPlace(.discussion), for: viewer.audience),
      for: viewer.reader
    )
    if let code = ProblemCode(writingUnder: section) {
      let key = section.isHidden ? nil : CommonParameter.discussion.rawValue
      return .refused([Problem(code, parameterKey: key)])
    }
    switch WrittenText(text, characters: Limits.longTextCharacters, lines: true) {
    case .blank: return .refused(.required, at: "input", "text")
    case .bad: return .refused(.invalidValue, at: "input", "text")
    case .good(let text):
      let author = Performer(viewer, of: target.customer, in: context.workflow)
      guard
        let message = try context.insertMessage(
          text,
          in: target.id,
          by: author.key,
          isInternal: false
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
    return digest
  }
}
