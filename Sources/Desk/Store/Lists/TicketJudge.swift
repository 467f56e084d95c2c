import Bytes
import SQLite

/// Judges tickets by a filter, as their viewer sees them.
///
/// The rows are judged here and not in SQL, for three reasons. A statement's text is remembered for
/// ever, so it must not depend on a filter's shape. The policy stays the one source of what is
/// hidden: a governed value comes out of its seal or is unset. And a hidden value costs what an unset
/// one costs, for both are read by the same statements and judged by the same steps (L24).
struct TicketJudge {
  private let filter: TicketFilter
  private let bucket: Int64?
  private let viewer: Viewer
  private let reader: DeskReader
  private let attendant: AttendantID?
  private let ownKeys: [String]
  private let texts: [SearchWords]
  /// All tickets that have some words, where they are known.
  private var known: (words: SearchWords, tickets: Set<Int64>)?
  /// What has to be read of a ticket to judge it.
  let fields: TicketFields

  init(_ filter: TicketFilter?, bucket: Int64?, of viewer: Viewer, on reader: DeskReader) {
    self.filter = filter ?? .all([])
    self.bucket = bucket
    self.viewer = viewer
    self.reader = reader
    attendant = reader.workflow.attendant(of: viewer.user)?.id
    var demand = FilterDemand()
    demand.add(self.filter)
    fields = demand.fields
    ownKeys = demand.ownKeys
    texts = demand.texts
  }

  /// Tells the judge all tickets that have some words, so that the index is not asked again.
  mutating func know(_ tickets: [Int64], have words: SearchWords) {
    known = (words, Set(tickets))
  }

  /// The tickets that pass, in the order in which they were given.
  ///
  /// - Complexity: O(ids x conditions): one statement for each ticket, one more for each where the
  ///   filter names parameters of the types' own, and what `TextHits` says for each text.
  func passing(_ ids: [Int64]) throws(SQLiteError) -> [Int64] {
    try passing(ids, reading: []) { tickets in Array(repeating: true, count: tickets.count) }
  }

  /// Those of some places that pass and where the viewer sees the ticket to be.
  ///
  /// An index knows the steps and customer types that the rules know. Of a ticket whose own cannot be
  /// read the policy hides the value, and its place in the index must not tell it (L3, L21).
  func passing(
    _ places: [TicketPlace],
    in order: TicketOrder
  ) throws(SQLiteError) -> [Int64] {
    let ids = places.map(\.id)
    guard order.isGoverned else { return try passing(ids) }
    let known = Set(places)
    return try passing(ids, reading: order.fields) { tickets in
      order.places(of: tickets).map(known.contains)
    }
  }

  private func passing(
    _ ids: [Int64],
    reading more: TicketFields,
    _ areThere: (Tickets) -> [Bool]
  ) throws(SQLiteError) -> [Int64] {
    guard !ids.isEmpty else { return [] }
    let found = try reader.tickets(
      ids: ids.map { TicketID($0) },
      fields: fields.union(more),
      for: viewer
    )
    let areThere = areThere(found.rows)
    var cells = try JudgedCells(found.rows, keys: ownKeys, reader)
    for words in texts {
      if let known, known.words == words {
        cells.hits[words] = known.tickets
      } else {
        cells.hits[words] = try reader.tickets(words, among: ids, for: viewer)
      }
    }
    var passing: [Int64] = []
    for (id, slot) in zip(ids, found.slots) where slot >= 0 {
      let place = Int(slot)
      guard areThere[place] else { continue }
      if let bucket,
        bucket != TicketBucket.of(found.rows.statuses[place], found.rows.responsibilities[place])
      {
        continue
      }
      if passes(filter, cells, place) { passing.append(id) }
    }
    return passing
  }

