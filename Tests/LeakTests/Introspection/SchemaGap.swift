import Foundation
import GraphQL
import Resolvers

/// The whole schema beside what one audience has of it.
struct SchemaGap {
  let whole: Schema
  let view: Schema
  /// What there is of the view for those who answer in memory.
  let bound: BoundSchema

  static let house = Result { try House(schema: text()) }
  private static let complete = Result { try SchemaBuilder.build(text()) }

  init(of audience: SchemaAudience) throws {
    whole = try Self.complete.get()
    bound = try Self.house.get().schemas[audience.rawValue]
    view = bound.schema
  }

  private static func text() throws -> Source {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return Source(try Array(Data(contentsOf: root.appending(path: "schema.graphql"))))
  }

  /// The names of the types that the audience does not have.
  var types: [String] { whole.types.map(\.name).filter { view.type(named: $0) == nil } }

  /// The names of the directives that it does not have.
  var directives: [String] {
    whole.directives.map(\.name).filter { view.directive(named: $0) == nil }
  }

  /// The fields that it does not have of types that it has.
  var fields: [(type: TypeDefinition, field: FieldDefinition)] {
    shared.flatMap { whole, mine in
      whole.fields.filter { mine.field($0.name) == nil }.map { (mine, $0) }
    }
  }

  /// The arguments that it does not have of fields that it has.
  var arguments: [(type: TypeDefinition, field: FieldDefinition, name: String)] {
    shared.flatMap { whole, mine in
      mine.fields.flatMap { field in
        (whole.field(field.name)?.arguments ?? [])
          .filter { argument in !field.arguments.contains { $0.name == argument.name } }
          .map { (mine, field, $0.name) }
      }
    }
  }

  /// The input fields that it does not have of input types that it has.
  var inputFields: [(type: TypeDefinition, name: String)] {
    shared.flatMap { whole, mine in
      whole.inputFields.map(\.name)
        .filter { name in !mine.inputFields.contains { $0.name == name } }
        .map { (mine, $0) }
    }
  }

  /// The values that it does not have of enums that it has.
  var enumValues: [(type: TypeDefinition, name: String)] {
    shared.flatMap { whole, mine in
      whole.enumValues.map(\.name)
        .filter { name in !mine.enumValues.contains { $0.name == name } }
        .map { (mine, $0) }
    }
  }

  /// The arguments that it does not have of directives that it has.
  var directiveArguments: [(directive: DirectiveDefinition, name: String)] {
    view.directives.flatMap { mine in
      (whole.directive(named: mine.name)?.arguments ?? []).map(\.name)
        .filter { name in !mine.arguments.contains { $0.name == name } }
        .map { (mine, $0) }
    }
  }

  private var shared: [(whole: TypeDefinition, mine: TypeDefinition)] {
    whole.types.compactMap { type in view.type(named: type.name).map { (type, $0) } }
  }

  /// Every name that the whole schema has anywhere.
  static func names(of schema: Schema) -> Set<String> {
    var names: Set<String> = []
    for type in schema.types {
      names.insert(type.name)
      names.formUnion(type.fields.map(\.name))
      names.formUnion(type.fields.flatMap { $0.arguments.map(\.name) })
      names.formUnion(type.inputFields.map(\.name))
      names.formUnion(type.enumValues.map(\.name))
    }
    for directive in schema.directives {
      names.insert(directive.name)
      names.formUnion(directive.arguments.map(\.name))
    }
    return names
  }
}

/// How an audience reaches each of its types, by the shortest way.
struct SchemaPaths {
  private let schema: Schema
  /// By place of the type: what stands before and after a selection on it.
  private var ways: [TypeID: (before: String, after: String)] = [:]

  init(_ schema: Schema) {
    self.schema = schema
    walk(from: schema.queryType, "{ ")
    if let mutation = schema.mutationType { walk(from: mutation, "mutation { ") }
    if let subscription = schema.subscriptionType { walk(from: subscription, "subscription { ") }
  }

  private mutating func walk(from root: TypeID, _ start: String) {
    guard ways[root] == nil else { return }
    ways[root] = (start, " }")
    var open = [root]
    while !open.isEmpty {
      let id = open.removeFirst()
      guard let way = ways[id] else { continue }
      for field in schema[id].fields {
        let next = field.type.namedType
        guard schema[next].isComposite, ways[next] == nil else { continue }
        ways[next] = (way.before + call(of: field) + " { ", " }" + way.after)
        open.append(next)
      }
      for next in schema[id].possibleTypes where ways[next] == nil {
        ways[next] = (way.before + "... on \(schema[next].name) { ", " }" + way.after)
        open.append(next)
      }
    }
  }

