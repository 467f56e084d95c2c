public import Bytes

/// A schema as a client library makes it of introspection.
public enum ClientSchema {
  /// The query that tools send, with all options of graphql-js's.
  public static let query = """
    query IntrospectionQuery {
      __schema {
        description
        queryType { name kind }
        mutationType { name kind }
        subscriptionType { name kind }
        types { ...FullType }
        directives {
          name
          description
          isRepeatable
          locations
          args(includeDeprecated: true) { ...InputValue }
        }
      }
    }
    fragment FullType on __Type {
      kind
      name
      description
      specifiedByURL
      isOneOf
      fields(includeDeprecated: true) {
        name
        description
        args(includeDeprecated: true) { ...InputValue }
        type { ...TypeRef }
        isDeprecated
        deprecationReason
      }
      inputFields(includeDeprecated: true) { ...InputValue }
      interfaces { ...TypeRef }
      enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
      possibleTypes { ...TypeRef }
    }
    fragment InputValue on __InputValue {
      name
      description
      type { ...TypeRef }
      defaultValue
      isDeprecated
      deprecationReason
    }
    fragment TypeRef on __Type {
      kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType {
      kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name }
      } } } } } } } }
    }
    """

  /// The text of the schema that the `data` of ``query`` describes, without what every schema has.
  public static func text(of data: JSON) -> String {
    let schema = data["__schema"] ?? .null
    var text = description(of: schema) + "schema {"
    for operation in ["query", "mutation", "subscription"] {
      guard let root = schema["\(operation)Type"]?["name"] else { continue }
      text += " \(operation): \(root.unquoted)"
    }
    text += " }\n"
    let builtIn = ["include", "skip", "deprecated", "specifiedBy", "oneOf"]
    for directive in schema["directives"].items where !builtIn.contains(directive.name) {
      text += description(of: directive) + "directive @\(directive.name)"
      text += inputs(directive["args"], in: ("(", ")"))
      if directive["isRepeatable"] == true { text += " repeatable" }
      text += " on " + directive["locations"].items.map(\.unquoted).joined(separator: " | ") + "\n"
    }
    let scalars = ["Int", "Float", "String", "Boolean", "ID"]
    for type in schema["types"].items
    where !type.name.hasPrefix("__") && !scalars.contains(type.name) {
      text += description(of: type) + self.type(type) + "\n"
    }
    return text
  }

  private static func type(_ type: JSON) -> String {
    let interfaces = type["interfaces"].items.map(\.name).joined(separator: " & ")
    let implements = interfaces.isEmpty ? "" : " implements \(interfaces)"
    switch type["kind"]?.unquoted {
    case "SCALAR":
      let url = type["specifiedByURL"] ?? .null
      return "scalar \(type.name)" + (url == .null ? "" : " @specifiedBy(url: \(url.text))")
    case "OBJECT": return "type \(type.name)\(implements)" + fields(type["fields"])
    case "INTERFACE": return "interface \(type.name)\(implements)" + fields(type["fields"])
    case "UNION":
      let members = type["possibleTypes"].items.map(\.name).joined(separator: " | ")
      return "union \(type.name) = \(members)"
    case "ENUM":
      let values = type["enumValues"].items.map { value in
        description(of: value) + value.name + deprecation(of: value)
      }
      return "enum \(type.name) { \(values.joined(separator: " ")) }"
    default:
      let isOneOf = type["isOneOf"] == true ? " @oneOf" : ""
      return "input \(type.name)\(isOneOf)" + inputs(type["inputFields"], in: ("{", "}"))
    }
  }

  private static func fields(_ fields: JSON?) -> String {
    let texts = fields.items.map { field in
      description(of: field) + field.name + inputs(field["args"], in: ("(", ")"))
        + ": \(reference(field["type"]))" + deprecation(of: field)
    }
    return " { \(texts.joined(separator: " ")) }"
  }

  private static func inputs(_ inputs: JSON?, in brackets: (String, String)) -> String {
    guard !inputs.items.isEmpty else { return "" }
    let texts = inputs.items.map { input in
      let value = input["defaultValue"] ?? .null
      return description(of: input) + "\(input.name): \(reference(input["type"]))"
        + (value == .null ? "" : " = \(value.unquoted)") + deprecation(of: input)
    }
    return "\(brackets.0)\(texts.joined(separator: " "))\(brackets.1)"
  }

  private static func reference(_ type: JSON?) -> String {
    switch type?["kind"]?.unquoted {
    case "LIST": "[\(reference(type?["ofType"]))]"
    case "NON_NULL": "\(reference(type?["ofType"]))!"
    default: type?.name ?? ""
    }
  }

  private static func description(of part: JSON) -> String {
    guard let text = part["description"], text != .null else { return "" }
    return text.text + " "
  }

  private static func deprecation(of part: JSON) -> String {
    guard part["isDeprecated"] == true, let reason = part["deprecationReason"] else { return "" }
    return " @deprecated(reason: \(reason.text))"
  }
}

extension JSON {
  /// The text of a string.
  fileprivate var unquoted: String {
    if case .string(let text) = self { return text }
    return ""
  }

  fileprivate var name: String { self["name"]?.unquoted ?? "" }
}

extension JSON? {
  /// What an array has.
  fileprivate var items: [JSON] {
    if case .array(let items)? = self { return items }
    return []
  }
}
