/// How tickets go, as it was at one moment: groups, types, steps, transitions, parameters, reasons,
/// attendants and the decision that the rules make.
///
/// It is read once and never changes; a change of the configuration makes a new one. Places are
/// dense numbers into its lists, so that a row finds its step and its rules without a search.
///
/// - Shape: `types` in the order of their groups and positions; the steps of a type lie together
///   in `steps`, in order; a type's parameters begin with the ten of ``CommonParameter``, in order.
public final class Workflow: Sendable {
  /// Grows with each change of the configuration.
  public let revision: Int64
  /// The version of the rules in force; `nil` where none was ever published.
  public let ruleVersion: Int64?
  public let groups: [TicketGroup]
  public let types: [TicketType]
  public let steps: [Step]
  public let transitions: [Transition]
  public let reasons: [ForwardReason]
  public let attendants: [Attendant]
  /// Who performs the movements of customers (R21, R22); `nil` where nobody was configured.
  public let defaultAttendant: AttendantID?
  /// The one decision about what is seen and changed.
  public let policy: Policy
  /// What of the configuration could not be read; what it governed is hidden.
  public let faults: [DeskFault]
  /// Steps that tickets stand at and that are not there, ascending: everything is hidden at them.
  let strayStepIDs: [Int64]

  private let typePlaces: PlaceIndex
  private let stepPlaces: PlaceIndex
  private let transitionPlaces: PlaceIndex
  private let reasonPlaces: PlaceIndex
  private let attendantPlaces: PlaceIndex
  private let parameterPlaces: PlaceIndex
  private let parametersInOrder: [(type: TypePlace, place: ParameterPlace)]

  init(
    revision: Int64,
    ruleVersion: Int64?,
    groups: [TicketGroup],
    types: [TicketType],
    steps: [Step],
    transitions: [Transition],
    reasons: [ForwardReason],
    attendants: [Attendant],
    defaultAttendant: AttendantID?,
    policy: Policy,
    faults: [DeskFault] = [],
    strayStepIDs: [Int64] = []
  ) {
    self.revision = revision
    self.ruleVersion = ruleVersion
    self.groups = groups
    self.types = types
    self.steps = steps
    self.transitions = transitions
    self.reasons = reasons
    self.attendants = attendants
    self.defaultAttendant = defaultAttendant
    self.policy = policy
    self.faults = faults
    self.strayStepIDs = strayStepIDs
    typePlaces = PlaceIndex(of: types.map(\.id.rawValue))
    stepPlaces = PlaceIndex(of: steps.map(\.id.rawValue))
    transitionPlaces = PlaceIndex(of: transitions.map(\.id.rawValue))
    reasonPlaces = PlaceIndex(of: reasons.map(\.id.rawValue))
    attendantPlaces = PlaceIndex(of: attendants.map(\.id.rawValue))
    var ids: [Int64] = []
    var places: [(TypePlace, ParameterPlace)] = []
    for (type, place) in zip(types, Int32(0)...) {
      for parameter in type.parameters where parameter.id.rawValue > 0 {
        ids.append(parameter.id.rawValue)
        places.append((TypePlace(rawValue: place), parameter.place))
      }
    }
    parameterPlaces = PlaceIndex(of: ids)
    parametersInOrder = places
  }

  /// A workflow without a type: nothing can be opened, and all that is governed is hidden.
  public static let empty = Workflow(
    revision: 0,
    ruleVersion: nil,
    groups: [],
    types: [],
    steps: [],
    transitions: [],
    reasons: [],
    attendants: [],
    defaultAttendant: nil,
    policy: Policy(rules: .empty)
  )

  /// The same steps and names under rules that could not be read: nothing governed is seen, nothing is
  /// written.
  ///
  /// It takes the place of a configuration that changed and cannot be read. The rules of before would
  /// not do, for what changed may have become stricter (L21).
  func closed() -> Workflow {
    Workflow(
      revision: revision,
      ruleVersion: nil,
      groups: groups,
      types: types,
      steps: steps,
      transitions: transitions,
      reasons: reasons,
      attendants: attendants,
      defaultAttendant: defaultAttendant,
      policy: Policy(rules: .closed),
      strayStepIDs: strayStepIDs
    )
  }
}

