extension Corpus {
  /// The bytes of files: those that are the viewer's, those that are not, and those that never were.
  func downloadDocuments() -> [ProofDocument] {
    let ticket = numbers(of: focus.ticket).first ?? 0
    let foreign = focus.world.tickets.first { $0.key.customer == "stranger" }?.value
    let ids =
      (1...3).map { globalID("attachment", ticket, $0) }
      + [globalID("attachment", foreign.flatMap { numbers(of: $0).first } ?? 0, 1)]
      + [globalID("attachment", 99_999, 1), globalID("message", ticket, 1), "nonsense", "..%2f.."]
    return ids.enumerated().map { place, id in
      ProofDocument(.downloads, "file \(place)") { caller in
        let target = "/attachments/\(id)"
        let answer = try caller.send(ProofRequest(method: "GET", target: target))
        try caller.send(ProofRequest(method: "HEAD", target: target))
        for range in ["bytes=0-3", "bytes=-4", "bytes=900-", "bytes=0-1,3-4", "lines=1"] {
          try caller.send(ProofRequest(method: "GET", target: target, headers: [("Range", range)]))
        }
        let tag = answer.head.split(separator: "\n").first { $0.hasPrefix("etag: ") }
        try caller.send(
          ProofRequest(
            method: "GET",
            target: target,
            headers: [("If-None-Match", tag.map { String($0.dropFirst(6)) } ?? "\"x\"")]
          )
        )
      }
    }
  }

  /// The schema, as the viewer is told of it.
  func introspectionDocuments() -> [ProofDocument] {
    let type = """
      kind name description
      fields(includeDeprecated: true) {
        name args { name type { name kind ofType { name kind } } }
        type { kind name ofType { kind name ofType { kind name } } }
      }
      inputFields { name defaultValue type { name kind } }
      enumValues(includeDeprecated: true) { name }
      possibleTypes { name }
      """
    return [
      ProofDocument(
        .introspection,
        "the schema",
        "{ __schema { queryType { name } directives { name locations } types { \(type) } } }"
      )
    ]
      + ["Ticket", "TicketParameter", "AuditEntry", "Nada", "FieldRule", "Participant"].map {
        ProofDocument(.introspection, "type \($0)", "{ __type(name: \"\($0)\") { \(type) } }")
      }
  }
}
