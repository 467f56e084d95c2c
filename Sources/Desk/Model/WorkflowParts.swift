import Bytes

/// A group of ticket types.
public struct TicketGroup: Hashable, Sendable {
  public let id: TicketGroupID
  public let key: String
  public let name: String
  public let description: String?
  /// Its types, in order.
  public let types: [TypePlace]
}

/// A type of ticket: it decides the steps, the parameters and the rules.
///
/// - Source: R39-R42, Q12, Q13.
public struct TicketType: Hashable, Sendable {
  public let id: TicketTypeID
  public let place: TypePlace
  /// Its group's place in ``Workflow/groups``.
  public let group: Int
  public let key: String
  public let name: String
  public let description: String?
  /// Whether new tickets of it can be opened.
  public let isActive: Bool
  /// The customer types for which it can be opened, in order.
  public let opensFor: [CustomerType]
  /// Where its steps lie in ``Workflow/steps``.
  public let steps: Range<Int>
  /// The step where a ticket begins unless another is asked for; `nil` where none was set.
  public let defaultEntry: StepPlace?
  /// All of its parameters; the place of each is its place here.
  public let parameters: [Parameter]
  /// The places of its parameters in the order of the form, without the sections.
  public let formOrder: [ParameterPlace]

  /// - Complexity: O(parameters).
  public func parameter(key: String) -> Parameter? {
    parameters.first { $0.key.hasSameBytes(as: key) && $0.id.rawValue > 0 }
  }
}

/// A step of a ticket type.
public struct Step: Hashable, Sendable {
  public let id: StepID
  public let place: StepPlace
  public let type: TypePlace
  public let key: String
  public let name: String
  /// Whether a ticket can begin here.
  public let isEntry: Bool
  public let isDefaultEntry: Bool
  /// Who gets a ticket that comes here; `nil` is the configured attendant.
  public let attendant: AttendantID?
  /// Where its ways out lie in ``Workflow/transitions``.
  public let transitions: Range<Int>
}

/// A way from a step to another, labelled by its condition.
///
/// - Source: R49, Q6.
public struct Transition: Hashable, Sendable {
  public let id: TransitionID
  public let from: StepPlace
  public let to: StepPlace
  /// What a client names it by; unique among the ways out of the step.
  public let conditionKey: String
  /// What people call it.
  public let conditionLabel: String
  /// Whose turn it is after the move.
  public let responsibility: Responsibility
  /// The reasons that can be given, in order.
  public let reasons: [ReasonID]
}

/// A reason of the catalogue for handing a ticket over.
///
/// - Source: R50.
public struct ForwardReason: Hashable, Sendable {
  public let id: ReasonID
  public let key: String
  public let label: String
  public let isActive: Bool
}

/// Somebody who attends tickets.
public struct Attendant: Hashable, Sendable {
  public let id: AttendantID
  public let user: UserID
  /// The code that the user signs in with; for the desk alone.
  public let userCode: String
  /// All that customers see of an attendant (L28).
  public let displayName: String
  public let isActive: Bool
}

/// A parameter of a ticket type.
///
/// - Source: R42.
public struct Parameter: Hashable, Sendable {
  /// Its key in the database; 0 for a common one that the database lost, which is hidden.
  public let id: ParameterID
  public let place: ParameterPlace
  public let key: String
  public let label: String
  public let origin: ParameterOrigin
  public let kind: ParameterKind
  /// A sentence for who fills it.
  public let help: String?
  public let defaultValue: String?
  /// Characters.
  public let lengthMax: Int?
  /// A decimal text or a day, as the kind has it.
  public let minimum: String?
  public let maximum: String?
  /// Digits after the point of a DECIMAL.
  public let fractionDigits: Int?
  /// What can be chosen, in order.
  public let choices: [Choice]

  /// The one of the ten that it is; `nil` where it is the type's own.
  public var common: CommonParameter? { CommonParameter(rawValue: key) }

  /// One of the values of a CHOICE or MULTI_CHOICE.
  public struct Choice: Hashable, Sendable {
    public let key: String
    public let label: String
  }
}
