/// What one operation may cost.
public struct ExecutionLimits: Hashable, Sendable {
  /// Bytes of a response; without it, one answer fills the memory.
  public var responseBytes = 16 << 20
  /// Answers of fields to objects, over all levels; without it, columns fill the memory before a
  /// response is begun.
  public var cells = 4_000_000
  /// Errors that a response lists; without it, one failed column of a big list is all of it.
  public var errors = 1_000

  public init() {}

  public static let standard = ExecutionLimits()

  /// Objects that an operation may ask for, estimated before it runs; without it, nested pages
  /// multiply.
  static let nodes = 20_000
  /// Objects that a page has where neither `first` nor `last` is given.
  static let defaultPageSize = 20
  /// Items that a list without pages is taken to have in the estimate.
  static let assumedListLength = 10
  /// Fields of a plan, over all concrete types; without it, a selection on interfaces of interfaces
  /// multiplies.
  static let plannedFields = 20_000
  /// Selection sets inside each other; without it, the planner's recursion is the document's.
  static let planDepth = 100
  /// Plans kept for one operation: one for each outcome of its conditions; without it, 2 to the
  /// power of its condition variables.
  static let plansPerOperation = 8
  /// Wrong variables that are listed; without it, a long list of them echoes a long answer.
  static let variableErrors = 20
  /// Memory that compiled documents may take, as estimated; without it, each new text stays for
  /// ever.
  public static let cacheBytes = 32 << 20
  /// Memory that refused documents may take.
  static let refusalCacheBytes = 1 << 20

  /// The memory of a compiled document, as estimated: its text, its tables and its plans.
  static func documentBytes(_ text: Int, _ selections: Int) -> Int {
    2_048 + text * 16 + selections * 512
  }
}
