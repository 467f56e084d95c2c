/// The variables of one request, coerced to their types.
public struct VariableValues: Hashable, Sendable {
  /// In the order of the operation's definitions; `nil` where one is absent, which is not null.
  ///
  /// Behind them stand the values of ``FreeStrings``, which have no names.
  let values: [InputValue?]
  let names: [String]

  init(values: [InputValue?], names: [String]) {
    self.values = values
    self.names = names
  }

  public static let none = VariableValues(values: [], names: [])

  /// The same, and what has no name behind them.
  func followed(by strings: [InputValue]) -> VariableValues {
    strings.isEmpty ? self : VariableValues(values: values + strings, names: names)
  }

  /// Whether files came with the request.
  ///
  /// - Complexity: O(size of the values); they are no deeper than JSON may be.
  public var holdFiles: Bool { values.contains { $0?.holdsFiles ?? false } }

  /// The value of a variable; `nil` where it is absent.
  ///
  /// - Complexity: O(variables).
  public subscript(name: String) -> InputValue? {
    for (index, candidate) in names.enumerated() where candidate == name { return values[index] }
    return nil
  }
}

/// Why a request was refused before it ran.
public struct RequestErrors: Error, Hashable, Sendable {
  public let errors: [GraphQLError]

  public init(_ errors: [GraphQLError]) {
    self.errors = errors
  }

  init(_ message: String, code: String? = nil) {
    self.errors = [GraphQLError(message, code: code)]
  }
}