  private func passes(
    _ filter: TicketFilter,
    _ cells: JudgedCells,
    _ place: Int
  ) -> Bool {
    let tickets = cells.tickets
    switch filter {
    case .all(let filters):
      return filters.allSatisfy { passes($0, cells, place) }
    case .any(let filters):
      return filters.contains { passes($0, cells, place) }
    case .not(let filter): return !passes(filter, cells, place)
    case .statuses(let statuses): return statuses.contains(tickets.statuses[place])
    case .responsibility(let side): return tickets.responsibilities[place] == side
    case .types(let ids):
      return reader.workflow.type(tickets.types[place]).map { ids.contains($0.id) } ?? false
    case .groups(let ids):
      guard let type = reader.workflow.type(tickets.types[place]) else { return false }
      return ids.contains(reader.workflow.groups[type.group].id)
    case .steps(let ids):
      return reader.workflow.step(tickets.steps[place]).map { ids.contains($0.id) } ?? false
    case .customers(let ids): return ids.contains(tickets.customers[place])
    case .attendants(let ids): return tickets.attendants[place].map(ids.contains) ?? false
    case .mine: return attendant != nil && tickets.attendants[place] == attendant
    case .unassigned: return tickets.attendants[place] == nil
    case .openedAt(let period): return period.contains(tickets.openedAt[place])
    case .updatedAt(let period): return period.contains(tickets.updatedAt[place])
    case .parameter(let key, let test): return test.passes(cells.value(of: key, place))
    case .text(let words):
      return cells.hits[words]?.contains(tickets.ids[place].rawValue) ?? false
    }
  }
}

/// What a filter wants to be read of each ticket.
private struct FilterDemand {
  private(set) var fields: TicketFields = []
  private(set) var ownKeys: [String] = []
  private(set) var texts: [SearchWords] = []

  mutating func add(_ filter: TicketFilter) {
    switch filter {
    case .all(let filters), .any(let filters): filters.forEach { add($0) }
    case .not(let filter): add(filter)
    case .attendants, .mine, .unassigned: fields.insert(.people)
    case .openedAt, .updatedAt: fields.insert(.dates)
    case .parameter(let key, _):
      if let common = CommonParameter(rawValue: key) {
        fields.formUnion(TicketFields(holding: [common]))
      } else if !ownKeys.contains(where: { $0.hasSameBytes(as: key) }) {
        ownKeys.append(key)
      }
    case .statuses, .responsibility, .types, .groups, .steps, .customers: break
    case .text(let words): if !texts.contains(words) { texts.append(words) }
    }
  }
}

/// The values that a filter asks about, opened as the viewer may see them.
private struct JudgedCells {
  let tickets: Tickets
  /// The tickets that have some words.
  var hits: [SearchWords: Set<Int64>] = [:]
  private var texts: [CommonParameter: TextColumn] = [:]
  private var priorities: [Priority?] = []
  /// By ticket, then by key; hidden ones are not there.
  private var own: [[String: ParameterValue]] = []

  init(_ tickets: Tickets, keys: [String], _ reader: DeskReader) throws(SQLiteError) {
    self.tickets = tickets
    for common in [CommonParameter.subject, .requestText, .product, .dueDate, .solution]
    where !TicketFields(holding: [common]).isDisjoint(with: tickets.fields) {
      texts[common] = tickets.texts(common)
    }
    if tickets.fields.contains(.details) { priorities = tickets.visiblePriorities() }
    guard !keys.isEmpty else { return }
    for place in 0..<tickets.count {
      own.append(try Self.own(of: tickets, place, keys, reader))
    }
  }

  private static func own(
    of tickets: Tickets,
    _ place: Int,
    _ keys: [String],
    _ reader: DeskReader
  ) throws(SQLiteError) -> [String: ParameterValue] {
    guard let type = reader.workflow.type(tickets.types[place]) else { return [:] }
    let values = try reader.ownValues(of: tickets.ids[place], type: type)
    let parameters = keys.compactMap { type.parameter(key: $0) }
    let accesses = tickets.accesses(
      to: parameters.map(\.place),
      of: [Int32](repeating: Int32(clamping: place), count: parameters.count)
    )
    var visible: [String: ParameterValue] = [:]
    for (cell, parameter) in parameters.enumerated() where !accesses.isHidden(cell) {
      visible[parameter.key] = values[parameter.place.rawValue]
    }
    return visible
  }

  func value(of key: String, _ place: Int) -> ParameterValue? {
    switch CommonParameter(rawValue: key) {
    case nil: own.isEmpty ? nil : own[place][key]
    case .subject, .requestText, .product, .solution:
      CommonParameter(rawValue: key).flatMap { texts[$0]?.text(place) }.map { .text($0) }
    case .dueDate: texts[.dueDate]?.text(place).map { .date($0) }
    case .priority: priorities.isEmpty ? nil : priorities[place].map { .choice($0.rawValue) }
    case .discussion, .attachments, .stepHistory, .understandings: nil
    }
  }
}
