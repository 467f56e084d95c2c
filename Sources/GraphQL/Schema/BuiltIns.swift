/// What every schema has without saying so: scalars, directives and the introspection types.
///
/// - Invariant: It begins with a description, so that it can stand behind any complete document.
/// - Source: [Type system definitions](https://spec.graphql.org/September2025/#sec-Appendix-Type-System-Definitions).
enum BuiltIns {
  static let text = """
    "A whole number of 32 bits with a sign."
    scalar Int

    "A number of double precision; never infinite, never NaN."
    scalar Float

    "A text of Unicode characters."
    scalar String

    "True or false."
    scalar Boolean

    "A unique identifier: a text that is not meant to be read. As input, a whole number is taken too."
    scalar ID

    "Takes the selection only when the argument is true."
    directive @include("Whether to take it." if: Boolean!)
      on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT

    "Leaves the selection out when the argument is true."
    directive @skip("Whether to leave it out." if: Boolean!)
      on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT

    "Says that this part of the schema should no longer be used."
    directive @deprecated(
      "Why, and what to use instead; CommonMark."
      reason: String! = "No longer supported"
    ) on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE

    "Says where the format of a scalar is written."
    directive @specifiedBy("The address of the specification." url: String!) on SCALAR

    "Says that an input object takes exactly one of its fields, which is not null."
    directive @oneOf on INPUT_OBJECT

    "The schema: its types, its directives and where operations begin."
    type __Schema {
      description: String
      "Every named type."
      types: [__Type!]!
      "Where queries begin."
      queryType: __Type!
      "Where mutations begin; null where there are none."
      mutationType: __Type
      "Where subscriptions begin; null where there are none."
      subscriptionType: __Type
      "Every directive that the server knows."
      directives: [__Directive!]!
    }

    "A type: one of the six named kinds, or a list or non-null type around another."
    type __Type {
      kind: __TypeKind!
      "Null for lists and non-null types."
      name: String
      description: String
      "Where a scalar's format is written."
      specifiedByURL: String
      "Of objects and interfaces."
      fields(includeDeprecated: Boolean = false): [__Field!]
      "Of objects and interfaces."
      interfaces: [__Type!]
      "Of interfaces and unions."
      possibleTypes: [__Type!]
      "Of enums."
      enumValues(includeDeprecated: Boolean = false): [__EnumValue!]
      "Of input objects."
      inputFields(includeDeprecated: Boolean = false): [__InputValue!]
      "What a list or non-null type is around."
      ofType: __Type
      "Whether an input object takes exactly one of its fields."
      isOneOf: Boolean
    }

    "The kinds of types."
    enum __TypeKind {
      SCALAR
      OBJECT
      INTERFACE
      UNION
      ENUM
      INPUT_OBJECT
      LIST
      NON_NULL
    }

    "A field of an object or of an interface."
    type __Field {
      name: String!
      description: String
      args(includeDeprecated: Boolean = false): [__InputValue!]!
      type: __Type!
      isDeprecated: Boolean!
      deprecationReason: String
    }

    "An argument, or a field of an input object."
    type __InputValue {
      name: String!
      description: String
      type: __Type!
      "As the language writes it; null where there is none."
      defaultValue: String
      isDeprecated: Boolean!
      deprecationReason: String
    }

    "A value of an enum."
    type __EnumValue {
      name: String!
      description: String
      isDeprecated: Boolean!
      deprecationReason: String
    }

    "A directive that the server knows."
    type __Directive {
      name: String!
      description: String
      isRepeatable: Boolean!
      locations: [__DirectiveLocation!]!
      args(includeDeprecated: Boolean = false): [__InputValue!]!
    }

    "Where a directive may stand."
    enum __DirectiveLocation {
      QUERY
      MUTATION
      SUBSCRIPTION
      FIELD
      FRAGMENT_DEFINITION
      FRAGMENT_SPREAD
      INLINE_FRAGMENT
      VARIABLE_DEFINITION
      SCHEMA
      SCALAR
      OBJECT
      FIELD_DEFINITION
      ARGUMENT_DEFINITION
      INTERFACE
      UNION
      ENUM
      ENUM_VALUE
      INPUT_OBJECT
      INPUT_FIELD_DEFINITION
    }
    """
}
