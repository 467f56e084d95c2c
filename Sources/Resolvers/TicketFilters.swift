import Bytes
import Desk
import GraphQL

/// Reads a filter of tickets out of its input.
///
/// What names nothing that there is (an id of another kind, a key of no parameter) is no error: no
/// ticket is like that (L9).
struct TicketFilterReading {
  private var conditions = 0

  /// The filter of an argument; `nil` where it is absent or null.
  ///
  /// - Throws: The ``RequestError`` of what cannot be taken.
  static func filter(
    _ name: String,
    of arguments: Arguments
  ) throws(RequestError) -> TicketFilter? {
    guard let input = arguments.object(name) else { return nil }
    var reading = TicketFilterReading()
    return try reading.filter(input, depth: 1)
  }

  private mutating func filter(
    _ input: Arguments,
    depth: Int
  ) throws(RequestError) -> TicketFilter {
    guard depth <= TicketFilter.depthMax else { throw .filterTooDeep }
    var all: [TicketFilter] = []
    try addState(input, to: &all)
    try addPeople(input, to: &all)
    try addPeriods(input, to: &all)
    try addParameters(input, to: &all)
    if let text = input.string("text") {
      let words = try SearchWords.read(text)
      // A text without a word is in no ticket; a blank one asks for nothing.
      let isBlank = text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
      if !isBlank { all.append(words.isEmpty ? .any([]) : .text(words)) }
    }
    try count(all.count)
    for filter in input.objects("and") ?? [] {
      all.append(try self.filter(filter, depth: depth + 1))
    }
    if let any = input.objects("or") {
      var filters: [TicketFilter] = []
      for filter in any { filters.append(try self.filter(filter, depth: depth + 1)) }
      all.append(.any(filters))
    }
    if let filter = input.object("not") {
      all.append(.not(try self.filter(filter, depth: depth + 1)))
    }
    try count(1)
    return all.count == 1 ? all[0] : .all(all)
  }

  private mutating func count(_ more: Int) throws(RequestError) {
    conditions += more
    guard conditions <= TicketFilter.conditionsMax else { throw .filterTooLarge }
  }

  private func addState(_ input: Arguments, to all: inout [TicketFilter]) throws(RequestError) {
    if let statuses = input.enumerations("status", as: TicketStatus.self) {
      try check(statuses.count)
      all.append(.statuses(statuses))
    }
    if let side = input.enumeration("responsibility", as: Responsibility.self) {
      all.append(.responsibility(side))
    }
    let types = try ids(input, "type") { if case .type(let id) = $0 { id } else { nil } }
    if let types { all.append(.types(types)) }
    let groups = try ids(input, "group") { if case .group(let id) = $0 { id } else { nil } }
    if let groups { all.append(.groups(groups)) }
    let steps = try ids(input, "step") { if case .step(let id) = $0 { id } else { nil } }
    if let steps { all.append(.steps(steps)) }
  }

  private func addPeople(_ input: Arguments, to all: inout [TicketFilter]) throws(RequestError) {
    let customers = try ids(input, "customer") {
      if case .customer(let id) = $0 { id } else { nil }
    }
    if let customers { all.append(.customers(customers)) }
    guard let attendant = input.object("attendant") else { return }
    let attendants = try ids(attendant, "in") {
      if case .attendant(let id) = $0 { id } else { nil }
    }
    if let attendants { all.append(.attendants(attendants)) }
    if let isMine = attendant.boolean("me") { all.append(isMine ? .mine : .not(.mine)) }
    if let isNobody = attendant.boolean("nobody") {
      all.append(isNobody ? .unassigned : .not(.unassigned))
    }
  }

  private func addPeriods(_ input: Arguments, to all: inout [TicketFilter]) throws(RequestError) {
    if let range = input.object("openedAt") { all.append(.openedAt(try period(range))) }
    if let range = input.object("updatedAt") { all.append(.updatedAt(try period(range))) }
  }

  private func period(_ range: Arguments) throws(RequestError) -> TicketFilter.Period {
    TicketFilter.Period(from: try moment(range, "from"), before: try moment(range, "before"))
  }

