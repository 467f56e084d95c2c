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
        let schema = try schemas.schema(validation.schema)
        let errors = try validate(validation, against: schema)
        return Answer(id: question.id, errors: errors)
      case .coordinate(let text, let schema):
        return Answer(id: question.id, data: try coordinate(text, in: schema))
      }
    } catch {
      return Answer(id: question.id, errors: error.errors)
    }
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
    let known = try schemas.schema(schema)
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
