/// What a viewer may see of the workflow: which types are offered, and which of their parameters.
///
/// It is asked by whatever shows types, by the opening form and by `openTicket`, so that none is
/// offered that cannot be opened.
///
/// - Source: R37-R40, R42, Q9, Q12.
public struct Catalogue: Sendable {
  private let workflow: Workflow
  private let viewer: Viewer

  public init(workflow: Workflow, viewer: Viewer) {
    self.workflow = workflow
    self.viewer = viewer
  }

  /// The groups that offer something, in order; for administrators the empty ones too.
  public var groups: [Int] {
    workflow.groups.indices.filter { place in
      let types = workflow.groups[place].types
      return types.contains(where: offers) || (types.isEmpty && viewer.has(.administer))
    }
  }

  /// The types that are offered, in the order of their groups.
  public var types: [TypePlace] { workflow.types.map(\.place).filter(offers) }

  /// Whether a type is there for the viewer at all: it is not blocked.
  public func shows(_ place: TypePlace) -> Bool {
    guard !viewer.isAnonymous, let type = workflow.type(place) else { return false }
    return !viewer.blockedTypes.contains(type.id)
  }

  /// Whether the viewer meets a group: one of its types, as ``DeskReader/metTypes(for:)`` has them, or
  /// for administrators an empty one.
  public func showsGroup(at place: Int, among met: Set<TypePlace>) -> Bool {
    let types = workflow.groups[place].types
    return types.contains(where: met.contains) || (types.isEmpty && viewer.has(.administer))
  }

  /// Whether a type is offered: for customers, one that can be opened for one of them (Q12).
  public func offers(_ place: TypePlace) -> Bool {
    guard shows(place), let type = workflow.type(place) else { return false }
    if viewer.audience == .desk { return true }
    return opens(type, for: viewer.identities.map(\.type))
  }

  /// Whether a ticket of a type can be opened for a customer of one of some types.
  ///
  /// One that is blocked or closed cannot, whoever asks.
  public func opens(_ type: TicketType, for customerTypes: [CustomerType]) -> Bool {
    shows(type.place) && type.isActive && customerTypes.contains { type.opensFor.contains($0) }
  }

  /// The parameters of a type that are not hidden at all of its steps, in the order of the form.
  ///
  /// One that is hidden everywhere leaves no gap and no number behind (L11). Administrators set all of
  /// them up, also where there is no step yet.
  public func parameters(of type: TicketType) -> [Parameter] {
    type.formOrder.compactMap { place in
      let index = Int(place.rawValue)
      guard type.parameters.indices.contains(index) else { return nil }
      guard viewer.has(.administer) || shows(place, of: type) else { return nil }
      return type.parameters[index]
    }
  }

  private func shows(_ parameter: ParameterPlace, of type: TicketType) -> Bool {
    workflow.steps(of: type).contains { step in
      viewer.metCustomerTypes.contains { customerType in
        let situation = Situation(
          audience: viewer.audience,
          customerType: customerType,
          type: type.place,
          step: step.place,
          parameter: parameter,
          status: .inProgress,
          responsibility: .customer
        )
        return !workflow.policy.access(in: situation, for: viewer.reader).isHidden
      }
    }
  }
}
