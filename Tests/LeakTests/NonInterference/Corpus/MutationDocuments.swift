import Bytes

extension Corpus {
  /// What the viewer can try to change, with the payloads that it gives, in this order.
  ///
  /// Both databases of a pair go through the same changes, so they keep differing in what is hidden
  /// and in nothing else. They come after everything that only reads.
  func mutationDocuments() -> [ProofDocument] {
    hiddenEdits + shownEdits + entries + decisions + opening + movements + strangers + after
  }

  /// What is wanted of a payload: the ticket with its parameters, form, actions and sections.
  private func payload(_ mutation: String) -> String {
    let root = walk.schema.mutationType.map { walk.schema[$0] }
    guard let field = root?.field(mutation) else { return "__typename" }
    return walk.everything(
      of: walk.schema[field.type.namedType].name,
      depth: 4,
      but: ["tickets", "customer", "type", "group", "step", "types", "steps", "to", "from"]
    )
  }

  private func mutate(
    _ mutation: String,
    _ input: String,
    _ name: String,
    opensTicket: Bool = false
  ) -> ProofDocument {
    ProofDocument(
      .mutations,
      "\(mutation) \(name)",
      "mutation { \(mutation)(input: {\(input)}) { \(payload(mutation)) } }",
      opensTicket: opensTicket
    )
  }

  private func update(_ parameters: String, _ name: String, _ more: String = "") -> ProofDocument {
    mutate("updateTicket", "ticket: \"\(focus.ticket)\", parameters: [\(parameters)]\(more)", name)
  }

  /// Right and wrong values for what is hidden, alone and beside what is not.
  private var hiddenEdits: [ProofDocument] {
    let long = String(repeating: "x", count: 1_001)
    let shown = focus.shown.first.map { "\($0.edit(.second)), " } ?? ""
    return focus.hidden.flatMap { parameter in
      let wrong = parameter.kind == .integer ? "{text: \"x\"}" : "{integer: 7}"
      return [
        update(parameter.edit(.first), "\(parameter.key) first"),
        update(parameter.edit(.second), "\(parameter.key) second"),
        update(parameter.edit(nil), "\(parameter.key) empty"),
        update("{key: \"\(parameter.key)\", value: \(wrong)}", "\(parameter.key) wrong kind"),
        update("{key: \"\(parameter.key)\", value: {text: \"\(long)\"}}", "\(parameter.key) long"),
        update(shown + parameter.edit(.second), "\(parameter.key) beside a shown one"),
      ]
    }
      + ProofType.sections.map {
        update("{key: \"\($0)\", value: {text: \"x\"}}", "section \($0)")
      } + [update("{key: \"nada\", value: {text: \"x\"}}", "unknown")]
  }

  /// Changes of what the viewer sees, under the version that the viewer sees.
  private var shownEdits: [ProofDocument] {
    let mutation = """
      mutation($version: Int) {
        updateTicket(input: {
          ticket: "\(focus.ticket)", expectedVersion: $version, idempotencyKey: "prova-edit",
          parameters: [\(focus.shown.prefix(3).map { $0.edit(.second) }.joined(separator: ", "))]
        }) { \(payload("updateTicket")) }
      }
      """
    let ticket = focus.ticket
    return [
      ProofDocument(.mutations, "updateTicket under a version") { caller in
        let seen = try caller.ask("{ ticket(id: \"\(ticket)\") { version } }")
        try caller.ask(mutation, variables: ["version": 1_000])
        // Twice: the second is a replay.
        for _ in 0..<2 {
          try caller.ask(mutation, variables: ["version": seen["ticket.version"] ?? .null])
        }
      }
    ]
  }

  /// Messages and files.
  private var entries: [ProofDocument] {
    let ticket = focus.ticket
    let upload = """
      mutation($file: Upload!) {
        addAttachments(input: {ticket: "\(ticket)", files: [$file]}) { \(payload("addAttachments")) }
      }
      """
    return [
      mutate("postMessage", "ticket: \"\(ticket)\", text: \"Recado novo\"", "public"),
      mutate("postMessage", "ticket: \"\(ticket)\", text: \" \"", "blank"),
      ProofDocument(.mutations, "addAttachments") { caller in
        try caller.send(.upload(upload, name: "novo.txt", content: "novo", token: nil))
      },
      // Its address is another each time, so it is not asked for.
      ProofDocument(.mutations, "requestUpload") { caller in
        try caller.ask(
          """
          mutation { requestUpload(input: {ticket: "\(ticket)", name: "novo.txt", size: 4}) {
            upload { method size expiresAt } problems { code message path parameterKey }
          } }
          """
        )
      },
    ]
      + (focus.side == .desk
        ? [
          mutate(
            "postMessage",
            "ticket: \"\(ticket)\", text: \"Só nós\", internal: true",
            "internal"
          )
        ]
        : [])
  }

