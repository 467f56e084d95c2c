/// The arguments of one planned field.
///
/// - Source: [CoerceArgumentValues](https://spec.graphql.org/September2025/#CoerceArgumentValues()).
enum ArgumentPlan: Sendable {
  /// No variable decides about them.
  case constant(Arguments)
  /// They cannot be right, whatever the variables.
  case invalid(GraphQLError)
  /// In the order of the definition.
  case template(ArgumentTemplate)

  var isConstant: Bool {
    if case .template = self { return false }
    return true
  }

  /// The values for one run.
  ///
  /// - Throws: What is wrong with an argument; it fails the field.
  func values(_ variables: VariableValues) throws(GraphQLError) -> Arguments {
    switch self {
    case .constant(let arguments): return arguments
    case .invalid(let error): throw error
    case .template(let template): return Arguments(try template.members(variables))
    }
  }

  /// Whether two fields are sure to get the same arguments.
  func isSame(as other: ArgumentPlan) -> Bool {
    switch (self, other) {
    case (.constant(let left), .constant(let right)): left == right
    case (.template(let left), .template(let right)): left.parts == right.parts
    default: false
    }
  }
}

/// Arguments of which some depend on variables.
final class ArgumentTemplate: Sendable {
  let parts: [Part]
  private let definitions: [InputValueDefinition]
  private let coercion: ArgumentCoercion

  enum Part: Hashable, Sendable {
    /// Absent, and without a default.
    case absent
    case constant(InputValue)
    /// The whole value is a variable: its slot among the operation's variables.
    case variable(slot: Int)
    /// A literal that holds variables: a place in ``Document/values``.
    case literal(Int)
  }

  init(parts: [Part], definitions: [InputValueDefinition], coercion: ArgumentCoercion) {
    self.parts = parts
    self.definitions = definitions
    self.coercion = coercion
  }

  func members(_ variables: VariableValues) throws(GraphQLError) -> [InputValue.Member] {
    var members: [InputValue.Member] = []
    members.reserveCapacity(parts.count)
    for (part, definition) in zip(parts, definitions) {
      if let value = try value(of: part, definition, variables) {
        members.append(InputValue.Member(name: definition.name, value: value))
      }
    }
    return members
  }

  private func value(
    of part: Part,
    _ definition: InputValueDefinition,
    _ variables: VariableValues
  ) throws(GraphQLError) -> InputValue? {
    switch part {
    case .absent: return nil
    case .constant(let value): return value
    case .variable(let slot):
      guard let value = variables.values[safely: slot] ?? nil else {
        if let value = definition.defaultValue { return value }
        guard definition.type.isNullable else {
          throw coercion.missing(definition, variable: variables.names[safely: slot] ?? "")
        }
        return nil
      }
      if value == .null, !definition.type.isNullable { throw coercion.null(definition) }
      return value
    case .literal(let place):
      guard let value = coercion.value(of: place, as: definition.type, variables) else {
        throw coercion.invalid(definition)
      }
      return value
    }
  }
}

/// The coercion of the arguments that a document gives to a field.
struct ArgumentCoercion: Sendable {
  let schema: Schema
  let shared: SharedDocument
  /// The slots of the operation's variables, by ``NameID``; -1 for the names that are none.
  let slots: [Int32]

  /// The plan of a field's arguments.
  ///
  /// - Parameters:
  ///   - definitions: The arguments that the field has.
  ///   - given: The arguments in the document.
  /// - Returns: A plan even where the arguments cannot be right: it fails the field, when it runs.
  func plan(_ definitions: [InputValueDefinition], given: NodeRange) -> ArgumentPlan {
    guard !definitions.isEmpty else { return .constant(.none) }
    var parts: [ArgumentTemplate.Part] = []
    var isConstant = true
    for definition in definitions {
      let argument = given.indices.first {
        shared[shared.document.arguments[$0].name] == definition.name
      }
      guard let argument else {
        if definition.isRequired { return .invalid(required(definition)) }
        parts.append(definition.defaultValue.map { .constant($0) } ?? .absent)
        continue
      }
      let place = shared.document.arguments[argument].value
      if case .variable(let name) = shared.document.values[place].kind {
        parts.append(.variable(slot: Int(slots[safely: Int(name.rawValue)] ?? -1)))
        isConstant = false
      } else if hasVariable(place) {
        parts.append(.literal(place))
        isConstant = false
      } else if let value = value(of: place, as: definition.type, .none) {
        parts.append(.constant(value))
      } else {
        return .invalid(invalid(definition))
      }
    }
    let template = ArgumentTemplate(parts: parts, definitions: definitions, coercion: self)
    guard isConstant else { return .template(template) }
    do throws(GraphQLError) {
      return .constant(Arguments(try template.members(.none)))
    } catch {
      return .invalid(error)
    }
  }

  private func hasVariable(_ place: Int) -> Bool {
    switch shared.document.values[place].kind {
    case .variable: true
    case .list(let items): items.indices.contains { hasVariable($0) }
    case .object(let fields):
      fields.indices.contains { hasVariable(shared.document.objectFields[$0].value) }
    case .int, .float, .string, .boolean, .null, .enumeration: false
    }
  }

  func value(
    of place: Int,
    as type: TypeReference,
    _ variables: VariableValues
  ) -> InputValue? {
    schema.coerce(literal: place, in: shared.document, to: type) { name in
      let slot = slots[safely: Int(name.rawValue)] ?? -1
      return slot < 0 ? nil : variables.values[safely: Int(slot)] ?? nil
    }
  }

  func required(_ definition: InputValueDefinition) -> GraphQLError {
    GraphQLError(
      "Argument \"\(definition.name)\" of required type \"\(schema.text(of: definition.type))\" "
        + "was not provided."
    )
  }

  func missing(_ definition: InputValueDefinition, variable: String) -> GraphQLError {
    GraphQLError(
      "Argument \"\(definition.name)\" of required type \"\(schema.text(of: definition.type))\" "
        + "was provided the variable \"$\(variable)\" which was not provided a runtime value."
    )
  }

  func null(_ definition: InputValueDefinition) -> GraphQLError {
    GraphQLError(
      "Argument \"\(definition.name)\" of non-null type \"\(schema.text(of: definition.type))\" "
        + "must not be null."
    )
  }

  func invalid(_ definition: InputValueDefinition) -> GraphQLError {
    GraphQLError(
      "Argument \"\(definition.name)\" has an invalid value for type "
        + "\"\(schema.text(of: definition.type))\"."
    )
  }
}
