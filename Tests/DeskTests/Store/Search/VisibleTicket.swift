import Bytes
import SQLite

@testable import Desk

/// A ticket as a user meets it in the answers, and nothing else of it: what filters, orders and
/// searches are compared with.
struct VisibleTicket {
  let id: Int64
  let customer: CustomerID
  let type: TicketType
  let step: Step
  let status: TicketStatus
  let responsibility: Responsibility
  let attendant: AttendantID?
  let openedAt: Instant
  let updatedAt: Instant
  var values: [String: ParameterValue] = [:]
  /// By the key of their place.
  var texts: [(key: String, text: String)] = []

  /// All tickets of a user, newest first, by the lists without a filter.
  static func all(_ desk: DemoDesk, as viewer: Viewer) throws -> [VisibleTicket] {
    var all: [VisibleTicket] = []
    var after: Int64?
    while true {
      let page = PageRequest(size: 100, after: after)
      let tickets = try desk.reader.ticketPage(.all, page, fields: .all, for: viewer).tickets
      guard let last = tickets.ids.last else { return all }
      after = last.rawValue
      let parameters = try desk.reader.parameters(of: tickets, for: viewer)
      let messages = try desk.reader.messages(of: tickets, PageRequest(size: 100), for: viewer)
      for place in 0..<tickets.count {
        guard let type = desk.workflow.type(tickets.types[place]),
          let step = desk.workflow.step(tickets.steps[place])
        else { continue }
        var ticket = VisibleTicket(
          id: tickets.ids[place].rawValue,
          customer: tickets.customers[place],
          type: type,
          step: step,
          status: tickets.statuses[place],
          responsibility: tickets.responsibilities[place],
          attendant: tickets.attendants[place],
          openedAt: tickets.openedAt[place],
          updatedAt: tickets.updatedAt[place]
        )
        let range = Int(parameters.offsets[place])..<Int(parameters.offsets[place + 1])
        for item in parameters.items[range] {
          ticket.values[item.parameter.key] = item.value
          if case .text(let text)? = item.value { ticket.texts.append((item.parameter.key, text)) }
        }
        let rows = Int(messages.pages.offsets[place])..<Int(messages.pages.offsets[place + 1])
        for row in rows {
          ticket.texts.append(("discussion", messages.rows.texts.text(row) ?? ""))
        }
        all.append(ticket)
      }
    }
  }

  func passes(_ filter: TicketFilter, _ desk: DemoDesk, _ viewer: Viewer) -> Bool {
    switch filter {
    case .all(let filters): filters.allSatisfy { passes($0, desk, viewer) }
    case .any(let filters): filters.contains { passes($0, desk, viewer) }
    case .not(let filter): !passes(filter, desk, viewer)
    case .statuses(let statuses): statuses.contains(status)
    case .responsibility(let side): side == responsibility
    case .types(let ids): ids.contains(type.id)
    case .groups(let ids): ids.contains(desk.workflow.groups[type.group].id)
    case .steps(let ids): ids.contains(step.id)
    case .customers(let ids): ids.contains(customer)
    case .attendants(let ids): attendant.map(ids.contains) ?? false
    case .mine: attendant != nil && desk.workflow.attendant(of: viewer.user)?.id == attendant
    case .unassigned: attendant == nil
    case .openedAt(let period): contains(period, openedAt)
    case .updatedAt(let period): contains(period, updatedAt)
    case .parameter(let key, let test): passes(test, values[key])
    case .text(let words): rank(words) != nil
    }
  }

  private func contains(_ period: TicketFilter.Period, _ moment: Instant) -> Bool {
    (period.from.map { $0 <= moment } ?? true) && (period.before.map { moment < $0 } ?? true)
  }

  /// As the documentation of the filter says it, for the values that the tests ask about.
  private func passes(_ test: ParameterTest, _ value: ParameterValue?) -> Bool {
    guard let value else {
      if case .isSet(false) = test { return true }
      return false
    }
    switch test {
    case .isSet(let isSet): return isSet
    case .oneOf(let values): return values.contains(value)
    case .contains(let part):
      switch value {
      case .text(let text): return words(of: text).joined().contains(words(of: part).joined())
      case .choices(let keys): return keys.contains(part)
      default: return false
      }
    case .less(let other): return number(value, like: other).map { $0 < $1 } ?? false
    case .greater(let other): return number(value, like: other).map { $0 > $1 } ?? false
    case .atLeast(let other): return number(value, like: other).map { $0 >= $1 } ?? false
    }
  }

  private func number(_ left: ParameterValue, like right: ParameterValue) -> (Double, Double)? {
    func double(_ value: ParameterValue) -> Double? {
      switch value {
      case .integer(let number): Double(number)
      case .decimal(let text): Double(text)
      default: nil
      }
    }
    if case .date(let mine) = left, case .date(let others) = right {
      return (Double(mine.filter { $0 != "-" }) ?? 0, Double(others.filter { $0 != "-" }) ?? 0)
    }
    guard let mine = double(left), let others = double(right) else { return nil }
    return (mine, others)
  }

  /// The best place in which all words stand: 0 the subject, 1 another parameter, 2 a message.
  func rank(_ search: SearchWords) -> Int? {
    texts.compactMap { key, text in
      let found = words(of: text)
      let isFound = search.words.enumerated().allSatisfy { place, word in
        let word = words(of: word)
        let isLast = place == search.words.count - 1 && (word.last?.count ?? 0) >= 3
        return found.indices.contains { start in
          guard start + word.count <= found.count else { return false }
          return zip(word, found[start...]).enumerated().allSatisfy { within, pair in
            isLast && within == word.count - 1 ? pair.1.hasPrefix(pair.0) : pair.1 == pair.0
          }
        }
      }
      guard isFound else { return nil }
      return key == "subject" ? 0 : key == "discussion" ? 2 : 1
    }.min()
  }

  private func words(of text: String) -> [String] {
    String(decoding: FoldedText.fold(text), as: UTF8.self)
      .split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}
