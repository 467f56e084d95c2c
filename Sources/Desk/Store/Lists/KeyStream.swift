import Bytes
import SQLite

/// The keys of tickets in the order of one index, some at a time.
///
/// Its statements have few texts, and no condition of theirs depends on a governed value but for the
/// rows `shown` that the policy hands over; so how often it is asked tells nothing of what is hidden.
struct KeyStream {
  /// Which rows, in which order.
  enum Kind: Hashable {
    /// All, by number.
    case everything
    /// Those of one bucket, by number; and so on.
    case bucket(Int64)
    case type(Int64)
    case step(Int64)
    case customer(Int64)
    case attendant(Int64, bucket: Int64)
    /// By a moment, then by number.
    case openedAt
    case updatedAt
    /// Those with this priority that is not hidden, by number.
    case priority(String, hidden: HiddenPairs)
    case noPriority(hidden: HiddenPairs)
    /// Those with a day that is not hidden, by day, then by number.
    case dueDate(hidden: HiddenPairs)
    case noDueDate(hidden: HiddenPairs)
    /// Those of a step and some customer types, by number.
    case hiddenAt(step: Int64, customerTypes: [Int64])
  }

  let kind: Kind
  let isDescending: Bool
  /// Types whose tickets are passed over: were they read and dropped, they would show in the cost (L24).
  private let blockedTypes: [TicketTypeID]
  /// Where it stands: only what comes behind this is read.
  private var last: TicketPlace?
  private var buffer: [TicketPlace] = []
  private var next = 0
  private var isAtEnd = false

  /// A stream that begins behind a place; where there is none, at the end of the index.
  init(
    _ kind: Kind,
    without blockedTypes: [TicketTypeID],
    isDescending: Bool,
    behind start: TicketPlace?
  ) {
    self.kind = kind
    self.isDescending = isDescending
    self.blockedTypes = blockedTypes
    last = start
  }

  /// The next key, without going on.
  mutating func peek(
    _ count: Int,
    on connection: Connection
  ) throws(SQLiteError) -> TicketPlace? {
    if next < buffer.count { return buffer[next] }
    guard !isAtEnd else { return nil }
    buffer.removeAll(keepingCapacity: true)
    next = 0
    var taken = 0
    try connection.rows(query, binding: values(count)) { row in
      let value = value(row)
      last = TicketPlace(value: value ?? last?.value, id: row.int(0))
      taken += 1
      if value != nil || !hasValue { buffer.append(TicketPlace(value: value, id: row.int(0))) }
    }
    isAtEnd = taken < count
    return next < buffer.count ? buffer[next] : isAtEnd ? nil : try peek(count, on: connection)
  }

  /// Goes on by one key.
  mutating func advance() { next += 1 }
}

extension KeyStream {
  /// Whether its keys have values.
  private var hasValue: Bool {
    switch kind {
    case .openedAt, .updatedAt, .dueDate: true
    case .everything, .bucket, .type, .step, .customer, .attendant, .priority, .noPriority,
      .noDueDate, .hiddenAt:
      false
    }
  }

  /// The value of a row's place; `nil` for one without, and for a day that cannot be read.
  private func value(_ row: borrowing Row) -> Int64? {
    switch kind {
    case .openedAt, .updatedAt: row.int(1)
    case .dueDate: row.text(1).flatMap { CalendarDate($0) }.map { Int64($0.dayNumber) }
    case .everything, .bucket, .type, .step, .customer, .attendant, .priority, .noPriority,
      .noDueDate, .hiddenAt:
      nil
    }
  }

  private var query: Query {
    let queries =
      switch (isDescending, blockedTypes.isEmpty) {
      case (true, true): KeyQueries.descending
      case (true, false): KeyQueries.descendingWithoutBlocked
      case (false, true): KeyQueries.ascending
      case (false, false): KeyQueries.ascendingWithoutBlocked
      }
    return switch kind {
    case .everything: queries.everything
    case .bucket: queries.bucket
    case .type: queries.type
    case .step: queries.step
    case .customer: queries.customer
    case .attendant(let id, _): id == TicketCut.nobody ? queries.unassigned : queries.attendant
    case .openedAt: queries.openedAt
    case .updatedAt: queries.updatedAt
    case .priority: queries.priority
    case .noPriority: queries.noPriority
    case .dueDate: queries.dueDate
    case .noDueDate: queries.noDueDate
    case .hiddenAt: queries.hiddenAt
    }
  }

  private func values(_ count: Int) -> [(any Bindable)?] {
    let end: Int64 = isDescending ? .max : 0
    let types = JSONArray(blockedTypes.map(\.rawValue))
    let bounds: [(any Bindable)?] = [count, last?.id ?? end, types]
    switch kind {
    case .everything: return blockedTypes.isEmpty ? bounds.dropLast() : bounds
    case .bucket(let key), .type(let key), .step(let key), .customer(let key):
      return bounds + [key]
    case .attendant(let id, let bucket):
      return id == TicketCut.nobody ? bounds + [bucket] : bounds + [bucket, id]
    case .openedAt, .updatedAt: return bounds + [last?.value ?? (isDescending ? .max : .min)]
    case .priority(let word, let hidden): return bounds + [hidden.json, word]
    case .noPriority(let hidden), .noDueDate(let hidden): return bounds + [hidden.json]
    case .dueDate(let hidden): return bounds + [hidden.json, dayBound]
    case .hiddenAt(let step, let customerTypes):
      return bounds + [step, JSONArray(customerTypes)]
    }
  }

  /// The day where the stream stands, as the column has it; beyond all days where it begins.
  private var dayBound: String {
    let day = last?.value.flatMap { CalendarDate(dayNumber: Int(clamping: $0)) }
    return day?.text ?? (isDescending ? "~" : "")
  }
}

/// Where a parameter of the tickets is hidden from a viewer: steps and customer types.
struct HiddenPairs: Hashable {
  /// The customer types for which it is hidden, by step.
  private(set) var customerTypes: [Int64: [Int64]] = [:]

  /// Asks the policy of every step and customer type.
  init(_ parameter: CommonParameter, from viewer: Viewer, in workflow: Workflow) {
    for step in workflow.steps {
      for customerType in CustomerType.allCases {
        let situation = Situation(
          audience: viewer.audience,
          customerType: customerType,
          type: step.type,
          step: step.place,
          parameter: ParameterPlace(parameter),
          status: .inProgress,
          responsibility: .attendant
        )
        if workflow.policy.access(in: situation, for: viewer.reader).isHidden {
          customerTypes[step.id.rawValue, default: []].append(customerType.code)
        }
      }
    }
    for step in workflow.strayStepIDs
    where Self.hidesWhatIsUnknown(viewer, workflow) {
      customerTypes[step] = CustomerType.allCases.map(\.code)
    }
  }

  /// Whether all is hidden at a step that is not there.
  private static func hidesWhatIsUnknown(_ viewer: Viewer, _ workflow: Workflow) -> Bool {
    let nowhere = Situations(audience: viewer.audience).situation(of: .unknown, at: 0)
    return workflow.policy.access(in: nowhere, for: viewer.reader).isHidden
  }

  /// The pairs as the statements have them: `step * 8 + customer type`.
  var json: JSONArray {
    JSONArray(
      customerTypes.keys.sorted().flatMap { step in
        (customerTypes[step] ?? []).map { (step << 3) | $0 }
      }
    )
  }
}
