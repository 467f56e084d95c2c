/// The rules of every step of every type, as dense tables that are made once and never change.
///
/// - Shape: a step owns one cell for each parameter of its type, in the parameters' order; the
///   cells of all steps lie end to end.
/// - Invariant: the three tables hold other flags each, so no change of one can show in another
///   (F3); a refinement is only ever added to its cell's flags, so it cannot widen them (F4).
public struct RuleSet: Hashable, Sendable {
  /// What the rules say about one parameter at one step.
  enum Finding {
    case unknown(Because.Unknown)
    case unreadable
    case cell(Int)
  }

  /// Required, read-only, needed from the previous step: for both sides.
  let shared: FlagTable
  /// What attendants do not see.
  let invisible: FlagTable
  /// What customers do not see.
  let invisibleOnline: FlagTable

  /// Whether none of the rules could be read, so that every finding is unreadable.
  public let isClosed: Bool

  private let steps: [Step]
  private let isUnreadable: [Bool]

  /// Where the cells of a step lie.
  private struct Step: Hashable, Sendable {
    let type: TypePlace
    let firstCell: Int
    let cells: Int
  }

  private init(
    steps: [Step],
    base: [FieldFlags],
    refined: [FieldFlags],
    isUnreadable: [Bool],
    isClosed: Bool
  ) {
    self.steps = steps
    self.isUnreadable = isUnreadable
    self.isClosed = isClosed
    shared = FlagTable(of: .shared, base: base, refined: refined)
    invisible = FlagTable(of: .invisible, base: base, refined: refined)
    invisibleOnline = FlagTable(of: .invisibleOnline, base: base, refined: refined)
  }

  /// Rules that know no step: everything governed is hidden.
  public static let empty = Builder().build()

  /// Rules that could not be read: everything governed is hidden, at every step there is (L21).
  public static let closed = {
    var builder = Builder()
    builder.close()
    return builder.build()
  }()

  /// How many parameters the type of a step has; 0 for an unknown step.
  public func parameterCount(at step: StepPlace) -> Int {
    steps.indices.contains(Int(step.rawValue)) ? steps[Int(step.rawValue)].cells : 0
  }

  /// The cell of a parameter at a step, or why there is none.
  func find(_ parameter: ParameterPlace, at step: StepPlace, of type: TypePlace) -> Finding {
    if isClosed { return .unreadable }
    let place = Int(step.rawValue)
    guard steps.indices.contains(place), steps[place].type == type else { return .unknown(.step) }
    let within = Int(parameter.rawValue)
    guard within >= 0, within < steps[place].cells else { return .unknown(.parameter) }
    let cell = steps[place].firstCell + within
    return isUnreadable[cell] ? .unreadable : .cell(cell)
  }

  /// The flags of one table, for every cell.
  struct FlagTable: Hashable, Sendable {
    private let base: [FieldFlags]
    /// - Shape: five to a cell, in the order of the customer types.
    private let refined: [FieldFlags]

    fileprivate init(of flags: FieldFlags, base: [FieldFlags], refined: [FieldFlags]) {
      self.base = base.map { $0.intersection(flags) }
      self.refined = refined.map { $0.intersection(flags) }
    }

    /// What is set for every customer type.
    func base(_ cell: Int) -> FieldFlags { base[cell] }

    /// What is set for a customer type: the base and what its refinement adds.
    func flags(_ cell: Int, for customerType: CustomerType) -> FieldFlags {
      base[cell].union(refined[cell * CustomerType.allCases.count + customerType.place])
    }

    /// Why a flag is set, for one that is.
    func because(_ flag: FieldFlags, _ cell: Int) -> Because {
      .flag(flag, isRefinement: !base[cell].contains(flag))
    }
  }

  /// Collects the rules of the steps, in any order.
  public struct Builder {
    private var steps: [Step] = []
    private var base: [FieldFlags] = []
    private var refined: [FieldFlags] = []
    private var isUnreadable: [Bool] = []
    private var isClosed = false

    public init() {}

    /// Says that it cannot be told which rules count, whatever is added.
    public mutating func close() { isClosed = true }

    /// Adds the next step; its parameters have no flags yet.
    ///
    /// - Parameters:
    ///   - type: The type that the step belongs to.
    ///   - parameters: How many parameters the type has, the ten common ones included.
    /// - Returns: The step's place: 0 for the first that is added, then 1, …
    public mutating func addStep(of type: TypePlace, parameters: Int) -> StepPlace {
      let cells = max(parameters, 0)
      steps.append(Step(type: type, firstCell: base.count, cells: cells))
      base.append(contentsOf: repeatElement([], count: cells))
      isUnreadable.append(contentsOf: repeatElement(false, count: cells))
      let places = cells * CustomerType.allCases.count
      refined.append(contentsOf: repeatElement([], count: places))
      return StepPlace(rawValue: Int32(clamping: steps.count - 1))
    }

    /// Adds flags for every customer type.
    ///
    /// - Parameters:
    ///   - bits: The flags as they are stored; an unknown bit makes the rule unreadable.
    ///   - parameter: Where among the type's parameters.
    ///   - step: A step that was added.
    /// - Returns: Whether the rules know such a parameter at such a step.
    @discardableResult
    public mutating func add(
      bits: Int64,
      to parameter: ParameterPlace,
      at step: StepPlace
    ) -> Bool {
      guard let cell = cell(parameter, step) else { return false }
      guard let flags = FieldFlags(storedBits: bits) else {
        isUnreadable[cell] = true
        return true
      }
      base[cell].formUnion(flags)
      return true
    }

    /// Adds flags for one customer type, on top of what counts for all.
    ///
    /// - Parameters:
    ///   - bits: The flags as they are stored; an unknown bit makes the rule unreadable.
    ///   - customerType: For whom; `nil`, where it cannot be read, makes the rule unreadable.
    ///   - parameter: Where among the type's parameters.
    ///   - step: A step that was added.
    /// - Returns: Whether the rules know such a parameter at such a step.
    @discardableResult
    public mutating func refine(
      bits: Int64,
      for customerType: CustomerType?,
      to parameter: ParameterPlace,
      at step: StepPlace
    ) -> Bool {
      guard let cell = cell(parameter, step) else { return false }
      guard let flags = FieldFlags(storedBits: bits), let customerType else {
        isUnreadable[cell] = true
        return true
      }
      refined[cell * CustomerType.allCases.count + customerType.place].formUnion(flags)
      return true
    }

    public func build() -> RuleSet {
      RuleSet(
        steps: steps,
        base: base,
        refined: refined,
        isUnreadable: isUnreadable,
        isClosed: isClosed
      )
    }

    private func cell(_ parameter: ParameterPlace, _ step: StepPlace) -> Int? {
      let place = Int(step.rawValue)
      let within = Int(parameter.rawValue)
      guard steps.indices.contains(place), within >= 0, within < steps[place].cells else {
        return nil
      }
      return steps[place].firstCell + within
    }
  }
}

extension FieldFlags {
  /// Flags as the database holds them; `nil` where a bit is set that this version does not know.
  public init?(storedBits bits: Int64) {
    guard let byte = UInt8(exactly: bits) else { return nil }
    let flags = FieldFlags(rawValue: byte)
    guard FieldFlags.all.isSuperset(of: flags) else { return nil }
    self = flags
  }
}

extension CustomerType {
  /// Its place in the tables of the rules, in the order of the cases.
  var place: Int {
    switch self {
    case .client: 0
    case .person: 1
    case .student: 2
    case .teacher: 3
    case .prospect: 4
    }
  }
}
