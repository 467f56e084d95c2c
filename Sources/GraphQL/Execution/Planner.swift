/// Makes the plan of an operation out of a valid document.
struct Planner {
  private let operation: KeptOperation
  private let shared: SharedDocument
  private let bound: BoundSchema
  private let schema: Schema
  private let conditions: Conditions
  private let coercion: ArgumentCoercion
  private let limits: ExecutionLimits
  /// How many fields the plan may have.
  private let fieldLimit: Int
  /// What was planned below an abstract type: without it, a selection on types of types would be
  /// planned once for each way to it.
  private var known: [Key: PlannedSelection] = [:]
  private var branches = 0
  private(set) var plannedFields = 0

  private struct Key: Hashable {
    let type: TypeID
    let sets: [NodeRange]
  }

  init(operation: KeptOperation, conditions: Conditions) {
    self.operation = operation
    shared = operation.shared
    bound = operation.boundSchema
    schema = bound.schema
    coercion = operation.coercion
    limits = operation.limits
    fieldLimit =
      limits.plannedFields
      + limits.plannedFieldsPerSelection * shared.document.selections.count
    self.conditions = conditions
  }

  /// - Throws: Where the operation is too large once its fragments are expanded.
  mutating func plan(_ operation: OperationDefinition) throws(RequestErrors) -> Plan {
    guard let rootType = schema.rootType(of: operation.type) else {
      throw RequestErrors([
        GraphQLError(
          "Schema is not configured to execute \(operation.type.rawValue) operation.",
          at: [shared.document.source.location(at: operation.range.start)]
        )
      ])
    }
    return Plan(
      operationType: operation.type,
      operationName: operation.name.map { shared[$0] },
      boundSchema: bound,
      source: shared.document.source,
      root: try selection(
        on: rootType,
        [operation.selections],
        isSerial: operation.type == .mutation,
        depth: 0
      )
    )
  }

  private mutating func selection(
    on type: TypeID,
    _ sets: [NodeRange],
    isSerial: Bool = false,
    depth: Int
  ) throws(RequestErrors) -> PlannedSelection {
    let key = Key(type: type, sets: sets)
    if branches > 0, let selection = known[key] { return selection }
    guard depth < limits.planDepth else { throw tooLarge }
    let definition = schema[type]
    let drafts = try drafts(on: definition, sets)
    let sharing = isSerial ? Array(repeating: nil, count: drafts.count) : sharing(drafts)
    var children: [[PlannedSelection]] = []
    for draft in drafts { children.append(try self.children(of: draft, depth: depth + 1)) }
    var sharedChildren = children
    for (index, first) in sharing.enumerated() {
      if let first { sharedChildren[first] += children[index] }
    }
    let fields = drafts.indices.map { index in
      PlannedField(
        draft: drafts[index],
        isFirst: index == 0,
        inner: drafts[index].binding?.perspectives == nil
          ? nil : InnerOperation(of: operation, selecting: drafts[index].sets),
        children: children[index],
        sharedWith: sharing[index],
        sharedChildren: sharedChildren[index],
        demand: drafts[index].binding?.demand?(SelectionView(selections: sharedChildren[index]))
          ?? 0
      )
    }
    let planned = PlannedSelection(type: type, typeName: definition.name, fields: fields)
    if branches > 0 { known[key] = planned }
    return planned
  }

  private mutating func drafts(
    on type: TypeDefinition,
    _ sets: [NodeRange]
  ) throws(RequestErrors) -> [FieldDraft] {
    var collection = FieldCollection(shared, schema: schema, type: type.id, conditions: conditions)
    for set in sets { collection.collect(set) }
    plannedFields += collection.groups.count
    guard plannedFields <= fieldLimit else { throw tooLarge }
    var drafts: [FieldDraft] = []
    drafts.reserveCapacity(collection.groups.count)
    for group in collection.groups {
      if let draft = draft(of: group, on: type) { drafts.append(draft) }
    }
    return drafts
  }

  /// - Returns: `nil` for a field that the type does not have, which is left out where validation
  ///   did not refuse it.
  private func draft(of group: [Int], on type: TypeDefinition) -> FieldDraft? {
    var offsets: [Int32] = []
    var sets: [NodeRange] = []
    var first: Selection.Field?
    for index in group {
      guard case .field(let field) = shared.document.selections[index] else { continue }
      if first == nil { first = field }
      offsets.append(field.range.start)
      if !field.selections.isEmpty { sets.append(field.selections) }
    }
    guard let first else { return nil }
    let name = shared[first.name]
    let responseKey = shared[first.responseKey]
    if name == "__typename" {
      return FieldDraft(
        name: name,
        responseKey: responseKey,
        typenameJSON: Array("\"\(type.name)\"".utf8),
        binding: nil,
        arguments: .constant(.none),
        nonNull: NonNullDepths(.nonNull(.named(type.id))),
        namedType: type.id,
        isLeaf: true,
        isAbstract: false,
        page: .free,
        offsets: offsets,
        sets: []
      )
    }
    guard let field = bound.field(name, of: type) else { return nil }
    let namedType = schema[field.definition.type.namedType]
    let arguments = coercion.plan(
      field.definition.arguments,
      given: first.arguments,
      field: first.range.start
    )
    return FieldDraft(
      name: name,
      responseKey: responseKey,
      typenameJSON: nil,
      binding: field.binding,
      arguments: arguments,
      nonNull: NonNullDepths(field.definition.type),
      namedType: namedType.id,
      isLeaf: namedType.isLeaf,
      isAbstract: namedType.isAbstract,
      page: PageRule(field, arguments: arguments, typeName: namedType.name),
      offsets: offsets,
      sets: sets
    )
  }

  private mutating func children(
    of draft: FieldDraft,
    depth: Int
  ) throws(RequestErrors) -> [PlannedSelection] {
    guard !draft.isLeaf else { return [] }
    guard draft.isAbstract else {
      return [try selection(on: draft.namedType, draft.sets, depth: depth)]
    }
    branches += 1
    defer { branches -= 1 }
    var children: [PlannedSelection] = []
    for type in schema[draft.namedType].possibleTypes {
      children.append(try selection(on: type, draft.sets, depth: depth))
    }
    return children
  }

  /// For each field, the first one of the same name and arguments before it.
  private func sharing(_ drafts: [FieldDraft]) -> [Int?] {
    var sharing: [Int?] = Array(repeating: nil, count: drafts.count)
    var placesByName: [String: [Int]] = [:]
    for (index, draft) in drafts.enumerated() where draft.binding?.isSharedByAliases == true {
      let earlier = placesByName[draft.name] ?? []
      sharing[index] = earlier.first { drafts[$0].arguments.isSame(as: draft.arguments) }
      if sharing[index] == nil { placesByName[draft.name, default: []].append(index) }
    }
    return sharing
  }

  private var tooLarge: RequestErrors {
    RequestErrors(
      "The operation is too large: once its fragments are expanded it has more than "
        + "\(fieldLimit) fields or is deeper than \(limits.planDepth).",
      code: "OPERATION_TOO_LARGE"
    )
  }
}
