/// The numbers that bound what a text from the network can cost to parse.
///
/// Each says what goes wrong without it. They differ between documents of clients, the server's own
/// schema and the command line.
public struct Limits: Hashable, Sendable {
  /// The length of a document, in bytes of UTF-8.
  ///
  /// Without it the parser's work and the cache's entries have no bound at all.
  public var documentBytes: Int
  /// How many tokens a document may have; comments and commas cost one each.
  ///
  /// Without it 64 KiB of `a a a …` become 32,000 nodes, each of which every rule visits; comments
  /// and commas cost too, since the lexer spends as much on them.
  public var tokens: Int
  /// How deep selection sets, values and list types may nest in one another, together.
  ///
  /// Without it a document of 40 KB overflows the stack, which on Linux ends the process
  /// (CVE-2026-40324, CVE-2023-28867, CVE-2022-21708). 200 levels of an object literal, the deepest
  /// frames, take between 1 and 2 MiB in a debug build (measured): a thread that parses has 8.
  public var recursion: Int
  /// How many characters of the text one error repeats.
  ///
  /// Without it an error is as long as the document, and a log of them fills the disk.
  public var echo: Int

  public init(documentBytes: Int, tokens: Int, recursion: Int, echo: Int = Limits.echo) {
    self.documentBytes = documentBytes
    self.tokens = tokens
    self.recursion = recursion
    self.echo = echo
  }

  /// For documents of clients.
  public static let standard = Limits(documentBytes: 64 * 1_024, tokens: 4_000, recursion: 200)

  /// For the server's own schema, which is trusted and whose descriptions are long.
  public static let schema = Limits(documentBytes: 4_194_304, tokens: 400_000, recursion: 200)

  /// For tools, which judge what the reference implementation judges: only what bounds the machine.
  ///
  /// A document of so many tokens is judged in about a tenth of a second. A thread that parses needs
  /// ``toolStackBytes``.
  public static let tools = Limits(
    documentBytes: 4 << 20,
    tokens: 200_000,
    recursion: 2_000,
    echo: .max
  )

  /// For schemas that tools are given.
  public static let toolSchema = Limits(
    documentBytes: 32 << 20,
    tokens: 4_000_000,
    recursion: 2_000,
    echo: .max
  )

  /// How many mistakes of a schema are told.
  ///
  /// Without it a schema whose every part is wrong answers more text than it has itself.
  static let schemaErrors = 1_000
  /// How many names the mistakes of a schema are compared with, to say what may have been meant.
  ///
  /// Without it 50,000 unknown types are each compared with 50,000 known ones.
  static let schemaComparisons = 100_000
  /// How deep the default value of an input field may be when the defaults of the fields that it
  /// leaves out are filled in.
  ///
  /// Without it a chain of input objects, each with a default of `{}`, overflows the stack.
  static let defaultDepth = 200
  /// How many values such a default may have.
  ///
  /// Without it a chain of input objects with two such fields each is 2 to the power of its length.
  static let defaultCount = 100_000

  /// The stack of a thread that parses with ``tools``, in bytes.
  ///
  /// Without it the deepest document that they allow ends the process.
  public static let toolStackBytes = 256 << 20

  /// What an error repeats of a value that came outside of a document.
  public static let echo = 100
}

