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
    let later = try WorkflowStore.load(connection, draft: draft)
    let now =
      later.revision == workflow.revision ? workflow : try WorkflowStore.load(connection)
    var comparison = PolicyComparison(now: now, later: later)
    comparison.openTickets = try openTickets()
    for type in now.types where !viewer.blockedTypes.contains(type.id) {
      comparison.compare(type)
    }
    var changes: [AccessChange] = []
    var total = 0
    for change in comparison.changes {
      let step = now.step(change.step)
      guard let step, type == nil || now.type(step.type)?.id == type else { continue }
      total += 1
      if changes.count < Limits.previewedChanges {
        changes.append(change.placed(at: workflow.place(of: step.id)))
      }
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

extension AccessChange {
  fileprivate func placed(at step: StepPlace) -> AccessChange {
    AccessChange(
      step: step,
      parameter: parameter,
      customerType: customerType,
      audience: audience,
      before: before,
      after: after,
      openTickets: openTickets
    )
  }
}

/// Two policies side by side, over the same steps and parameters.
private struct PolicyComparison {
  let now: Workflow
  let later: Workflow
  var openTickets: [OpenPlace: Int] = [:]
  private(set) var changes: [AccessChange] = []

  init(now: Workflow, later: Workflow) {
    self.now = now
    self.later = later
  }

  mutating func compare(_ type: TicketType) {
    let governed = type.governed
    for step in now.steps(of: type) {
      for parameter in governed {
        for customerType in CustomerType.allCases {
          for audience in Audience.allCases {
            compare(parameter, at: step, of: type, customerType, audience)
          }
        }
      }
    }
  }

  private mutating func compare(
    _ parameter: Parameter,
    at step: Step,
    of type: TicketType,
    _ customerType: CustomerType,
    _ audience: Audience
  ) {
    // The lock is left aside: each side is looked at where it is its turn.
    let situation = Situation(
      audience: audience,
      customerType: customerType,
      type: type.place,
      step: step.place,
      parameter: parameter.place,
      status: .inProgress,
      responsibility: audience == .desk ? .attendant : .customer
    )
    let before = Self.state(in: situation, by: now.policy)
    let after = Self.state(in: situation, by: later.policy)
    guard before != after else { return }
    changes.append(
      AccessChange(
        step: step.place,
        parameter: parameter,
        customerType: customerType,
        audience: audience,
        before: before,
        after: after,
        openTickets: openTickets[OpenPlace(step: step.id, customerType: customerType)] ?? 0
      )
    )
  }

  private static func state(in situation: Situation, by policy: Policy) -> AccessState {
    let access = policy.access(in: situation)
    let isNeeded = situation.customerType.map { customerType in
      policy.isNeeded(
        situation.parameter,
        toEnter: situation.step,
        of: situation.type,
        customerType: customerType
      )
    }
    return AccessState(
      exposure: access.exposure,
      isRequired: access.isRequired,
      isNeededToEnter: isNeeded ?? false
    )
  }
}
