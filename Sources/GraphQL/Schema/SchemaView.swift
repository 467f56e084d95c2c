/// A part of a schema that a view can hide.
public enum SchemaPart: Sendable {
  case type(TypeDefinition)
  case field(FieldDefinition, of: TypeDefinition)
  case argument(InputValueDefinition, of: FieldDefinition, in: TypeDefinition)
  case enumValue(EnumValueDefinition, of: TypeDefinition)
  case inputField(InputValueDefinition, of: TypeDefinition)
  case directive(DirectiveDefinition)

  /// The directives that the schema applies to the part.
  public var appliedDirectives: [AppliedDirective] {
    switch self {
    case .type(let type): type.directives
    case .field(let field, _): field.directives
    case .argument(let argument, _, _): argument.directives
    case .enumValue(let value, _): value.directives
    case .inputField(let field, _): field.directives
    case .directive: []
    }
  }
}

extension Schema {
  /// The schema that is left for an audience when parts of it are hidden.
  ///
  /// What needs a hidden part is hidden with it: a field of a hidden type or with a hidden required
  /// argument, an input whose default names something hidden, an interface's field that an
  /// implementing type hides, a type with nothing left in it. Then every type that cannot be
  /// reached any more is dropped. Built-in parts are never hidden.
  ///
  /// - Parameter isHidden: Asked once for each part that is not built in.
  /// - Returns: A valid schema with places of its own, or `nil` where no query field is left.
  /// - Complexity: O(parts × rounds); a round follows only from a hidden part.
  public func view(hiding isHidden: (SchemaPart) -> Bool) -> Schema? {
    var view = SchemaView(self)
    view.hide(isHidden)
    view.settle()
    return view.schema(droppingUnreachable: true)
  }

  /// The schema without the built-in scalars that nothing refers to.
  ///
  /// - Source: [Built-in scalars](https://spec.graphql.org/September2025/#sec-Scalars.Built-in-Scalars).
  func withoutUnusedScalars() -> Schema {
    SchemaView(self).schema(droppingUnreachable: false) ?? self
  }
}

/// A schema that is being made smaller; places stay those of the whole until the end.
struct SchemaView {
  private let whole: Schema
  private var types: [TypeDefinition]
  private var directives: [DirectiveDefinition]
  /// By ``TypeID``.
  private var isGone: [Bool]
  private var hasChanged = false
  /// The fields that go at the end of the present step.
  private var marked: Set<FieldKey> = []

  private struct FieldKey: Hashable {
    var type: Int
    var name: String
  }

  init(_ whole: Schema) {
    self.whole = whole
    self.types = whole.types
    self.directives = whole.directives
    self.isGone = Array(repeating: false, count: whole.types.count)
  }

  private func isGone(_ type: TypeID) -> Bool { isGone[Int(type.rawValue)] }
  private func isGone(_ type: TypeReference) -> Bool { isGone(type.namedType) }

  /// Takes away what is hidden by itself.
  mutating func hide(_ isHidden: (SchemaPart) -> Bool) {
    for place in types.indices where !types[place].isBuiltIn {
      let type = whole.types[place]
      if isHidden(.type(type)) { isGone[place] = true }
      types[place].fields.removeAll { isHidden(.field($0, of: type)) }
      for index in types[place].fields.indices {
        let field = types[place].fields[index]
        let hidden = field.arguments.map { isHidden(.argument($0, of: field, in: type)) }
        keepField(index, of: place, without: hidden)
      }
      types[place].enumValues.removeAll { isHidden(.enumValue($0, of: type)) }
      let hidden = type.inputFields.map { isHidden(.inputField($0, of: type)) }
      keepInputFields(of: place, without: hidden)
    }
    directives.removeAll { !$0.isBuiltIn && isHidden(.directive($0)) }
    removeMarkedFields()
  }

  /// Goes on until nothing that is left needs something that is gone.
  mutating func settle() {
    repeat {
      hasChanged = false
      for place in types.indices where !types[place].isBuiltIn && !isGone[place] {
        settleFields(of: place)
        settleInputs(of: place)
        settleRelations(of: place)
        if isEmpty(place) { remove(place) }
      }
      removeMarkedFields()
      settleInterfaces()
      settleDirectives()
    } while hasChanged
  }

