public import Bytes

/// A value that came in, coerced to its type: from a literal, from a variable or from a default.
///
/// - Source: [Input coercion](https://spec.graphql.org/September2025/#sec-Coercing-Variable-Values).
public enum InputValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  case int(Int64)
  case float(Double)
  /// A String, an ID or a custom scalar in its text form.
  case string(String)
  /// The name of an enum's value.
  case enumeration(String)
  case list([InputValue])
  /// The fields that were given or have a default, in the order of the type's definition.
  case object([Member])
  /// A file that came with the request; only ``TypeDefinition/isUpload`` has such values.
  case file(SpooledFile)

  /// A field of an input object.
  public struct Member: Hashable, Sendable {
    public var name: String
    public var value: InputValue

    public init(name: String, value: InputValue) {
      self.name = name
      self.value = value
    }
  }
  /// Whether it is a file, or one is inside.
  var holdsFiles: Bool {
    switch self {
    case .file: true
    case .list(let items): items.contains { $0.holdsFiles }
    case .object(let members): members.contains { $0.value.holdsFiles }
    default: false
    }
  }
}
