import SQLite

/// Which version of the rules counts.
enum RuleChoice {
  /// The one with the greatest number.
  case inForce
  /// Rules that are not published: nothing says what they have to be.
  case planned(PlannedRules)
  /// One that was published; `nil` is the time before the first of them.
  case published(RuleVersionID?)
}

/// A rule as the database holds it, or a refinement of one for a customer type.
struct RuleRow {
  /// For whom it is.
  enum Audience: Hashable {
    case everybody
    /// Customers of a type, by its code; `nil` where that cannot be read.
    case type(Int64?)
  }

  /// `nil` where it cannot be read, as with the parameter.
  let step: Int64?
  let parameter: Int64?
  /// -1 where a flag is neither 0 nor 1.
  let bits: Int64
  let audience: Audience

  var isReadable: Bool {
    guard bits >= 0 else { return false }
    guard case .type(let code) = audience else { return true }
    return code.flatMap { CustomerType(code: $0) } != nil
  }
}

/// What the rules of a step were when they were published, so that what is not the same any more is
/// found: a flag that fell over, a row that is missing or was added (L21).
///
/// It guards against faults of disks and programs and against hands in the file, not against somebody
/// who changes the seal as well.
struct RuleSeal: Hashable {
  private let rules: [Key: Int64]

  private struct Key: Hashable {
    let parameter: Int64
    let customerType: Int64?
  }

  /// That of a step without rules.
  static let empty: RuleSeal? = RuleSeal(text: "")

  /// Reads `parameter:customer type:flags` of each rule, with a blank between them; the customer type
  /// of a rule for everybody is `-`.
  ///
  /// - Returns: `nil` for a text that is no seal.
  init?(text: String) {
    var rules: [Key: Int64] = [:]
    for part in text.split(separator: " ") {
      let numbers = part.split(separator: ":", omittingEmptySubsequences: false)
      guard numbers.count == 3, let parameter = Int64(numbers[0]), let bits = Int64(numbers[2])
      else { return nil }
      let type = Int64(numbers[1])
      guard type != nil || numbers[1] == "-" else { return nil }
      let key = Key(parameter: parameter, customerType: type)
      guard rules.updateValue(bits, forKey: key) == nil else { return nil }
    }
    self.rules = rules
  }

  /// The parameters whose rules are not what they were.
  func differing(from rows: [RuleRow]) -> Set<Int64> {
    var differing: Set<Int64> = []
    var missing = rules
    for row in rows {
      guard let parameter = row.parameter else { continue }
      switch row.audience {
      case .type(nil): differing.insert(parameter)
      case .everybody:
        let key = Key(parameter: parameter, customerType: nil)
        if missing.removeValue(forKey: key) != row.bits { differing.insert(parameter) }
      case .type(let type?):
        let key = Key(parameter: parameter, customerType: type)
        if missing.removeValue(forKey: key) != row.bits { differing.insert(parameter) }
      }
    }
    return differing.union(missing.keys.map(\.parameter))
  }
}

/// The rules of one version, as the database holds them.
struct RuleRows {
  /// `nil` where none was ever published.
  private(set) var version: Int64?
  /// The version's number; what is known from a later one is not spoken of.
  ///
  /// What is planned will be the newest.
  private(set) var number: Int64 = 0
  private(set) var rules: [RuleRow] = []
  /// What was published, by step; `nil` where nothing was.
  ///
  /// A seal that cannot be read is `nil`.
  private(set) var seals: [Int64: RuleSeal?]?
  /// Whether it cannot be told which version counts.
  private(set) var isClosed = false

  private var places: [Int64: [Int]] = [:]

  init() {}

  /// Reads the rules that are chosen.
  ///
  /// - Throws: `SQLiteError`.
  init(_ choice: RuleChoice, of connection: Connection) throws(SQLiteError) {
    switch choice {
    case .planned(let planned):
      version = planned.base?.rawValue
      number = .max
      if let version { try readRules(of: version, connection) }
      plan(planned.cells)
      return
    case .published(let published):
      try readVersion(published?.rawValue, connection)
    case .inForce:
      isClosed = try !Self.areNumbered(connection)
      if isClosed { return }
      try readVersion(
        try connection.first(Self.inForce) { (row) throws(SQLiteError) in row.int(0) },
        connection
      )
    }
    guard let version, !isClosed else { return }
    try readRules(of: version, connection)
    try readSeals(of: version, connection)
  }

  /// The rules of a step.
  func rules(at step: Int64) -> [RuleRow] { (places[step] ?? []).map { rules[$0] } }

