import Bytes
import GraphQL

/// One line, read.
///
/// | member | of |
/// | --- | --- |
/// | `id` | any JSON value, which the answer repeats |
/// | `op` | `validate` where it is absent, `parse`, `schema`, `execute`, `introspect`, `coordinate` |
/// | `schema` | the text of a schema |
/// | `document` | the text of a document |
/// | `rules` | names of rules, which alone are asked |
/// | `hideSuggestions` | whether messages name nothing of the schema that was not asked for |
/// | `variables` | an object |
/// | `operationName` | which operation runs |
/// | `root` | the tree that the operation is answered from, as ``TreeSchema`` reads it |
/// | `noValidate` | whether the document runs as it is |
/// | `coordinate` | a schema coordinate |
struct Question {
  let id: JSON
  let operation: Operation

  enum Operation {
    case parse(document: String)
    case validate(Validation)
    case schema(String)
    case execute(Execution)
    case introspect(schema: String)
    case coordinate(String, schema: String?)
  }

  struct Validation {
    var schema: String
    var document: String
    var rules: [ValidationRule]
    var hidesSuggestions: Bool
  }

  struct Execution {
    var schema: String
    var document: String
    var operationName: String?
    var variables: JSON
    var root: JSON
    var isValidated: Bool
  }

  init(_ line: ArraySlice<UInt8>) throws(QuestionError) {
    let members: JSON
    do throws(JSONError) {
      members = try JSONParser.parse(Array(line), maximumDepth: Limits.jsonDepth)
    } catch {
      throw QuestionError(message: error.message, id: LineID.find(in: line))
    }
    guard case .object = members else { throw QuestionError(message: "A line must be an object.") }
    let id = members["id"] ?? .null
    do throws(MemberError) {
      operation = try Question.operation(Members(members))
    } catch {
      throw QuestionError(message: error.message, id: id)
    }
    self.id = id
  }

  private static func operation(_ members: Members) throws(MemberError) -> Operation {
    let name = try members.optionalText("op") ?? "validate"
    switch name {
    case "parse":
      return .parse(document: try members.text("document"))
    case "validate":
      return .validate(
        Validation(
          schema: try members.text("schema"),
          document: try members.text("document"),
          rules: try rules(members),
          hidesSuggestions: try members.flag("hideSuggestions")
        )
      )
    case "schema":
      return .schema(try members.text("schema"))
    case "execute":
      return .execute(
        Execution(
          schema: try members.text("schema"),
          document: try members.text("document"),
          operationName: try members.optionalText("operationName"),
          variables: try members.object("variables"),
          root: members.value("root"),
          isValidated: try !members.flag("noValidate")
        )
      )
    case "introspect":
      return .introspect(schema: try members.text("schema"))
    case "coordinate":
      return .coordinate(
        try members.text("coordinate"),
        schema: try members.optionalText("schema")
      )
    default:
      throw MemberError(
        message: "There is no op \(JSON.string(name).text): "
          + "validate, parse, schema, execute, introspect and coordinate are."
      )
    }
  }

  private static func rules(_ members: Members) throws(MemberError) -> [ValidationRule] {
    guard let names = try members.texts("rules") else { return ValidationRule.specified }
    var rules: [ValidationRule] = []
    for name in names {
      guard let rule = ValidationRule.named(name) else {
        throw MemberError(message: "There is no rule \(JSON.string(name).text).")
      }
      rules.append(rule)
    }
    return rules
  }
}

/// A line that asks nothing.
struct QuestionError: Error {
  var message: String
  /// As far as it could be read.
  var id = JSON.null
}

/// A member that is missing or of another type than it must be.
private struct MemberError: Error {
  var message: String
}

/// The members of a line; null is as good as absent.
private struct Members {
  private let object: JSON

  init(_ object: JSON) { self.object = object }

  func optionalText(_ name: String) throws(MemberError) -> String? {
    switch object[name] {
    case nil, .null?: return nil
    case .string(let text)?: return text
    default: throw MemberError(message: "\"\(name)\" must be a string.")
    }
  }

  func text(_ name: String) throws(MemberError) -> String {
    guard let text = try optionalText(name) else {
      throw MemberError(message: "\"\(name)\" is missing; it must be a string.")
    }
    return text
  }

  func value(_ name: String) -> JSON { object[name] ?? .null }

  func object(_ name: String) throws(MemberError) -> JSON {
    switch value(name) {
    case .null: return .null
    case .object(let members): return .object(members)
    default: throw MemberError(message: "\"\(name)\" must be an object.")
    }
  }

  func flag(_ name: String) throws(MemberError) -> Bool {
    switch object[name] {
    case nil, .null?: return false
    case .boolean(let isOn)?: return isOn
    default: throw MemberError(message: "\"\(name)\" must be true or false.")
    }
  }

  func texts(_ name: String) throws(MemberError) -> [String]? {
    guard let value = object[name], value != .null else { return nil }
    guard case .array(let items) = value else { throw notTexts(name) }
    var texts: [String] = []
    for item in items {
      guard case .string(let text) = item else { throw notTexts(name) }
      texts.append(text)
    }
    return texts
  }

  private func notTexts(_ name: String) -> MemberError {
    MemberError(message: "\"\(name)\" must be an array of strings.")
  }
}
