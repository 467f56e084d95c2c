public import Bytes

/// What a viewer can do with a parameter of a ticket, from nothing to all.
public enum Exposure: UInt8, Hashable, Sendable, CaseIterable, Comparable {
  /// As if it were not there: a hidden value and an empty one look the same (F6).
  case hidden
  case readOnly
  case writable

  public static func < (left: Exposure, right: Exposure) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// The decision about a parameter of a ticket, which opens its governed value.
///
/// - Invariant: only ``Policy`` makes one. `isRequired` implies `writable`: nobody is asked for
///   what he cannot see or write (Q3, Q4).
public struct Access: Hashable, Sendable {
  public let exposure: Exposure
  /// Whether the viewer has to fill it before the ticket moves on.
  public let isRequired: Bool
  /// What decided the exposure.
  public let because: Because

  public var isHidden: Bool { exposure == .hidden }
  public var isWritable: Bool { exposure == .writable }

  fileprivate init(_ exposure: Exposure, isRequired: Bool = false, because: Because) {
    self.exposure = exposure
    self.isRequired = isRequired
    self.because = because
  }
}

/// The decisions about a column of parameters, which open a governed column.
///
/// - Invariant: only ``Policy`` makes one.
public struct Accesses: Hashable, Sendable {
  private let cells: [Access]

  fileprivate init(_ cells: [Access]) { self.cells = cells }

  public var count: Int { cells.count }

  /// The decision about a cell; one that was not asked about is unknown, so hidden.
  public subscript(cell: Int) -> Access {
    cells.indices.contains(cell)
      ? cells[cell] : Access(.hidden, because: .unknown(.parameter))
  }

  public func isHidden(_ cell: Int) -> Bool { self[cell].isHidden }
}

/// A column that can leave out what is hidden.
public protocol GovernedColumn {
  /// How many cells there are.
  var count: Int { get }
  /// The column with nulls where `isHidden` says so, as if nothing had ever been there.
  ///
  /// - Parameter isHidden: As long as the column.
  /// - Returns: A column of the same length.
  func redacted(where isHidden: [Bool]) -> Self
}

extension TextColumn: GovernedColumn {}

extension Array: GovernedColumn where Element: ExpressibleByNilLiteral {
  public func redacted(where isHidden: [Bool]) -> [Element] {
    guard isHidden.contains(true) else { return self }
    return indices.map { isHidden[$0] ? nil : self[$0] }
  }
}

/// A column of values that rules govern.
///
/// It is opened with ``Accesses`` and in no other way, so a resolver, a filter, a sort or an
/// export that forgets the rules does not compile (L20). Nor does it show its values when it is
/// printed or mirrored.
///
/// - Source: F1, F6, L18.
public struct Governed<Column: GovernedColumn> {
  private let column: Column

  /// Seals a column.
  init(_ column: Column) { self.column = column }

  public var count: Int { column.count }

  /// The values that may be seen; null where one is hidden or empty.
  ///
  /// - Parameter accesses: Cell `i` decides about value `i`; a cell that is missing hides.
  /// - Returns: A column of the same length.
  /// - Complexity: O(column).
  public func opened(with accesses: Accesses) -> Column {
    column.redacted(where: (0..<column.count).map(accesses.isHidden))
  }
}

extension Governed: Sendable where Column: Sendable {}

extension Governed: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "Governed(\(count))" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Who reads: somebody whom the rules bind, or an administrator who reads everything.
///
/// - Invariant: reading everything is never a side effect of a missing rule or of a switch; it is
///   asked for with a permission, here and nowhere else. It lets nobody write.
public struct Reader: Hashable, Sendable {
  let readsEverything: Bool

  private init(readsEverything: Bool) { self.readsEverything = readsEverything }

  /// A reader whom the rules bind.
  public static let ruled = Reader(readsEverything: false)

  private static let everything = Reader(readsEverything: true)

  /// The reader that a profile's permissions make.
  public static func granted(by permissions: Set<Permission>) -> Reader {
    permissions.contains(.administer) ? .everything : .ruled
  }
}

/// The one decision about what a viewer sees and changes of a ticket.
///
/// Every path asks it: read, list, filter, sort, search, count, history, payload, event, download
/// and write.
///
/// - Source: F1-F4, R26-R36, R64-R67, R73, Q3-Q5, Q7.
public struct Policy: Hashable, Sendable {
  private let rules: RuleSet

  public init(rules: RuleSet) { self.rules = rules }

  /// Whether none of the rules could be read: everything governed is hidden, and nobody writes.
  public var isClosed: Bool { rules.isClosed }

  /// The access in a situation: total and pure; what is unknown is hidden.
  ///
  /// - Complexity: O(1).
  public func access(in situation: Situation, for reader: Reader = .ruled) -> Access {
    let ruled = ruled(situation)
    guard ruled.isHidden, reader.readsEverything else { return ruled }
    return Access(.readOnly, because: .administratorReads)
  }

  /// The accesses of a column of tickets to one parameter that all their types have.
  public func accesses(
    to parameter: CommonParameter,
    in situations: Situations,
    for reader: Reader
  ) -> Accesses {
    let place = ParameterPlace(parameter)
    return Accesses(
      (0..<situations.count).map {
        access(in: situations.situation(of: place, at: $0), for: reader)
      }
    )
  }

