/// What can be wrong with a workflow, by codes that never change their meaning.
///
/// - Source: product page, `lintWorkflow`; F11, F12, Q3, Q4, Q11, Q13.
public enum LintCode: String, Hashable, Sendable, CaseIterable {
  /// Nobody is configured who performs customers' movements, so none is made (R21, Q11).
  case attendantNotConfigured = "ATTENDANT_NOT_CONFIGURED"
  /// A step's tickets go to somebody who cannot attend.
  case stepAttendantCannotAttend = "STEP_ATTENDANT_CANNOT_ATTEND"
  /// A profile blocks the only types that some of its users could open.
  case onlyTypeBlocked = "ONLY_TYPE_BLOCKED"
  /// No ticket can begin anywhere.
  case noEntry = "NO_ENTRY"
  /// There are entries, and none counts where none is asked for.
  case noDefaultEntry = "NO_DEFAULT_ENTRY"
  case severalDefaultEntries = "SEVERAL_DEFAULT_ENTRIES"
  /// It can be opened for no type of customer.
  case opensForNobody = "OPENS_FOR_NOBODY"
  case unreachableStep = "UNREACHABLE_STEP"
  /// It is the customer's turn, and no way leads out.
  case stepWithoutWayOut = "STEP_WITHOUT_WAY_OUT"
  /// No reason that could be given for the way is in use, so nobody can go it.
  case transitionWithoutReason = "TRANSITION_WITHOUT_REASON"
  /// The way has no name by which it could be chosen.
  case transitionWithoutCondition = "TRANSITION_WITHOUT_CONDITION"
  /// A choice that has to be made has nothing to choose.
  case choiceWithoutChoices = "CHOICE_WITHOUT_CHOICES"
  /// No value keeps to the bounds of what has to be filled in.
  case noValueFits = "NO_VALUE_FITS"
  case defaultDoesNotFit = "DEFAULT_DOES_NOT_FIT"
  /// Nobody can fill in what is required here, and no default does (Q4).
  case requiredReadOnly = "REQUIRED_READ_ONLY"
  /// Neither side sees what is required here.
  case requiredInvisible = "REQUIRED_INVISIBLE"
  /// It is required where it is the customer's turn, who is never asked for it (Q3).
  case requiredHiddenOnline = "REQUIRED_HIDDEN_ONLINE"
  /// It is required where it is the attendant's turn, who is never asked for it.
  case requiredHiddenAtDesk = "REQUIRED_HIDDEN_AT_DESK"
  /// Nobody can fill it in before the step that needs it (Q5).
  case neededNeverWritable = "NEEDED_NEVER_WRITABLE"
  /// Whoever's turn it is can do nothing that would move the ticket on, so the customer waits for
  /// ever (F12).
  case customerStuck = "CUSTOMER_STUCK"
  /// Tickets go round and round here and are never completed.
  case neverCompleted = "NEVER_COMPLETED"

  /// An error stops tickets, or says what cannot be; a warning may be meant.
  public var severity: LintSeverity {
    switch self {
    case .attendantNotConfigured, .noEntry, .noDefaultEntry, .severalDefaultEntries,
      .opensForNobody, .stepWithoutWayOut, .choiceWithoutChoices, .noValueFits, .requiredReadOnly,
      .requiredInvisible, .neededNeverWritable, .customerStuck:
      .error
    case .stepAttendantCannotAttend, .onlyTypeBlocked, .unreachableStep,
      .transitionWithoutReason, .transitionWithoutCondition, .defaultDoesNotFit,
      .requiredHiddenOnline, .requiredHiddenAtDesk, .neverCompleted:
      .warning
    }
  }
}

/// How much a finding matters.
public enum LintSeverity: String, Hashable, Sendable, CaseIterable {
  /// Rules with it are not published, and a type with it is not opened.
  case error = "ERROR"
  case warning = "WARNING"
}

/// Something that is wrong with a workflow, and where.
///
/// It holds the parts it is about as they are in the workflow that was looked at, which may be one
/// that never came into force; it has no sentence.
public struct LintFinding: Hashable, Sendable {
  public let code: LintCode
  /// `nil` where it concerns the whole desk.
  public var type: TicketType?
  public var step: Step?
  public var parameter: Parameter?
  public var transition: Transition?
  /// The customers whose tickets it concerns; `nil` is all that the type opens for.
  public var customerType: CustomerType?
  /// Whose users it concerns.
  public var profile: ProfileID?
  /// Where the way to a state begins that nobody can leave.
  public var entry: Step?
  /// That way, by the shortest of all.
  public var way: [WayPart] = []
  /// What is asked for in vain there.
  public var missing: [Parameter] = []

  /// A move on the way to a place.
  public struct WayPart: Hashable, Sendable {
    public let transition: Transition
    public let to: Step
  }

  public init(_ code: LintCode, _ type: TicketType? = nil) {
    self.code = code
    self.type = type
  }

  /// The places by keys of the database, which are the same in two workflows: one for each type of
  /// customer that it concerns.
  var identities: [Identity] {
    let all = customerType.map { [$0] } ?? type?.opensFor ?? []
    let concerned: [CustomerType?] = all.isEmpty ? [nil] : all.map(Optional.some)
    return concerned.map { customerType in
      Identity(
        code: code,
        type: type?.id,
        step: step?.id,
        parameter: parameter?.id,
        transition: transition?.id,
        customerType: customerType,
        profile: profile
      )
    }
  }

  struct Identity: Hashable {
    let code: LintCode
    let type: TicketTypeID?
    let step: StepID?
    let parameter: ParameterID?
    let transition: TransitionID?
    let customerType: CustomerType?
    let profile: ProfileID?
  }
}

extension [LintFinding] {
  /// Those of which something is not among some others.
  func beyond(_ others: [LintFinding]) -> [LintFinding] {
    let known = Set(others.flatMap(\.identities))
    return filter { !$0.identities.allSatisfy(known.contains) }
  }
}
