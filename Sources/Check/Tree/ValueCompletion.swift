import Bytes
import GraphQL

/// Makes of what a tree holds for a field the column that the field's type asks for.
///
/// - Source: [Value completion](https://spec.graphql.org/September2025/#sec-Value-Completion); the
///   messages are graphql-js's.
struct ValueCompletion {
  let schema: Schema
  /// The field, for messages: `Query.tickets`.
  let place: String
  let arguments: Arguments

  /// - Complexity: O(values); it recurses as deep as the type's lists, which the parser bounded.
  func column(_ values: [JSON], as type: TypeReference) -> Column {
    var failures: [Column.CellError] = []
    let values = values.enumerated().map { index, value -> JSON in
      guard case .object(let members) = value, let first = members.first, members.count == 1
      else { return value }
      switch (first.name, first.value) {
      case ("$args", .boolean(true)):
        return .string(CanonicalArguments.text(of: arguments))
      case ("$error", let message):
        var text = message.text
        if case .string(let string) = message { text = string }
        failures.append(Column.CellError(index: index, error: GraphQLError(text)))
        return .null
      default: return value
      }
    }
    var column = cells(values, as: type.nullable, &failures)
    column.errors += failures
    return column
  }

  private func cells(
    _ values: [JSON],
    as type: TypeReference,
    _ failures: inout [Column.CellError]
  ) -> Column {
    switch type {
    case .nonNull(let inner): return cells(values, as: inner, &failures)
    case .list(let item): return lists(values, of: item, &failures)
    case .named(let id):
      let definition = schema[id]
      if definition.isLeaf { return leaves(values, definition, &failures) }
      if definition.isAbstract { return abstractObjects(values, definition, &failures) }
      return objects(values)
    }
  }

  private func lists(
    _ values: [JSON],
    of item: TypeReference,
    _ failures: inout [Column.CellError]
  ) -> Column {
    var offsets: [Int32] = [0]
    var isNull: [Bool] = []
    var items: [JSON] = []
    for (index, value) in values.enumerated() {
      if case .array(let elements) = value {
        items += elements
        isNull.append(false)
      } else {
        isNull.append(true)
        if value != .null {
          fail(index, "Expected Iterable, but did not find one for field \"\(place)\".", &failures)
        }
      }
      offsets.append(Int32(clamping: items.count))
    }
    return Column(.lists(offsets: offsets, isNull: isNull, items: column(items, as: item)))
  }

  private func leaves(
    _ values: [JSON],
    _ type: TypeDefinition,
    _ failures: inout [Column.CellError]
  ) -> Column {
    var texts = TextColumn(reservingCells: values.count)
    for (index, value) in values.enumerated() {
      guard value != .null else {
        texts.appendNull()
        continue
      }
      do throws(GraphQLError) {
        texts.append(try type.result(of: value).text)
      } catch {
        texts.appendNull()
        failures.append(Column.CellError(index: index, error: error))
      }
    }
    return Column(.json(texts))
  }

  private func objects(_ values: [JSON]) -> Column {
    var slots: [Int32] = []
    var objects: [JSON] = []
    for value in values {
      slots.append(value == .null ? -1 : Int32(clamping: objects.count))
      if value != .null { objects.append(value) }
    }
    return Column(.objects(slots: slots, children: Parents("", TreeColumn(objects))))
  }

  private func abstractObjects(
    _ values: [JSON],
    _ type: TypeDefinition,
    _ failures: inout [Column.CellError]
  ) -> Column {
    var kinds: [Int16] = []
    var slots: [Int32] = []
    var types: [TypeDefinition] = []
    var objects: [[JSON]] = []
    for (index, value) in values.enumerated() {
      kinds.append(-1)
      slots.append(-1)
      guard value != .null else { continue }
      do throws(GraphQLError) {
        let concrete = try concreteType(of: value, for: type)
        let known = types.firstIndex { $0.id == concrete.id }
        let kind = known ?? types.count
        if known == nil {
          types.append(concrete)
          objects.append([])
        }
        kinds[index] = Int16(clamping: kind)
        slots[index] = Int32(clamping: objects[kind].count)
        objects[kind].append(value)
      } catch {
        failures.append(Column.CellError(index: index, error: error))
      }
    }
    let children = zip(types, objects).map { Parents($0.name, TreeColumn($1)) }
    return Column(.abstractObjects(kinds: kinds, slots: slots, children: children))
  }

  /// - Source: [ResolveAbstractType](https://spec.graphql.org/September2025/#ResolveAbstractType()).
  private func concreteType(
    of value: JSON,
    for type: TypeDefinition
  ) throws(GraphQLError) -> TypeDefinition {
    guard case .string(let name)? = value["__typename"] else {
      throw GraphQLError(
        "Abstract type \"\(type.name)\" must resolve to an Object type at runtime for field "
          + "\"\(place)\". Either the \"\(type.name)\" type should provide a \"resolveType\" "
          + "function or each possible type should provide an \"isTypeOf\" function."
      )
    }
    guard let concrete = schema.type(named: name) else {
      throw GraphQLError(
        "Abstract type \"\(type.name)\" was resolved to a type \"\(name)\" "
          + "that does not exist inside the schema."
      )
    }
    guard concrete.kind == .object else {
      throw GraphQLError(
        "Abstract type \"\(type.name)\" was resolved to a non-object type \"\(name)\"."
      )
    }
    guard schema.isPossible(concrete.id, for: type.id) else {
      throw GraphQLError(
        "Runtime Object type \"\(name)\" is not a possible type for \"\(type.name)\"."
      )
    }
    return concrete
  }

  private func fail(_ index: Int, _ message: String, _ failures: inout [Column.CellError]) {
    failures.append(Column.CellError(index: index, error: GraphQLError(message)))
  }
}
