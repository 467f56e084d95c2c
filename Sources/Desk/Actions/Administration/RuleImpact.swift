/// In what way a side of some tickets is treated otherwise.
public enum AccessEffect: String, Hashable, Sendable, CaseIterable {
  case seesMore = "SEES_MORE"
  case seesLess = "SEES_LESS"
  case writesMore = "WRITES_MORE"
  case writesLess = "WRITES_LESS"
  /// It has to fill the parameter in before it hands the ticket over.
  case askedMore = "ASKED_MORE"
  case askedLess = "ASKED_LESS"
  /// The parameter has to be filled in before a ticket comes to the step.
  case neededMore = "NEEDED_MORE"
  case neededLess = "NEEDED_LESS"

  /// What differs between two states, in the order of the cases.
  static func between(_ before: AccessState, _ after: AccessState) -> [AccessEffect] {
    var effects: [AccessEffect] = []
    func add(_ was: Bool, _ is: Bool, _ more: AccessEffect, _ less: AccessEffect) {
      if was != `is` { effects.append(`is` ? more : less) }
    }
    add(before.exposure != .hidden, after.exposure != .hidden, .seesMore, .seesLess)
    add(before.exposure == .writable, after.exposure == .writable, .writesMore, .writesLess)
    add(before.isRequired, after.isRequired, .askedMore, .askedLess)
    add(before.isNeededToEnter, after.isNeededToEnter, .neededMore, .neededLess)
    return effects
  }
}

/// How many tickets and people something concerns.
public struct Reach: Hashable, Sendable {
  /// Tickets that are neither completed nor cancelled.
  public internal(set) var openTickets = 0
  /// Those of them where it is the turn of the side that is concerned.
  public internal(set) var onTurn = 0
  /// The distinct customers of the open tickets.
  public internal(set) var customers = 0
  /// Values of the open tickets that are concerned: what appears or vanishes where a side sees more
  /// or less.
  public internal(set) var values = 0
}

/// What other rules would change for one side of one customer type's tickets at a step.
public struct AccessChange: Hashable, Sendable {
  public let step: StepPlace
  public let parameter: Parameter
  public let customerType: CustomerType
  public let audience: Audience
  /// Where it is that side's turn.
  public let before: AccessState
  public let after: AccessState
  public let effects: [AccessEffect]
  public let reach: Reach
  /// The newest of the open tickets, at most ``Limits/previewedTickets``.
  public let sample: [Sampled]

  /// A ticket with what the side has of the parameter as the ticket stands.
  public struct Sampled: Hashable, Sendable {
    public let ticket: TicketID
    public let before: AccessState
    public let after: AccessState
  }
}

/// How much of one effect there would be for one side, over all changes.
public struct EffectTotal: Hashable, Sendable {
  public let audience: Audience
  public let effect: AccessEffect
  /// Changes that have it.
  public let changes: Int
  /// Each ticket and customer once, each value of each change.
  public let reach: Reach
}

/// What other rules would change, without writing anything.
public struct RulePreview: Hashable, Sendable {
  /// `nil` where only cells were given, over the rules in force.
  public internal(set) var draft: RuleVersionID?
  /// What is wrong with the cells that were given: then nothing is counted.
  public internal(set) var problems: [Problem] = []
  /// At most ``Limits/previewedChanges``, in the order of types, steps and the form.
  public internal(set) var changes: [AccessChange] = []
  /// How many there are.
  public internal(set) var totalCount = 0
  /// Over all changes, each ticket and customer once.
  public internal(set) var reach = Reach()
  /// For each side and effect that there is.
  public internal(set) var totals: [EffectTotal] = []
  /// Findings that there are not with the rules in force.
  public internal(set) var brought: [LintFinding] = []
  /// Findings that there are with the rules in force, and then no more.
  public internal(set) var healed: [LintFinding] = []
}
