/// The one walk over a document that fills ``DocumentFacts``.
///
/// It goes where graphql-js's visitor goes and counts a moment for every node that it enters or
/// leaves, so that errors can be put into that order without walking again.
struct FactsWalk {
  var facts: DocumentFacts
  private let document: Document
  private let schema: Schema
  private var clock: Int32 = 0

  init(_ facts: DocumentFacts) {
    self.facts = facts
    document = facts.document
    schema = facts.schema
  }

  mutating func run() {
    for definition in document.definitions {
      switch definition {
      case .operation(let place): operation(place)
      case .fragment(let place): fragment(place)
      case .typeSystem: tick()
      }
    }
    facts.end = tick()
  }

  @discardableResult private mutating func tick() -> Int32 {
    clock &+= 1
    return clock
  }

  // MARK: Definitions

  private mutating func operation(_ place: Int) {
    let operation = document.operations[place]
    var scope = DocumentFacts.Scope()
    scope.enter = tick()
    let uses = facts.variableUses.count
    let selections = facts.selectionOrder.count
    for variable in operation.variables.indices { self.variable(variable) }
    directives(operation.directives, at: operation.type.directiveLocation, of: scope.enter)
    scope.set = tick()
    scope.type = schema.rootType(of: operation.type)
    self.selections(operation.selections, on: scope.type, under: DocumentFacts.SelectionFact())
    scope.leave = tick()
    scope.uses = uses..<facts.variableUses.count
    scope.selections = selections..<facts.selectionOrder.count
    scope.spreads = spreads(below: operation.selections)
    facts.operations[place] = scope
  }

  private mutating func fragment(_ place: Int) {
    let fragment = document.fragments[place]
    var scope = DocumentFacts.Scope()
    scope.enter = tick()
    let uses = facts.variableUses.count
    let selections = facts.selectionOrder.count
    scope.type = composite(namedType(fragment.typeCondition))
    directives(fragment.directives, at: .fragmentDefinition, of: scope.enter)
    scope.set = tick()
    self.selections(fragment.selections, on: scope.type, under: DocumentFacts.SelectionFact())
    scope.leave = tick()
    scope.uses = uses..<facts.variableUses.count
    scope.selections = selections..<facts.selectionOrder.count
    scope.spreads = spreads(below: fragment.selections)
    facts.fragments[place] = scope
  }

  private mutating func variable(_ place: Int) {
    let variable = document.variables[place]
    facts.variables[place].enter = tick()
    let type = type(variable.type)
    facts.variables[place].type = type
    if let value = variable.defaultValue {
      let isInput = type.map { schema[$0.namedType].isInput } ?? false
      self.value(value, as: isInput ? type : nil, hasDefault: false, oneOf: nil, isChecked: true)
    }
    directives(variable.directives, at: .variableDefinition, of: facts.variables[place].enter)
  }

  /// The spreads below a selection set, in the order in which graphql-js gathers them: those of a
  /// set before those of the sets below it, and of those the last first.
  private mutating func spreads(below set: NodeRange) -> Range<Int> {
    let start = facts.spreads.count
    var sets = [set]
    while let set = sets.popLast() {
      for place in set.indices {
        switch document.selections[place] {
        case .fragmentSpread(let spread):
          facts.spreads.append(
            DocumentFacts.Spread(
              selection: place,
              name: spread.name,
              fragment: facts.fragment(named: spread.name.id)
            )
          )
        case .field(let field):
          if !field.selections.isEmpty { sets.append(field.selections) }
        case .inlineFragment(let fragment):
          sets.append(fragment.selections)
        }
      }
    }
    return start..<facts.spreads.count
  }

  // MARK: Types

  /// The type that a node writes; `nil` where its name is unknown.
  private mutating func type(_ place: Int) -> TypeReference? {
    switch document.types[place].kind {
    case .named(let name): namedType(name).map { .named($0) }
    case .list(let item): type(item).map { .list($0) }
    case .nonNull(let inner): type(inner).map { .nonNull($0) }
    }
  }

  private mutating func namedType(_ name: Name) -> TypeID? {
    facts.namedTypes.append(DocumentFacts.NamedTypeUse(name: name, moment: tick()))
    return schema.type(named: document[name])?.id
  }

  private func composite(_ type: TypeID?) -> TypeID? {
    guard let type, schema[type].isComposite else { return nil }
    return type
  }

  // MARK: Selections

  private mutating func selections(
    _ range: NodeRange,
    on parent: TypeID?,
    under outer: DocumentFacts.SelectionFact
  ) {
    for place in range.indices {
      facts.selectionOrder.append(place)
      facts.selections[place].enter = tick()
      facts.selections[place].parent = parent
      facts.selections[place].depth = outer.depth
      facts.selections[place].introspectionDepth = outer.introspectionDepth
      facts.selections[place].listDepth = outer.listDepth
      switch document.selections[place] {
      case .field(let field):
        self.field(field, at: place)
      case .fragmentSpread(let spread):
        directives(spread.directives, at: .fragmentSpread, of: facts.selections[place].enter)
      case .inlineFragment(let fragment):
        var type = parent
        if let condition = fragment.typeCondition { type = namedType(condition) }
        facts.selections[place].type = type
        directives(fragment.directives, at: .inlineFragment, of: facts.selections[place].enter)
        facts.selections[place].set = tick()
        selections(fragment.selections, on: composite(type), under: outer)
      }
      facts.selections[place].leave = tick()
    }
  }

