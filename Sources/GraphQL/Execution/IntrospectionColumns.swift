/// The parent of `__Schema`'s fields.
struct SchemaColumn: ParentColumn {
  let schema: Schema

  var count: Int { 1 }
}

/// The parents of `__Type`'s fields.
struct TypeColumn: ParentColumn {
  let schema: Schema
  let references: [TypeReference]

  var count: Int { references.count }

  /// The definitions; `nil` for lists and non-nulls.
  var named: [TypeDefinition?] {
    references.map { reference in
      guard case .named(let type) = reference else { return nil }
      return schema[type]
    }
  }

  static func cells(_ schema: Schema, _ references: [TypeReference?]) -> ObjectCells<TypeColumn> {
    var slots: [Int32] = []
    var children: [TypeReference] = []
    for reference in references {
      slots.append(reference == nil ? -1 : Int32(clamping: children.count))
      if let reference { children.append(reference) }
    }
    return ObjectCells(slots: slots, children: TypeColumn(schema: schema, references: children))
  }

  static func lists(_ schema: Schema, _ lists: [[TypeReference]?]) -> ListCells<TypeColumn> {
    ListCells(
      offsets: lists.map { $0 ?? [] }.offsets,
      isNull: lists.map { $0 == nil },
      children: TypeColumn(schema: schema, references: lists.flatMap { $0 ?? [] })
    )
  }
}

/// The parents of `__Field`'s fields.
struct FieldColumn: ParentColumn {
  let schema: Schema
  let fields: [FieldDefinition]

  var count: Int { fields.count }
}

/// The parents of `__InputValue`'s fields.
struct InputValueColumn: ParentColumn {
  let schema: Schema
  let values: [InputValueDefinition]

  var count: Int { values.count }

  static func lists(
    _ schema: Schema,
    _ lists: [[InputValueDefinition]?]
  ) -> ListCells<InputValueColumn> {
    ListCells(
      offsets: lists.map { $0 ?? [] }.offsets,
      isNull: lists.map { $0 == nil },
      children: InputValueColumn(schema: schema, values: lists.flatMap { $0 ?? [] })
    )
  }
}

/// The parents of `__EnumValue`'s fields.
struct EnumValueColumn: ParentColumn {
  let values: [EnumValueDefinition]

  var count: Int { values.count }
}

/// The parents of `__Directive`'s fields.
struct DirectiveColumn: ParentColumn {
  let schema: Schema
  let directives: [DirectiveDefinition]

  var count: Int { directives.count }
}

extension Array where Element: Collection {
  /// Where each list begins when they stand end to end, and where the last one ends.
  var offsets: [Int32] {
    var end = 0
    var offsets: [Int32] = [0]
    for list in self {
      end += list.count
      offsets.append(Int32(clamping: end))
    }
    return offsets
  }
}
