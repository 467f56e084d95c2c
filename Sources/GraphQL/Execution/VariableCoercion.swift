import Bytes

/// The coercion of the variables of one operation.
struct VariableCoercion: Sendable {
  init(_ operation: OperationDefinition, document: Document, schema: Schema) {}
  func values(_ json: JSON?) throws(RequestErrors) -> VariableValues { .none }
}