  private mutating func remove(_ place: Int) {
    isGone[place] = true
    hasChanged = true
  }
}

// MARK: - Steps

extension SchemaView {
  /// Drops hidden arguments; the whole field, where one of them is required.
  private mutating func keepField(_ index: Int, of place: Int, without hidden: [Bool]) {
    guard hidden.contains(true) else { return }
    hasChanged = true
    let arguments = types[place].fields[index].arguments
    if zip(arguments, hidden).contains(where: { $0.isRequired && $1 }) {
      mark(index, of: place)
    } else {
      types[place].fields[index].arguments = zip(arguments, hidden).filter { !$1 }.map(\.0)
    }
  }

  /// Drops hidden input fields; the whole type, where one of them is required.
  private mutating func keepInputFields(of place: Int, without hidden: [Bool]) {
    guard hidden.contains(true) else { return }
    hasChanged = true
    let fields = types[place].inputFields
    if zip(fields, hidden).contains(where: { $0.isRequired && $1 }) { remove(place) }
    types[place].inputFields = zip(fields, hidden).filter { !$1 }.map(\.0)
  }

  private mutating func mark(_ index: Int, of place: Int) {
    marked.insert(FieldKey(type: place, name: types[place].fields[index].name))
  }

  private mutating func removeMarkedFields() {
    guard !marked.isEmpty else { return }
    hasChanged = true
    let marked = marked
    for place in types.indices {
      types[place].fields.removeAll { marked.contains(FieldKey(type: place, name: $0.name)) }
    }
    self.marked = []
  }

  private mutating func settleFields(of place: Int) {
    for index in types[place].fields.indices {
      if isGone(types[place].fields[index].type) {
        mark(index, of: place)
      } else {
        let hidden = types[place].fields[index].arguments.map { needsGone($0) }
        keepField(index, of: place, without: hidden)
      }
    }
  }

  private mutating func settleInputs(of place: Int) {
    keepInputFields(of: place, without: types[place].inputFields.map { needsGone($0) })
  }

  /// Whether an input's type is gone, or its default says something that is.
  private func needsGone(_ input: InputValueDefinition) -> Bool {
    isGone(input.type) || input.defaultValue.map { !isLeft($0, as: input.type) } ?? false
  }

  private func isLeft(_ value: InputValue, as reference: TypeReference) -> Bool {
    switch (value, reference) {
    case (.null, _): true
    case (_, .nonNull(let inner)): isLeft(value, as: inner)
    case (.list(let items), .list(let item)): items.allSatisfy { isLeft($0, as: item) }
    case (.enumeration(let name), .named(let id)):
      types[Int(id.rawValue)].kind != .enumeration
        || types[Int(id.rawValue)].enumValues.contains { $0.name == name }
    case (.object(let members), .named(let id)):
      types[Int(id.rawValue)].kind != .inputObject
        || members.allSatisfy { member in
          types[Int(id.rawValue)].inputFields.contains {
            $0.name == member.name && isLeft(member.value, as: $0.type)
          }
        }
    default: true
    }
  }

  private mutating func settleRelations(of place: Int) {
    types[place].interfaces = types[place].interfaces.filter { !isGone($0) }
    types[place].possibleTypes = types[place].possibleTypes.filter { !isGone($0) }
  }

  private func isEmpty(_ place: Int) -> Bool {
    let type = types[place]
    return switch type.kind {
    case .scalar: false
    case .object: type.fields.isEmpty
    case .interface:
      type.fields.isEmpty
        || type.possibleTypes.isEmpty && !whole.types[place].possibleTypes.isEmpty
    case .union: type.possibleTypes.isEmpty
    case .enumeration: type.enumValues.isEmpty
    case .inputObject: type.inputFields.isEmpty
    }
  }

