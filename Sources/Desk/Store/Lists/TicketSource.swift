import Bytes
import SQLite

/// Candidates of a list, in the list's order or against it.
struct TicketSource {
  /// A part of an order: every ticket of it comes before all of the next part.
  struct Segment {
    /// What its tickets are ordered by before their numbers.
    enum Value: Hashable {
      /// Nothing: they are hidden, empty or not asked about.
      case none
      /// One value that they share.
      case shared(Int64)
      /// A value of each.
      case own
    }

    let value: Value
    /// Which streams hold its tickets; no ticket is in two.
    let kinds: [KeyStream.Kind]
  }

  private let order: TicketOrder
  private let isReversed: Bool
  private let blockedTypes: [TicketTypeID]
  private var segments: [Segment]
  private var start: TicketPlace?
  private var open: (segment: Segment, streams: [KeyStream])?
  private let connection: Connection

  /// Candidates from some segments, which come in the order's order, behind a place, of all types but
  /// some; a reversed source goes from the list's end to its beginning.
  init(
    _ segments: [Segment],
    _ order: TicketOrder,
    isReversed: Bool,
    behind start: TicketPlace?,
    without blockedTypes: [TicketTypeID],
    on connection: Connection
  ) {
    self.blockedTypes = blockedTypes
    self.order = order
    self.isReversed = isReversed
    self.connection = connection
    self.start = start
    self.segments = isReversed ? segments.reversed() : segments
    guard let start else { return }
    self.segments = Array(self.segments.drop { !Self.holds($0, start) })
  }

  private static func holds(_ segment: Segment, _ place: TicketPlace) -> Bool {
    switch segment.value {
    case .none: place.value == nil
    case .shared(let value): place.value == value
    case .own: place.value != nil
    }
  }

  /// The next candidates, as many as are asked for at most, none at the end; each stream reads as many
  /// keys at once.
  mutating func next(_ count: Int) throws(SQLiteError) -> [TicketPlace] {
    var places: [TicketPlace] = []
    while places.count < count {
      guard let place = try nextOne(count) else { break }
      places.append(place)
    }
    return places
  }

  private mutating func nextOne(_ count: Int) throws(SQLiteError) -> TicketPlace? {
    while true {
      if open == nil, !openNext() { return nil }
      guard var current = open else { return nil }
      // The array is taken out while it changes, so that it is not copied.
      open = nil
      var best: (stream: Int, place: TicketPlace)?
      for stream in current.streams.indices {
        guard let place = try current.streams[stream].peek(count, on: connection) else { continue }
        if let found = best, !isBefore(place, found.place) { continue }
        best = (stream, place)
      }
      guard let best else { continue }
      current.streams[best.stream].advance()
      defer { open = current }
      guard case .shared(let value) = current.segment.value else { return best.place }
      return TicketPlace(value: value, id: best.place.id)
    }
  }

  private mutating func openNext() -> Bool {
    guard !segments.isEmpty else { return false }
    let segment = segments.removeFirst()
    let isDescending = (order.direction == .descending) != isReversed
    let place = start
    open = (
      segment,
      segment.kinds.map {
        KeyStream($0, without: blockedTypes, isDescending: isDescending, behind: place)
      }
    )
    start = nil
    return true
  }

  private func isBefore(_ left: TicketPlace, _ right: TicketPlace) -> Bool {
    isReversed ? order.puts(right, before: left) : order.puts(left, before: right)
  }
}

extension TicketOrder {
  /// The parts of the order over the whole desk, as a viewer sees it.
  ///
  /// - Source: L3: what is hidden stands where the empty is, and is read by the same statements.
  func segments(for viewer: Viewer, in workflow: Workflow) -> [TicketSource.Segment] {
    switch field {
    case .number: return [.init(value: .none, kinds: [.everything])]
    case .openedAt: return [.init(value: .own, kinds: [.openedAt])]
    case .updatedAt: return [.init(value: .own, kinds: [.updatedAt])]
    case .priority:
      let hidden = HiddenPairs(.priority, from: viewer, in: workflow)
      let levels = direction == .ascending ? Priority.allCases : Priority.allCases.reversed()
      return levels.map { level in
        .init(
          value: .shared(level.urgency),
          kinds: [.priority(level.rawValue, hidden: hidden)]
        )
      } + [.init(value: .none, kinds: [.noPriority(hidden: hidden)] + hidden.streams)]
    case .dueDate:
      let hidden = HiddenPairs(.dueDate, from: viewer, in: workflow)
      return [
        .init(value: .own, kinds: [.dueDate(hidden: hidden)]),
        .init(value: .none, kinds: [.noDueDate(hidden: hidden)] + hidden.streams),
      ]
    }
  }

  /// The places of tickets that were read with ``fields``, as their viewer sees them.
  func places(of tickets: Tickets) -> [TicketPlace] {
    let values: [Int64?] =
      switch field {
      case .number: [Int64?](repeating: nil, count: tickets.count)
      case .openedAt: tickets.openedAt.map(\.milliseconds)
      case .updatedAt: tickets.updatedAt.map(\.milliseconds)
      case .priority: tickets.visiblePriorities().map { $0?.urgency }
      case .dueDate: Self.days(tickets)
      }
    return zip(values, tickets.ids).map { TicketPlace(value: $0, id: $1.rawValue) }
  }

  private static func days(_ tickets: Tickets) -> [Int64?] {
    let texts = tickets.texts(.dueDate)
    return (0..<tickets.count).map { place in
      texts.text(place).flatMap { CalendarDate($0) }.map { Int64($0.dayNumber) }
    }
  }
}

extension HiddenPairs {
  /// Where the tickets lie whose value is hidden.
  fileprivate var streams: [KeyStream.Kind] {
    customerTypes.keys.sorted().map { step in
      .hiddenAt(step: step, customerTypes: customerTypes[step] ?? [])
    }
  }
}
