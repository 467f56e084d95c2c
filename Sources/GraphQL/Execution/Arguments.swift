public import Bytes

/// The arguments of one field, coerced once for its whole column; or the fields of an input object.
///
/// An argument that was not given and has no default is absent, which is not null.
///
/// - Source: [CoerceArgumentValues](https://spec.graphql.org/September2025/#CoerceArgumentValues()).
public struct Arguments: Hashable, Sendable {
  /// What was given or has a default, in the order of the definition.
  public let members: [InputValue.Member]

  public init(_ members: [InputValue.Member] = []) {
    self.members = members
  }

  public static let none = Arguments()

  /// The value of a name; `nil` where it is absent, `.null` where it was given as null.
  public subscript(name: String) -> InputValue? {
    for member in members where member.name == name { return member.value }
    return nil
  }

  /// Whether an argument was given or has a default, null included.
  public func isGiven(_ name: String) -> Bool { self[name] != nil }

  /// An `Int`; `nil` where it is absent or null.
  public func int(_ name: String) -> Int? {
    guard case .int(let value)? = self[name] else { return nil }
    return Int(exactly: value)
  }

  /// A `Float`; `nil` where it is absent or null.
  public func float(_ name: String) -> Double? {
    switch self[name] {
    case .float(let value)?: value
    case .int(let value)?: Double(value)
    default: nil
    }
  }

  /// A `Boolean`; `nil` where it is absent or null.
  public func boolean(_ name: String) -> Bool? {
    guard case .boolean(let value)? = self[name] else { return nil }
    return value
  }

  /// A `String`, an `ID` or a custom scalar as text; `nil` where it is absent or null.
  public func string(_ name: String) -> String? {
    guard case .string(let value)? = self[name] else { return nil }
    return value
  }

  /// A file that came with the request; `nil` where it is absent or null.
  public func file(_ name: String) -> SpooledFile? {
    guard case .file(let file)? = self[name] else { return nil }
    return file
  }

  /// A value of an enum; `nil` where it is absent or null.
  public func enumeration<E: RawRepresentable>(_ name: String, as type: E.Type) -> E?
  where E.RawValue == String {
    guard case .enumeration(let value)? = self[name] else { return nil }
    return E(rawValue: value)
  }

  /// An input object; `nil` where it is absent or null.
  public func object(_ name: String) -> Arguments? {
    guard case .object(let members)? = self[name] else { return nil }
    return Arguments(members)
  }

  /// The items of a list; `nil` where it is absent or null.
  public func list(_ name: String) -> [InputValue]? {
    guard case .list(let items)? = self[name] else { return nil }
    return items
  }

  /// The items of a list of texts, without its nulls; `nil` where it is absent or null.
  public func strings(_ name: String) -> [String]? {
    list(name)?.compactMap { item in
      guard case .string(let text) = item else { return nil }
      return text
    }
  }

  /// The items of a list of an enum's values, without its nulls; `nil` where it is absent or null.
  public func enumerations<E: RawRepresentable>(_ name: String, as type: E.Type) -> [E]?
  where E.RawValue == String {
    list(name)?.compactMap { item in
      guard case .enumeration(let value) = item else { return nil }
      return E(rawValue: value)
    }
  }

  /// The items of a list of input objects, without its nulls; `nil` where it is absent or null.
  public func objects(_ name: String) -> [Arguments]? {
    list(name)?.compactMap { item in
      guard case .object(let members) = item else { return nil }
      return Arguments(members)
    }
  }
}
