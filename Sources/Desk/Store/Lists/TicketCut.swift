import SQLite

/// What of a filter an index can cut by: sets of which every ticket that passes is in one.
///
/// Only what no rule governs is here, so what is read to answer depends on nothing that is hidden.
/// The judge asks the whole filter all the same; a cut only spares it tickets.
struct TicketCut {
  /// `nil` wherever the filter says nothing: all.
  private(set) var customers: [Int64]?
  private(set) var attendants: Set<Int64>?
  private(set) var types: Set<Int64>?
  private(set) var steps: Set<Int64>?
  private(set) var buckets: Set<Int64>?
  /// Words that every ticket has to have.
  private(set) var words: SearchWords?
  /// Whether the sets say all that the filter says.
  private(set) var isWhole = true

  init(_ filter: TicketFilter?, bucket: Int64?, _ viewer: Viewer, _ workflow: Workflow) {
    if let bucket { buckets = [bucket] }
    if let filter { add(filter, viewer, workflow) }
  }

  private mutating func add(_ filter: TicketFilter, _ viewer: Viewer, _ workflow: Workflow) {
    switch filter {
    case .all(let filters): for filter in filters { add(filter, viewer, workflow) }
    case .statuses(let statuses):
      // Both buckets of open tickets hold one status more than was asked for.
      var wanted: Set<Int64> = []
      for status in statuses {
        switch status {
        case .pending: wanted.insert(0)
        case .inProgress: wanted.formUnion([0, 1])
        case .completed, .cancelled: wanted.insert(status.code)
        }
      }
      let isExact = statuses.contains(.pending) == statuses.contains(.inProgress)
      if !isExact { isWhole = false }
      Self.cut(&buckets, to: wanted)
    case .customers(let ids):
      let wanted = Set(ids.map(\.rawValue))
      customers = (customers.map { wanted.intersection($0) } ?? wanted).sorted()
    case .attendants(let ids): Self.cut(&attendants, to: Set(ids.map(\.rawValue)))
    case .mine:
      let id = workflow.attendant(of: viewer.user)?.id.rawValue
      Self.cut(&attendants, to: id.map { [$0] } ?? [])
    case .unassigned: Self.cut(&attendants, to: [Self.nobody])
    case .types(let ids): Self.cut(&types, to: Set(ids.map(\.rawValue)))
    case .groups(let ids):
      let types = workflow.types.filter { ids.contains(workflow.groups[$0.group].id) }
      Self.cut(&self.types, to: Set(types.map(\.id.rawValue)))
    case .steps(let ids):
      Self.cut(&steps, to: Set(ids.map(\.rawValue)))
      isWhole = false
    case .text(let words):
      if self.words == nil { self.words = words }
      isWhole = false
    case .any, .not, .responsibility, .openedAt, .updatedAt, .parameter: isWhole = false
    }
  }

  private static func cut(_ set: inout Set<Int64>?, to wanted: Set<Int64>) {
    set = set.map { $0.intersection(wanted) } ?? wanted
  }

  /// The attendant of a ticket that has none, as `ticket_count` has it.
  static let nobody: Int64 = 0

  /// How many tickets the desk has of some attendants, types and buckets.
  ///
  /// - Complexity: O(attendants x types), however many tickets there are.
  func count(
    _ attendants: Set<Int64>?,
    _ types: Set<Int64>?,
    _ buckets: Set<Int64>?,
    without blocked: [TicketTypeID],
    on connection: Connection
  ) throws(SQLiteError) -> Int {
    let values: [(any Bindable)?] = [
      attendants.map { JSONArray($0.sorted()) }, types.map { JSONArray($0.sorted()) },
      buckets.map { JSONArray($0.sorted()) }, JSONArray(blocked.map(\.rawValue)),
    ]
    let count = try connection.first(Self.countOfSets, binding: values) {
      (row) throws(SQLiteError) in row.int(0)
    }
    return Int(clamping: count ?? 0)
  }

  static let countOfSets = Query(
    """
    SELECT ifnull(sum(count), 0) FROM ticket_count
    WHERE (?1 IS NULL OR attendant_id IN (SELECT value FROM json_each(?1)))
      AND (?2 IS NULL OR type_id IN (SELECT value FROM json_each(?2)))
      AND (?3 IS NULL OR bucket IN (SELECT value FROM json_each(?3)))
      AND type_id NOT IN (SELECT value FROM json_each(?4))
    """
  )
}
