/// A schema's text, gathered by name and not yet resolved: phase two of ``SchemaBuilder``.
///
/// - Invariant: The text keeps every ``SDLRule``, so that each name is defined once.
struct SchemaDraft {
  let document: Document
  /// Where the text of ``BuiltIns`` begins.
  let builtInStart: Int32
  /// In the order of the text; a ``TypeID`` is a place here.
  private(set) var types: [TypeDraft] = []
  private(set) var typeIndex: [NameID: Int] = [:]
  private(set) var directives: [DirectiveDraft] = []
  private(set) var directiveIndex: [NameID: Int] = [:]
  private(set) var description: DescriptionNode?
  private(set) var schemaDirectives: [NodeRange] = []
  /// `nil` where the text has no schema definition.
  private(set) var schemaRange: SourceRange?
  /// Of the schema definition and its extensions.
  private(set) var roots: [TypeSystemDefinition.RootOperation] = []

  /// Gathers the definitions, then the extensions, wherever they stand.
  init(_ document: Document, builtInStart: Int32) {
    self.document = document
    self.builtInStart = builtInStart
    for node in document.typeSystem where !node.isExtension { define(node) }
    for node in document.typeSystem where node.isExtension { extend(node) }
  }

  func isBuiltIn(_ range: SourceRange) -> Bool { range.start >= builtInStart }

  /// The place of the type that has a name.
  func type(named text: String) -> Int? { types.firstIndex { $0.text == text } }
}

/// A type with all its extensions.
struct TypeDraft {
  var name: Name
  var text: String
  var kind: TypeDefinition.Kind
  var description: DescriptionNode?
  /// The definition, then each extension.
  var ranges: [SourceRange]
  /// One for the definition and one for each extension.
  var directives: [NodeRange]
  var interfaces: [Name] = []
  var fields: [FieldNode] = []
  var members: [Name] = []
  var values: [EnumValueNode] = []
  var inputFields: [InputValueNode] = []

  /// The definition, without its extensions.
  var definition: SourceRange { ranges.first ?? name.range }
}

/// A directive's definition.
struct DirectiveDraft {
  var name: Name
  var text: String
  var description: DescriptionNode?
  var arguments: [InputValueNode]
  var isRepeatable: Bool
  var locations: [Name]
  var range: SourceRange
}

extension SchemaDraft {
  private mutating func define(_ node: TypeSystemDefinition) {
    switch node.kind {
    case .schema(let roots):
      schemaRange = node.range
      description = node.description
      schemaDirectives.append(node.directives)
      self.roots += roots
    case .directive(let arguments, let isRepeatable, let locations):
      // The text's own definition of a built-in directive comes first and stays.
      guard let name = node.name, directiveIndex[name.id] == nil else { return }
      directiveIndex[name.id] = directives.count
      directives.append(
        DirectiveDraft(
          name: name,
          text: document[name],
          description: node.description,
          arguments: arguments,
          isRepeatable: isRepeatable,
          locations: locations,
          range: node.range
        )
      )
    case .scalar, .object, .interface, .union, .enumeration, .inputObject:
      guard let name = node.name, let kind = node.kind.typeKind else { return }
      typeIndex[name.id] = types.count
      types.append(
        TypeDraft(
          name: name,
          text: document[name],
          kind: kind,
          description: node.description,
          ranges: [node.range],
          directives: [node.directives]
        )
      )
      addParts(of: node, to: types.count - 1)
    }
  }

  private mutating func extend(_ node: TypeSystemDefinition) {
    if case .schema(let roots) = node.kind {
      schemaDirectives.append(node.directives)
      self.roots += roots
    }
    guard let name = node.name, let place = typeIndex[name.id] else { return }
    types[place].ranges.append(node.range)
    types[place].directives.append(node.directives)
    addParts(of: node, to: place)
  }

  private mutating func addParts(of node: TypeSystemDefinition, to place: Int) {
    switch node.kind {
    case .object(let interfaces, let fields), .interface(let interfaces, let fields):
      types[place].interfaces += interfaces
      types[place].fields += fields
    case .union(let members):
      types[place].members += members
    case .enumeration(let values):
      types[place].values += values
    case .inputObject(let fields):
      types[place].inputFields += fields
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