  /// The accesses of a column of parameter values, each of one of the tickets.
  ///
  /// - Parameters:
  ///   - parameters: The parameter of each value.
  ///   - tickets: The ticket of each value, as a place in `situations`.
  ///   - situations: Those of the tickets.
  ///   - reader: Who asks.
  /// - Returns: As many as there are parameters; one without a ticket is hidden.
  public func accesses(
    to parameters: [ParameterPlace],
    of tickets: [Int32],
    in situations: Situations,
    for reader: Reader
  ) -> Accesses {
    Accesses(
      parameters.indices.map { cell in
        let ticket = tickets.indices.contains(cell) ? Int(tickets[cell]) : -1
        return access(
          in: situations.situation(of: parameters[cell], at: ticket),
          for: reader
        )
      }
    )
  }

  /// Whether a ticket may enter a step only with this parameter filled (Q5).
  ///
  /// What the rules do not know is not asked for.
  public func isNeeded(
    _ parameter: ParameterPlace,
    toEnter step: StepPlace,
    of type: TypePlace,
    customerType: CustomerType
  ) -> Bool {
    guard case .cell(let cell) = rules.find(parameter, at: step, of: type) else { return false }
    return rules.shared.flags(cell, for: customerType).contains(.neededFromPrevious)
  }

  /// The flags that count for a customer type, whatever a side sees of them.
  ///
  /// They are for who judges rules, and decide nothing; `nil` of what the rules do not know or
  /// cannot read.
  func flags(
    of parameter: ParameterPlace,
    at step: StepPlace,
    of type: TypePlace,
    customerType: CustomerType
  ) -> FieldFlags? {
    guard case .cell(let cell) = rules.find(parameter, at: step, of: type) else { return nil }
    return rules.shared.flags(cell, for: customerType)
      .union(rules.invisible.flags(cell, for: customerType))
      .union(rules.invisibleOnline.flags(cell, for: customerType))
  }

  /// The decision by the rules and the lock alone.
  private func ruled(_ situation: Situation) -> Access {
    guard let customerType = situation.customerType else {
      return Access(.hidden, because: .unknown(.customerType))
    }
    let found = rules.find(situation.parameter, at: situation.step, of: situation.type)
    let cell: Int
    switch found {
    case .unknown(let what): return Access(.hidden, because: .unknown(what))
    case .unreadable: return Access(.hidden, because: .unreadableRule)
    case .cell(let place): cell = place
    }

    let (visibility, hiding): (RuleSet.FlagTable, FieldFlags) =
      switch situation.audience {
      case .desk: (rules.invisible, .invisible)
      case .online: (rules.invisibleOnline, .invisibleOnline)
      }
    if visibility.flags(cell, for: customerType).contains(hiding) {
      return Access(.hidden, because: visibility.because(hiding, cell))
    }

    let shared = rules.shared.flags(cell, for: customerType)
    if shared.contains(.readOnly) {
      return Access(.readOnly, because: rules.shared.because(.readOnly, cell))
    }
    if let lock = lock(of: situation) { return Access(.readOnly, because: lock) }
    return Access(
      .writable,
      isRequired: shared.contains(.required),
      because: .nothingForbids
    )
  }

  /// The flags that count for a parameter at a step, for one customer type, each with where it is
  /// set, in the order of the flags; none where the rules do not know the place, or cannot be read.
  public func flags(in situation: Situation) -> [Because] {
    guard let customerType = situation.customerType,
      case .cell(let cell) = rules.find(
        situation.parameter,
        at: situation.step,
        of: situation.type
      )
    else { return [] }
    return FieldFlags.each.compactMap { flag in
      let table: RuleSet.FlagTable =
        switch flag {
        case .invisible: rules.invisible
        case .invisibleOnline: rules.invisibleOnline
        default: rules.shared
        }
      guard table.flags(cell, for: customerType).contains(flag) else { return nil }
      return table.because(flag, cell)
    }
  }

  /// What stops this side from writing the parameter in the ticket's state, if anything does.
  func lock(of situation: Situation) -> Because? {
    guard let status = situation.status, let responsibility = situation.responsibility else {
      return .unknown(.state)
    }
    guard situation.parameter.rawValue >= 0 else { return .unknown(.parameter) }
    if situation.isDependants { return .locked(.dependantReadOnly) }
    let actor: Actor = situation.audience == .desk ? .attendant : .customer
    guard let action = writing(situation.parameter, by: actor) else { return .neverWritten }
    return Permitted.refusal(
      of: action,
      by: actor,
      status: status,
      responsibility: responsibility
    ).map(Because.locked)
  }

  /// The action by which somebody writes a parameter or adds to a section.
  private func writing(_ parameter: ParameterPlace, by actor: Actor) -> TicketAction? {
    switch CommonParameter.allCases.at(parameter.rawValue) {
    case nil: return .editParameters
    case .subject, .requestText, .priority, .product, .dueDate, .solution: return .editParameters
    case .discussion: return .postMessage
    case .attachments: return .addAttachment
    case .understandings:
      return actor == .customer ? .decideUnderstanding : .proposeUnderstanding
    case .stepHistory: return nil
    }
  }
}