  private func moment(_ range: Arguments, _ name: String) throws(RequestError) -> Instant? {
    guard let text = range.string(name) else { return nil }
    guard let moment = Instant(text) else { throw .moment(argument: name) }
    return moment
  }

  private func addParameters(
    _ input: Arguments,
    to all: inout [TicketFilter]
  ) throws(RequestError) {
    if let priorities = input.enumerations("priority", as: Priority.self) {
      try check(priorities.count)
      let values = priorities.map { ParameterValue.choice($0.rawValue) }
      all.append(.parameter(key: CommonParameter.priority.rawValue, .oneOf(values)))
    }
    if let range = input.object("dueDate") {
      let key = CommonParameter.dueDate.rawValue
      if let day = try day(range, "from") { all.append(.parameter(key: key, .atLeast(day))) }
      if let day = try day(range, "before") { all.append(.parameter(key: key, .less(day))) }
    }
    for parameter in input.objects("parameters") ?? [] {
      for test in try tests(parameter) {
        all.append(.parameter(key: key(of: parameter), test))
      }
      guard all.count <= TicketFilter.conditionsMax else { throw .filterTooLarge }
    }
  }

  private func day(_ range: Arguments, _ name: String) throws(RequestError) -> ParameterValue? {
    guard let text = range.string(name) else { return nil }
    guard CalendarDate(text) != nil else { throw .day(argument: name) }
    return .date(text)
  }

  /// A key that is longer than any names no parameter, and is not compared with any.
  private func key(of parameter: Arguments) -> String {
    let key = parameter.string("key") ?? ""
    return key.utf8.count <= TicketFilter.keyBytesMax ? key : ""
  }

  private func tests(_ parameter: Arguments) throws(RequestError) -> [ParameterTest] {
    var tests: [ParameterTest] = []
    if let isSet = parameter.boolean("isSet") { tests.append(.isSet(isSet)) }
    if let value = value(parameter, "equals") { tests.append(.oneOf([value])) }
    if let values = parameter.objects("in") {
      try check(values.count)
      tests.append(.oneOf(values.compactMap { ParameterValue($0) }))
    }
    if let part = parameter.string("contains") {
      guard part.utf8.count / 4 <= SearchWords.charactersMax,
        part.unicodeScalars.count <= SearchWords.charactersMax
      else { throw .searchTooLong }
      tests.append(.contains(part))
    }
    if let value = value(parameter, "less") { tests.append(.less(value)) }
    if let value = value(parameter, "greater") { tests.append(.greater(value)) }
    return tests
  }

  private func value(_ parameter: Arguments, _ name: String) -> ParameterValue? {
    parameter.object(name).flatMap(ParameterValue.init)
  }

  private func ids<ID>(
    _ input: Arguments,
    _ name: String,
    _ id: (GlobalID) -> ID?
  ) throws(RequestError) -> [ID]? {
    guard let texts = input.strings(name) else { return nil }
    try check(texts.count)
    return texts.compactMap { GlobalID($0).flatMap(id) }
  }

  private func check(_ values: Int) throws(RequestError) {
    guard values <= TicketFilter.valuesMax else { throw .filterTooLarge }
  }
}

extension SearchWords {
  /// The words of an argument.
  ///
  /// - Throws: The ``RequestError`` of a text that is too long.
  static func read(_ text: String) throws(RequestError) -> SearchWords {
    do throws(Fault) {
      return try SearchWords(text)
    } catch {
      switch error {
      case .tooLong: throw .searchTooLong
      case .tooMany: throw .searchTooManyWords
      }
    }
  }
}

extension TicketOrder {
  /// The order of an argument; the newest first where it is absent or null.
  init(_ name: String, of arguments: Arguments) {
    let input = arguments.object(name)
    self.init(
      input?.enumeration("field", as: TicketOrderField.self) ?? .number,
      input?.enumeration("direction", as: SortDirection.self) ?? .descending
    )
  }

  /// The word in the cursors of lists in this order, so that no other order takes them.
  var cursorWord: String {
    self == .newestFirst
      ? Tickets.cursorWord : "\(Tickets.cursorWord)-\(field.rawValue)-\(direction.rawValue)"
  }
}
