public import Bytes
import Synchronization

/// A valid document, ready to be planned.
///
/// It never changes and is shared by threads.
public final class CompiledDocument: Sendable {
  public let boundSchema: BoundSchema
  let shared: SharedDocument
  private let operations: [CompiledOperation]
  private let time: CompilationTime

  /// - Parameters:
  ///   - document: One that ``Validator`` found nothing wrong with.
  ///   - boundSchema: What it was validated for.
  ///   - limits: What its plans may cost.
  ///   - suggestions: Whether a message about a variable may name what the schema has instead.
  ///   - noteFields: Told by how many planned fields the kept plans grew.
  public convenience init(
    _ document: Document,
    boundSchema: BoundSchema,
    limits: ExecutionLimits = .standard,
    suggestions: Bool = false,
    noteFields: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    self.init(
      document,
      boundSchema: boundSchema,
      limits: limits,
      suggestions: suggestions,
      time: CompilationTime(parse: 0, validate: 0),
      noteFields: noteFields
    )
  }

  /// As the public one, with how long the document took until here.
  init(
    _ document: Document,
    boundSchema: BoundSchema,
    limits: ExecutionLimits = .standard,
    suggestions: Bool,
    time: CompilationTime,
    noteFields: @escaping @Sendable (Int) -> Void
  ) {
    let shared = SharedDocument(document)
    self.time = time
    self.shared = shared
    self.boundSchema = boundSchema
    operations = document.operations.map { definition in
      CompiledOperation(
        definition,
        shared: shared,
        boundSchema: boundSchema,
        limits: limits,
        suggestions: suggestions,
        time: time,
        noteFields: noteFields
      )
    }
  }

  /// Says that no request waited while it was compiled, as at a start.
  public func forgetCompilationTime() { _ = time.take() }

  /// The names of the operations that have one, in the document's order.
  public var operationNames: [String] { operations.compactMap(\.name) }

  /// The operation that a request means.
  ///
  /// - Parameter name: `nil` for the only one.
  /// - Returns: The operation, whose variables and conditions are still open.
  /// - Throws: That there is none of the name, or more than one to choose from.
  /// - Source: [GetOperation](https://spec.graphql.org/September2025/#GetOperation()); the messages
  ///   are graphql-js's.
  public func operation(named name: String?) throws(RequestErrors) -> CompiledOperation {
    guard let name else {
      guard operations.count <= 1 else {
        throw RequestErrors(
          "Must provide operation name if query contains multiple operations.",
          code: Self.resolutionCode
        )
      }
      guard let operation = operations.first else {
        throw RequestErrors(
          "Must provide an operation.",
          code: Self.resolutionCode
        )
      }
      return operation
    }
    guard let operation = operations.first(where: { $0.name?.hasSameBytes(as: name) == true })
    else {
      throw RequestErrors(
        "Unknown operation named \"\(name.shortened(to: shared.document.echo))\".",
        code: Self.resolutionCode
      )
    }
    return operation
  }

  /// The code of a request that does not say which operation it means.
  private static let resolutionCode = "OPERATION_RESOLUTION_FAILURE"

  /// The plan of the operation that a request means, with its variables.
  public func plan(
    operationName: String?,
    variables: JSON?
  ) throws(RequestErrors) -> PlannedOperation {
    try operation(named: operationName).plan(variables: variables)
  }
}

/// An operation of a compiled document, and the plans that were made of it.
public final class CompiledOperation: Sendable {
  public let type: OperationType
  /// `nil` for an anonymous operation.
  public let name: String?
  let shared: SharedDocument
  let boundSchema: BoundSchema
  let coercion: ArgumentCoercion
  let limits: ExecutionLimits
  let definition: OperationDefinition
  private let variables: VariableCoercion
  /// The slots of the variables that decide about `@skip` or `@include`.
  private let conditionSlots: [Int]
  private let plans = Mutex<[Kept]>([])
  let noteFields: @Sendable (Int) -> Void
  private let time: CompilationTime

