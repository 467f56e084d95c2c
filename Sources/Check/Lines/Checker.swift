import Bytes
import GraphQL

/// The engine as a filter: answers one line of JSON with one line of JSON.
///
/// It is the parser, the validator, the planner and the executor of the server, over any schema, so
/// that the suite of another implementation can test them.
///
/// - Invariant: Every line is answered, whatever its bytes.
/// - Source: the protocol is this program's own; ``Question`` lists its members.
public struct Checker {
  private var schemas = SchemaCache()

  public init() {}

  /// The answer to a line.
  ///
  /// - Parameter line: Without its end.
  /// - Returns: JSON, without a line's end.
  public mutating func answer(_ line: ArraySlice<UInt8>) -> [UInt8] {
    do throws(QuestionError) {
      let question = try Question(line)
      return answer(question).bytes
    } catch {
      return Answer(id: error.id, errors: [GraphQLError(error.message)]).bytes
    }
  }

  private mutating func answer(_ question: Question) -> Answer {
    do throws(RequestErrors) {
      switch question.operation {
      case .parse(let document):
        _ = try parse(document)
        return Answer(id: question.id)
      case .schema(let text):
        _ = try schemas.schema(text)
        return Answer(id: question.id)
      case .validate(let validation):
        let schema = try schemas.schema(validation.schema).schema
        let errors = try validate(validation, against: schema)
        return Answer(id: question.id, errors: errors)
      case .execute(let execution):
        return answer(try result(of: execution), to: question)
      case .introspect(let schema):
        return answer(try introspection(of: schema), to: question)
      case .coordinate(let text, let schema):
        return Answer(id: question.id, data: .json(try coordinate(text, in: schema)))
      }
    } catch {
      return Answer(id: question.id, errors: error.errors)
    }
  }

  private func answer(_ result: ExecutionResult, to question: Question) -> Answer {
    Answer(id: question.id, errors: result.errors, data: result.data.map { .bytes($0) })
  }

  private mutating func result(
    of execution: Question.Execution
  ) throws(RequestErrors) -> ExecutionResult {
    let schema = try schemas.schema(execution.schema)
    let document = try parse(execution.document)
    if execution.isValidated {
      let errors = Validator.validate(
        document,
        against: schema.schema,
        limits: .tools,
        suggestions: true
      )
      guard errors.isEmpty else { throw RequestErrors(errors) }
    }
    let compiled = CompiledDocument(
      document,
      boundSchema: schema,
      limits: .tools,
      suggestions: true
    )
    let operation = try compiled.plan(
      operationName: execution.operationName,
      variables: execution.variables
    )
    return run(operation, from: execution.root)
  }

  private mutating func introspection(
    of schema: String
  ) throws(RequestErrors) -> ExecutionResult {
    let schema = try schemas.schema(schema)
    let document = try parse(IntrospectionQuery.text)
    let compiled = CompiledDocument(document, boundSchema: schema, limits: .tools)
    return run(try compiled.plan(operationName: nil, variables: nil), from: .null)
  }

  private func run(_ operation: PlannedOperation, from root: JSON) -> ExecutionResult {
    Executor(limits: .tools).run(
      operation,
      event: TreeColumn([root]),
      context: TreeSchema.Context()
    )
  }

  private func parse(_ text: String) throws(RequestErrors) -> Document {
    let source = Source(text)
    do throws(SyntaxError) {
      return try Parser.parse(source, limits: .tools)
    } catch {
      throw RequestErrors([error.graphQLError(in: source)])
    }
  }

  private func validate(
    _ validation: Question.Validation,
    against schema: Schema
  ) throws(RequestErrors) -> [GraphQLError] {
    Validator.validate(
      try parse(validation.document),
      against: schema,
      rules: validation.rules,
      limits: .tools,
      suggestions: !validation.hidesSuggestions
    )
  }

  /// The element that a coordinate names, or what the coordinate is where there is no schema.
  private mutating func coordinate(
    _ text: String,
    in schema: String?
  ) throws(RequestErrors) -> JSON {
    let source = Source(text)
    let coordinate: SchemaCoordinate
    do throws(SyntaxError) {
      coordinate = try SchemaCoordinate.parse(source)
    } catch {
      throw RequestErrors([error.graphQLError(in: source)])
    }
    guard let schema else { return coordinate.json }
    let known = try schemas.schema(schema).schema
    do throws(GraphQLError) {
      return try known.element(at: coordinate)?.json(at: coordinate) ?? .null
    } catch {
      throw RequestErrors([error])
    }
  }
}

extension SchemaCoordinate {
  /// What it is made of, in graphql-js's words.
  fileprivate var json: JSON {
    switch self {
    case .type(let name):
      ["kind": "TypeCoordinate", "name": .string(name)]
    case .member(let type, let name):
      ["kind": "MemberCoordinate", "name": .string(type), "memberName": .string(name)]
    case .argument(let type, let field, let name):
      [
        "kind": "ArgumentCoordinate", "name": .string(type), "fieldName": .string(field),
        "argumentName": .string(name),
      ]
    case .directive(let name):
      ["kind": "DirectiveCoordinate", "name": .string(name)]
    case .directiveArgument(let directive, let name):
      [
        "kind": "DirectiveArgumentCoordinate", "name": .string(directive),
        "argumentName": .string(name),
      ]
    }
  }
}

extension SchemaElement {
  fileprivate func json(at coordinate: SchemaCoordinate) -> JSON {
    ["kind": .string(kind), "name": .string(name), "coordinate": .string("\(coordinate)")]
  }
}
