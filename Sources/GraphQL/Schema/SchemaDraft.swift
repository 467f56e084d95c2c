/// A schema's text, gathered by name and not yet resolved: phase one of ``SchemaBuilder``.
///
/// - Invariant: Definitions that break a rule of uniqueness are here once, the first.
struct SchemaDraft {
  let document: Document
  /// Where the text of ``BuiltIns`` begins.
  let builtInStart: Int32
  /// In the order of the text; a ``TypeID`` is a place here.
  var types: [TypeDraft] = []
  var typeIndex: [String: Int] = [:]
  var directives: [DirectiveDraft] = []
  var directiveIndex: [String: Int] = [:]
  var description: Int?
  var schemaDirectives: [NodeRange] = []
  var schemaRange: SourceRange?
  /// Empty where the text has no schema definition and the names of the types decide.
  var roots: [TypeSystemDefinition.RootOperation] = []
  var problems: [SchemaProblem] = []

  init(_ document: Document, builtInStart: Int32) {
    self.document = document
    self.builtInStart = builtInStart
  }

  func isBuiltIn(_ range: SourceRange) -> Bool { range.start >= builtInStart }

  /// The type of a name in the text; `nil` where there is none.
  func type(_ name: String) -> TypeDraft? { typeIndex[name].map { types[$0] } }

  mutating func report(_ message: String, _ ranges: SourceRange...) {
    problems.append(SchemaProblem(message: message, ranges: ranges))
  }
}

/// A mistake in a schema and where it is.
struct SchemaProblem {
  var message: String
  var ranges: [SourceRange]
}

/// A type with all its extensions.
struct TypeDraft {
  var name: Name
  var text: String
  var kind: TypeDefinition.Kind
  var description: Int?
  /// One for the definition and one for each extension.
  var directives: [NodeRange]
  var interfaces: [Name] = []
  var fields: [FieldNode] = []
  var members: [Name] = []
  var values: [EnumValueNode] = []
  var inputFields: [InputValueNode] = []
}

/// A directive's definition.
struct DirectiveDraft {
  var name: Name
  var text: String
  var description: Int?
  var arguments: [InputValueNode]
  var isRepeatable: Bool
  var locations: [Name]
}

extension SchemaDraft {
  /// Gathers the definitions, then the extensions, wherever they stand.
  mutating func gather() {
    for definition in document.definitions {
      switch definition {
      case .typeSystem(let place):
        let node = document.typeSystem[place]
        if !node.isExtension { gather(node) }
      case .operation(let place):
        report("A schema cannot hold operations.", document.operations[place].range)
      case .fragment(let place):
        report("A schema cannot hold fragments.", document.fragments[place].range)
      }
    }
    for node in document.typeSystem where node.isExtension { extend(node) }
  }

  private mutating func gather(_ node: TypeSystemDefinition) {
    if case .schema(let roots) = node.kind {
      if schemaRange != nil {
        return report("Must provide only one schema definition.", node.range)
      }
      schemaRange = node.range
      description = node.description
      schemaDirectives.append(node.directives)
      return addRoots(roots)
    }
    guard let name = node.name else { return }
    let text = document[name]
    if case .directive(let arguments, let isRepeatable, let locations) = node.kind {
      if let first = directiveIndex[text] {
        return report(
          "There can be only one directive named \"@\(text)\".",
          directives[first].name.range,
          name.range
        )
      }
      directiveIndex[text] = directives.count
      directives.append(
        DirectiveDraft(
          name: name,
          text: text,
          description: node.description,
          arguments: arguments,
          isRepeatable: isRepeatable,
          locations: locations
        )
      )
      return
    }
    if let first = typeIndex[text] {
      return report(
        "There can be only one type named \"\(text)\".",
        types[first].name.range,
        name.range
      )
    }
    guard let kind = node.kind.typeKind else { return }
    typeIndex[text] = types.count
    types.append(
      TypeDraft(
        name: name,
        text: text,
        kind: kind,
        description: node.description,
        directives: [node.directives]
      )
    )
    addParts(of: node, to: types.count - 1)
  }

  private mutating func extend(_ node: TypeSystemDefinition) {
    if case .schema(let roots) = node.kind {
      schemaDirectives.append(node.directives)
      return addRoots(roots)
    }
    guard let name = node.name, let kind = node.kind.typeKind else { return }
    let text = document[name]
    guard let place = typeIndex[text] else {
      return report("Cannot extend type \"\(text)\" because it is not defined.", name.range)
    }
    guard types[place].kind == kind else {
      return report("Cannot extend non-\(kind.words) type \"\(text)\".", node.range)
    }
    types[place].directives.append(node.directives)
    if kind == .inputObject {
      for directive in node.directives.indices
      where document[document.directives[directive].name] == "oneOf" {
        report(
          "The directive \"@oneOf\" cannot be applied by an extension.",
          document.directives[directive].range
        )
      }
    }
    addParts(of: node, to: place)
  }

  private mutating func addRoots(_ added: [TypeSystemDefinition.RootOperation]) {
    for root in added {
      if let first = roots.first(where: { $0.operation == root.operation }) {
        report(
          "There can be only one \(root.operation.rawValue) type in schema.",
          first.range,
          root.range
        )
      } else {
        roots.append(root)
      }
    }
  }

  private mutating func addParts(of node: TypeSystemDefinition, to place: Int) {
    let owner = types[place].text
    switch node.kind {
    case .object(let interfaces, let fields), .interface(let interfaces, let fields):
      types[place].interfaces += interfaces
      for field in fields {
        let text = document[field.name]
        if let first = types[place].fields.first(where: { $0.name.id == field.name.id }) {
          report(
            "Field \"\(owner).\(text)\" can only be defined once.",
            first.name.range,
            field.name.range
          )
        } else {
          types[place].fields.append(field)
        }
      }
    case .union(let members):
      types[place].members += members
    case .enumeration(let values):
      for value in values {
        let text = document[value.name]
        if let first = types[place].values.first(where: { $0.name.id == value.name.id }) {
          report(
            "Enum value \"\(owner).\(text)\" can only be defined once.",
            first.name.range,
            value.name.range
          )
        } else {
          types[place].values.append(value)
        }
      }
    case .inputObject(let fields):
      for field in fields {
        let text = document[field.name]
        if let first = types[place].inputFields.first(where: { $0.name.id == field.name.id }) {
          report(
            "Field \"\(owner).\(text)\" can only be defined once.",
            first.name.range,
            field.name.range
          )
        } else {
          types[place].inputFields.append(field)
        }
      }
    case .scalar, .schema, .directive:
      break
    }
  }
}

extension TypeSystemDefinition.Kind {
  /// The kind of type; `nil` for a schema and a directive.
  var typeKind: TypeDefinition.Kind? {
    switch self {
    case .scalar: .scalar
    case .object: .object
    case .interface: .interface
    case .union: .union
    case .enumeration: .enumeration
    case .inputObject: .inputObject
    case .schema, .directive: nil
    }
  }
}

extension TypeDefinition.Kind {
  /// The kind in messages.
  var words: String {
    switch self {
    case .scalar: "scalar"
    case .object: "object"
    case .interface: "interface"
    case .union: "union"
    case .enumeration: "enum"
    case .inputObject: "input object"
    }
  }
}
