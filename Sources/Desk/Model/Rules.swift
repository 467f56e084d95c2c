public import Bytes

/// What a version of the rules says about one parameter at one step.
///
/// - Source: R43-R46, R64-R67, R73.
public struct RuleCell: Hashable, Sendable {
  /// What counts for every customer type.
  public var flags: FieldFlags
  /// - Shape: one for each customer type, in the order of the cases.
  private var added: [FieldFlags]

  public init(_ flags: FieldFlags = []) {
    self.flags = flags
    added = CustomerType.allCases.map { _ in [] }
  }

  /// What is added for the tickets of one customer type.
  public subscript(customerType: CustomerType) -> FieldFlags {
    get { added[customerType.place] }
    set { added[customerType.place] = newValue }
  }

  /// Whether it says nothing.
  public var isEmpty: Bool { flags.isEmpty && added.allSatisfy(\.isEmpty) }

  /// The customer types for which something is added, in order.
  public var refinedTypes: [CustomerType] { CustomerType.allCases.filter { !self[$0].isEmpty } }
}

/// A cell of the rules with its place: a step, and a parameter or section of its type.
public struct FieldRule: Hashable, Sendable {
  public let step: StepPlace
  public let parameter: Parameter
  public let cell: RuleCell
}

/// What two versions of the rules say differently about a parameter at a step.
public struct RuleChange: Hashable, Sendable {
  /// What the earlier one says.
  public let before: FieldRule
  /// What the later one says.
  public let after: FieldRule
}

/// Versions of the rules, published ones and drafts.
///
/// - Shape: cell `i` of each column is of version `i`.
public struct RuleVersions: Sendable {
  public internal(set) var ids: [RuleVersionID] = []
  /// Counts the published ones from 1; `nil` for a draft.
  public internal(set) var numbers: [Int64?] = []
  /// Whose rules it began with.
  public internal(set) var basedOn: [RuleVersionID?] = []
  /// What was in force when it was begun, or last brought up to date.
  public internal(set) var draftedOver: [RuleVersionID?] = []
  public internal(set) var createdAt: [Instant] = []
  public internal(set) var createdBy: [UserID?] = []
  public internal(set) var publishedAt: [Instant?] = []
  public internal(set) var publishedBy: [UserID?] = []
  /// Why it was published.
  public internal(set) var reasons = TextColumn()

  public var count: Int { ids.count }
}

/// What a side has of a parameter at a step, as the policy decides it where it is that side's turn.
public struct AccessState: Hashable, Sendable {
  public let exposure: Exposure
  public let isRequired: Bool
  /// Whether a ticket enters the step only with the parameter filled (Q5).
  public let isNeededToEnter: Bool
}

extension TicketType {
  /// Whatever the rules can govern: the parameters in the order of the form, then the sections.
  public var governed: [Parameter] {
    let form = formOrder.compactMap { parameters.at($0.rawValue) }
    return form + parameters.filter { $0.kind == .section && $0.id.rawValue > 0 }
  }
}
