import Bytes

extension InputValue {
  /// The value as the language writes it, for `__InputValue.defaultValue`.
  ///
  /// - Source: [FIELDS ON __InputValue](https://spec.graphql.org/September2025/#sec-The-__InputValue-Type).
  var literal: String {
    switch self {
    case .null: return "null"
    case .boolean(let value): return String(value)
    case .int(let value): return String(value)
    case .float(let value): return JSON.double(value).text
    case .string(let text): return JSON.string(text).text
    case .enumeration(let name): return name
    case .list(let items): return "[\(items.map(\.literal).joined(separator: ", "))]"
    case .object(let members):
      let parts = members.map { "\($0.name): \($0.value.literal)" }
      return "{\(parts.joined(separator: ", "))}"
    }
  }
}
