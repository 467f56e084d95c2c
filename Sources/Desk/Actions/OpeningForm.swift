public import SQLite

/// What a portal shows before a ticket of a type is opened.
///
/// - Source: R41, R42; product page, "What nobody else has".
public struct OpeningForm: Sendable {
  /// The customers that the viewer stands for and could open it for; none where the desk asks,
  /// which can open it for any.
  public let customers: [CustomerID]
  /// For whom the form is; `nil` until that is clear.
  public let customer: CustomerID?
  /// Where a ticket of the type can begin, in order.
  public let entrySteps: [StepPlace]
  /// Where it would begin; `nil` until that is clear.
  public let entryStep: StepPlace?
  /// What the opener sees of the form, in order, with the defaults; none until it is clear for whom
  /// and where.
  public let fields: [TicketParameter]
  /// What `openTicket` would say to the same customer and step.
  public let problems: [Problem]
}

extension DeskReader {
  /// The forms with which a viewer opens tickets of some types.
  ///
  /// - Parameters:
  ///   - types: The types.
  ///   - customer: For whom.
  ///   - entryStep: Where.
  ///   - viewer: Who asks.
  /// - Returns: A form for each type; `nil` where the viewer cannot open tickets of it at all.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(the types' parameters), and one statement where the desk names a customer.
  public func openingForms(
    of types: [TypePlace],
    customer: Reference<CustomerID>,
    entryStep: Reference<StepID>,
    for viewer: Viewer
  ) throws(SQLiteError) -> [OpeningForm?] {
    let owners = try OpeningOwners.of(customer, for: viewer, on: self)
    return types.map { openingForm(of: $0, owners, entryStep, for: viewer) }
  }

  private func openingForm(
    of place: TypePlace,
    _ owners: OpeningOwners,
    _ entryStep: Reference<StepID>,
    for viewer: Viewer
  ) -> OpeningForm? {
    guard let type = workflow.type(place), viewer.actor != nil else { return nil }
    let found = Opening.find(
      .id(type.id),
      for: owners,
      at: entryStep,
      by: viewer,
      in: workflow
    )
    let isDesk = viewer.audience == .desk
    let fitting = viewer.identities.filter { type.opensFor.contains($0.type) }
    let possible = isDesk ? CustomerType.allCases : fitting.map(\.type)
    guard Catalogue(workflow: workflow, viewer: viewer).opens(type, for: possible) else {
      return nil
    }
    let isReady = workflow.defaultAttendant != nil
    return OpeningForm(
      customers: isDesk ? [] : fitting.map(\.customer),
      customer: found.opening?.customer,
      entrySteps: workflow.steps(of: type).filter(\.isEntry).map(\.place),
      entryStep: found.opening?.step.place,
      fields: found.opening.map { fields(of: $0, for: viewer) } ?? [],
      problems: isReady ? found.problems : [Problem(.attendantNotConfigured)]
    )
  }

  private func fields(of opening: Opening, for viewer: Viewer) -> [TicketParameter] {
    let judgement = opening.judgement(for: viewer, in: workflow)
    return opening.type.formOrder.compactMap { place in
      guard let parameter = opening.type.parameters.at(place.rawValue) else { return nil }
      let access = judgement.access(to: parameter)
      guard !access.isHidden else { return nil }
      return TicketParameter(
        parameter: parameter,
        access: access,
        value: parameter.initialValue
      )
    }
  }
}
