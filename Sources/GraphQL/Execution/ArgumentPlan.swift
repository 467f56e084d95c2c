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

  /// What is wrong with them in one run.
  func error(_ variables: VariableValues) -> GraphQLError? {
    do throws(GraphQLError) {
      _ = try values(variables)
      return nil
    } catch {
      return error
    }
  }

  /// The values of some arguments where no variable decides about them, absent ones left out; `nil`
  /// where one does, or where they cannot be right.
  func constants(_ names: [String]) -> Arguments? {
    switch self {
    case .constant(let arguments): arguments
    case .invalid: nil
    case .template(let template): template.constants(names).map { Arguments($0) }
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
  /// Where each stands in ``Document/values``, for errors; -1 where nothing is given.
  private let places: [Int]
  private let definitions: [InputValueDefinition]
  private let coercion: ArgumentCoercion

  enum Part: Hashable, Sendable {
    /// Absent, and without a default.
    case absent
    case constant(InputValue)
    /// The whole value is a variable, or a free string: its slot among ``VariableValues/values``.
    case variable(slot: Int)
    /// A literal that holds variables: a place in ``Document/values``.
    case literal(Int)
  }

  init(
    parts: [Part],
    places: [Int],
    definitions: [InputValueDefinition],
    coercion: ArgumentCoercion
  ) {
    self.parts = parts
    self.places = places
    self.definitions = definitions
    self.coercion = coercion
  }

  func members(_ variables: VariableValues) throws(GraphQLError) -> [InputValue.Member] {
    var members: [InputValue.Member] = []
    members.reserveCapacity(parts.count)
    for index in parts.indices {
      if let value = try value(at: index, variables) {
        members.append(InputValue.Member(name: definitions[index].name, value: value))
      }
    }
    return members
  }

  func constants(_ names: [String]) -> [InputValue.Member]? {
    var members: [InputValue.Member] = []
    for (part, definition) in zip(parts, definitions) where names.contains(definition.name) {
      switch part {
      case .absent: break
      case .constant(let value):
        members.append(InputValue.Member(name: definition.name, value: value))
      case .variable, .literal: return nil
      }
    }
    return members
  }

  private func value(
    at index: Int,
    _ variables: VariableValues
  ) throws(GraphQLError) -> InputValue? {
    switch parts[index] {
    case .absent: return nil
    case .constant(let value): return value
    case .variable(let slot):
      let definition = definitions[index]
      guard let value = variables.values[safely: slot] ?? nil else {
        if let value = definition.defaultValue { return value }
        guard definition.type.isNullable else {
          throw coercion.missing(definition, at: places[index])
        }
        return nil
      }
      if value == .null, !definition.type.isNullable {
        throw coercion.null(definition, at: places[index])
      }
      return value
    case .literal(let place):
      let definition = definitions[index]
      guard let value = coercion.value(of: place, as: definition.type, variables) else {
        throw coercion.invalid(definition, at: place)
      }
      return value
    }
  }
}

/// The coercion of the arguments that a document gives to a field.
struct ArgumentCoercion: Sendable {
  let schema: Schema
  let shared: SharedDocument
  /// The slots of the operation's variables, by name: a document may have as many operations as
  /// names, so that a table of all names for each would be quadratic.
  let slots: [NameID: Int]
  /// The slots of the free strings, by their places in ``Document/values``.
  let free: [Int: Int]

  /// The plan of a field's arguments.
  ///
  /// - Parameters:
  ///   - definitions: The arguments that the field has.
  ///   - given: The arguments in the document.
  ///   - field: Where the field begins.
  /// - Returns: A plan even where the arguments cannot be right: it fails the field, when it runs.
  func plan(
    _ definitions: [InputValueDefinition],
    given: NodeRange,
    field: Int32
  ) -> ArgumentPlan {
    guard !definitions.isEmpty else { return .constant(.none) }
    var parts: [ArgumentTemplate.Part] = []
    var places: [Int] = []
    var isConstant = true
    for definition in definitions {
      let argument = given.indices.first {
        shared[shared.document.arguments[$0].name] == definition.name
      }
      guard let argument else {
        if definition.isRequired { return .invalid(required(definition, by: field)) }
        parts.append(definition.defaultValue.map { .constant($0) } ?? .absent)
        places.append(-1)
        continue
      }
      let place = shared.document.arguments[argument].value
      places.append(place)
      if case .variable(let name) = shared.document.values[place].kind {
        parts.append(.variable(slot: slots[name] ?? -1))
        isConstant = false
      } else if let slot = free[place] {
        parts.append(.variable(slot: slot))
        isConstant = false
      } else if hasVariable(place) {
        parts.append(.literal(place))
        isConstant = false
      } else if let value = value(of: place, as: definition.type, .none) {
        parts.append(.constant(value))
      } else {
        let isNull = shared.document.values[place].kind == .null
        return .invalid(isNull ? null(definition, at: place) : invalid(definition, at: place))
      }
    }
    let template = ArgumentTemplate(
      parts: parts,
      places: places,
      definitions: definitions,
      coercion: self
    )
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
      slots[name].flatMap { variables.values[safely: $0] ?? nil }
    }
  }

  private func required(_ definition: InputValueDefinition, by field: Int32) -> GraphQLError {
    GraphQLError(
      "Argument \"\(definition.name)\" of required type \"\(schema.text(of: definition.type))\" "
        + "was not provided.",
      at: [shared.document.source.location(at: field)]
    )
  }

  func missing(_ definition: InputValueDefinition, at place: Int) -> GraphQLError {
    error(
      "Argument \"\(definition.name)\" of required type \"\(schema.text(of: definition.type))\" "
        + "was provided the variable \"\(shared.document.text(ofValue: place))\" "
        + "which was not provided a runtime value.",
      at: place
    )
  }

  func null(_ definition: InputValueDefinition, at place: Int) -> GraphQLError {
    error(
      "Argument \"\(definition.name)\" of non-null type \"\(schema.text(of: definition.type))\" "
        + "must not be null.",
      at: place
    )
  }

  func invalid(_ definition: InputValueDefinition, at place: Int) -> GraphQLError {
    let text = shared.document.text(ofValue: place).shortened(to: shared.document.echo)
    return error("Argument \"\(definition.name)\" has invalid value \(text).", at: place)
  }

  /// An error that points at a value: that is nearer than the field, whose error it will be.
  private func error(_ message: String, at place: Int) -> GraphQLError {
    let offset = shared.document.values[place].range.start
    return GraphQLError(message, at: [shared.document.source.location(at: offset)])
  }
}
