/// One resolver for all fields of a schema, for data whose types are known at run time only.
extension Bindings {
  /// What resolves a field: its parents, the type that it is a field of, the field, and the call.
  public typealias UniformResolver<P> =
    @Sendable (
      P, TypeDefinition, FieldDefinition, Call<Context>
    ) throws -> Column

  /// Binds every field of every object type to one resolver.
  ///
  /// A column of leaves must be ``Column/Cells/json(_:)``. The resolver is asked once for each
  /// response key, so that it may answer aliases of one field differently.
  ///
  /// - Parameters:
  ///   - schema: What is bound, whole.
  ///   - parents: What all fields are resolved from, those of the root types included: the operation
  ///     must be given a root value of it.
  ///   - resolve: The resolver.
  /// - Returns: The schema with its resolvers, introspection included.
  public static func uniform<P: ParentColumn>(
    _ schema: Schema,
    parents: P.Type,
    resolve: @escaping UniformResolver<P>
  ) -> BoundSchema {
    var introspection = Bindings()
    introspection.bindIntrospection()
    var bindings = Bindings()
    for type in schema.types where type.kind == .object && !type.name.hasPrefix("__") {
      bindings.object(type.name, parents: parents) { fields in
        for field in type.fields {
          let shape = ColumnShape(of: field.type, in: schema, objects: parents)
          fields.keyedColumn(field.name, as: shape) { try resolve($0, type, field, $1) }
        }
      }
    }
    return BoundSchema(
      schema: schema,
      objects: bindings.objects + introspection.objects,
      metaFields: metaFields(on: parents)
    )
  }
}

extension ColumnShape {
  /// The shape of a type whose objects are all out of columns of one Swift type.
  fileprivate init<P: ParentColumn>(
    of type: TypeReference,
    in schema: Schema,
    objects: P.Type
  ) {
    switch type {
    case .nonNull(let inner): self = ColumnShape(of: inner, in: schema, objects: objects)
    case .list(let item): self = .list(ColumnShape(of: item, in: schema, objects: objects))
    case .named(let id):
      let definition = schema[id]
      self = definition.isAbstract ? .abstract : definition.isLeaf ? .json : .object(of: objects)
    }
  }
}
