/// The schema about itself, resolved by bindings like every other field.
///
/// - Source: [Introspection](https://spec.graphql.org/September2025/#sec-Introspection).
extension Bindings {
  /// Binds the introspection types.
  mutating func bindIntrospection() {
    object("__Schema", parents: SchemaColumn.self) { fields in fields.bindSchema() }
    object("__Type", parents: TypeColumn.self) { fields in
      fields.bindNames()
      fields.bindMembers()
    }
    object("__Field", parents: FieldColumn.self) { fields in fields.bindField() }
    object("__InputValue", parents: InputValueColumn.self) { fields in fields.bindInputValue() }
    object("__EnumValue", parents: EnumValueColumn.self) { fields in fields.bindEnumValue() }
    object("__Directive", parents: DirectiveColumn.self) { fields in fields.bindDirective() }
  }

  /// The resolvers of `__schema` and `__type`, which every query root has.
  ///
  /// - Parameter root: What the query root's other fields are resolved from.
  /// - Returns: Both fields.
  static func metaFields<P: ParentColumn>(on root: P.Type) -> MetaFields {
    var root = ObjectBinding<P, Context>()
    root.object("__schema", of: SchemaColumn.self) { _, call in
      ObjectCells(children: SchemaColumn(schema: call.schema))
    }
    root.object("__type", of: TypeColumn.self) { _, call in
      let type = call.arguments.string("name").flatMap { call.schema.type(named: $0) }
      let isThere = type.map { call.schema.introspects($0) } ?? false
      return TypeColumn.cells(call.schema, [isThere ? type.map { .named($0.id) } : nil])
    }
    return MetaFields(bindings: root.fields)
  }
}

/// The meta-fields of the query root.
struct MetaFields: Sendable {
  let bindings: [FieldBinding]

  /// The meta-field of a name, as the schema's own types have it; `nil` where there is none.
  func field(_ name: String, in schema: Schema) -> ResolvedField? {
    guard let binding = bindings.first(where: { $0.name == name }) else { return nil }
    if name == "__schema", let type = schema.type(named: "__Schema") {
      let definition = FieldDefinition(name: name, type: .nonNull(.named(type.id)))
      return ResolvedField(definition: definition, binding: binding)
    }
    guard let type = schema.type(named: "__Type"), let text = schema.type(named: "String") else {
      return nil
    }
    let argument = InputValueDefinition(name: "name", type: .nonNull(.named(text.id)))
    let definition = FieldDefinition(name: name, arguments: [argument], type: .named(type.id))
    return ResolvedField(definition: definition, binding: binding)
  }
}

extension ObjectBinding where P == SchemaColumn {
  fileprivate mutating func bindSchema() {
    strings("description") { parents, _ in [parents.schema.description] }
    list("types", of: TypeColumn.self) { parents, _ in
      let types = parents.schema.types.filter { parents.schema.introspects($0) }
      return TypeColumn.lists(parents.schema, [types.map { .named($0.id) }])
    }
    object("queryType", of: TypeColumn.self) { parents, _ in
      TypeColumn.cells(parents.schema, [.named(parents.schema.queryType)])
    }
    object("mutationType", of: TypeColumn.self) { parents, _ in
      TypeColumn.cells(parents.schema, [parents.schema.mutationType.map { .named($0) }])
    }
    object("subscriptionType", of: TypeColumn.self) { parents, _ in
      TypeColumn.cells(parents.schema, [parents.schema.subscriptionType.map { .named($0) }])
    }
    list("directives", of: DirectiveColumn.self) { parents, _ in
      let directives = parents.schema.directives
      return ListCells(
        offsets: [0, Int32(clamping: directives.count)],
        children: DirectiveColumn(schema: parents.schema, directives: directives)
      )
    }
  }
}

extension ObjectBinding where P == FieldColumn {
  fileprivate mutating func bindField() {
    strings("name") { parents, _ in parents.fields.map(\.name) }
    strings("description") { parents, _ in parents.fields.map(\.description) }
    list("args", of: InputValueColumn.self) { parents, call in
      let all = call.includesDeprecated
      return InputValueColumn.lists(
        parents.schema,
        parents.fields.map { $0.arguments.filter { all || $0.deprecationReason == nil } }
      )
    }
    object("type", of: TypeColumn.self) { parents, _ in
      TypeColumn.cells(parents.schema, parents.fields.map(\.type))
    }
    booleans("isDeprecated") { parents, _ in parents.fields.map { $0.deprecationReason != nil } }
    strings("deprecationReason") { parents, _ in parents.fields.map(\.deprecationReason) }
  }
}

extension ObjectBinding where P == InputValueColumn {
  fileprivate mutating func bindInputValue() {
    strings("name") { parents, _ in parents.values.map(\.name) }
    strings("description") { parents, _ in parents.values.map(\.description) }
    object("type", of: TypeColumn.self) { parents, _ in
      TypeColumn.cells(parents.schema, parents.values.map(\.type))
    }
    strings("defaultValue") { parents, _ in parents.values.map(\.defaultLiteral) }
    booleans("isDeprecated") { parents, _ in parents.values.map { $0.deprecationReason != nil } }
    strings("deprecationReason") { parents, _ in parents.values.map(\.deprecationReason) }
  }
}

extension ObjectBinding where P == EnumValueColumn {
  fileprivate mutating func bindEnumValue() {
    strings("name") { parents, _ in parents.values.map(\.name) }
    strings("description") { parents, _ in parents.values.map(\.description) }
    booleans("isDeprecated") { parents, _ in parents.values.map { $0.deprecationReason != nil } }
    strings("deprecationReason") { parents, _ in parents.values.map(\.deprecationReason) }
  }
}

extension ObjectBinding where P == DirectiveColumn {
  fileprivate mutating func bindDirective() {
    strings("name") { parents, _ in parents.directives.map(\.name) }
    strings("description") { parents, _ in parents.directives.map(\.description) }
    booleans("isRepeatable") { parents, _ in parents.directives.map(\.isRepeatable) }
    let location = EnumerationPlaces(DirectiveLocation.self)
    let shape = ColumnShape.list(.enumeration(of: DirectiveLocation.self))
    column("locations", as: shape) { parents, _ in
      let lists = parents.directives.map(\.locations)
      let places = location.places(lists.flatMap { $0 })
      let items = Column(.enumerations(places, names: location.names))
      return Column(.lists(offsets: lists.offsets, isNull: [], items: items))
    }
    list("args", of: InputValueColumn.self) { parents, call in
      let all = call.includesDeprecated
      return InputValueColumn.lists(
        parents.schema,
        parents.directives.map { $0.arguments.filter { all || $0.deprecationReason == nil } }
      )
    }
  }
}

extension Schema {
  /// Whether a type is told of: a built-in scalar is where something is of it.
  ///
  /// - Complexity: O(schema) for a built-in scalar, of which there are five.
  /// - Source: [Scalars](https://spec.graphql.org/September2025/#sec-Scalars.Built-in-Scalars).
  fileprivate func introspects(_ type: TypeDefinition) -> Bool {
    guard type.builtInScalar != nil else { return true }
    func isUsed(_ inputs: [InputValueDefinition]) -> Bool {
      inputs.contains { $0.type.namedType == type.id }
    }
    return directives.contains { isUsed($0.arguments) }
      || types.contains { other in
        isUsed(other.inputFields)
          || other.fields.contains { $0.type.namedType == type.id || isUsed($0.arguments) }
      }
  }
}

extension Call {
  /// The argument `includeDeprecated`, which is `false` where it is not given.
  var includesDeprecated: Bool { arguments.boolean("includeDeprecated") ?? false }
}
