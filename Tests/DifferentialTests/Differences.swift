/// A difference between Guiche and graphql-core that the specification settles in Guiche's favour.
///
/// A document in which the two sides differ must be explained by one of these, and each of these
/// must explain some document: what is not listed fails, and so does what is listed in vain.
struct Difference: Sendable {
  var name: String
  /// Why Guiche is right.
  var reason: String
  /// The section of the September 2025 edition that says so.
  var section: String
  /// An error that both tell beside it; `nil` where none is needed.
  var beside: String?
  /// An error that only Guiche tells.
  var isOurs: @Sendable (_ message: String) -> Bool = { _ in false }
  /// An error that only graphql-core tells.
  var isTheirs: @Sendable (_ message: String) -> Bool = { _ in false }

  /// Whether it explains all that the two sides say differently.
  ///
  /// What both say must be the same and in the same order.
  func explains(_ ours: [String], _ theirs: [String]) -> Bool {
    let left = ours.filter { !isOurs(Self.message($0)) }
    let right = theirs.filter { !isTheirs(Self.message($0)) }
    if let beside, !left.contains(where: { $0.hasSuffix(beside) }) { return false }
    return left == right && (left.count < ours.count || right.count < theirs.count)
  }

  private static func message(_ told: String) -> String {
    String(told.drop { $0.isNumber || $0 == ":" || $0 == " " })
  }
}

extension Difference {
  static let all: [Difference] = [
    Difference(
      name: "operation type existence",
      reason: """
        An operation of a type that the schema does not have is invalid. graphql-core 3.2 leaves \
        that to the execution; from 3.3 on it has the rule, with this message.
        """,
      section: "5.2.1.1 Operation Type Existence",
      isOurs: { $0.hasSuffix(" operation is not supported by the schema.") }
    ),
    Difference(
      name: "conditions at the root of a subscription",
      reason: """
        No selection at the root of a subscription may carry @skip or @include. graphql-core 3.2 \
        evaluates them instead and then counts; from 3.3 on it has the rule, with this message, and \
        says nothing else about the root then.
        """,
      section: "5.2.4.1 Single Root Field",
      isOurs: {
        $0.hasSuffix(" must not use `@skip` or `@include` directives in the top level selection.")
      },
      isTheirs: {
        $0.hasSuffix(" must select only one top level field.")
          || $0.hasSuffix(" must not select an introspection top level field.")
      }
    ),
    Difference(
      name: "a nullable variable in a OneOf input object",
      reason: """
        A field of a OneOf input object is a non-null position wherever the object stands: \
        graphql-core looks at the object's own position, and misses one that is non-null or an item \
        of a list. And a non-null default of the variable makes the use allowed, by \
        IsVariableUsageAllowed, which graphql-core does not ask here.
        """,
      section: "5.8.5 All Variable Usages Are Allowed; 5.6.1's listOfOneOfWithNullableVariable",
      isOurs: isOneOfVariable,
      isTheirs: isOneOfVariable
    ),
    Difference(
      name: "long Unicode escapes",
      reason: """
        \\u{…} takes any number of hexadecimal digits; graphql-core stops at nine, whatever the value. \
        Both refuse the document, Guiche for the string's place and not for its contents.
        """,
      section: "2.9.4 String Value: EscapedUnicode",
      isOurs: { $0.hasPrefix("Syntax Error: ") },
      isTheirs: { $0.hasPrefix("Syntax Error: Invalid Unicode escape sequence: \"\\u{0000000") }
    ),
    Difference(
      name: "numbers beyond every Float",
      reason: """
        A number that is not representable by a finite double is no Float. graphql-core takes it for \
        infinity, which it would refuse as a variable and as a result.
        """,
      section: "3.5.2 Float: Input Coercion",
      isOurs: { $0 == "Float cannot represent non numeric value: -1e400" }
    ),
    Difference(
      name: "literals of a file",
      reason: """
        A custom scalar decides which literals it takes, and a file cannot be written in a document. \
        graphql-core, which knows the scalar by its definition alone, takes every literal.
        """,
      section: "3.5.6 Custom Scalars; 5.6.1 Values of Correct Type",
      isOurs: { $0.hasPrefix("Upload takes only a file, ") }
    ),
    Difference(
      name: "names inside type definitions",
      reason: """
        A document to be executed must not hold type definitions, and that is told. What is wrong \
        inside of them is not looked at: no rule says what their names would mean beside the schema.
        """,
      section: "5.1.1 Executable Definitions",
      beside: " definition is not executable.",
      isTheirs: { $0.hasPrefix("Unknown type ") }
    ),
  ]

  private static let isOneOfVariable: @Sendable (String) -> Bool = {
    $0.contains(" but must be non-nullable to be used for OneOf Input Object ")
  }
}
