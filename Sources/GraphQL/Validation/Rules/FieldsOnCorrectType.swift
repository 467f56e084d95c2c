extension ValidationRule {
  /// A field is one that its parent type defines.
  ///
  /// - Source: [Field Selections](https://spec.graphql.org/September2025/#sec-Field-Selections).
  static let fieldsOnCorrectType = ValidationRule("FieldsOnCorrectType") { facts, report in
    let suggests = report.suggestions
    for place in facts.selectionOrder {
      let fact = facts.selections[place]
      guard case .field(let field) = facts.document.selections[place],
        fact.field == .unknown, let parent = fact.parent
      else { continue }
      report(
        fact.enter,
        """
        Cannot query field "\(facts.text(field.name))" on type "\(facts.schema[parent].name)".
        """ + (suggests ? facts.suggestion(for: field.name, on: parent) : ""),
        at: [field.range.start]
      )
    }
  }
}

extension DocumentFacts {
  /// The types that have the field and could stand here; or else the fields with a similar name.
  fileprivate func suggestion(for name: Name, on parent: TypeID) -> String {
    let field = document[name]
    guard field.utf8.count <= Suggestions.nameLength else { return "" }
    let types = schema.types(having: field, under: parent)
    guard types.isEmpty else {
      return Suggestions.sentence(types, about: "to use an inline fragment on ")
    }
    return Suggestions.sentence(
      Suggestions.near(field, among: schema[parent].fields.map(\.name))
    )
  }
}

extension Schema {
  /// The possible types of an abstract type that define a field, and their interfaces that do:
  /// those with the most implementers first, then supertypes first.
  fileprivate func types(having field: String, under parent: TypeID) -> [String] {
    guard self[parent].isAbstract else { return [] }
    var found: [TypeID] = []
    var uses: [TypeID: Int] = [:]
    for type in self[parent].possibleTypes where self[type].fieldIndex[field] != nil {
      found.append(type)
      uses[type] = 1
      for interface in self[type].interfaces where self[interface].fieldIndex[field] != nil {
        if uses[interface] == nil { found.append(interface) }
        uses[interface, default: 0] += 1
      }
    }
    // Not a strict order (graphql-js's is none either), so it is applied by insertion.
    var sorted: [TypeID] = []
    for type in found {
      let place = sorted.firstIndex { isSuggested(type, before: $0, uses) } ?? sorted.endIndex
      sorted.insert(type, at: place)
    }
    return sorted.map { self[$0].name }
  }

  private func isSuggested(_ a: TypeID, before b: TypeID, _ uses: [TypeID: Int]) -> Bool {
    let (m, n) = (uses[a, default: 0], uses[b, default: 0])
    if m != n { return m > n }
    if self[b].interfaces.contains(a) { return true }
    if self[a].interfaces.contains(b) { return false }
    return Suggestions.precedes(self[a].name, self[b].name)
  }
}
