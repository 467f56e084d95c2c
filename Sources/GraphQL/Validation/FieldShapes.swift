/// What the comparison of fields needs of each, as numbers: two fields select the same, or answer in
/// the same shape, exactly when their numbers are equal.
struct FieldShapes {
  /// Of each selection, what it selects: the field's name and its arguments, whatever their order.
  private(set) var calls: [Int]
  /// Of each selection, the type of its answer with all composite types taken for one, for their
  /// selections are compared instead; `nil` where it is unknown, which fits all.
  private(set) var shapes: [TypeReference?]

  /// - Complexity: O(length of all arguments), expected.
  init(_ facts: DocumentFacts) {
    let document = facts.document
    calls = Array(repeating: -1, count: document.selections.count)
    shapes = Array(repeating: nil, count: document.selections.count)
    // Hashed by bytes: two strings that look alike are not the same argument.
    var known: [[UInt8]: Int] = [:]
    for place in facts.selectionOrder {
      guard case .field(let field) = document.selections[place] else { continue }
      calls[place] = Int(field.name.id.rawValue)
      if !field.arguments.isEmpty {
        let text = CanonicalArguments(of: field, in: document).bytes
        let next = document.names.count + known.count
        calls[place] = known[text] ?? next
        if calls[place] == next { known[text] = next }
      }
      shapes[place] = facts.definition(of: facts.selections[place].field).map {
        FieldShapes.shape(of: $0.type, in: facts.schema)
      }
    }
  }

  private static func shape(of type: TypeReference, in schema: Schema) -> TypeReference {
    switch type {
    case .named(let name): .named(schema[name].isLeaf ? name : TypeID(rawValue: -1))
    case .list(let item): .list(shape(of: item, in: schema))
    case .nonNull(let inner): .nonNull(shape(of: inner, in: schema))
    }
  }
}
