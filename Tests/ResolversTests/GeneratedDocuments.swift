import GraphQL

/// Makes documents out of a schema, the same ones for the same seed: whatever its audience may ask.
struct GeneratedDocuments {
  private let schema: Schema
  /// What an `ID` can be.
  private let ids: [String]
  private var state: UInt64

  init(_ schema: Schema, ids: [String], seed: UInt64) {
    self.schema = schema
    self.ids = ids
    state = seed
  }

  /// The selection set of a query.
  mutating func next() -> String {
    let root = schema[schema.queryType]
    var fields: [String] = []
    for _ in 0..<(1 + number(3)) {
      guard let field = pick(root.fields), let text = self.text(of: field, depth: 0) else {
        continue
      }
      fields.append("f\(fields.count): \(text)")
    }
    return fields.isEmpty ? "{ __typename }" : "{ \(fields.joined(separator: " ")) }"
  }

  /// A field with its arguments and selection; `nil` where an argument cannot be made.
  private mutating func text(of field: FieldDefinition, depth: Int) -> String? {
    var arguments: [String] = []
    for argument in field.arguments {
      let isPage = argument.name == "first"
      let isRequired = !argument.type.isNullable && argument.defaultLiteral == nil
      guard isRequired || isPage || number(3) == 0 else { continue }
      guard argument.name != "last", argument.name != "before", argument.name != "after" else {
        continue
      }
      guard let value = isPage ? "\(number(4))" : value(of: argument.type) else {
        guard isRequired else { continue }
        return nil
      }
      arguments.append("\(argument.name): \(value)")
    }
    let call = arguments.isEmpty ? "" : "(\(arguments.joined(separator: ", ")))"
    let type = schema[field.type.namedType]
    guard !type.isLeaf else { return field.name + call }
    guard depth < 5 else { return nil }
    return "\(field.name)\(call) \(selection(on: type, depth: depth + 1))"
  }

  private mutating func selection(on type: TypeDefinition, depth: Int) -> String {
    var parts = ["__typename"]
    if type.isAbstract {
      for _ in 0..<2 {
        guard let concrete = pick(type.possibleTypes) else { continue }
        let inner = schema[concrete]
        parts.append("... on \(inner.name) \(selection(on: inner, depth: depth))")
      }
      return "{ \(parts[0]) \(parts.dropFirst().first ?? "") }"
    }
    for _ in 0..<(depth < 3 ? 4 : 2) {
      // The one field that a lens answers otherwise: it has no session.
      guard let field = pick(type.fields), field.name != "isCurrent",
        let text = text(of: field, depth: depth)
      else { continue }
      parts.append("a\(parts.count)_\(depth): \(text)")
    }
    return "{ \(parts.joined(separator: " ")) }"
  }

  private mutating func value(of type: TypeReference) -> String? {
    switch type.nullable {
    case .list(let item): value(of: item).map { "[\($0)]" }
    case .nonNull(let inner): value(of: inner)
    case .named(let id):
      switch schema[id].name {
      case "ID": pick(ids).map { "\"\($0)\"" }
      case "Int": "\(number(300))"
      case "Boolean": number(2) == 0 ? "true" : "false"
      case "String": pick(["a", "diploma", "nota", "prazo"]).map { "\"\($0)\"" }
      default: pick(schema[id].enumValues)?.name
      }
    }
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[number(elements.count)]
  }

  /// From 0 to below a limit.
  ///
  /// - Source: SplitMix64.
  private mutating func number(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
  }
}