extension Workflow {
  /// The place of a type; unknown where there is none.
  ///
  /// - Complexity: O(1), as of every look-up here.
  public func place(of type: TicketTypeID) -> TypePlace {
    TypePlace(rawValue: typePlaces[type.rawValue])
  }

  public func place(of step: StepID) -> StepPlace {
    StepPlace(rawValue: stepPlaces[step.rawValue])
  }

  /// The place of a step of a type; unknown for one of another type, so that no rules but the type's
  /// own ever decide.
  func place(of step: StepID, in type: TypePlace) -> StepPlace {
    let place = place(of: step)
    return self.step(place)?.type == type ? place : .unknown
  }

  public func type(_ place: TypePlace) -> TicketType? { types.at(place.rawValue) }

  public func type(_ id: TicketTypeID) -> TicketType? { type(place(of: id)) }

  public func step(_ place: StepPlace) -> Step? { steps.at(place.rawValue) }

  public func step(_ id: StepID) -> Step? { step(place(of: id)) }

  public func transition(_ id: TransitionID) -> Transition? {
    transitions.at(transitionPlaces[id.rawValue])
  }

  public func reason(_ id: ReasonID) -> ForwardReason? {
    reasons.at(reasonPlaces[id.rawValue])
  }

  public func attendant(_ id: AttendantID) -> Attendant? {
    attendants.at(attendantPlaces[id.rawValue])
  }

  /// The attendant that a user is; `nil` where the user is none.
  ///
  /// - Complexity: O(attendants).
  public func attendant(of user: UserID) -> Attendant? {
    attendants.first { $0.user == user && $0.isActive }
  }

  /// A parameter by its key in the database, of whatever type.
  public func parameter(_ id: ParameterID) -> (type: TypePlace, parameter: Parameter)? {
    guard let found = parametersInOrder.at(parameterPlaces[id.rawValue]) else { return nil }
    guard let parameter = type(found.type)?.parameters.at(found.place.rawValue) else { return nil }
    return (found.type, parameter)
  }

  /// The ways out of a step, in order.
  public func transitions(from step: Step) -> ArraySlice<Transition> {
    transitions[step.transitions]
  }

  /// The reasons that can be given for a transition, in order: where it names none, all there are.
  public func reasons(for transition: Transition) -> [ForwardReason] {
    let named = transition.reasons
    return (named.isEmpty ? reasons : named.compactMap { reason($0) }).filter(\.isActive)
  }

  /// The ways out of a step that somebody could go: they lead to a step that is known, and there is
  /// a reason to give.
  ///
  /// - Complexity: O(the step's ways and their reasons).
  public func waysOut(of place: StepPlace) -> [Transition] {
    guard let step = step(place) else { return [] }
    return transitions(from: step).filter { self.step($0.to) != nil && !reasons(for: $0).isEmpty }
  }

  /// The steps of a type, in order.
  public func steps(of type: TicketType) -> ArraySlice<Step> { steps[type.steps] }
}

/// From the keys of rows to their places in a list.
///
/// Keys are small and dense as SQLite gives them out, so an array answers; a key beyond it is
/// looked for.
struct PlaceIndex: Sendable {
  private var places: [Int32] = []
  private var far: [Int64: Int32] = [:]

  init(of ids: [Int64]) {
    let near = Int64(ids.count * 4 + 1_024)
    for (place, id) in zip(Int32(0)..., ids) {
      if id >= 0, id < near {
        while places.count <= Int(id) { places.append(-1) }
        places[Int(id)] = place
      } else {
        far[id] = place
      }
    }
  }

  /// The place of a key; -1 where there is none.
  subscript(id: Int64) -> Int32 {
    if id >= 0, id < Int64(places.count) { return places[Int(id)] }
    return far.isEmpty ? -1 : far[id] ?? -1
  }
}

extension Array {
  /// The element at a place; `nil` where there is none.
  func at(_ place: Int32) -> Element? {
    place >= 0 && Int(place) < count ? self[Int(place)] : nil
  }
}
