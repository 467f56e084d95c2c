import Bytes
import Synchronization

/// What is kept of an operation, and the plans that were made of it.
final class KeptOperation: Sendable {
  let type: OperationType
  /// `nil` for an anonymous operation.
  let name: String?
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
    free: FreeStrings,
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
    coercion = ArgumentCoercion(
      schema: boundSchema.schema,
      shared: shared,
      slots: slots,
      free: free.behind(variables: definition.variables.indices.count)
    )
    conditionSlots = KeptOperation.conditionSlots(in: document, slots: slots)
  }

  /// The plan for a request's variables and free strings.
  ///
  /// - Throws: Every variable that is wrong; or that the operation asks for too many nodes.
  func plan(variables json: JSON?, strings: [InputValue]) throws(RequestErrors) -> PlannedOperation
  {
    var time = time.take()
    let values = try variables.values(json).followed(by: strings)
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
