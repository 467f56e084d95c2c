public import SQLite

/// What is looked for among people: words, each the beginning of a word of the name or code, without
/// regard to case and accents.
struct PeopleWords {
  /// `nil` for a text that asks for nothing: all are meant.
  private let words: [String]?

  /// - Parameter text: As it was typed.
  init(_ text: String?) {
    guard let text, !text.isEmpty else {
      words = nil
      return
    }
    guard text.utf8.count / 4 <= Limits.searchCharacters else {
      words = []
      return
    }
    let pieces = text.unicodeScalars.split { !Self.isOfWord($0) }.map { String($0) }
    let isBlank = text.unicodeScalars.allSatisfy { $0.properties.isWhitespace }
    words = isBlank ? nil : Array(pieces.prefix(Limits.searchWords))
  }

  /// Whether nothing is asked for.
  var isAbsent: Bool { words == nil }

  /// Whether what is asked for has no word in it, so that nobody has it.
  var isHopeless: Bool { words?.isEmpty == true }

  /// What `MATCH` takes: the words, and the marks that a row must have besides.
  ///
  /// Quoted, so that nothing of what was typed is read as an operator.
  func match(marks: [String]) -> String {
    let typed = (words ?? []).map { "{name code} : \"\($0)\" *" }
    let marked = marks.map { "mark : \"\($0)\"" }
    return (typed + marked).joined(separator: " AND ")
  }

  private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .nonspacingMark:
      true
    default: false
    }
  }
}

/// A list of people, in the order in which they came: by their keys.
///
/// - Invariant: every page goes down an index in its order, and reads no more than itself.
struct PeopleList {
  /// The statements of one list.
  ///
  /// At most ?3 keys above ?1 and below ?2, from both ends, and how many rows there are in all. What more they bind comes from ?4 on; in the count from ?1 on.
  struct Queries {
    let fromStart: Query
    let fromEnd: Query
    let count: Query

    init(_ source: String, key: String, condition: String, count: String) {
      let condition = condition.isEmpty ? "" : "AND \(condition)"
      let page = "SELECT \(key) FROM \(source) WHERE \(key) > ?1 AND \(key) < ?2 \(condition)"
      fromStart = Query("\(page) ORDER BY \(key) LIMIT ?3")
      fromEnd = Query("\(page) ORDER BY \(key) DESC LIMIT ?3")
      self.count = Query(count)
    }
  }

  let queries: Queries
  /// What the statements bind beside the page.
  let values: [(any Bindable)?]

  /// The keys of a page, and what is around it.
  func read(
    _ page: PageRequest,
    _ demand: PageDemand,
    on connection: Connection
  ) throws(SQLiteError) -> (keys: [Int64], pages: Pages) {
    var pages = Pages()
    var found: [Int64] = []
    var hasMore = false
    if !demand.isDisjoint(with: [.rows, .neighbours]) {
      let (after, before) = (page.after ?? 0, page.before ?? .max)
      found = try keys(after, before, page.size + 1, fromEnd: page.isFromEnd, on: connection)
      hasMore = found.count > page.size
      if hasMore { found.removeLast() }
      if page.isFromEnd { found.reverse() }
    }
    var previous = page.isFromEnd && hasMore
    var next = !page.isFromEnd && hasMore
    if demand.contains(.neighbours) {
      if !previous, let after = page.after {
        previous = try !keys(0, after + 1, 1, fromEnd: true, on: connection).isEmpty
      }
      if !next, let before = page.before {
        next = try !keys(before - 1, .max, 1, fromEnd: false, on: connection).isEmpty
      }
    }
    var total: Int64 = 0
    if demand.contains(.totalCount) {
      try connection.rows(queries.count, binding: values) { row in total = row.int(0) }
    }
    pages.append(
      end: found.count,
      totalCount: Int(clamping: total),
      hasNext: next,
      hasPrevious: previous
    )
    return (found, pages)
  }

  private func keys(
    _ after: Int64,
    _ before: Int64,
    _ limit: Int,
    fromEnd: Bool,
    on connection: Connection
  ) throws(SQLiteError) -> [Int64] {
    var keys: [Int64] = []
    let page: [(any Bindable)?] = [after, before, limit]
    let query = fromEnd ? queries.fromEnd : queries.fromStart
    try connection.rows(query, binding: page + values) { row in keys.append(row.int(0)) }
    return keys
  }
}

