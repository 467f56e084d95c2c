extension ValidationRule {
  /// A literal is one that its type takes.
  ///
  /// - Source: [Values of correct type](https://spec.graphql.org/September2025/#sec-Values-of-Correct-Type);
  ///   for OneOf, [input objects](https://spec.graphql.org/September2025/#sec-OneOf-Input-Objects).
  static let valuesOfCorrectType = ValidationRule("ValuesOfCorrectType") { facts, report in
    let suggests = report.suggestions
    for (place, value) in facts.document.values.enumerated() {
      let fact = facts.values[place]
      guard fact.isChecked, let type = fact.type else { continue }
      let judge = LiteralJudge(facts: facts, place: place, type: type, suggests: suggests)
      switch value.kind {
      case .variable:
        break
      case .null:
        if !type.isNullable { judge.refuse(&report) }
      case .list:
        if case .list = type.nullable { break }
        // Within a list graphql-js no longer knows of the `!` around it.
        LiteralJudge(facts: facts, place: place, type: type.nullable, suggests: suggests)
          .checkLeaf(&report)
      case .object(let fields):
        judge.checkObject(fields, &report)
      case .int, .float, .string, .boolean, .enumeration:
        judge.checkLeaf(&report)
      }
    }
  }
}

/// The judgement of one literal.
private struct LiteralJudge {
  let facts: DocumentFacts
  /// A place in ``Document/values``.
  let place: Int
  /// What is expected.
  let type: TypeReference
  /// Whether messages may name what the schema has instead.
  let suggests: Bool

  private var moment: Int32 { facts.values[place].enter }
  private var range: SourceRange { facts.document.values[place].range }
  private var echo: String {
    facts.document.text(ofValue: place).shortened(to: facts.document.echo)
  }

  func refuse(_ report: inout ErrorReport) {
    refuse("Expected value of type \"\(facts.text(of: type))\", found \(echo).", &report)
  }

  private func refuse(_ message: @autoclosure () -> String, _ report: inout ErrorReport) {
    report(moment, message(), at: [range.start])
  }

  // MARK: Leaves

  func checkLeaf(_ report: inout ErrorReport) {
    let definition = facts.schema[type.namedType]
    guard definition.isLeaf else { return refuse(&report) }
    do {
      _ = try definition.leaf(literal: place, in: facts.document)
    } catch {
      refuse(error.message + suggestion(of: definition), &report)
    }
  }

  private func suggestion(of definition: TypeDefinition) -> String {
    guard suggests, definition.kind == .enumeration else { return "" }
    let near = Suggestions.near(
      echo,
      among: definition.enumValues.map(\.name)
    )
    return Suggestions.sentence(near, about: "the enum value ")
  }

  // MARK: Input objects

  func checkObject(_ range: NodeRange, _ report: inout ErrorReport) {
    let definition = facts.schema[type.namedType]
    guard definition.kind == .inputObject else { return checkLeaf(&report) }
    // Of two fields with one name the last counts, as in graphql-js.
    var given: [String: Int] = [:]
    for place in range.indices { given[name(of: place)] = place }
    for field in definition.inputFields where field.isRequired && given[field.name] == nil {
      refuse(
        """
        Field "\(definition.name).\(field.name)" of required type \
        "\(facts.text(of: field.type))" was not provided.
        """,
        &report
      )
    }
    if definition.isOneOf { checkOneOf(definition.name, given, &report) }
    for place in range.indices {
      let name = name(of: place)
      guard !definition.inputFields.contains(where: { $0.name == name }) else { continue }
      let field = facts.document.objectFields[place]
      report(
        facts.objectFields[place],
        "Field \"\(facts.text(field.name))\" is not defined by type \"\(definition.name)\"."
          + suggestion(for: name, of: definition),
        at: [field.range.start]
      )
    }
  }

  private func suggestion(for name: String, of definition: TypeDefinition) -> String {
    guard suggests else { return "" }
    return Suggestions.sentence(
      Suggestions.near(name, among: definition.inputFields.map(\.name))
    )
  }

  private func name(of field: Int) -> String {
    facts.document[facts.document.objectFields[field].name]
  }

  private func checkOneOf(_ type: String, _ given: [String: Int], _ report: inout ErrorReport) {
    guard given.count == 1, let field = given.values.first else {
      refuse("OneOf Input Object \"\(type)\" must specify exactly one key.", &report)
      return
    }
    let node = facts.document.objectFields[field]
    guard facts.document.values[node.value].kind == .null else { return }
    refuse("Field \"\(type).\(facts.text(node.name))\" must be non-null.", &report)
  }
}