  /// A plan, and the outcome of the conditions that it is for.
  private struct Kept: Sendable {
    let key: [Bool]
    let plan: Plan
    let fields: Int
  }

  init(
    _ definition: OperationDefinition,
    shared: SharedDocument,
    boundSchema: BoundSchema,
    limits: ExecutionLimits,
    suggestions: Bool,
    time: CompilationTime,
    noteFields: @escaping @Sendable (Int) -> Void
  ) {
    self.time = time
    self.limits = limits
    self.definition = definition
    self.noteFields = noteFields
    self.shared = shared
    self.boundSchema = boundSchema
    type = definition.type
    name = definition.name.map { shared[$0] }
    let document = shared.document
    var slots: [NameID: Int] = [:]
    for (slot, variable) in definition.variables.indices.enumerated() {
      slots[document.variables[variable].name.id] = slot
    }
    variables = VariableCoercion(
      definition,
      document: document,
      schema: boundSchema.schema,
      limit: limits.variableErrors,
      suggestions: suggestions
    )
    coercion = ArgumentCoercion(schema: boundSchema.schema, shared: shared, slots: slots)
    conditionSlots = CompiledOperation.conditionSlots(in: document, slots: slots)
  }

  /// The plan for a request's variables.
  ///
  /// - Throws: Every variable that is wrong; or that the operation asks for too many nodes.
  public func plan(variables json: JSON?) throws(RequestErrors) -> PlannedOperation {
    var time = time.take()
    let values = try variables.values(json)
    let plan = try plan(for: values, &time)
    let nodes = NodeEstimate.nodes(of: plan, variables: values)
    guard nodes <= limits.nodes else {
      let asked = nodes == .max ? "more nodes than can be counted" : "up to \(nodes) nodes"
      throw RequestErrors(
        "The operation asks for \(asked); the limit is \(limits.nodes). Ask for smaller pages.",
        code: "TOO_MANY_NODES"
      )
    }
    return PlannedOperation(
      plan: plan,
      variables: values,
      given: json,
      nodes: nodes,
      preparation: time
    )
  }

  /// The plan for the outcome of the conditions: whether each of their variables is true.
  ///
  /// One that is null, or absent, is not true: `@skip` then leaves the selection in and `@include`
  /// leaves it out.
  ///
  /// - Source: [CollectFields](https://spec.graphql.org/September2025/#CollectFields()).
  private func plan(
    for values: VariableValues,
    _ time: inout PreparationTime
  ) throws(RequestErrors) -> Plan {
    var key: [Bool] = []
    for slot in conditionSlots {
      key.append(values.values[slot] == .boolean(true))
    }
    let wanted = key
    if let plan = plans.withLock({ $0.first { $0.key == wanted }?.plan }) { return plan }
    let start = Clock.monotonicNanoseconds()
    var conditions: [NameID: Bool] = [:]
    for (slot, isTrue) in zip(conditionSlots, key) {
      let variable = shared.document.variables[Int(definition.variables.start) + slot]
      conditions[variable.name.id] = isTrue
    }
    var planner = Planner(operation: self, conditions: Conditions(values: conditions))
    let plan = try planner.plan(definition)
    let kept = Kept(key: wanted, plan: plan, fields: planner.plannedFields)
    let growth = plans.withLock { plans in
      let isFull = plans.count >= ExecutionLimits.plansPerOperation
      let dropped = isFull ? plans.removeFirst().fields : 0
      plans.append(kept)
      return kept.fields - dropped
    }
    noteFields(growth)
    time.plan = Clock.monotonicNanoseconds() - start
    return plan
  }

  private static func conditionSlots(in document: Document, slots: [NameID: Int]) -> [Int] {
    guard !slots.isEmpty else { return [] }
    var found: Set<Int> = []
    for directive in document.directives {
      let name = document[directive.name]
      guard name == "skip" || name == "include" else { continue }
      for argument in directive.arguments.indices {
        let value = document.values[document.arguments[argument].value]
        guard case .variable(let variable) = value.kind else { continue }
        if let slot = slots[variable] { found.insert(slot) }
      }
    }
    return found.sorted()
  }
}
