/// What one walk over a type system document finds: who defines what, and where which directive
/// stands.
///
/// Operations and fragments are passed over: a schema has no use for them.
struct SDLFacts {
  let document: Document
  /// Where the text of ``BuiltIns`` begins.
  let builtInStart: Int32
  /// The definition of each type, a place in ``Document/typeSystem``; the last one of a name.
  private(set) var types: [NameID: Int] = [:]
  /// The definition of each directive, a place in ``Document/typeSystem``; the last one of a name,
  /// a built-in one only where the text has none of its own.
  private(set) var directives: [NameID: Int] = [:]
  /// Where directives may stand and do.
  private(set) var sites: [DirectiveSite] = []
  /// The names of types that are referred to.
  private(set) var references: [Name] = []
  /// The constants that stand alone, places in ``Document/values``.
  private(set) var constants: [Int] = []

  /// A part of the type system with its directives.
  struct DirectiveSite {
    var location: DirectiveLocation
    var directives: NodeRange
    var owner: Owner
    /// The part's first byte.
    var start: Int32

    /// What the directives of several parts belong to together.
    enum Owner: Hashable {
      case schema
      case type(NameID)
      case part
    }
  }

  init(_ document: Document, builtInStart: Int32) {
    self.document = document
    self.builtInStart = builtInStart
    for (place, node) in document.typeSystem.enumerated() where isBuiltIn(node) {
      define(node, at: place)
    }
    for (place, node) in document.typeSystem.enumerated() where !isBuiltIn(node) {
      define(node, at: place)
    }
    for node in definitions { walk(node) }
  }

  func isBuiltIn(_ node: TypeSystemDefinition) -> Bool { node.range.start >= builtInStart }

  /// The definitions and extensions of the text itself, in order.
  var definitions: some Sequence<TypeSystemDefinition> {
    document.typeSystem.lazy.filter { [builtInStart] in $0.range.start < builtInStart }
  }

  /// The definition of a type in the text itself; `nil` for one that is built in or unknown.
  func ownType(_ name: Name) -> TypeSystemDefinition? {
    guard let place = types[name.id], !isBuiltIn(document.typeSystem[place]) else { return nil }
    return document.typeSystem[place]
  }

  /// The definition of a directive; `nil` for one that is unknown.
  func directive(_ name: Name) -> DirectiveParts? {
    guard let place = directives[name.id] else { return nil }
    guard
      case .directive(let arguments, let isRepeatable, let locations) =
        document.typeSystem[place].kind
    else { return nil }
    return DirectiveParts(
      arguments: arguments,
      isRepeatable: isRepeatable,
      locations: locations
    )
  }

  /// What the definition of a directive says.
  struct DirectiveParts {
    var arguments: [InputValueNode]
    var isRepeatable: Bool
    var locations: [Name]
  }
}

// MARK: - The walk

extension SDLFacts {
  private mutating func define(_ node: TypeSystemDefinition, at place: Int) {
    guard !node.isExtension, let name = node.name else { return }
    if case .directive = node.kind {
      directives[name.id] = place
    } else {
      types[name.id] = place
    }
  }

  private mutating func walk(_ node: TypeSystemDefinition) {
    if let location = node.kind.directiveLocation {
      visit(
        node.directives,
        at: location,
        of: node.name.map { .type($0.id) } ?? .schema,
        start: node.range.start
      )
    }
    switch node.kind {
    case .schema(let roots):
      references += roots.map(\.type)
    case .scalar:
      break
    case .object(let interfaces, let fields), .interface(let interfaces, let fields):
      references += interfaces
      for field in fields {
        walk(field.arguments, at: .argumentDefinition)
        refer(field.type)
        visit(field.directives, at: .fieldDefinition, start: field.range.start)
      }
    case .union(let members):
      references += members
    case .enumeration(let values):
      for value in values { visit(value.directives, at: .enumValue, start: value.range.start) }
    case .inputObject(let fields):
      walk(fields, at: .inputFieldDefinition)
    case .directive(let arguments, _, _):
      walk(arguments, at: .argumentDefinition)
    }
  }

  private mutating func walk(_ inputs: [InputValueNode], at location: DirectiveLocation) {
    for input in inputs {
      refer(input.type)
      if let value = input.defaultValue { constants.append(value) }
      visit(input.directives, at: location, start: input.range.start)
    }
  }

  private mutating func visit(
    _ directives: NodeRange,
    at location: DirectiveLocation,
    of owner: DirectiveSite.Owner = .part,
    start: Int32
  ) {
    guard !directives.isEmpty else { return }
    sites.append(
      DirectiveSite(location: location, directives: directives, owner: owner, start: start)
    )
    for place in directives.indices {
      constants += document.directives[place].arguments.indices.map {
        document.arguments[$0].value
      }
    }
  }

  private mutating func refer(_ type: Int) {
    var place = type
    while true {
      switch document.types[place].kind {
      case .named(let name): return references.append(name)
      case .list(let item): place = item
      case .nonNull(let inner): place = inner
      }
    }
  }
}

extension TypeSystemDefinition.Kind {
  /// Where a directive on it stands; `nil` for the definition of a directive, which takes none.
  var directiveLocation: DirectiveLocation? {
    switch self {
    case .schema: .schema
    case .scalar: .scalar
    case .object: .object
    case .interface: .interface
    case .union: .union
    case .enumeration: .enumeration
    case .inputObject: .inputObject
    case .directive: nil
    }
  }
}
