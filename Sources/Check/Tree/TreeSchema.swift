import Bytes
import GraphQL

/// Resolvers for any schema, which answer out of a tree of JSON.
///
/// | in the tree | answers |
/// | --- | --- |
/// | a member of the field's response key | its value, completed to the field's type |
/// | none | null |
/// | `__typename` | the concrete type where the field's is an interface or a union |
/// | `{"$error": "text"}` | an error of that message in this place |
/// | `{"$args": true}` | the field's coerced arguments, as ``CanonicalArguments`` writes them |
enum TreeSchema {
  /// What the resolvers run in: the tree holds all that they need.
  struct Context {}

  static func bound(_ schema: Schema) -> BoundSchema {
    Bindings<Context>.uniform(schema, parents: TreeColumn.self) { parents, type, field, call in
      let completion = ValueCompletion(
        schema: schema,
        place: "\(type.name).\(field.name)",
        arguments: call.arguments
      )
      return completion.column(parents.values(call.responseKey), as: field.type)
    }
  }
}
