/// The comparison of a schema with its resolvers, which goes on after a disagreement.
struct BindingCheck {
  let schema: Schema
  let enumerations: [BoundEnumeration]
  private(set) var problems: [String] = []
  private var objects: [String: BoundObject] = [:]

  init(schema: Schema, enumerations: [BoundEnumeration]) {
    self.schema = schema
    self.enumerations = enumerations
  }

  mutating func compare(_ bound: [BoundObject]) {
    for object in bound where objects.updateValue(object, forKey: object.name) != nil {
      problems.append("\(object.name) is bound twice")
    }
    for type in schema.types where !type.name.hasPrefix("__") {
      if type.kind == .object { compareFields(of: type) }
      if type.kind == .enumeration { compareValues(of: type) }
    }
    for object in bound where schema.type(named: object.name)?.kind != .object {
      problems.append("\(object.name) has resolvers and is no object type of the schema")
    }
    for enumeration in enumerations
    where schema.type(named: enumeration.name)?.kind != .enumeration {
      problems.append("\(enumeration.name) is bound as an enum and is no enum of the schema")
    }
  }

  private mutating func compareFields(of type: TypeDefinition) {
    guard let object = objects[type.name] else {
      problems.append("\(type.name) is in the schema and has no resolvers")
      return
    }
    var bindings: [String: FieldBinding] = [:]
    for binding in object.fields where bindings.updateValue(binding, forKey: binding.name) != nil {
      problems.append("\(type.name).\(binding.name) is bound twice")
    }
    let isRoot = type.id == schema.queryType || type.id == schema.mutationType
    if isRoot, object.parents != ColumnShape.TypeMark(Root.self) {
      problems.append("\(type.name) is a root type, so its parents must be Root")
    }
    compareSources(of: object, type)
    for field in type.fields {
      let place = "\(type.name).\(field.name)"
      guard let binding = bindings[field.name] else {
        problems.append("\(place) is in the schema and has no resolver")
        continue
      }
      compareRule(binding, field, at: place)
      compareShape(binding.shape, field.type, at: place)
      if binding.prepare != nil, type.id != schema.mutationType {
        problems.append("\(place) has a preparation, which only root fields of a mutation may have")
      }
      comparePerspective(binding, field, of: type)
    }
    for binding in object.fields where type.field(binding.name) == nil {
      problems.append("\(type.name).\(binding.name) has a resolver and is not in the schema")
    }
  }

  /// What is answered as somebody else is the query root again, and can be null.
  private mutating func comparePerspective(
    _ binding: FieldBinding,
    _ field: FieldDefinition,
    of type: TypeDefinition
  ) {
    guard binding.perspectives != nil else { return }
    guard type.id != schema.queryType || field.type != .named(schema.queryType) else { return }
    problems.append(
      "\(type.name).\(field.name) changes the perspective, so it must be a field of the query root "
        + "and of its type, and nullable"
    )
  }

  /// Each field of the subscription root listens to something, always of the same Swift type.
  private mutating func compareSources(of object: BoundObject, _ type: TypeDefinition) {
    var sources: [String: SourceBinding] = [:]
    for source in object.sources {
      let place = "\(type.name).\(source.name)"
      if sources.updateValue(source, forKey: source.name) != nil {
        problems.append("\(place) has two sources")
      }
      if type.id != schema.subscriptionType {
        problems.append("\(place) has a source, which only fields of a subscription may have")
      } else if type.field(source.name) == nil {
        problems.append("\(place) has a source and is not in the schema")
      }
      if let first = object.sources.first, first.type != source.type {
        problems.append(
          "\(place) has a source of \(source.type.name) and \(type.name).\(first.name) one of "
            + "\(first.type.name): all must be of one type"
        )
      }
    }
    guard type.id == schema.subscriptionType else { return }
    for field in type.fields where sources[field.name] == nil {
      problems.append("\(type.name).\(field.name) is a subscription's and has no source")
    }
  }

  private mutating func compareRule(
    _ binding: FieldBinding,
    _ field: FieldDefinition,
    at place: String
  ) {
    var parameter: String?
    if let directive = field.directives.first(where: { $0.name == "governed" }) {
      if case .string(let key)? = directive["parameter"] { parameter = key } else { parameter = "" }
    }
    switch (parameter, binding.governedBy) {
    case (nil, nil): return
    case (let key?, nil):
      problems.append(
        "\(place) is @governed(parameter: \"\(key)\") and its resolver is not governed"
      )
    case (nil, let key?):
      problems.append("\(place) is bound as governed by \"\(key)\" and is not @governed")
    case (let key?, let bound?) where key != bound:
      problems.append("\(place) is @governed(parameter: \"\(key)\") and bound as by \"\(bound)\"")
    case (_?, _?): break
    }
    if !field.type.isNullable {
      problems.append("\(place) is governed, so it must be nullable: a rule can hide it")
    }
  }

  private mutating func compareShape(
    _ shape: ColumnShape,
    _ reference: TypeReference,
    at place: String
  ) {
    var shape = shape
    var reference = reference.nullable
    while case .list(let item) = reference, case .list(let inner) = shape {
      reference = item.nullable
      shape = inner
    }
    guard case .named(let id) = reference else {
      problems.append("\(place) is a list and its resolver answers \(shape.words)")
      return
    }
    let type = schema[id]
    guard fits(shape, type) else {
      problems.append("\(place) is of type \(type.name) and its resolver answers \(shape.words)")
      return
    }
  }

  private func fits(_ shape: ColumnShape, _ type: TypeDefinition) -> Bool {
    switch (type.kind, shape) {
    case (.scalar, .booleans): type.name == "Boolean"
    case (.scalar, .ints): !["Boolean", "Float", "String", "ID"].contains(type.name)
    case (.scalar, .floats): !["Boolean", "Int", "String", "ID"].contains(type.name)
    case (.scalar, .texts): !["Boolean", "Int", "Float"].contains(type.name)
    case (.scalar, .json): !["Boolean", "Int", "Float", "String", "ID"].contains(type.name)
    case (.enumeration, .enumeration(let mark)):
      enumerations.contains { $0.name == type.name && $0.type == mark }
    case (.object, .object(let mark)): objects[type.name].map { $0.parents == mark } ?? true
    case (.interface, .abstract), (.union, .abstract): true
    default: false
    }
  }

  private mutating func compareValues(of type: TypeDefinition) {
    let bound = enumerations.filter { $0.name == type.name }
    guard let cases = bound.first?.cases else {
      problems.append("enum \(type.name) is in the schema and has no Swift enum")
      return
    }
    if bound.count > 1 { problems.append("enum \(type.name) is bound twice") }
    let names = type.enumValues.map(\.name)
    for name in names where !cases.contains(name) {
      problems.append("\(type.name).\(name) is in the schema and no case of the Swift enum")
    }
    for name in cases where !names.contains(name) {
      problems.append("\(type.name).\(name) is a case of the Swift enum and not in the schema")
    }
  }
}

extension ColumnShape {
  /// What it is, for a message.
  fileprivate var words: String {
    switch self {
    case .booleans: "booleans"
    case .ints: "ints"
    case .floats: "floats"
    case .texts: "texts"
    case .json: "json"
    case .enumeration(let type): "values of \(type.name)"
    case .object(let type): "objects of \(type.name)"
    case .abstract: "objects of any type"
    case .list(let item): "lists of \(item.words)"
    }
  }
}
