/// The defaults of input fields, each found once and when it is first needed.
///
/// - Invariant: No default needs itself, and none breaks ``Limits/defaultDepth``: ``SchemaAssembly``
///   has checked it.
private final class DefaultValues {
  private let schema: Schema
  private let draft: SchemaDraft
  private var known: [InputField: InputValue?] = [:]

  init(_ schema: Schema, _ draft: SchemaDraft) {
    self.schema = schema
    self.draft = draft
  }

  func value(of field: InputField) -> InputValue? {
    if let value = known[field] { return value }
    let value = value(
      of: draft.types[field.type].inputFields[field.field],
      as: schema.types[field.type].inputFields[field.field].type
    )
    known[field] = .some(value)
    return value
  }

  func value(of node: InputValueNode, as type: TypeReference) -> InputValue? {
    guard let place = node.defaultValue else { return nil }
    return LiteralCoercion(
      schema: schema,
      document: draft.document,
      variables: { _ in nil },
      defaultValue: { [self] type, field in
        value(of: InputField(type: Int(type.rawValue), field: field))
      }
    ).value(place, as: type)
  }
}

extension SchemaAssembly {
  /// Coerces every default value to its type.
  mutating func applyDefaults() {
    let defaults = DefaultValues(bareSchema(), draft)
    func fill(_ arguments: inout [InputValueDefinition], _ nodes: [InputValueNode]) {
      for (index, node) in nodes.enumerated() {
        arguments[index].defaultValue = defaults.value(of: node, as: arguments[index].type)
      }
    }
    for (place, type) in draft.types.enumerated() {
      for position in type.inputFields.indices {
        types[place].inputFields[position].defaultValue = defaults.value(
          of: InputField(type: place, field: position)
        )
      }
      for (position, field) in type.fields.enumerated() {
        fill(&types[place].fields[position].arguments, field.arguments)
      }
    }
    for (place, directive) in draft.directives.enumerated() {
      fill(&directives[place].arguments, directive.arguments)
    }
  }
}
