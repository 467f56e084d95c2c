import Bytes
import TestKit

/// All that a viewer is given for a request, and what it cost to give.
struct Answer: Sendable {
  /// The status and the headers as they came, without those that name the moment or the request.
  let head: String
  let body: [UInt8]
  let work: Work

  var text: String { String(decoding: body, as: UTF8.self) }

  var status: String { String(head.prefix(3)) }

  /// The answer's JSON; null where it is none.
  var json: JSON { (try? JSONParser.parse(body)) ?? .null }

  /// What is at a path of names and places below `data`.
  subscript(path: String) -> JSON? {
    path.split(separator: ".").reduce(json["data"]) { value, step in
      if case .array(let items)? = value, let place = Int(step) {
        return items.indices.contains(place) ? items[place] : nil
      }
      return value?[String(step)]
    }
  }
}

extension Answer {
  init(http: HTTPAnswer, work: Work) {
    let headers = http.headers.filter { !Self.changing.contains($0.name) }
    head = "\(http.status) " + headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
    body = http.body
    self.work = work
  }

  /// The headers that differ between any two requests.
  private static let changing: Set<String> = ["date", "x-request-id"]
}

extension JSON {
  /// The text of a string.
  var string: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  /// The items of a list.
  var items: [JSON] {
    if case .array(let items) = self { return items }
    return []
  }

  /// Whether something stands in it beside null, empty lists and the names of types.
  var holdsData: Bool {
    switch self {
    case .null: false
    case .array(let items): items.contains(where: \.holdsData)
    case .object(let members):
      members.contains { $0.name != "__typename" && $0.name != "problems" && $0.value.holdsData }
    default: true
    }
  }
}
