public import SQLite

extension DeskReader {
  /// What publishing a draft would change: the policy of today beside the policy that would be.
  ///
  /// - Parameters:
  ///   - draft: The draft.
  ///   - type: Of one type alone; `nil` is all that are not blocked for the viewer.
  ///   - viewer: Who asks.
  /// - Returns: `nil` for what is no draft, and for a viewer who is no administrator.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(rows of the configuration + open tickets), the latter within one index.
  public func rulePreview(
    of draft: RuleVersionID,
    type: TicketTypeID? = nil,
    for viewer: Viewer
  ) throws(SQLiteError) -> RulePreview? {
    let found = try ruleVersions(ids: [draft], for: viewer).rows
    guard found.count == 1, found.numbers[0] == nil else { return nil }
    // Both are read here, so that they have the same places whatever the reader remembers.
    let comparison = PolicyComparison(
      now: try WorkflowStore.load(connection),
      later: try WorkflowStore.load(connection, draft: draft),
      openTickets: try openTickets()
    )
    let inForce = comparison.now.ruleVersion.map { RuleVersionID($0) }
    var changes: [AccessChange] = []
    var total = 0
    // A cell that says the same is decided the same.
    for change in try ruleChanges(of: draft, since: inForce, for: viewer) {
      guard let step = workflow.step(change.after.step) else { continue }
      if let type, workflow.type(step.type)?.id != type { continue }
      let found = comparison.changes(of: change.after.parameter, at: step)
      total += found.count
      changes += found.prefix(Limits.previewedChanges - changes.count)
    }
    return RulePreview(draft: draft, changes: changes, totalCount: total)
  }

  private func openTickets() throws(SQLiteError) -> [OpenPlace: Int] {
    var counts: [OpenPlace: Int] = [:]
    try connection.rows(Self.openTickets) { row in
      guard let type = CustomerType(code: row.int(1)) else { return }
      let place = OpenPlace(step: StepID(row.int(0)), customerType: type)
      counts[place] = Int(clamping: row.int(2))
    }
    return counts
  }

  static let openTickets = Query(
    """
    SELECT step_id, customer_type, count(*) FROM ticket WHERE status < 2
    GROUP BY step_id, customer_type
    """
  )
}

/// Where open tickets stand, and whose they are.
private struct OpenPlace: Hashable {
  let step: StepID
  let customerType: CustomerType
}

/// Two policies side by side, over the same steps and parameters.
private struct PolicyComparison {
  let now: Workflow
  let later: Workflow
  let openTickets: [OpenPlace: Int]

  /// What differs for a parameter at a step, for each customer type and side.
  func changes(of parameter: Parameter, at step: Step) -> [AccessChange] {
    guard let found = now.parameter(parameter.id) else { return [] }
    var changes: [AccessChange] = []
    for customerType in CustomerType.allCases {
      for audience in Audience.allCases {
        // The lock is left aside: each side is looked at where it is its turn.
        let situation = Situation(
          audience: audience,
          customerType: customerType,
          type: found.type,
          step: now.place(of: step.id),
          parameter: found.parameter.place,
          status: .inProgress,
          responsibility: audience == .desk ? .attendant : .customer
        )
        let before = now.policy.state(in: situation, customerType)
        let after = later.policy.state(in: situation, customerType)
        guard before != after else { continue }
        let place = OpenPlace(step: step.id, customerType: customerType)
        changes.append(
          AccessChange(
            step: step.place,
            parameter: parameter,
            customerType: customerType,
            audience: audience,
            before: before,
            after: after,
            openTickets: openTickets[place] ?? 0
          )
        )
      }
    }
    return changes
  }
}

extension Policy {
  fileprivate func state(in situation: Situation, _ customerType: CustomerType) -> AccessState {
    let access = access(in: situation)
    return AccessState(
      exposure: access.exposure,
      isRequired: access.isRequired,
      isNeededToEnter: isNeeded(
        situation.parameter,
        toEnter: situation.step,
        of: situation.type,
        customerType: customerType
      )
    )
  }
}
