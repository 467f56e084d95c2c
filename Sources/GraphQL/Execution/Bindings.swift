/// The resolvers of a schema, by type and field, before they are checked against it.
///
/// ```swift
/// var bindings = Bindings(context: Viewer.self)
/// bindings.object("Ticket", parents: Tickets.self) { fields in
///   fields.texts("subject", governedBy: "subject") { tickets, _ in tickets.subject }
/// }
/// let bound = try bindings.check(against: schema)
/// ```
public struct Bindings<Context> {
  private(set) var objects: [BoundObject] = []
  private(set) var enumerations: [BoundEnumeration] = []

  public init(context: Context.Type = Context.self) {}

  /// Binds the fields of an object type.
  ///
  /// - Parameters:
  ///   - name: The type's name in the schema.
  ///   - parents: What its fields are resolved from: ``Root`` for the roots of queries and mutations,
  ///     a column of one event for that of subscriptions.
  ///   - bind: Binds each field.
  public mutating func object<P: ParentColumn>(
    _ name: String,
    parents: P.Type,
    _ bind: (inout ObjectBinding<P, Context>) -> Void
  ) {
    var binding = ObjectBinding<P, Context>()
    bind(&binding)
    objects.append(
      BoundObject(
        name: name,
        parents: ColumnShape.TypeMark(parents),
        fields: binding.fields,
        sources: binding.sources
      )
    )
  }

  /// Says which Swift enum an enum of the schema is.
  public mutating func enumeration<E: CaseIterable & RawRepresentable & Hashable & Sendable>(
    _ name: String,
    of type: E.Type
  ) where E.RawValue == String {
    enumerations.append(
      BoundEnumeration(
        name: name,
        type: ColumnShape.TypeMark(type),
        cases: E.allCases.map(\.rawValue)
      )
    )
  }

  /// The schema with its resolvers.
  ///
  /// - Throws: ``BindingErrors`` with every disagreement between the two, in the schema's order.
  public func check(against schema: Schema) throws(BindingErrors) -> BoundSchema {
    var introspection = Bindings()
    introspection.bindIntrospection()
    var check = BindingCheck(schema: schema, enumerations: enumerations)
    check.compare(objects)
    guard check.problems.isEmpty else { throw BindingErrors(problems: check.problems) }
    return BoundSchema(
      schema: schema,
      objects: objects + introspection.objects,
      metaFields: Bindings.metaFields(on: Root.self)
    )
  }
}

/// The resolvers of one object type.
struct BoundObject: Sendable {
  let name: String
  let parents: ColumnShape.TypeMark
  let fields: [FieldBinding]
  /// Of the subscription root: what its fields listen to.
  let sources: [SourceBinding]
}

/// The Swift enum of an enum.
struct BoundEnumeration: Sendable {
  let name: String
  let type: ColumnShape.TypeMark
  let cases: [String]
}

/// Where a schema and its resolvers disagree.
public struct BindingErrors: Error, CustomStringConvertible {
  /// One sentence for each, in the schema's order.
  public let problems: [String]

  public var description: String { problems.joined(separator: "\n") }
}