/// Which customers are looked for.
public struct CustomerFilter: Hashable, Sendable {
  public var type: CustomerType?
  /// Beginnings of words of the name, or of the code.
  public var text: String?

  public init(type: CustomerType? = nil, text: String? = nil) {
    self.type = type
    self.text = text
  }

  /// `nil` where nobody can be meant.
  var list: PeopleList? {
    let words = PeopleWords(text)
    if words.isHopeless { return nil }
    if words.isAbsent {
      guard let type else { return PeopleList(queries: Self.all, values: []) }
      return PeopleList(queries: Self.ofType, values: [type.code])
    }
    let marks = type.map { ["type\($0.code)"] } ?? []
    return PeopleList(queries: Self.found, values: [words.match(marks: marks)])
  }

  static let all = PeopleList.Queries(
    "customer",
    key: "id",
    condition: "",
    count: "SELECT ifnull(sum(count), 0) FROM people_count WHERE kind <> 'user'"
  )
  static let ofType = PeopleList.Queries(
    "customer",
    key: "id",
    condition: "type = ?4",
    count: "SELECT ifnull(sum(count), 0) FROM people_count WHERE kind = 'customer' || ?1"
  )
  static let found = PeopleList.Queries(
    "customer_words",
    key: "rowid",
    condition: "customer_words MATCH ?4",
    count: "SELECT count(*) FROM customer_words WHERE customer_words MATCH ?1"
  )
}

/// Which users are looked for.
public struct UserFilter: Hashable, Sendable {
  /// Beginnings of words of the display name, or of the code.
  public var text: String?
  public var profile: ProfileID?
  public var isDisabled: Bool?

  public init(text: String? = nil, profile: ProfileID? = nil, isDisabled: Bool? = nil) {
    self.text = text
    self.profile = profile
    self.isDisabled = isDisabled
  }

  /// `nil` where nobody can be meant.
  var list: PeopleList? {
    let words = PeopleWords(text)
    if words.isHopeless { return nil }
    var marks: [String] = []
    if let profile { marks.append("profile\(profile.rawValue)") }
    if let isDisabled { marks.append(isDisabled ? "off" : "on") }
    if words.isAbsent, marks.isEmpty { return PeopleList(queries: Self.all, values: []) }
    return PeopleList(queries: Self.found, values: [words.match(marks: marks)])
  }

  static let all = PeopleList.Queries(
    "user",
    key: "id",
    condition: "",
    count: "SELECT ifnull(sum(count), 0) FROM people_count WHERE kind = 'user'"
  )
  static let found = PeopleList.Queries(
    "user_words",
    key: "rowid",
    condition: "user_words MATCH ?4",
    count: "SELECT count(*) FROM user_words WHERE user_words MATCH ?1"
  )
}

extension DeskReader {
  /// A page of the customers that a filter finds, for the desk; to others the list is empty.
  ///
  /// - Returns: The customers, oldest first, and one page.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(page), wherever it lies; the total of a search is O(what it finds).
  public func customerPage(
    _ filter: CustomerFilter,
    _ page: PageRequest,
    demand: PageDemand = .all,
    for viewer: Viewer
  ) throws(SQLiteError) -> (customers: Customers, pages: Pages) {
    let list = viewer.audience == .desk ? filter.list : nil
    let (keys, pages) = try list.read(page, demand, on: connection)
    let found = try customers(ids: keys.map { CustomerID($0) }, for: viewer)
    return (found.rows, pages)
  }

  /// A page of the users that a filter finds, for administrators; to others the list is empty.
  ///
  /// As ``customerPage(_:_:demand:for:)``.
  public func userPage(
    _ filter: UserFilter,
    _ page: PageRequest,
    demand: PageDemand = .all,
    for viewer: Viewer
  ) throws(SQLiteError) -> (users: Users, pages: Pages) {
    let list = viewer.has(.administer) ? filter.list : nil
    let (keys, pages) = try list.read(page, demand, on: connection)
    let found = try users(ids: keys.map { UserID($0) }, for: viewer)
    return (found.rows, pages)
  }
}

extension Optional<PeopleList> {
  /// As the list's own; of no list, an empty page.
  fileprivate func read(
    _ page: PageRequest,
    _ demand: PageDemand,
    on connection: Connection
  ) throws(SQLiteError) -> (keys: [Int64], pages: Pages) {
    if let self { return try self.read(page, demand, on: connection) }
    var pages = Pages()
    pages.append(end: 0, totalCount: 0, hasNext: false, hasPrevious: false)
    return ([], pages)
  }
}
