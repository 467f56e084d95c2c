/// The strings of a valid document that another document may have others in place of, and still be
/// valid and have the same plan.
///
/// They are whole arguments of fields, of the types `String` and `ID`: these take any string. One that
/// stands in a list or an object, or is of a scalar that looks at it, is as fixed as a name.
///
/// - Source: [String](https://spec.graphql.org/September2025/#sec-String.Input-Coercion) and
///   [ID](https://spec.graphql.org/September2025/#sec-ID.Input-Coercion);
///   [FieldsInSetCanMerge](https://spec.graphql.org/September2025/#FieldsInSetCanMerge()) compares
///   arguments, so that equal strings have to be equal in the other document too.
struct FreeStrings: Sendable {
  let shape: TextShape?
  /// Whether each string of the shape is free.
  private let areFree: [Bool]
  /// For each slot, the string of the shape whose value it has.
  private let stringsOfSlots: [Int]
  /// By the place in ``Document/values``: the slot.
  private let slots: [Int: Int]

  static let none = FreeStrings(shape: nil, areFree: [], stringsOfSlots: [], slots: [:])

  private init(shape: TextShape?, areFree: [Bool], stringsOfSlots: [Int], slots: [Int: Int]) {
    self.shape = shape
    self.areFree = areFree
    self.stringsOfSlots = stringsOfSlots
    self.slots = slots
  }

  /// - Parameters:
  ///   - facts: Of a document that is valid.
  ///   - shape: Its text's; `nil` where it has none.
  ///   - schema: What it was validated for.
  init(in facts: DocumentFacts, shape: TextShape?, schema: BoundSchema) {
    // What is selected below a perspective is planned again by another schema, from the text.
    guard let shape, !schema.mayChangePerspective(facts.document.names) else {
      self = .none
      return
    }
    var areFree = Array(repeating: false, count: shape.strings.count)
    var stringsOfSlots: [Int] = []
    var slots: [Int: Int] = [:]
    for selection in facts.document.selections {
      guard case .field(let field) = selection else { continue }
      for argument in field.arguments.indices {
        let place = facts.document.arguments[argument].value
        guard facts.takesAnyString(at: place),
          let string = shape.string(at: Int(facts.document.values[place].range.start))
        else { continue }
        areFree[string] = true
        // Equal strings have one slot, so that fields with equal arguments are seen to be equal.
        let first = shape.firsts[string]
        let slot = stringsOfSlots.firstIndex(of: first) ?? stringsOfSlots.count
        if slot == stringsOfSlots.count { stringsOfSlots.append(first) }
        slots[place] = slot
      }
    }
    self.init(
      shape: slots.isEmpty ? nil : shape,
      areFree: areFree,
      stringsOfSlots: stringsOfSlots,
      slots: slots
    )
  }

  /// Their slots among the values of an operation's variables, behind those.
  func behind(variables count: Int) -> [Int: Int] { slots.mapValues { $0 + count } }

  /// Whether another text has the same plan as the document's.
  ///
  /// - Complexity: O(text).
  func allow(_ other: [UInt8], of shape: TextShape, in text: [UInt8]) -> Bool {
    guard let mine = self.shape, other.count == text.count, shape.strings == mine.strings,
      shape.firsts == mine.firsts
    else { return false }
    var fixed = 0
    for (string, isFree) in zip(mine.strings, areFree) where isFree {
      let part = fixed..<string.lowerBound
      guard text[part] == other[part] else { return false }
      fixed = string.upperBound
    }
    return text[fixed...] == other[fixed...]
  }

  /// The values that a text has for the slots.
  func values(in text: [UInt8], of shape: TextShape) -> [InputValue] {
    stringsOfSlots.map { .string(String(decoding: text[shape.strings[$0]], as: UTF8.self)) }
  }
}

extension DocumentFacts {
  /// Whether a value is a string where any other string would be as right.
  fileprivate func takesAnyString(at place: Int) -> Bool {
    guard case .string(_, isBlock: false) = document.values[place].kind,
      case .named(let id)? = values[place].type?.nullable
    else { return false }
    let scalar = schema[id].builtInScalar
    return scalar == .string || scalar == .id
  }
}
