import Bytes

extension Corpus {
  /// Documents that are refused: what they name and what they say must not depend on what is hidden.
  func wrongDocuments() -> [ProofDocument] {
    let ticket = focus.ticket
    let key = focus.hidden.first?.key ?? "subject"
    let queries = [
      "{ ticket(id: \"\(ticket)\") { \(key) nada } }",
      "{ ticket(id: \"\(ticket)\") { secret } }",
      "{ auditLog(first: 1) { nodes { action } } }",
      "{ users { nodes { code } } settings { revision } }",
      "{ ticket(id: \"\(ticket)\") { type { fieldRules { required } } } }",
      "{ ticket(id: \"\(ticket)\", number: 1) { id } }",
      "{ ticket { id } }",
      "{ tickets(first: 5, last: 5) { totalCount } }",
      "{ tickets(first: -1) { totalCount } }",
      "{ tickets(first: 1000) { totalCount } }",
      "{ tickets(after: \"nonsense\") { totalCount } }",
      "{ tickets(filter: {parameters: [{key: \"\(key)\", equals: {text: \"a\", integer: 1}}]}) { totalCount } }",
      "{ tickets(filter: {parameters: [{key: \"\(key)\", equals: {}}]}) { totalCount } }",
      "{ tickets(orderBy: {field: SUBJECT}) { totalCount } }",
      "{ tickets(orderBy: {field: PRIORITY, direction: UP}) { totalCount } }",
      "{ tickets(filter: {priority: [SOON]}) { totalCount } }",
      "{ tickets(filter: {dueDate: {from: \"yesterday\"}}) { totalCount } }",
      "{ searchTickets(text: \"\") { totalCount } }",
      "{ ticket(id: \"\(ticket)\") { id ",
      "query A { viewer { user { id } } } query B { viewer { user { id } } }",
      "subscription { ticketChanged { id } }",
      "mutation { updateTicket(input: {ticket: \"\(ticket)\"}) { problems { code } } }",
      "mutation { updateTicket(input: {ticket: \"\(ticket)\", parameters: [{key: \"\(key)\", value: {}}]}) { problems { code } } }",
      "mutation { cancelTicket(input: {ticket: \"\(ticket)\", justification: \"x\"}) { problems { code } } }",
    ]
    return queries.enumerated().map {
      ProofDocument(.wrong, "document \($0): \($1.prefix(40))", $1)
    }
      + badVariables + [envelopes]
  }

  private var badVariables: [ProofDocument] {
    let key = JSON.string(focus.hidden.first?.key ?? "subject")
    let query = "query($f: TicketFilter!) { tickets(filter: $f) { totalCount } }"
    let filters: [JSON] = [
      .null, 3, ["parameters": ["key": 1]], ["parameters": [["key": key, "equals": ["text": 1]]]],
      ["parameters": [["key": key, "equals": ["nada": "x"]]]],
      ["parameters": [["key": key, "in": [["date": "2026-13-40"]]]]],
      ["and": [["or": [["not": ["nada": true]]]]]],
    ]
    return filters.enumerated().map {
      ProofDocument(.wrong, "variables \($0)", query, variables: ["f": $1])
    }
  }

  /// Requests that are no good as HTTP, and answers in every shape that a client can accept.
  private var envelopes: ProofDocument {
    let query = "{ ticket(id: \"\(focus.ticket)\") { id subject parameters { key } } }"
    return ProofDocument(.wrong, "envelopes") { caller in
      for type in [
        "application/json", "application/graphql-response+json", "text/html", "text/csv",
        "text/event-stream", "*/*;q=0.1", "nonsense",
      ] {
        try caller.ask(query, headers: [("Accept", type)])
      }
      for language in ["pt-BR", "en", "xx"] {
        try caller.ask(query + "{", headers: [("Accept-Language", language)])
      }
      let escaped = query.utf8.map { "%" + String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
      try caller.send(
        ProofRequest(
          method: "GET",
          target: "/graphql?query=\(escaped.joined())",
          headers: [("Apollo-Require-Preflight", "1")]
        )
      )
      try caller.send(
        ProofRequest(headers: [("Content-Type", "text/plain")], body: Array(query.utf8))
      )
      try caller.send(ProofRequest(headers: [("Content-Type", "application/json")], body: [123]))
      try caller.send(ProofRequest(method: "GET", target: "/graphql/nada"))
    }
  }
}