  private mutating func field(_ field: Selection.Field, at place: Int) {
    let parent = facts.selections[place].parent
    let definitionPlace = definitionPlace(of: document[field.name], on: parent)
    let definition = facts.definition(of: definitionPlace)
    facts.selections[place].field = definition == nil ? .unknown : definitionPlace
    facts.selections[place].type = definition?.type.namedType
    if isIntrospection(definitionPlace, on: parent) {
      facts.selections[place].introspectionDepth &+= 1
      if OperationSizes.lists.contains(document[field.name]) {
        facts.selections[place].listDepth &+= 1
      }
    } else {
      facts.selections[place].depth &+= 1
    }
    let moment = facts.selections[place].enter
    arguments(field.arguments, definedBy: definition?.arguments, of: moment)
    directives(field.directives, at: .field, of: moment)
    guard !field.selections.isEmpty else { return }
    facts.selections[place].set = tick()
    selections(
      field.selections,
      on: composite(definition?.type.namedType),
      under: facts.selections[place]
    )
  }

  private func definitionPlace(of name: String, on parent: TypeID?) -> DocumentFacts.FieldPlace {
    guard let parent else { return .unknown }
    if let meta = MetaField(rawValue: name) {
      return meta.isIntrospection && parent != schema.queryType ? .unknown : .meta(meta)
    }
    guard let index = schema.types[Int(parent.rawValue)].fieldIndex[name] else { return .unknown }
    return .defined(parent, index)
  }

  private func isIntrospection(_ place: DocumentFacts.FieldPlace, on parent: TypeID?) -> Bool {
    if case .meta(let field) = place, field.isIntrospection { return true }
    guard let parent else { return false }
    return schema.types[Int(parent.rawValue)].name.utf8.starts(with: "__".utf8)
  }

  // MARK: Arguments, directives and values

  /// `definitions` is `nil` where the field or the directive itself is unknown.
  private mutating func arguments(
    _ range: NodeRange,
    definedBy definitions: [InputValueDefinition]?,
    of moment: Int32
  ) {
    guard !range.isEmpty else { return }
    facts.argumentLists.append(DocumentFacts.List(nodes: range, moment: moment))
    for place in range.indices {
      let argument = document.arguments[place]
      let name = document[argument.name]
      let definition = definitions?.first { $0.name == name }
      facts.arguments[place].enter = tick()
      facts.arguments[place].isDefined = definition != nil
      value(
        argument.value,
        as: definition?.type,
        hasDefault: definition?.defaultValue != nil,
        oneOf: nil,
        isChecked: true
      )
    }
  }

  private mutating func directives(
    _ range: NodeRange,
    at location: DirectiveLocation,
    of moment: Int32
  ) {
    guard !range.isEmpty else { return }
    facts.directiveLists.append(DocumentFacts.List(nodes: range, moment: moment))
    for place in range.indices {
      let directive = document.directives[place]
      let definition = schema.directive(named: document[directive.name])
      facts.directives[place].enter = tick()
      facts.directives[place].location = location
      arguments(
        directive.arguments,
        definedBy: definition?.arguments,
        of: facts.directives[place].enter
      )
      facts.directives[place].leave = tick()
    }
  }

  private mutating func value(
    _ place: Int,
    as type: TypeReference?,
    hasDefault: Bool,
    oneOf: TypeID?,
    isChecked: Bool
  ) {
    facts.values[place] = DocumentFacts.ValueFact(enter: tick(), type: type, isChecked: isChecked)
    let value = document.values[place]
    switch value.kind {
    case .variable(let name):
      facts.variableUses.append(
        DocumentFacts.VariableUse(
          name: name,
          range: value.range,
          type: type,
          hasDefault: hasDefault,
          oneOf: oneOf
        )
      )
    case .list(let items):
      // One value where a list is expected is a list of it; the converse is judged as a whole.
      var item = type?.nullable
      var isList = false
      if case .list(let inner)? = item { (item, isList) = (inner, true) }
      for value in items.indices {
        self.value(
          value,
          as: item,
          hasDefault: false,
          oneOf: nil,
          isChecked: isChecked && isList
        )
      }
    case .object(let fields):
      object(fields, as: type?.namedType, isChecked: isChecked)
    case .int, .float, .string, .boolean, .null, .enumeration:
      break
    }
  }

  private mutating func object(_ fields: NodeRange, as type: TypeID?, isChecked: Bool) {
    let definition = type.map { schema[$0] }
    let isObject = definition?.kind == .inputObject
    for place in fields.indices {
      let field = document.objectFields[place]
      let name = document[field.name]
      let input = definition?.inputFields.first { $0.name == name }
      facts.objectFields[place] = tick()
      value(
        field.value,
        as: input?.type,
        hasDefault: input?.defaultValue != nil,
        oneOf: definition?.isOneOf == true ? type : nil,
        isChecked: isChecked && isObject
      )
    }
  }
}

extension OperationType {
  /// Where a directive on the operation stands.
  var directiveLocation: DirectiveLocation {
    switch self {
    case .query: .query
    case .mutation: .mutation
    case .subscription: .subscription
    }
  }
}