  private mutating func readVersion(_ id: Int64?, _ connection: Connection) throws(SQLiteError) {
    version = id
    guard let id else { return }
    let found = try connection.first(Self.number, id) { (row) throws(SQLiteError) in
      row.exactInt(0)
    }
    if let found = found ?? nil { number = found } else { isClosed = true }
  }

  private mutating func readRules(
    of version: Int64,
    _ connection: Connection
  ) throws(SQLiteError) {
    try connection.rows(Self.fieldRules, version) { row in add(RuleRow(row, .everybody)) }
    try connection.rows(Self.refinements, version) { row in
      add(RuleRow(row, .type(row.exactInt(7))))
    }
  }

  /// Puts planned cells in the place of what was read of them.
  private mutating func plan(_ cells: [RuleCells.Key: RuleCell]) {
    guard !cells.isEmpty else { return }
    let read = rules
    (rules, places) = ([], [:])
    for rule in read {
      if let step = rule.step, let parameter = rule.parameter,
        cells[RuleCells.Key(step: StepID(step), parameter: ParameterID(parameter))] != nil
      {
        continue
      }
      add(rule)
    }
    for (key, cell) in cells {
      add(RuleRow(cell.flags, at: key, .everybody))
      for type in cell.refinedTypes { add(RuleRow(cell[type], at: key, .type(type.code))) }
    }
  }

  private mutating func add(_ rule: RuleRow) {
    if let step = rule.step { places[step, default: []].append(rules.count) }
    rules.append(rule)
  }

  private mutating func readSeals(
    of version: Int64,
    _ connection: Connection
  ) throws(SQLiteError) {
    var found: [Int64: RuleSeal?] = [:]
    let number = number
    try connection.rows(Self.seals, version) { row in
      guard let step = row.exactInt(0) else { return }
      let isOfVersion = row.exactInt(1) == number
      found.updateValue(
        isOfVersion ? row.text(2).flatMap { RuleSeal(text: $0) } : nil,
        forKey: step
      )
    }
    seals = found
  }

  /// Whether the published versions are 1, 2, 3, … without a gap, and none is lost that was sealed.
  private static func areNumbered(_ connection: Connection) throws(SQLiteError) -> Bool {
    try connection.first(versions) { (row) throws(SQLiteError) in
      let count = row.int(0)
      return row.int(1) == count && row.int(2) == count && row.int(3) == (count == 0 ? 0 : 1)
        && row.int(4) == count && row.int(5) == 0 && row.int(6) <= count
    } ?? false
  }
}

extension RuleRow {
  fileprivate init(_ flags: FieldFlags, at key: RuleCells.Key, _ audience: Audience) {
    step = key.step.rawValue
    parameter = key.parameter.rawValue
    bits = Int64(flags.rawValue)
    self.audience = audience
  }

  fileprivate init(_ row: borrowing Row, _ audience: Audience) {
    step = row.exactInt(0)
    parameter = row.exactInt(1)
    var bits: Int64 = 0
    for flag in 0..<5 {
      switch row.exactInt(2 + flag) {
      case 0: break
      case 1: bits |= 1 << Int64(flag)
      default: bits = -1
      }
      if bits < 0 { break }
    }
    self.bits = bits
    self.audience = audience
  }
}

extension RuleRows {
  private static let versions = Query(
    """
    SELECT count(published_at), count(number), count(DISTINCT number), ifnull(min(number), 0),
      ifnull(max(number), 0),
      count(*) FILTER (WHERE (number IS NULL) <> (published_at IS NULL)
        OR typeof(number) NOT IN ('integer', 'null')
        OR typeof(published_at) NOT IN ('integer', 'null')),
      (SELECT ifnull(max(number), 0) FROM rule_seal)
    FROM rule_version
    """
  )
  private static let inForce = Query(
    "SELECT id FROM rule_version WHERE number IS NOT NULL ORDER BY number DESC LIMIT 1"
  )
  private static let number = Query("SELECT number FROM rule_version WHERE id = ?1")
  private static let fieldRules = Query(
    """
    SELECT step_id, parameter_id, required, read_only, needed_from_previous, invisible,
      invisible_online
    FROM field_rule WHERE version_id = ?1
    """
  )
  private static let refinements = Query(
    """
    SELECT step_id, parameter_id, required, read_only, needed_from_previous, invisible,
      invisible_online, customer_type
    FROM field_rule_refinement WHERE version_id = ?1
    """
  )
  private static let seals = Query(
    "SELECT step_id, number, rules FROM rule_seal WHERE version_id = ?1"
  )
}
