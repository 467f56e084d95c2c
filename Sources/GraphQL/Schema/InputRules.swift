// Default values, and the cycles that make an input impossible to write.
//
// Source: https://spec.graphql.org/September2025/#sec-Input-Objects.Type-Validation

extension SchemaAssembly {
  /// No input object needs itself through a series of non-null fields.
  mutating func checkInputCycles() {
    var search = InputCycles(types: types)
    for (place, type) in draft.types.enumerated() where type.kind == .inputObject {
      search.visit(place)
    }
    for cycle in search.cycles {
      guard let first = cycle.first else { continue }
      let names = cycle.map { types[$0.type].inputFields[$0.field].name }.joined(separator: ".")
      report(
        "Cannot reference Input Object \"\(types[first.type].name)\" within itself through a series"
          + " of non-null fields: \"\(names)\".",
        draft.types[first.type].inputFields[first.field].range
      )
    }
  }

  /// Coerces every default value to its type.
  mutating func applyDefaults() {
    let bare = Schema(
      description: nil,
      types: types,
      directives: [],
      queryType: TypeID(rawValue: 0),
      mutationType: nil,
      subscriptionType: nil
    )
    self.bare = bare
    let defaults = DefaultValues(bare, draft)
    for (place, type) in draft.types.enumerated() {
      for (position, node) in type.inputFields.enumerated() {
        let value = defaults.value(of: InputField(type: place, field: position))
        types[place].inputFields[position].defaultValue = value
        let isCyclic = defaults.cyclic.contains(InputField(type: place, field: position))
        if value == nil, !isCyclic {
          checkDefault(node, "\(type.text).\(document[node.name])", bare)
        }
      }
      for (position, field) in type.fields.enumerated() {
        for (index, node) in field.arguments.enumerated() {
          let value = defaults.value(of: node)
          types[place].fields[position].arguments[index].defaultValue = value
          if value == nil {
            let owner = "\(type.text).\(document[field.name])"
            checkDefault(node, "\(owner)(\(document[node.name]):)", bare)
          }
        }
      }
    }
    for (place, directive) in draft.directives.enumerated() {
      for (index, node) in directive.arguments.enumerated() {
        let value = defaults.value(of: node)
        directives[place].arguments[index].defaultValue = value
        if value == nil {
          checkDefault(node, "@\(directive.text)(\(document[node.name]):)", bare)
        }
      }
    }
    for cycle in defaults.cycles { reportDefaultCycle(cycle) }
  }

  /// Complains of a default that has no value.
  private mutating func checkDefault(_ node: InputValueNode, _ name: String, _ bare: Schema) {
    guard let place = node.defaultValue else { return }
    let type = reference(node.type)
    guard self.type(of: type).isInput else { return }
    report(
      "\(name) has an invalid default value: \(document.text(ofValue: place)) is not of type"
        + " \"\(text(of: type))\".",
      document.values[place].range
    )
  }

  private mutating func reportDefaultCycle(_ cycle: [InputField]) {
    guard let first = cycle.first else { return }
    let names = cycle.map { "\(types[$0.type].name).\(types[$0.type].inputFields[$0.field].name)" }
    let via =
      names.count > 1
      ? " via the default values of: \(names.dropFirst().joined(separator: ", "))" : ""
    report(
      "Invalid circular reference. The default value of Input Object field \(names[0])"
        + " references itself\(via).",
      draft.types[first.type].inputFields[first.field].range
    )
  }
}

/// A field of an input object, by places.
struct InputField: Hashable {
  var type: Int
  var field: Int
}

/// The search for non-null cycles, depth first.
private struct InputCycles {
  let types: [TypeDefinition]
  var cycles: [[InputField]] = []
  private var visited: Set<Int> = []
  private var path: [InputField] = []
  /// Where in `path` each type that is being visited began.
  private var begins: [Int: Int] = [:]

  init(types: [TypeDefinition]) { self.types = types }

  mutating func visit(_ place: Int) {
    guard visited.insert(place).inserted else { return }
    begins[place] = path.count
    for (position, field) in types[place].inputFields.enumerated() {
      guard case .nonNull(.named(let id)) = field.type,
        types[Int(id.rawValue)].kind == .inputObject
      else { continue }
      path.append(InputField(type: place, field: position))
      if let start = begins[Int(id.rawValue)] {
        cycles.append(Array(path[start...]))
      } else {
        visit(Int(id.rawValue))
      }
      path.removeLast()
    }
    begins[place] = nil
  }
}

/// The defaults of input fields, each found once and when it is first needed.
private final class DefaultValues {
  private let schema: Schema
  private let draft: SchemaDraft
  private var known: [InputField: InputValue?] = [:]
  private var stack: [InputField] = []
  private(set) var cycles: [[InputField]] = []
  private(set) var cyclic: Set<InputField> = []

  init(_ schema: Schema, _ draft: SchemaDraft) {
    self.schema = schema
    self.draft = draft
  }

  func value(of field: InputField) -> InputValue? {
    if let value = known[field] { return value }
    if let start = stack.firstIndex(of: field) {
      cycles.append(Array(stack[start...]))
      cyclic.formUnion(stack[start...])
      return nil
    }
    stack.append(field)
    let value = value(of: draft.types[field.type].inputFields[field.field])
    stack.removeLast()
    known[field] = .some(value)
    return value
  }

  func value(of node: InputValueNode) -> InputValue? {
    guard let place = node.defaultValue else { return nil }
    return LiteralCoercion(
      schema: schema,
      document: draft.document,
      variables: { _ in nil },
      defaultValue: { [self] type, field in
        value(of: InputField(type: Int(type.rawValue), field: field))
      }
    ).value(place, as: reference(node.type))
  }

  private func reference(_ place: Int) -> TypeReference {
    switch draft.document.types[place].kind {
    case .named(let name):
      .named(
        schema.type(named: draft.document[name])?.id ?? TypeID(rawValue: Int32(draft.types.count))
      )
    case .list(let item): .list(reference(item))
    case .nonNull(let inner): .nonNull(reference(inner))
    }
  }
}
