import Desk
import GraphQL

/// Finds objects of any type by their ids: one read for each type that was asked for.
struct Nodes {
  private var kinds: [Int16]
  private var slots: [Int32]
  private var children: [Parents] = []

  private init(count: Int) {
    kinds = Array(repeating: -1, count: count)
    slots = Array(repeating: -1, count: count)
  }

  /// Finds objects.
  ///
  /// - Parameters:
  ///   - ids: `nil` for a text that is no id.
  ///   - fields: Which columns of tickets are wanted.
  ///   - context: Who asks, and what is read from.
  /// - Returns: Null at the place of each that the viewer may not see, whyever that is.
  /// - Throws: `SQLiteError`.
  static func find(
    _ ids: [GlobalID?],
    fields: TicketFields,
    _ context: RequestContext
  ) throws -> AbstractCells {
    var nodes = Nodes(count: ids.count)
    try nodes.addPeople(ids, context)
    try nodes.addTickets(ids, fields, context)
    try nodes.addWorkflow(ids, context)
    try nodes.addAdministration(ids, context)
    try nodes.add("Article", ids, { if case .article(let id) = $0 { id } else { nil } }) {
      try context.reader.articles(ids: $0, for: context.viewer)
    }
    return AbstractCells(kinds: nodes.kinds, slots: nodes.slots, children: nodes.children)
  }

  private mutating func addPeople(_ ids: [GlobalID?], _ context: RequestContext) throws {
    let (reader, viewer) = (context.reader, context.viewer)
    try add("User", ids, { if case .user(let id) = $0 { id } else { nil } }) {
      try reader.users(ids: $0, for: viewer)
    }
    try add("Customer", ids, { if case .customer(let id) = $0 { id } else { nil } }) {
      try reader.customers(ids: $0, for: viewer)
    }
    try add("Contact", ids, { $0.contact }) { try reader.contacts(ids: $0, for: viewer) }
    try add("Profile", ids, { if case .profile(let id) = $0 { id } else { nil } }) {
      try reader.profiles(ids: $0, for: viewer)
    }
    try add("AcademicContext", ids, { if case .enrolment(let id) = $0 { id } else { nil } }) {
      try reader.academicContexts(ids: $0, for: viewer)
    }
  }

  private mutating func addTickets(
    _ ids: [GlobalID?],
    _ fields: TicketFields,
    _ context: RequestContext
  ) throws {
    let (reader, viewer) = (context.reader, context.viewer)
    try add("Ticket", ids, { if case .ticket(let id) = $0 { id } else { nil } }) {
      try reader.tickets(ids: $0, fields: fields, for: viewer)
    }
    try add("Message", ids, { if case .message(let id) = $0 { id } else { nil } }) {
      try reader.messages(ids: $0, for: viewer)
    }
    try add("Attachment", ids, { if case .attachment(let id) = $0 { id } else { nil } }) {
      try reader.attachments(ids: $0, for: viewer)
    }
    try add("Movement", ids, { if case .movement(let id) = $0 { id } else { nil } }) {
      try reader.movements(ids: $0, for: viewer)
    }
    try add("Understanding", ids, { if case .understanding(let id) = $0 { id } else { nil } }) {
      try reader.understandings(ids: $0, for: viewer)
    }
  }

  private mutating func addWorkflow(_ ids: [GlobalID?], _ context: RequestContext) throws {
    guard ids.contains(where: { $0?.isOfWorkflow ?? false }) else { return }
    let (workflow, catalogue) = (context.workflow, context.catalogue)
    let met = try context.reader.metTypes(for: context.viewer)
    add("TicketGroup", ids, { Groups(places: $0) }) { id in
      guard case .group(let id) = id else { return nil }
      return workflow.groups.indices.first {
        workflow.groups[$0].id == id && catalogue.showsGroup(at: $0, among: met)
      }
    }
    add("TicketType", ids, { Types(places: $0) }) { id in
      guard case .type(let id) = id else { return nil }
      let place = workflow.place(of: id)
      return met.contains(place) ? place : nil
    }
    add("Step", ids, { Steps(places: $0) }) { id in
      guard case .step(let id) = id, let step = workflow.step(id), met.contains(step.type)
      else { return nil }
      return step.place
    }
  }

  private mutating func addAdministration(_ ids: [GlobalID?], _ context: RequestContext) throws {
    let (reader, viewer) = (context.reader, context.viewer)
    try add("RuleVersion", ids, { if case .ruleVersion(let id) = $0 { id } else { nil } }) {
      try reader.ruleVersions(ids: $0, for: viewer)
    }
    try add("AuditEntry", ids, { if case .auditEntry(let id) = $0 { id } else { nil } }) {
      try reader.auditEntries(ids: $0, for: viewer)
    }
    add("Attendant", ids, { Attendants(attendants: $0) }) { id in
      guard case .attendant(let id) = id, viewer.audience == .desk else { return nil }
      return context.workflow.attendant(id)
    }
  }

  /// Adds the objects of one type that are read from the store.
  private mutating func add<ID, Rows: ParentColumn>(
    _ typeName: String,
    _ ids: [GlobalID?],
    _ key: (GlobalID) -> ID?,
    _ find: ([ID]) throws -> Found<Rows>
  ) throws {
    let wanted = ids.enumerated().compactMap { place, id in
      id.flatMap(key).map { (place: place, key: $0) }
    }
    guard !wanted.isEmpty else { return }
    let found = try find(wanted.map(\.key))
    // A type of which nothing was found may not be in the viewer's schema at all.
    guard found.slots.contains(where: { $0 >= 0 }) else { return }
    for ((place, _), slot) in zip(wanted, found.slots) where slot >= 0 {
      kinds[place] = Int16(clamping: children.count)
      slots[place] = slot
    }
    children.append(Parents(typeName, found.rows))
  }

  /// Adds the objects of one type that are in the workflow.
  private mutating func add<Place>(
    _ typeName: String,
    _ ids: [GlobalID?],
    _ column: ([Place]) -> some ParentColumn,
    _ find: (GlobalID) -> Place?
  ) {
    var found: [Place] = []
    for (index, id) in ids.enumerated() {
      guard let place = id.flatMap(find) else { continue }
      kinds[index] = Int16(clamping: children.count)
      slots[index] = Int32(clamping: found.count)
      found.append(place)
    }
    if !found.isEmpty { children.append(Parents(typeName, column(found))) }
  }
}

extension GlobalID {
  /// Whether it names a group, a type or a step.
  fileprivate var isOfWorkflow: Bool {
    switch self {
    case .group, .type, .step: true
    default: false
    }
  }
}