  /// An interface keeps only the fields and arguments that all implementing types keep, and these
  /// lose a field whose extra argument became required by it.
  private mutating func settleInterfaces() {
    for place in types.indices where !isGone[place] {
      for interface in types[place].interfaces where !isGone(interface) {
        let expected = Int(interface.rawValue)
        for index in types[expected].fields.indices {
          let field = types[expected].fields[index]
          guard let own = types[place].fields.firstIndex(where: { $0.name == field.name }) else {
            mark(index, of: expected)
            continue
          }
          let names = types[place].fields[own].arguments.map(\.name)
          keepField(index, of: expected, without: field.arguments.map { !names.contains($0.name) })
          let expectedNames = types[expected].fields[index].arguments.map(\.name)
          if types[place].fields[own].arguments.contains(where: {
            $0.isRequired && !expectedNames.contains($0.name)
          }) {
            mark(own, of: place)
          }
        }
      }
    }
    removeMarkedFields()
  }

  private mutating func settleDirectives() {
    let before = directives.count
    directives = directives.filter { directive in
      !directive.arguments.contains { $0.isRequired && needsGone($0) }
    }
    for place in directives.indices {
      directives[place].arguments = directives[place].arguments.filter { !needsGone($0) }
    }
    if directives.count != before { hasChanged = true }
  }
}

// MARK: - The result

extension SchemaView {
  /// The schema that is left, with new places; `nil` without a query type.
  func schema(droppingUnreachable: Bool) -> Schema? {
    let reached = reachable(droppingUnreachable: droppingUnreachable)
    var places: [TypeID: TypeID] = [:]
    var kept: [TypeDefinition] = []
    for (place, type) in types.enumerated() where reached[place] {
      places[type.id] = TypeID(rawValue: Int32(kept.count))
      kept.append(type)
    }
    guard let query = places[whole.queryType] else { return nil }
    let moving = Moving(places: places)
    return Schema(
      description: whole.description,
      types: kept.compactMap { moving.type($0) },
      directives: directives.map { directive in
        var directive = directive
        directive.arguments = directive.arguments.compactMap { moving.input($0) }
        return directive
      },
      queryType: query,
      mutationType: whole.mutationType.flatMap { places[$0] },
      subscriptionType: whole.subscriptionType.flatMap { places[$0] }
    )
  }

  /// By ``TypeID``: what the roots, the directives and introspection lead to.
  private func reachable(droppingUnreachable: Bool) -> [Bool] {
    var isReached = Array(repeating: false, count: types.count)
    var open = [whole.queryType, whole.mutationType, whole.subscriptionType].compactMap { $0 }
    open += types.filter { $0.name.hasPrefix("__") }.map(\.id)
    open += directives.flatMap { $0.arguments.map(\.type.namedType) }
    if !droppingUnreachable { open += types.filter { $0.builtInScalar == nil }.map(\.id) }
    while let id = open.popLast() {
      let place = Int(id.rawValue)
      guard !isReached[place], !isGone[place] else { continue }
      isReached[place] = true
      let type = types[place]
      open += type.interfaces + type.possibleTypes
      open += type.inputFields.map(\.type.namedType)
      for field in type.fields {
        open.append(field.type.namedType)
        open += field.arguments.map(\.type.namedType)
      }
    }
    return isReached
  }
}

/// The move of types to their new places.
private struct Moving {
  let places: [TypeID: TypeID]

  func type(_ type: TypeDefinition) -> TypeDefinition? {
    guard let id = places[type.id] else { return nil }
    var moved = type
    moved.id = id
    moved.fields = type.fields.compactMap { field in
      guard let reference = reference(field.type) else { return nil }
      var field = field
      field.type = reference
      field.arguments = field.arguments.compactMap { input($0) }
      return field
    }
    moved.fieldIndex = [:]
    for (place, field) in moved.fields.enumerated() { moved.fieldIndex[field.name] = place }
    moved.interfaces = type.interfaces.compactMap { places[$0] }
    moved.possibleTypes = type.possibleTypes.compactMap { places[$0] }
    moved.inputFields = type.inputFields.compactMap { input($0) }
    return moved
  }

  func input(_ input: InputValueDefinition) -> InputValueDefinition? {
    guard let reference = reference(input.type) else { return nil }
    var moved = input
    moved.type = reference
    return moved
  }

  private func reference(_ type: TypeReference) -> TypeReference? {
    switch type {
    case .named(let id): places[id].map { .named($0) }
    case .list(let item): reference(item).map { .list($0) }
    case .nonNull(let inner): reference(inner).map { .nonNull($0) }
    }
  }
}
