public import Bytes

/// What tickets of a list have to be like.
///
/// A condition on what rules govern sees the ticket as the viewer does: hidden is unset, and so is a
/// parameter that the ticket's type does not have (L2). None of them can fail: what does not fit the
/// kind of a value is simply not true of it.
///
/// - Source: R24, R70.
public indirect enum TicketFilter: Hashable, Sendable {
  /// Each of them; of none, every ticket.
  case all([TicketFilter])
  /// At least one of them; of none, no ticket.
  case any([TicketFilter])
  case not(TicketFilter)
  case statuses([TicketStatus])
  case responsibility(Responsibility)
  case types([TicketTypeID])
  case groups([TicketGroupID])
  case steps([StepID])
  case customers([CustomerID])
  case attendants([AttendantID])
  /// The viewer attends to it.
  case mine
  /// Nobody attends to it.
  case unassigned
  case openedAt(Period)
  case updatedAt(Period)
  case parameter(key: String, ParameterTest)
  /// All of the words stand in one of its texts that the viewer may see.
  case text(SearchWords)

  /// How deep conditions may lie within each other.
  public static let depthMax = Limits.filterDepth
  /// How many conditions there may be, those within others included.
  public static let conditionsMax = Limits.filterConditions
  /// How many values a condition may list.
  public static let valuesMax = Limits.filterValues
  /// Bytes of the key of a parameter; no longer one is that of a parameter.
  public static let keyBytesMax = Limits.keyBytes

  /// A time from a moment on and before another.
  public struct Period: Hashable, Sendable {
    /// `nil` has no beginning.
    public let from: Instant?
    /// `nil` has no end.
    public let before: Instant?

    /// A time from a moment on and before another.
    public init(from: Instant?, before: Instant?) {
      self.from = from
      self.before = before
    }

    func contains(_ moment: Instant) -> Bool {
      if let from, moment < from { return false }
      if let before, moment >= before { return false }
      return true
    }
  }
}

/// What the value of a parameter has to be like.
public enum ParameterTest: Hashable, Sendable {
  /// Whether it has a value.
  case isSet(Bool)
  case oneOf([ParameterValue])
  /// A text in which this stands, whatever its accents and capitals; or choices with this key.
  case contains(String)
  case less(ParameterValue)
  case greater(ParameterValue)
  /// From a value on: not less, and set.
  case atLeast(ParameterValue)
}

extension ParameterTest {
  /// Whether a value passes; `nil` is hidden or empty.
  func passes(_ value: ParameterValue?) -> Bool {
    guard let value else {
      if case .isSet(false) = self { return true }
      return false
    }
    switch self {
    case .isSet(let isSet): return isSet
    case .oneOf(let values): return values.contains { value.equals($0) }
    case .contains(let part):
      switch value {
      case .text(let text):
        return FoldedText.contains(FoldedText.fold(text), FoldedText.fold(part))
      case .choices(let keys): return keys.contains { $0.hasSameBytes(as: part) }
      case .integer, .decimal, .boolean, .date, .choice: return false
      }
    case .less(let other): return value.order(to: other) == -1
    case .greater(let other): return value.order(to: other) == 1
    case .atLeast(let other): return value.order(to: other).map { $0 >= 0 } ?? false
    }
  }
}

extension ParameterValue {
  /// Whether two values are the same: numbers by what they are worth, choices in any order.
  fileprivate func equals(_ other: ParameterValue) -> Bool {
    switch (self, other) {
    case (.choices(let mine), .choices(let others)): Self.bytes(mine) == Self.bytes(others)
    case (.text(let mine), .text(let others)): mine.hasSameBytes(as: others)
    case (.choice(let mine), .choice(let others)): mine.hasSameBytes(as: others)
    case (.boolean(let mine), .boolean(let others)): mine == others
    default: order(to: other) == 0
    }
  }

  /// -1, 0 or 1 for a lesser, an equal or a greater number or day; `nil` for what has no order.
  fileprivate func order(to other: ParameterValue) -> Int? {
    if let mine = number, let others = other.number {
      return mine < others ? -1 : others < mine ? 1 : 0
    }
    guard case .date(let day) = self, case .date(let otherDay) = other,
      let mine = CalendarDate(day), let others = CalendarDate(otherDay)
    else { return nil }
    return mine < others ? -1 : others < mine ? 1 : 0
  }

  private static func bytes(_ keys: [String]) -> Set<[UInt8]> {
    Set(keys.map { Array($0.utf8) })
  }

  private var number: DecimalText? {
    switch self {
    case .integer(let number): DecimalText(Int64(number))
    case .decimal(let text): DecimalText(text)
    default: nil
    }
  }
}
