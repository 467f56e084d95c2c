import Bytes

extension Corpus {
  /// What every list is asked for: its order, its counts, its cursors.
  static let page = """
    totalCount edges { cursor node { id number } } nodes { id updatedAt version }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    """

  /// Every operator on every parameter that is hidden, with values that hit, miss and nearly hit.
  func filterDocuments() -> [ProofDocument] {
    focus.hidden.flatMap { parameter in
      let filters = filters(of: parameter)
      return [
        lists("\(parameter.key): each alone", filters),
        lists("\(parameter.key): not", filters.map { "{not: \($0)}" }),
        lists("\(parameter.key): nested", filters.map(nested)),
        inside("\(parameter.key): of a customer", filters),
        variables("\(parameter.key): variables", of: parameter),
      ]
    } + [lists("texts", texts), sections]
  }

  /// The filters of one parameter.
  private func filters(of parameter: ProofParameter) -> [String] {
    let key = parameter.key
    let kind = parameter.kind
    let values = [
      kind.literal(.first, key: key), kind.literal(.second, key: key), kind.near(key: key),
    ].map { kind.input($0) }
    var filters = ["isSet: true", "isSet: false", "in: [\(values.joined(separator: ", "))]"]
    filters += values.flatMap { ["equals: \($0)", "less: \($0)", "greater: \($0)"] }
    filters += [ProofValue.first, .second].flatMap { value in
      let word = value.word(of: key)
      return ["contains: \"\(word)\"", "contains: \"\(word.prefix(5))\""]
    }
    let own = filters.map { "{parameters: [{key: \"\(key)\", \($0)}]}" }
    switch key {
    case "priority": return own + ["{priority: [HIGH]}", "{priority: [LOW, URGENT]}"]
    case "dueDate":
      return own + ["{dueDate: {from: \"2026-04-01\"}}", "{dueDate: {before: \"2026-06-15\"}}"]
    default: return own
    }
  }

  private func nested(_ filter: String) -> String {
    "{or: [{and: [\(filter), {status: [PENDING, IN_PROGRESS, COMPLETED, CANCELLED]}]}, {not: {not: \(filter)}}]}"
  }

  private var texts: [String] {
    ProofType.all.flatMap(\.parameters).filter { $0.kind == .text || $0.kind == .longText }
      .flatMap { parameter in
        [ProofValue.first, .second].map { "{text: \"\($0.word(of: parameter.key))\"}" }
      }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Sections hold no value that a filter could ask about.
  private var sections: ProofDocument {
    lists(
      "sections",
      ProofType.sections.flatMap { key in
        ["isSet: true", "isSet: false", "contains: \"recado\"", "equals: {text: \"recado\"}"].map {
          "{parameters: [{key: \"\(key)\", \($0)}]}"
        }
      }
    )
  }

  /// A document of as many lists as there are filters, to the limit of root fields.
  private func lists(_ name: String, _ filters: [String]) -> ProofDocument {
    let fields = filters.prefix(50).enumerated().map {
      "f\($0): tickets(first: 50, filter: \($1)) { \($0 == 0 ? Self.page : "totalCount nodes { id }") }"
    }
    return ProofDocument(.filters, name, "{ \(fields.joined(separator: "\n")) }")
  }

  /// The same lists of one customer.
  private func inside(_ name: String, _ filters: [String]) -> ProofDocument {
    let fields = filters.enumerated().map {
      "f\($0): tickets(first: 50, filter: \($1)) { totalCount nodes { id } }"
    }
    return ProofDocument(
      .filters,
      name,
      "{ customer(id: \"\(focus.customer)\") { \(fields.joined(separator: "\n")) } }"
    )
  }

  /// The filter as a variable, one after another.
  private func variables(_ name: String, of parameter: ProofParameter) -> ProofDocument {
    let key = JSON.string(parameter.key)
    let value = parameter.kind.input(parameter.kind.literal(.second, key: parameter.key))
    let query = """
      query($filter: TicketFilter, $key: String = "nada") {
        tickets(filter: $filter, first: 50) { \(Self.page) }
        other: tickets(filter: {parameters: [{key: $key, equals: \(value)}]}) { totalCount }
      }
      """
    return ProofDocument(.filters, name) { caller in
      for filter: JSON in [
        ["parameters": [["key": key, "isSet": true]]],
        ["not": ["parameters": [["key": key, "isSet": true]]]],
        ["parameters": [["key": key, "isSet": false], ["key": key, "isSet": true]]],
        .null,
      ] {
        try caller.ask(query, variables: ["filter": filter, "key": key])
      }
    }
  }
}