  /// A document with a selection on a type; `nil` where nothing leads there.
  func document(selecting selection: String, on type: TypeID) -> String? {
    ways[type].map { $0.before + selection + $0.after }
  }

  /// A field with the arguments that it needs, and one more.
  func call(of field: FieldDefinition, adding argument: String? = nil) -> String {
    let needed = field.arguments.filter(\.isRequired).map { "\($0.name): \(literal($0.type))" }
    let arguments = needed + [argument].compactMap { $0 }
    return arguments.isEmpty ? field.name : "\(field.name)(\(arguments.joined(separator: ", ")))"
  }

  /// A field that is selected whole, with one more argument.
  func selection(of field: FieldDefinition, adding argument: String? = nil) -> String {
    let isLeaf = schema[field.type.namedType].isLeaf
    return call(of: field, adding: argument) + (isLeaf ? "" : " { __typename }")
  }

  /// A value that a type takes.
  func literal(_ type: TypeReference, depth: Int = 0) -> String {
    switch type {
    case .nonNull(let inner): return literal(inner, depth: depth)
    case .list(let item): return "[\(literal(item, depth: depth))]"
    case .named(let id):
      let definition = schema[id]
      switch definition.kind {
      case .enumeration: return definition.enumValues.first?.name ?? "null"
      case .inputObject: return object(definition, depth: depth)
      default: break
      }
      switch definition.name {
      case "Int": return "1"
      case "Float": return "1.5"
      case "Boolean": return "true"
      case "DateTime": return "\"2026-03-02T09:30:00.000Z\""
      case "Date": return "\"2026-03-02\""
      case "Decimal": return "\"1.5\""
      default: return "\"x\""
      }
    }
  }

  /// An object with what it needs, and one more field.
  func object(
    _ type: TypeDefinition,
    setting name: String? = nil,
    to value: String = "null",
    depth: Int = 0
  ) -> String {
    var fields = type.inputFields.filter { $0.isRequired && $0.name != name }
    if type.isOneOf { fields = name == nil ? Array(type.inputFields.prefix(1)) : [] }
    let texts =
      depth > 6 ? [] : fields.map { "\($0.name): \(literal($0.type, depth: depth + 1))" }
    let own = name.map { ["\($0): \(value)"] } ?? []
    return "{\((texts + own).joined(separator: ", "))}"
  }

  /// A place where a value of an input type can be written.
  struct InputPlace {
    /// With `VALUE` where the value goes.
    let document: String
    /// What the place takes, as a variable is declared.
    let type: String
  }

  /// The first place that takes a type itself, and the first that takes an object with it inside.
  func places(taking input: TypeID, depth: Int = 0) -> [InputPlace] {
    var found: [InputPlace] = []
    guard depth < 4 else { return found }
    for type in schema.types where ways[type.id] != nil {
      for field in type.fields {
        for argument in field.arguments where argument.type.namedType == input {
          let others = field.arguments.filter { $0.isRequired && $0.name != argument.name }
            .map { "\($0.name): \(literal($0.type))" }
          let given = (others + ["\(argument.name): VALUE"]).joined(separator: ", ")
          let isLeaf = schema[field.type.namedType].isLeaf
          let selection = "\(field.name)(\(given))" + (isLeaf ? "" : " { __typename }")
          guard let document = document(selecting: selection, on: type.id) else { continue }
          found.append(InputPlace(document: document, type: schema.text(of: argument.type)))
          if found.count == 2 { return found }
        }
      }
    }
    guard found.isEmpty else { return found }
    // Only within other inputs.
    for outer in schema.types where outer.kind == .inputObject && outer.id != input {
      for field in outer.inputFields where field.type.namedType == input {
        for place in places(taking: outer.id, depth: depth + 1).prefix(1) {
          let value = object(outer, setting: field.name, to: "VALUE")
          found.append(
            InputPlace(
              document: place.document.replacing("VALUE", with: value),
              type: schema.text(of: field.type)
            )
          )
          return found
        }
      }
    }
    return found
  }
}
