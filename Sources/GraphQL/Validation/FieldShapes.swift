/// What the comparison of fields needs of each, as numbers: two fields select the same, or answer in
/// the same shape, exactly when their numbers are equal.
struct FieldShapes {
  /// Of each selection, what it selects: the field's name and its arguments, whatever their order.
  private(set) var calls: [Int]
  /// Of each selection, the shape of its answer; `nil` where the type is unknown, which fits all.
  private(set) var shapes: [Shape?]

  struct Shape: Hashable {
    /// The wrappers from the outside, a bit each behind a leading 1: 1 for a list, 0 for non-null.
    var wrappers: UInt64
    /// `nil` for all composite types, whose selections are compared instead.
    var leaf: TypeID?
  }

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

  private static func shape(of type: TypeReference, in schema: Schema) -> Shape {
    var wrappers: UInt64 = 1
    var type = type
    while true {
      switch type {
      case .named(let name):
        return Shape(wrappers: wrappers, leaf: schema[name].isLeaf ? name : nil)
      case .list(let item): (wrappers, type) = (wrappers << 1 | 1, item)
      case .nonNull(let inner): (wrappers, type) = (wrappers << 1, inner)
      }
    }
  }
}
