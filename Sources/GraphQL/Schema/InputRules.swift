// Input objects that no value can be written of: cycles of non-null fields, and of default values.
//
// Source: https://spec.graphql.org/September2025/#sec-Input-Objects.Type-Validation; the messages
// are graphql-js's, those about default values of its version 17.

/// A field of an input object, by places.
struct InputField: Hashable {
  var type: Int
  var field: Int
}

/// What was found of cycles while one input object after the other is checked.
struct InputObjectSearch {
  fileprivate var nonNull = CycleSearch<Int, InputField>()
  fileprivate var defaults = CycleSearch<InputField, InputField>()
  /// Of the defaults that were left.
  fileprivate var extents: [InputField: DefaultExtent] = [:]
}

/// How large a default is once the defaults of the fields that it leaves out are filled in.
private struct DefaultExtent {
  /// The fields whose defaults it needs, and how deep within it each stands.
  var needs: [(field: InputField, depth: Int)] = []
  /// How many lists and objects stand in one another.
  var depth = 1
  /// How many values there are.
  var count = 1
}

extension SchemaAssembly {
  /// No input object needs itself through a series of non-null fields.
  mutating func checkNonNullCycles(from place: Int, _ search: inout InputObjectSearch) {
    var cycles: [(steps: [InputField], type: Int)] = []
    search.nonNull.visit(
      place,
      edges: { type in
        types[type].inputFields.enumerated().compactMap { position, field in
          guard case .nonNull(.named(let id)) = field.type,
            self.types[Int(id.rawValue)].kind == .inputObject
          else { return nil }
          return CycleSearch.Edge(
            label: InputField(type: type, field: position),
            node: Int(id.rawValue)
          )
        }
      },
      found: { cycles.append((Array($0), $1)) }
    )
    for (steps, type) in cycles {
      let names = steps.map { types[$0.type].inputFields[$0.field].name }.joined(separator: ".")
      report(
        "Cannot reference Input Object \"\(types[type].name)\" within itself through a series"
          + " of non-null fields: \"\(names)\".",
        steps.map { node(of: $0).range }
      )
    }
  }

  /// No default value needs itself, and none grows out of all bounds.
  ///
  /// - Source: [InputObjectDefaultValueHasCycle](https://spec.graphql.org/September2025/#InputObjectDefaultValueHasCycle()).
  mutating func checkDefaults(from place: Int, _ search: inout InputObjectSearch) {
    var cycles: [[InputField]] = []
    var excessive: [InputField] = []
    var extents = search.extents
    search.extents = [:]
    for position in types[place].inputFields.indices {
      let start = InputField(type: place, field: position)
      guard node(of: start).defaultValue != nil else { continue }
      search.defaults.visit(
        start,
        edges: { field in
          let extent = extent(of: field)
          extents[field] = extent
          return extent.needs.map { CycleSearch.Edge(label: $0.field, node: $0.field) }
        },
        found: { steps, _ in cycles.append(Array(steps)) },
        left: { field in
          if !Self.fillIn(field, &extents) { excessive.append(field) }
        }
      )
    }
    search.extents = extents
    for cycle in cycles { reportDefaultCycle(cycle) }
    for field in excessive {
      report(
        "The default value of Input Object field \(name(of: field)) is too large: with the defaults"
          + " of the fields that it leaves out, it is more than \(Limits.defaultDepth) levels deep"
          + " or has more than \(Limits.defaultCount) values.",
        node(of: field).range
      )
    }
  }

  private mutating func reportDefaultCycle(_ steps: [InputField]) {
    guard let field = steps.last else { return }
    let between = steps.dropLast()
    let via =
      between.isEmpty
      ? "" : " via the default values of: \(between.map(name).joined(separator: ", "))"
    report(
      "Invalid circular reference. The default value of Input Object field \(name(of: field))"
        + " references itself\(via).",
      ([field] + between).compactMap { node(of: $0).defaultValue }.map { document.values[$0].range }
    )
  }

  private func node(of field: InputField) -> InputValueNode {
    draft.types[field.type].inputFields[field.field]
  }

  private func name(of field: InputField) -> String {
    "\(types[field.type].name).\(types[field.type].inputFields[field.field].name)"
  }

  /// What a field's default is by itself.
  private func extent(of field: InputField) -> DefaultExtent {
    var extent = DefaultExtent()
    let type = types[field.type].inputFields[field.field].type.namedType
    if let place = node(of: field).defaultValue { measure(place, type, depth: 1, &extent) }
    return extent
  }

  /// Adds a literal to the extent of the default that it stands in.
  private func measure(_ place: Int, _ id: TypeID, depth: Int, _ extent: inout DefaultExtent) {
    extent.count += 1
    extent.depth = max(extent.depth, depth)
    switch document.values[place].kind {
    case .list(let items):
      for item in items.indices { measure(item, id, depth: depth + 1, &extent) }
    case .object(let fields) where types[Int(id.rawValue)].kind == .inputObject:
      var given: [NameID: Int] = [:]
      for field in fields.indices.map({ document.objectFields[$0] }) {
        given[field.name.id] = field.value
      }
      let type = Int(id.rawValue)
      for (position, node) in draft.types[type].inputFields.enumerated() {
        let inner = types[type].inputFields[position].type.namedType
        guard types[Int(inner.rawValue)].kind == .inputObject else {
          extent.count += 1
          continue
        }
        if let value = given[node.name.id] {
          measure(value, inner, depth: depth + 1, &extent)
        } else if node.defaultValue != nil {
          extent.needs.append((InputField(type: type, field: position), depth))
        }
      }
    case .object, .variable, .int, .float, .string, .boolean, .null, .enumeration:
      break
    }
  }

  /// Adds to an extent those of the defaults that it needs, all of which have been left.
  ///
  /// - Returns: Whether it keeps the limits; one that does not counts as empty from then on.
  private static func fillIn(
    _ field: InputField,
    _ extents: inout [InputField: DefaultExtent]
  ) -> Bool {
    guard var extent = extents[field] else { return true }
    for (need, depth) in extent.needs {
      let inner = extents[need] ?? DefaultExtent()
      extent.depth = max(extent.depth, depth + inner.depth)
      extent.count += inner.count
    }
    let isKept =
      extent.needs.isEmpty
      || extent.depth <= Limits.defaultDepth && extent.count <= Limits.defaultCount
    extents[field] = isKept ? extent : DefaultExtent()
    extents[field]?.needs = []
    return isKept
  }
}