/// The numbers that bound what the rules of validation may cost, and what a document may ask for.
///
/// - Source: [Validation](https://spec.graphql.org/September2025/#sec-Validation) sets none; they
///   are the server's.
public struct DocumentLimits: Hashable, Sendable {
  /// How many errors one refusal reports before the one that says that there are more.
  ///
  /// Without it 5,000 unknown fields answer a megabyte of messages.
  public var errors = 20
  /// How many places one error points at.
  ///
  /// Without it an argument that is given 1,000 times answers 1,000 lines and columns.
  public var errorLocations = 20
  /// The length of one error's message, in characters.
  ///
  /// Without it a cycle of a thousand fragments is a message of a thousand names.
  public var messageLength = 300
  /// How many comparisons the rule of overlapping fields may make for one document.
  ///
  /// Without it the rule is quadratic or worse (CVE-2023-26144).
  public var fieldComparisons = 100_000
  /// How many uses of variables the rules about variables may look at for one document.
  ///
  /// Without it a thousand operations that each spread one fragment of a thousand variables are a
  /// million questions.
  public var variableUses = 100_000
  /// How deep an operation may select, fragments expanded, introspection apart.
  ///
  /// Without it `ticket { customer { tickets { … } } }` multiplies with every level.
  public var depth = 15
  /// How many aliases a document may have.
  ///
  /// Without it one dear field is asked a thousand times in one request.
  public var aliases = 100
  /// How many fields an operation may select at the root, fragments expanded.
  ///
  /// Without it a hundred dear fields are asked in one request, without an alias.
  public var rootFields = 50
  /// How many directives a document may have.
  ///
  /// Without it directives that do nothing keep the validator busy (CVE-2022-37734).
  public var directives = 50
  /// How many directives one location may have.
  ///
  /// Without it one field carries all of them.
  public var directivesAtOneLocation = 5
  /// How many fields an operation may have once its fragments are expanded.
  ///
  /// Without it thirty fragments that each spread the next one twice are 2^30 fields
  /// (CVE-2025-31496, CVE-2026-34573).
  public var expandedFields = 5_000
  /// How many fields an operation may select of the schema, fragments expanded.
  ///
  /// Without it the schema is answered many times over; the query that tools send selects about 250.
  public var introspectionFields = 500
  /// How deep an operation may select from `__schema` or `__type` down.
  ///
  /// Without it `fields { type { fields { type …` multiplies the whole schema (CVE-2024-40094);
  /// the query that tools send goes 15 levels deep.
  public var introspectionDepth = 20
  /// How often an operation may select `__schema`, and how often `__type`.
  ///
  /// Without it fifty aliases answer the whole schema fifty times.
  public var introspectionRoots = 1
  /// How often an operation may select each list of `__Type` that leads to other types: `fields`,
  /// `inputFields`, `interfaces` and `possibleTypes`.
  ///
  /// Without it each asks for the schema again; the query that tools send needs each once, and
  /// people ask for the fields of a few types.
  public var introspectionLists = 5
  /// How many of those lists may stand in one another.
  ///
  /// Without it each one multiplies the schema by itself; graphql-js refuses the third, too.
  public var introspectionListDepth = 2

  public init() {}

  /// For documents of clients.
  public static let standard = DocumentLimits()

  /// For tools: as the reference implementation, which knows no such limits but one of errors.
  ///
  /// What is left bounds the cost of the rules.
  public static var tools: DocumentLimits {
    var limits = DocumentLimits()
    limits.errors = 100
    limits.errorLocations = .max
    limits.messageLength = .max
    limits.fieldComparisons = 200_000
    limits.variableUses = 1_000_000
    limits.depth = .max
    limits.aliases = .max
    limits.rootFields = .max
    limits.directives = .max
    limits.directivesAtOneLocation = .max
    limits.expandedFields = .max
    limits.introspectionFields = .max
    limits.introspectionDepth = .max
    limits.introspectionRoots = .max
    limits.introspectionLists = .max
    limits.introspectionListDepth = .max
    return limits
  }
}

/// What one operation may cost.
public struct ExecutionLimits: Hashable, Sendable {
  /// Bytes of a response; without it, one answer fills the memory.
  public var responseBytes = 16 << 20
  /// Answers of fields to objects, over all levels; without it, columns fill the memory before a
  /// response is begun.
  public var cells = 4_000_000
  /// Errors that a response lists; without it, one failed column of a big list is all of it.
  public var errors = 1_000
  /// Objects that an operation may ask for, estimated before it runs; without it, nested pages
  /// multiply.
  public var nodes = 20_000
  /// Fields of a plan, over all concrete types; without it, a selection on interfaces of interfaces
  /// multiplies.
  public var plannedFields = 20_000
  /// How many more fields a plan may have for each selection that is written in the document; without
  /// it, a document of 100,000 aliases that tools ask about is refused, or one of thirty lines that
  /// stands for a million fields is not.
  public var plannedFieldsPerSelection = 0
  /// Selection sets inside each other; without it, the planner's recursion is the document's.
  public var planDepth = 100
  /// Wrong variables that are listed; without it, a long list of them echoes a long answer.
  public var variableErrors = 20

  public init() {}

  public static let standard = ExecutionLimits()

  /// For tools, which judge what the reference implementation executes: only what bounds the machine.
  public static var tools: ExecutionLimits {
    var limits = ExecutionLimits()
    limits.responseBytes = 256 << 20
    limits.errors = 100_000
    limits.nodes = .max
    limits.plannedFieldsPerSelection = 8
    limits.planDepth = 2_000
    limits.variableErrors = 50
    return limits
  }

  /// Objects that a page has where neither `first` nor `last` is given.
  static let defaultPageSize = 20
  /// Items that a list without pages is taken to have in the estimate.
  static let assumedListLength = 10
  /// Plans kept for one operation: one for each outcome of its conditions; without it, 2 to the
  /// power of its condition variables.
  static let plansPerOperation = 8
  /// Memory that compiled documents may take, as estimated; without it, each new text stays for
  /// ever.
  public static let cacheBytes = 32 << 20
  /// Strings of a text that has a plan in common with others; each is compared with those before it.
  static let shapeStrings = 32
  /// Memory that refused documents may take.
  static let refusalCacheBytes = 1 << 20
}
