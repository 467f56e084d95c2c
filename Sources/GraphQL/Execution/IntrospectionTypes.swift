/// The fields of `__Type`.
extension ObjectBinding where P == TypeColumn {
  mutating func bindNames() {
    enumerations("kind", of: TypeKind.self) { parents, _ in
      parents.references.map { reference in
        switch reference {
        case .list: TypeKind.list
        case .nonNull: TypeKind.nonNull
        case .named(let type): TypeKind(parents.schema[type].kind)
        }
      }
    }
    strings("name") { parents, _ in parents.named.map { $0?.name } }
    strings("description") { parents, _ in parents.named.map { $0?.description } }
    strings("specifiedByURL") { parents, _ in parents.named.map { $0?.specifiedByURL } }
    booleans("isOneOf") { parents, _ in
      parents.named.map { $0?.kind == .inputObject ? $0?.isOneOf : nil }
    }
    object("ofType", of: TypeColumn.self) { parents, _ in
      TypeColumn.cells(
        parents.schema,
        parents.references.map { reference in
          switch reference {
          case .list(let inner), .nonNull(let inner): inner
          case .named: nil
          }
        }
      )
    }
  }

  mutating func bindMembers() {
    list("fields", of: FieldColumn.self) { parents, call in
      let all = call.includesDeprecated
      let lists = parents.named.map { type in
        type?.kind == .object || type?.kind == .interface
          ? type?.fields.filter { all || $0.deprecationReason == nil } : nil
      }
      return ListCells(
        offsets: lists.map { $0 ?? [] }.offsets,
        isNull: lists.map { $0 == nil },
        children: FieldColumn(schema: parents.schema, fields: lists.flatMap { $0 ?? [] })
      )
    }
    list("interfaces", of: TypeColumn.self) { parents, _ in
      TypeColumn.lists(
        parents.schema,
        parents.named.map { type in
          type?.kind == .object || type?.kind == .interface
            ? type?.interfaces.map { .named($0) } : nil
        }
      )
    }
    list("possibleTypes", of: TypeColumn.self) { parents, _ in
      TypeColumn.lists(
        parents.schema,
        parents.named.map { type in
          type?.isAbstract == true ? type?.possibleTypes.map { .named($0) } : nil
        }
      )
    }
    list("enumValues", of: EnumValueColumn.self) { parents, call in
      let all = call.includesDeprecated
      let lists = parents.named.map { type in
        type?.kind == .enumeration
          ? type?.enumValues.filter { all || $0.deprecationReason == nil } : nil
      }
      return ListCells(
        offsets: lists.map { $0 ?? [] }.offsets,
        isNull: lists.map { $0 == nil },
        children: EnumValueColumn(values: lists.flatMap { $0 ?? [] })
      )
    }
    list("inputFields", of: InputValueColumn.self) { parents, call in
      let all = call.includesDeprecated
      return InputValueColumn.lists(
        parents.schema,
        parents.named.map { type in
          type?.kind == .inputObject
            ? type?.inputFields.filter { all || $0.deprecationReason == nil } : nil
        }
      )
    }
  }
}

/// The words of `__TypeKind`.
enum TypeKind: String, CaseIterable, Sendable {
  case scalar = "SCALAR"
  case object = "OBJECT"
  case interface = "INTERFACE"
  case union = "UNION"
  case enumeration = "ENUM"
  case inputObject = "INPUT_OBJECT"
  case list = "LIST"
  case nonNull = "NON_NULL"

  init(_ kind: TypeDefinition.Kind) {
    switch kind {
    case .scalar: self = .scalar
    case .object: self = .object
    case .interface: self = .interface
    case .union: self = .union
    case .enumeration: self = .enumeration
    case .inputObject: self = .inputObject
    }
  }
}
