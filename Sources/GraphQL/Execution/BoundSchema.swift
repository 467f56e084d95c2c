/// A schema and the resolver of each of its fields.
///
/// It never changes, and its identity is what plans are cached by.
public final class BoundSchema: Sendable {
  public let schema: Schema
  /// By type, then by the field's place in the type; `nil` for a field of an interface.
  private let resolvers: [[FieldBinding?]]
  private let metaFields: MetaFields
  private let objects: [BoundObject]
  /// The names of the fields below which somebody else may be answered: a ``Perspective``.
  private let perspectives: Set<String>

  init(schema: Schema, objects: [BoundObject], metaFields: MetaFields) {
    self.schema = schema
    self.objects = objects
    self.metaFields = metaFields
    perspectives = Set(
      objects.flatMap(\.fields).filter { $0.perspectives != nil }.map(\.name)
    )
    var fieldsByType: [String: [String: FieldBinding]] = [:]
    for object in objects {
      for field in object.fields { fieldsByType[object.name, default: [:]][field.name] = field }
    }
    resolvers = schema.types.map { type in
      guard type.kind == .object, let bindings = fieldsByType[type.name] else { return [] }
      return type.fields.map { bindings[$0.name] }
    }
  }

  /// The same resolvers under a smaller schema; those of hidden fields are not used.
  ///
  /// - Parameter view: A view of ``schema``.
  /// - Returns: The view with its resolvers.
  public func narrowed(to view: Schema) -> BoundSchema {
    BoundSchema(schema: view, objects: objects, metaFields: metaFields)
  }

  /// Whether a document with these names may answer something in a ``Perspective``.
  func mayChangePerspective(_ names: [String]) -> Bool {
    !perspectives.isEmpty && names.contains { perspectives.contains($0) }
  }

  /// What a subscription to a field listens to; `nil` where the field is no subscription's.
  func source(of field: String) -> SourceBinding? {
    guard let type = schema.subscriptionType.map({ schema[$0] }) else { return nil }
    let root = objects.first { $0.name == type.name }
    return root?.sources.first { $0.name == field }
  }

  /// What a field is answered by; `nil` where the type has no such field.
  func field(_ name: String, of type: TypeDefinition) -> ResolvedField? {
    if let place = type.fieldIndex[name] {
      guard let binding = resolvers[Int(type.id.rawValue)][safely: place] ?? nil else { return nil }
      return ResolvedField(definition: type.fields[place], binding: binding)
    }
    guard type.id == schema.queryType else { return nil }
    return metaFields.field(name, in: schema)
  }
}

/// A field with its definition and its resolver.
struct ResolvedField {
  let definition: FieldDefinition
  let binding: FieldBinding
}

extension Array {
  /// The element at a place; `nil` where there is none.
  subscript(safely index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}
