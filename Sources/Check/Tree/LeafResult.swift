import Bytes
import GraphQL

extension TypeDefinition {
  /// What a scalar or an enum answers for a value of a tree.
  ///
  /// A custom scalar answers what it is given.
  ///
  /// - Parameter value: Not null.
  /// - Returns: The value as the response has it.
  /// - Throws: That the type has no such value.
  /// - Source: Result coercion of each of the [scalars](https://spec.graphql.org/September2025/#sec-Scalars)
  ///   and of [enums](https://spec.graphql.org/September2025/#sec-Enums.Result-Coercion); what may be
  ///   coerced and the messages are graphql-js's.
  func result(of value: JSON) throws(GraphQLError) -> JSON {
    if kind == .enumeration {
      guard case .string(let name) = value, enumValues.contains(where: { $0.name == name }) else {
        throw GraphQLError("Enum \"\(name)\" cannot represent value: \(value.shownText)")
      }
      return value
    }
    switch builtInScalar {
    case .int: return .integer(Int64(try int(value)))
    case .float: return .double(try float(value))
    case .string: return .string(try string(value))
    case .boolean: return .boolean(try boolean(value))
    case .id: return .string(try id(value))
    case nil: return value
    }
  }

  private func int(_ value: JSON) throws(GraphQLError) -> Int32 {
    guard let number = value.number, number.rounded() == number else {
      throw GraphQLError("Int cannot represent non-integer value: \(value.shownText)")
    }
    guard let small = Int32(exactly: number) else {
      throw GraphQLError(
        "Int cannot represent non 32-bit signed integer value: \(value.shownText)"
      )
    }
    return small
  }

  private func float(_ value: JSON) throws(GraphQLError) -> Double {
    guard let number = value.number else {
      throw GraphQLError("Float cannot represent non numeric value: \(value.shownText)")
    }
    return number
  }

  private func string(_ value: JSON) throws(GraphQLError) -> String {
    switch value {
    case .string(let text): return text
    case .boolean, .integer, .double: return value.text
    case .null, .array, .object, .file:
      throw GraphQLError("String cannot represent value: \(value.shownText)")
    }
  }

  private func boolean(_ value: JSON) throws(GraphQLError) -> Bool {
    switch value {
    case .boolean(let truth): return truth
    case .integer(let number): return number != 0
    case .double(let number): return number != 0
    case .null, .string, .array, .object, .file:
      throw GraphQLError("Boolean cannot represent a non boolean value: \(value.shownText)")
    }
  }

  private func id(_ value: JSON) throws(GraphQLError) -> String {
    switch value {
    case .string(let text): return text
    case .integer: return value.text
    case .double(let number) where number.rounded() == number: return value.text
    default: throw GraphQLError("ID cannot represent value: \(value.shownText)")
    }
  }
}

extension JSON {
  /// The number that it is or that its text writes: as graphql-js, `true` is 1 and `"12"` is 12.
  fileprivate var number: Double? {
    switch self {
    case .boolean(let truth): return truth ? 1 : 0
    case .integer(let number): return Double(number)
    case .double(let number): return number
    case .string(let text):
      // What JSON takes as a number is what `Number()` and the decimal literals have in common.
      guard case .some(let value) = try? JSONParser.parse(Array(text.utf8)) else { return nil }
      if case .string = value { return nil }
      return value.number
    case .null, .array, .object, .file: return nil
    }
  }
}
