import Bytes

/// The coercion of the variables of one operation.
///
/// - Source: [CoerceVariableValues](https://spec.graphql.org/September2025/#CoerceVariableValues());
///   the messages are graphql-js's.
struct VariableCoercion: Sendable {
  private let schema: Schema
  private let source: Source
  private let limit: Int
  private let echo: Int
  private let suggestions: Bool
  private let variables: [Variable]
  private let names: [String]
  private let slotByName: [String: Int]

  private struct Variable: Sendable {
    let name: String
    /// What it is declared with, which is no input type where validation did not see to it.
    let type: TypeReference?
    let typeText: String
    let typeOffset: Int32
    let defaultValue: InputValue?
    let offset: Int32
  }

  init(
    _ operation: OperationDefinition,
    document: Document,
    schema: Schema,
    limit: Int,
    suggestions: Bool
  ) {
    self.schema = schema
    self.limit = limit
    self.suggestions = suggestions
    echo = document.echo
    source = document.source
    variables = operation.variables.indices.map { place in
      let definition = document.variables[place]
      let type = schema.inputType(document.types[definition.type], in: document)
      return Variable(
        name: document[definition.name],
        type: type,
        typeText: document.text(ofType: definition.type),
        typeOffset: document.types[definition.type].range.start,
        defaultValue: definition.defaultValue.flatMap { literal in
          type.flatMap { schema.coerce(literal: literal, in: document, to: $0) }
        },
        offset: definition.range.start
      )
    }
    names = variables.map(\.name)
    slotByName = Dictionary(
      names.enumerated().map { ($1, $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The values of a request.
  ///
  /// - Parameter json: The request's `variables`; `nil` and null are none.
  /// - Returns: A value for each variable that was given or has a default.
  /// - Throws: Every variable that is wrong.
  func values(_ json: JSON?) throws(RequestErrors) -> VariableValues {
    guard !variables.isEmpty else { return .none }
    let given = try given(json)
    var values: [InputValue?] = []
    values.reserveCapacity(variables.count)
    var errors: [GraphQLError] = []
    for (variable, value) in zip(variables, given) {
      guard errors.count <= limit else { break }
      values.append(coerce(variable, value, &errors))
    }
    guard errors.count <= limit else {
      let last = GraphQLError(
        "Too many errors processing variables, error limit reached. Execution aborted.",
        code: "BAD_USER_INPUT"
      )
      throw RequestErrors(errors.prefix(limit) + [last])
    }
    guard errors.isEmpty else { throw RequestErrors(errors) }
    return VariableValues(values: values, names: names)
  }

  private func given(_ json: JSON?) throws(RequestErrors) -> [JSON?] {
    var given: [JSON?] = Array(repeating: nil, count: variables.count)
    switch json {
    case nil, .null?: break
    case .object(let members)?:
      // No name of GraphQL has other characters, and the hash of some texts takes quadratic time.
      for member in members where member.name.utf8.allSatisfy({ $0 < 0x80 }) {
        if let slot = slotByName[member.name] { given[slot] = member.value }
      }
    default: throw RequestErrors("Variables must be an object.", code: "BAD_USER_INPUT")
    }
    return given
  }

  private func coerce(
    _ variable: Variable,
    _ json: JSON?,
    _ errors: inout [GraphQLError]
  ) -> InputValue? {
    let name = "Variable \"$\(variable.name)\""
    guard let type = variable.type else {
      report(
        "\(name) expected value of type \"\(variable.typeText)\" which cannot be used as an input type.",
        at: variable.typeOffset,
        &errors
      )
      return nil
    }
    guard let json else {
      if let value = variable.defaultValue { return value }
      if !type.isNullable {
        report(
          "\(name) of required type \"\(variable.typeText)\" was not provided.",
          at: variable.offset,
          &errors
        )
      }
      return nil
    }
    if json == .null, !type.isNullable {
      report(
        "\(name) of non-null type \"\(variable.typeText)\" must not be null.",
        at: variable.offset,
        &errors
      )
      return nil
    }
    var coercion = InputCoercion(
      schema: schema,
      limit: limit + 1,
      echo: echo,
      suggestions: suggestions
    )
    let value = coercion.coerce(json, to: type)
    for problem in coercion.problems {
      let place = problem.path.isEmpty ? "" : " at \"\(variable.name)\(problem.path)\""
      report(
        "\(name) got invalid value \(problem.value)\(place); \(problem.sentence)",
        at: variable.offset,
        &errors
      )
    }
    return value
  }

  private func report(_ message: String, at offset: Int32, _ errors: inout [GraphQLError]) {
    let location = source.location(at: offset)
    errors.append(GraphQLError(message, at: [location], code: "BAD_USER_INPUT"))
  }
}

extension Schema {
  /// The type that a variable is declared with; `nil` where the schema has no such input type.
  fileprivate func inputType(_ node: TypeNode, in document: Document) -> TypeReference? {
    switch node.kind {
    case .named(let name):
      type(named: document[name]).flatMap { $0.isInput ? .named($0.id) : nil }
    case .list(let item): inputType(document.types[item], in: document).map { .list($0) }
    case .nonNull(let inner): inputType(document.types[inner], in: document).map { .nonNull($0) }
    }
  }
}
