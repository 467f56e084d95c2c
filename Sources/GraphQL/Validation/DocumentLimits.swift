extension ValidationRule {
  /// A document asks for no more than ``DocumentLimits`` allows.
  ///
  /// Asked before all other rules, whose cost it bounds. Each error names the limit and has a code
  /// of its own.
  static let documentLimits = ValidationRule("DocumentLimits") { facts, report in
    let document = facts.document
    let limits = facts.limits
    let aliases = document.selections.count { selection in
      if case .field(let field) = selection { field.alias != nil } else { false }
    }
    if aliases > limits.aliases {
      report.over("document", aliases, "aliases", limits.aliases, "DOCUMENT_TOO_MANY_ALIASES")
    }
    let directives = document.directives.count
    if directives > limits.directives {
      report.over(
        "document",
        directives,
        "directives",
        limits.directives,
        "DOCUMENT_TOO_MANY_DIRECTIVES"
      )
    }
    for list in facts.directiveLists
    where Int(list.nodes.count) > limits.directivesAtOneLocation {
      report.over(
        "location",
        Int(list.nodes.count),
        "directives",
        limits.directivesAtOneLocation,
        "LOCATION_TOO_MANY_DIRECTIVES",
        moment: list.moment,
        at: document.directives[Int(list.nodes.start)].range.start
      )
    }
    if facts.isTooComplex {
      report(
        0,
        """
        The document's operations and fragments use variables in too many places; \
        the limit is \(limits.variableUses).
        """,
        at: [],
        code: "DOCUMENT_TOO_COMPLEX"
      )
    }
    var sizes = OperationSizes(facts)
    for operation in document.operations.indices {
      let size = sizes.size(of: facts.operations[operation])
      report.check(
        size,
        limits,
        moment: facts.operations[operation].enter,
        at: document.operations[operation].range.start
      )
    }
  }
}

extension ErrorReport {
  fileprivate mutating func over(
    _ subject: String,
    _ count: Int,
    _ things: String,
    _ limit: Int,
    _ code: String,
    moment: Int32 = 0,
    at offset: Int32? = nil
  ) {
    let number = count == .max ? "more \(things) than can be counted" : "\(count) \(things)"
    self(
      moment,
      "The \(subject) has \(number); the limit is \(limit).",
      at: offset.map { [$0] } ?? [],
      code: code
    )
  }

  /// Reports what an operation has too much of.
  fileprivate mutating func check(
    _ size: OperationSizes.Size,
    _ limits: DocumentLimits,
    moment: Int32,
    at offset: Int32
  ) {
    func over(_ count: Int, _ things: String, _ limit: Int, _ code: String) {
      guard count > limit else { return }
      self.over("operation", count, things, limit, code, moment: moment, at: offset)
    }
    over(size.depth, "levels of fields", limits.depth, "OPERATION_TOO_DEEP")
    over(
      size.rootFields,
      "root fields",
      limits.rootFields,
      "OPERATION_TOO_MANY_ROOT_FIELDS"
    )
    over(
      size.fields,
      "fields with its fragments expanded",
      limits.expandedFields,
      "OPERATION_TOO_MANY_FIELDS"
    )
    over(
      size.introspectionDepth,
      "levels of introspection",
      limits.introspectionDepth,
      "INTROSPECTION_TOO_DEEP"
    )
    over(
      size.introspectionFields,
      "fields of introspection",
      limits.introspectionFields,
      "INTROSPECTION_TOO_LARGE"
    )
    over(
      size.listDepth,
      "lists of types in one another",
      limits.introspectionListDepth,
      "INTROSPECTION_TOO_DEEP"
    )
    for ((field, limit), count) in zip(OperationSizes.counted, size.uses) {
      over(
        count,
        "uses of the introspection field \"\(field)\"",
        limit(limits),
        "INTROSPECTION_TOO_LARGE"
      )
    }
  }
}
