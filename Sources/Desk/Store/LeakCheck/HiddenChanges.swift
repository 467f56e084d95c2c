import SQLite

/// Gives everything in a copy of the desk that a viewer may not see another value.
///
/// Of the tickets that the viewer can see: each parameter and each section that the rules hide, set
/// and unset ones alike; for customers the messages of the desk alone; and the version and the moment
/// that are the other side's. Of the newest ``Limits/changedUnseen`` tickets that the viewer cannot see:
/// all of that, and whose turn it is. A hidden section gets an entry more besides.
///
/// What stays as it is: people and customers, articles, the workflow and its rules, the audit log.
///
/// - Source: the master test of leaks.md; `LeakTests/NonInterference/Pairs` changes the same, one thing
///   at a time.
struct HiddenChanges {
  private let viewer: Viewer
  private let workflow: Workflow
  private let connection: Connection
  /// How many values were changed, or were set where there was none.
  private(set) var count = 0

  init(from viewer: Viewer, in workflow: Workflow, on connection: Connection) {
    self.viewer = viewer
    self.workflow = workflow
    self.connection = connection
  }

  /// Tickets of which the same is hidden.
  private struct Group: Hashable {
    let customerType: Int64
    let type: TicketTypeID
    let step: StepID
    let isSeen: Bool
  }

  mutating func make() throws(SQLiteError) {
    try connection.openSavepoint()
    // The copy has no history to be kept true to.
    try connection.execute(HiddenStatements.preparation)
    let groups = try gatherTickets()
    for (place, group) in groups.enumerated() {
      for parameter in workflow.type(group.type)?.parameters ?? []
      where isHidden(parameter, group) {
        try change(parameter, ofGroup: Int64(place))
      }
      if !group.isSeen { try run(HiddenStatements.turn, Int64(place)) }
    }
    let isOnline = viewer.audience == .online
    if isOnline {
      for query in HiddenStatements.internalMessages { try run(query) }
    }
    try run(isOnline ? HiddenStatements.deskVersion : HiddenStatements.onlineVersion)
    try SearchIndex.catchUp(connection)
    try connection.closeSavepoint(keeping: true)
  }

  /// Notes of each ticket of which group it is.
  private func gatherTickets() throws(SQLiteError) -> [Group] {
    let scope = TicketScope(of: viewer)
    var groups: [Group] = []
    var places: [Group: Int] = [:]
    var tickets: [(id: Int64, place: Int)] = []
    var unseen = 0
    try connection.rows(HiddenStatements.tickets) { row in
      let type = TicketTypeID(row.int(3))
      let isSeen = scope.contains(customer: CustomerID(row.int(1)), type: type)
      if !isSeen { unseen += 1 }
      guard isSeen || unseen <= Limits.changedUnseen else { return }
      let group = Group(
        customerType: row.int(2),
        type: type,
        step: StepID(row.int(4)),
        isSeen: isSeen
      )
      let place = places[group] ?? groups.count
      if place == groups.count {
        places[group] = place
        groups.append(group)
      }
      tickets.append((row.int(0), place))
    }
    for ticket in tickets {
      try connection.run(HiddenStatements.note, Int64(ticket.place), ticket.id)
    }
    return groups
  }

  /// Whether the viewer may not see a parameter; the state of a ticket hides nothing.
  private func isHidden(_ parameter: Parameter, _ group: Group) -> Bool {
    guard group.isSeen else { return true }
    let type = workflow.place(of: group.type)
    let situation = Situation(
      audience: viewer.audience,
      customerType: CustomerType(code: group.customerType),
      type: type,
      step: workflow.place(of: group.step, in: type),
      parameter: parameter.place,
      status: .inProgress,
      responsibility: .attendant
    )
    return workflow.policy.access(in: situation, for: viewer.reader).isHidden
  }

  private mutating func change(
    _ parameter: Parameter,
    ofGroup place: Int64
  ) throws(SQLiteError) {
    if let common = parameter.common, let section = HiddenStatements.sections[common] {
      for query in section { try run(query, place) }
      return
    }
    let (one, other) = parameter.twoValues
    if let common = parameter.common {
      guard let query = HiddenStatements.columns[common] else { return }
      try run(query, place, one.stored, other.stored)
    } else {
      let id = parameter.id.rawValue
      try run(HiddenStatements.ownChanged, place, one.stored, other.stored, id)
      try run(HiddenStatements.ownSet, place, one.stored, id)
    }
  }

  private mutating func run(_ query: Query, _ values: any Bindable...) throws(SQLiteError) {
    count += try connection.run(query, binding: values)
  }
}

extension Parameter {
  /// Two values of its kind that are not the same; what has one of them gets the other.
  fileprivate var twoValues: (ParameterValue, ParameterValue) {
    switch kind {
    case .text, .longText, .section:
      (.text("Trocado para a prova."), .text("Outra troca para a mesma prova."))
    case .integer: (.integer(41), .integer(1_042))
    case .decimal: (.decimal("41.5"), .decimal("1042.5"))
    case .boolean: (.boolean(true), .boolean(false))
    case .date: (.date("2031-05-17"), .date("2031-12-18"))
    case .choice:
      (
        .choice(common == .priority ? Priority.high.rawValue : choices.first?.key ?? "um"),
        .choice(common == .priority ? Priority.low.rawValue : choices.last?.key ?? "outro")
      )
    case .multiChoice:
      (
        .choices(choices.prefix(1).map(\.key)),
        .choices(choices.count > 1 ? choices.map(\.key) : ["outro"])
      )
    }
  }
}