  /// Decisions on understandings, those that are not there included.
  private var decisions: [ProofDocument] {
    let ticket = numbers(of: focus.ticket).first ?? 0
    return [2, 1, 1].map { globalID("understanding", ticket, $0) }.enumerated().flatMap {
      [
        mutate(
          "rejectUnderstanding",
          "understanding: \"\($1)\", reason: \"Não é isso\"",
          "\($0)"
        ),
        mutate("approveUnderstanding", "understanding: \"\($1)\"", "\($0)"),
      ]
    }
  }

  /// Tickets opened with hidden parameters, which is refused, and without, which takes a number.
  private var opening: [ProofDocument] {
    let type = focus.world.ids[focus.type.key] ?? ""
    let start = "type: \"\(type)\", customer: \"\(focus.customer)\", parameters:"
    let shown = focus.shown.prefix(3).map { $0.edit(.first) }.joined(separator: ", ")
    return focus.hidden.map {
      mutate("openTicket", "\(start) [\($0.edit(.second))]", "with \($0.key)")
    } + [
      mutate("openTicket", "\(start) [\(shown)], idempotencyKey: \"o\"", "", opensTicket: true),
      mutate(
        "openTicket",
        "\(start) [\(shown)], idempotencyKey: \"o\"",
        "again",
        opensTicket: true
      ),
    ]
  }

  /// The moves that the ticket's state lets the viewer make, and those that it does not.
  private var movements: [ProofDocument] {
    let ticket = "ticket: \"\(focus.ticket)\""
    let hidden = focus.hidden.prefix(2).map {
      mutate(
        "submitTicket",
        "\(ticket), condition: \"send\", reason: \"ok\", parameters: [\($0.edit(.second))]",
        "with \($0.key)"
      )
    }
    let submits = [
      mutate("submitTicket", "\(ticket), condition: \"fly\", reason: \"ok\"", "nowhere"),
      mutate("submitTicket", "\(ticket), condition: \"send\", reason: \"nada\"", "without reason"),
    ]
    guard focus.side == .desk else {
      return hidden + submits
        + [mutate("submitTicket", "\(ticket), condition: \"send\", reason: \"ok\"", "on")]
    }
    let other = focus.world.ids["attendant other"] ?? ""
    return hidden + submits + [
      mutate("takeTicket", ticket, ""),
      mutate("reassignTicket", "\(ticket), attendant: \"\(other)\"", ""),
      mutate("proposeUnderstanding", "\(ticket), text: \"Assim\"", ""),
      mutate(
        "completeTicket",
        "\(ticket), parameters: [\(focus.hidden.first?.edit(.second) ?? "")]",
        "with what is hidden"
      ),
      mutate("submitTicket", "\(ticket), condition: \"return\", reason: \"ok\"", "back"),
      mutate("completeTicket", ticket, ""),
    ]
  }

  /// The same on tickets that the viewer cannot have.
  private var strangers: [ProofDocument] {
    let hidden = focus.hidden.first?.edit(.second) ?? ""
    let narrow = TicketKey(customer: "narrow", type: ProofType.blocked.key, state: .withAttendant)
    let stranger = TicketKey(
      customer: "stranger",
      type: ProofType.all[0].key,
      state: .withAttendant
    )
    guard focus.side == .online else { return [] }
    return [focus.world.tickets[stranger], focus.world.tickets[narrow], globalID("ticket", 99_999)]
      .compactMap { $0 }.enumerated().flatMap { place, id in
        [
          mutate("updateTicket", "ticket: \"\(id)\", parameters: [\(hidden)]", "stranger \(place)"),
          mutate("postMessage", "ticket: \"\(id)\", text: \"oi\"", "stranger \(place)"),
          mutate(
            "submitTicket",
            "ticket: \"\(id)\", condition: \"send\", reason: \"ok\"",
            "stranger \(place)"
          ),
        ]
      }
  }

  /// What has become of the ticket and of the lists that it stands in.
  private var after: [ProofDocument] {
    [
      ProofDocument(
        .mutations,
        "the ticket afterwards",
        "{ ticket(id: \"\(focus.ticket)\") { \(walk.everything(of: "Ticket", depth: 3, but: ["tickets", "types", "steps"])) } }"
      ),
      ProofDocument(
        .mutations,
        "the list afterwards",
        "{ tickets(first: 20, orderBy: {field: UPDATED_AT}) { \(Self.page) } }"
      ),
    ]
  }
}
