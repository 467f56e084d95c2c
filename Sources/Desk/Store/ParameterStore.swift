import Bytes
public import SQLite

extension ParameterValue {
  /// A value as `ticket_parameter` holds it.
  ///
  /// - Returns: `nil` for what is not of the kind: it reads as empty.
  init?(_ row: borrowing Row, column: Int, kind: ParameterKind) {
    switch kind {
    case .integer:
      guard let number = Int32(exactly: row.int(column)) else { return nil }
      self = .integer(number)
    case .boolean:
      self = .boolean(row.bool(column))
    case .text, .longText, .decimal, .date, .choice, .multiChoice, .section:
      guard let text = row.text(column) else { return nil }
      self.init(text: text, kind: kind)
    }
  }

  /// A value as a core column holds it.
  init?(text: String, kind: ParameterKind) {
    switch kind {
    case .text, .longText: self = .text(text)
    case .decimal: self = .decimal(text)
    case .date: self = .date(text)
    case .choice: self = .choice(text)
    case .multiChoice:
      guard let json = try? JSONParser.parse(Array(text.utf8)), case .array(let items) = json
      else { return nil }
      self = .choices(
        items.compactMap { item in
          guard case .string(let key) = item else { return nil }
          return key
        }
      )
    case .integer, .boolean, .section: return nil
    }
  }

  /// The value as the database holds it.
  var stored: any Bindable {
    switch self {
    case .integer(let number): number
    case .boolean(let truth): truth
    case .text(let text), .decimal(let text), .date(let text), .choice(let text): text
    case .choices(let keys): JSONArray(keys)
    }
  }
}

extension DeskReader {
  /// The parameters of some tickets that the viewer may see at the tickets' steps, with their values.
  ///
  /// One that is hidden is not there, and leaves no gap (L11).
  ///
  /// - Parameters:
  ///   - tickets: Read with ``TicketFields/all``, else core values that were not read are empty.
  ///   - viewer: Who asks.
  /// - Returns: In the order of the forms.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(parameters): one statement, stepped once a ticket.
  public func parameters(
    of tickets: Tickets,
    for viewer: Viewer
  ) throws(SQLiteError) -> TicketParameters {
    let core = CoreValues(of: tickets)
    var result = TicketParameters()
    for place in 0..<tickets.count {
      defer { result.offsets.append(Int32(clamping: result.items.count)) }
      guard let type = workflow.type(tickets.types[place]) else { continue }
      let own = try ownValues(of: tickets.ids[place], type: type)
      result.items += formParameters(of: tickets, at: place, type: type, core: core, own: own)
    }
    return result
  }

  /// What is seen of a ticket's form.
  ///
  /// - Parameters:
  ///   - tickets: Whose decisions they are.
  ///   - place: Which ticket.
  ///   - type: Its type, in the workflow of the tickets' rules.
  ///   - core: The core values, opened already.
  ///   - own: The type's own, as they are stored.
  /// - Returns: The parameters that are not hidden, in the order of the form.
  func formParameters(
    of tickets: Tickets,
    at place: Int,
    type: TicketType,
    core: CoreValues,
    own: [Int32: ParameterValue]
  ) -> [TicketParameter] {
    let accesses = tickets.accesses(
      to: type.formOrder,
      of: [Int32](repeating: Int32(clamping: place), count: type.formOrder.count)
    )
    var items: [TicketParameter] = []
    for (index, formPlace) in type.formOrder.enumerated() where !accesses.isHidden(index) {
      guard let parameter = type.parameters.at(formPlace.rawValue) else { continue }
      let value =
        parameter.common.map { core.value(of: $0, at: place) } ?? own[formPlace.rawValue]
      items.append(
        TicketParameter(parameter: parameter, access: accesses[index], value: value ?? nil)
      )
    }
    return items
  }

  /// The type's own values of a ticket, as they are stored, by the parameter's place.
  func ownValues(
    of ticket: TicketID,
    type: TicketType
  ) throws(SQLiteError) -> [Int32: ParameterValue] {
    var values: [Int32: ParameterValue] = [:]
    try connection.rows(Self.ownValues, ticket.rawValue) { row in
      guard let found = workflow.parameter(ParameterID(row.int(0))), found.type == type.place
      else { return }
      values[found.parameter.place.rawValue] =
        ParameterValue(row, column: 1, kind: found.parameter.kind)
    }
    return values
  }

  private static let ownValues = Query(
    "SELECT parameter_id, value FROM ticket_parameter WHERE ticket_id = ?1"
  )
}

/// The core values of tickets, opened once a column.
struct CoreValues {
  private let texts: [CommonParameter: TextColumn]
  private let priorities: [Priority?]

  init(of tickets: Tickets) {
    var texts: [CommonParameter: TextColumn] = [:]
    for parameter in [
      CommonParameter.subject, .requestText, .product, .dueDate, .solution,
    ] {
      texts[parameter] = tickets.texts(parameter)
    }
    self.texts = texts
    priorities = tickets.visiblePriorities()
  }

  func value(of parameter: CommonParameter, at place: Int) -> ParameterValue? {
    switch parameter {
    case .subject, .requestText, .product, .solution:
      texts[parameter]?.text(place).map { .text($0) }
    case .dueDate: texts[parameter]?.text(place).map { .date($0) }
    case .priority: priorities[place].map { .choice($0.rawValue) }
    case .discussion, .attachments, .stepHistory, .understandings: nil
    }
  }
}
