import Testing

/// One audit of the public test suite of GraphQL over HTTP: what is asked, and what must come back.
///
/// - Source: the audits of servers in <https://github.com/graphql/graphql-http>, by their ids.
struct HTTPAudit: Sendable, CustomTestStringConvertible {
  /// How strongly the suite wants it.
  enum Level: String, Sendable {
    case must = "MUST"
    case should = "SHOULD"
    case may = "MAY"
  }

  /// What must come back.
  struct Expectation: Sendable {
    /// The status may be in any of these.
    var statuses: [ClosedRange<Int>]
    /// What `Content-Type` must have in it.
    var type: String?
    /// A member that the body must not have.
    var absent: String?

    static let ok = Self(statuses: [200...200])
    static let is400 = Self(statuses: [400...400])
    static let refused = Self(statuses: [400...499])
    static let failed = Self(statuses: [400...599])
    static let any = Self(statuses: [200...299, 400...599])
    static let clean = Self(statuses: [200...200], absent: "errors")
    static let withoutData = Self(statuses: [100...599], absent: "data")
    static func typed(_ type: String) -> Self { Self(statuses: [200...200], type: type) }
  }

  let id: String
  let level: Level
  let request: Request
  let expectation: Expectation
  /// What the audit is about; *newer* and *older* are the media types that the client accepts.
  let subject: String

  var testDescription: String { "\(id) \(level.rawValue): \(subject)" }
}

extension HTTPAudit {
  /// What is sent.
  struct Request: Sendable {
    /// The query string of a GET; `nil` for a POST.
    var query: String?
    var contentType: String?
    var accept: Accept
    var body = ""

    /// What the client accepts.
    enum Accept: String, Sendable {
      case newer = "Accept: application/graphql-response+json\r\n"
      case older = "Accept: application/json\r\n"
      case anything = "Accept: */*\r\n"
      case nothingSaid = ""
    }

    static func get(_ query: String, _ accept: Accept) -> Self {
      Self(query: query, accept: accept)
    }

    static func post(
      _ body: String,
      _ accept: Accept = .nothingSaid,
      as contentType: String? = "application/json"
    ) -> Self {
      Self(contentType: contentType, accept: accept, body: body)
    }

    /// Posts `{ __typename }` with one more member.
    static func with(
      _ member: String,
      _ value: String,
      _ accept: Accept = .nothingSaid
    ) -> Self {
      post(#"{"query":"{ __typename }","\#(member)":\#(value)}"#, accept)
    }

    /// The bytes of the request.
    var text: String {
      let line = query.map { "GET /graphql?\($0)" } ?? "POST /graphql"
      let type = contentType.map { "Content-Type: \($0)\r\n" } ?? ""
      let length = query == nil ? "Content-Length: \(body.utf8.count)\r\n" : ""
      return "\(line) HTTP/1.1\r\nHost: localhost\r\n\(accept.rawValue)\(type)\(length)\r\n\(body)"
    }
  }
}

extension HTTPAudit {
  static let all = table.map {
    HTTPAudit(id: $0, level: $1, request: $2, expectation: $3, subject: $4)
  }

  private static let newer = "application/graphql-response+json"
  private static let older = "application/json"
  private static let json8 = "application/json; charset=utf-8"
  private static let string = #""string""#
  private static let object = #"{"obj":"ect"}"#
  private static let array = #"["array"]"#
  private static let map = #"{"some":"value"}"#

  private static let name = #"{"query":"{ __typename }"}"#
  private static let nameInURL = "query=%7B+__typename+%7D"
  private static let mutationInURL = "query=mutation+%7B+__typename+%7D"
  private static let runner = #"{"query":"{ __type(name: \"Run🏃Swim🏊\") { name } }"}"#
  private static let named = #"{"query":"query Query { __typename }","operationName":"Query"}"#
  private static let typed =
    #"{"query":"query Type($name: String!) { __type(name: $name) { name } }","#
    + #""variables":{"name":"sometype"}}"#
  private static let typedInURL =
    "query=query+Type%28%24name%3A+String%21%29+%7B+__type%28name%3A+%24name%29+%7B+name+%7D+%7D"
    + "&variables=%7B%22name%22%3A%22sometype%22%7D"
  private static let half = #"{ "not a JSON"#
  private static let typo = #"{"qeury":"{ __typename }"}"#
  private static let unparsed = #"{"query":"{"}"#
  private static let unknown = #"{"query":"{ 8f31403dfe404bccbb0e835f2629c6a7 }"}"#
  private static let uncoerced =
    #"{"query":"query CoerceFailure($id: ID!){ __typename }","variables":{"id":null}}"#

  private static let table: [(String, Level, Request, Expectation, String)] = [
    // Media types
    ("22EB", .should, .post(name, .newer), .typed(newer), "the newer media type"),
    ("4655", .must, .post(name, .older), .typed(older), "application/json"),
    ("47DE", .should, .post(name, .anything), .typed(older), "*/*"),
    ("80D8", .should, .post(name), .typed(older), "no Accept"),
    ("82A3", .must, .post(name), .ok, "an answer in UTF-8"),
    ("BF61", .must, .post(runner, as: json8), .ok, "a request that says UTF-8"),
    ("78D5", .must, .post(name), .ok, "a request that says no encoding"),
    // Methods
    ("2C94", .must, .post(name), .ok, "POST"),
    ("5A70", .may, .get(nameInURL, .anything), .ok, "GET with a form"),
    ("9C48", .may, .get(mutationInURL, .newer), .refused, "a mutation by GET"),
    ("9ABE", .should, .post(name, as: nil), .refused, "POST without a Content-Type"),
    ("03D4", .must, .post(name), .ok, "POST of application/json"),
    ("A5BF", .may, .post(""), .is400, "POST without a body"),
    // The query
    ("423L", .may, .post(#"{"notquery":"{ __typename }"}"#, .newer), .is400, "no query"),
    ("LKJ0", .may, .post(#"{"query":{"obj":"ect"}}"#), .is400, "an object as query"),
    ("LKJ1", .may, .post(#"{"query":0}"#), .is400, "a number as query"),
    ("LKJ2", .may, .post(#"{"query":false}"#), .is400, "a boolean as query"),
    ("LKJ3", .may, .post(#"{"query":["array"]}"#), .is400, "an array as query"),
    ("34A2", .should, .post(name, .newer), .ok, "a string as query, newer"),
    ("13EE", .must, .post(name, .older), .clean, "a string as query, older"),
    // The operation's name
    ("6C00", .may, .with("operationName", object), .is400, "an object as operationName"),
    ("6C01", .may, .with("operationName", "0"), .is400, "a number as operationName"),
    ("6C02", .may, .with("operationName", "false"), .is400, "a boolean as operationName"),
    ("6C03", .may, .with("operationName", array), .is400, "an array as operationName"),
    ("8161", .should, .post(named, .newer), .ok, "a string as operationName, newer"),
    ("B8B3", .must, .post(named, .older), .clean, "a string as operationName, older"),
    // Null in place of what is optional
    ("94B0", .should, .with("variables", "null", .newer), .clean, "null variables, newer"),
    ("0220", .must, .with("variables", "null", .older), .clean, "null variables, older"),
    (
      "94B1", .should, .with("operationName", "null", .newer), .clean, "a null operationName, newer"
    ),
    ("0221", .must, .with("operationName", "null", .older), .clean, "a null operationName, older"),
    ("94B2", .should, .with("extensions", "null", .newer), .clean, "null extensions, newer"),
    ("0222", .must, .with("extensions", "null", .older), .clean, "null extensions, older"),
    // Variables
    ("4760", .may, .with("variables", string), .is400, "a string as variables"),
    ("4761", .may, .with("variables", "0"), .is400, "a number as variables"),
    ("4762", .may, .with("variables", "false"), .is400, "a boolean as variables"),
    ("4763", .may, .with("variables", array), .is400, "an array as variables"),
    ("2EA1", .should, .post(typed, .newer), .ok, "a map as variables, newer"),
    ("28B9", .must, .post(typed, .older), .clean, "a map as variables, older"),
    ("D6D5", .may, .get(typedInURL, .newer), .ok, "variables in a URL, newer"),
    ("6A70", .may, .get(typedInURL, .older), .clean, "variables in a URL, older"),
    // Extensions
    ("58B0", .may, .with("extensions", string), .is400, "a string as extensions"),
    ("58B1", .may, .with("extensions", "0"), .is400, "a number as extensions"),
    ("58B2", .may, .with("extensions", "false"), .is400, "a boolean as extensions"),
    ("58B3", .may, .with("extensions", array), .is400, "an array as extensions"),
    ("428F", .should, .with("extensions", map, .newer), .ok, "a map as extensions, newer"),
    ("1B7A", .must, .with("extensions", map, .older), .clean, "a map as extensions, older"),
    // What is no request
    ("B6DC", .may, .post(half, .older), .any, "half a JSON: any status, older"),
    ("BCF8", .should, .post(half, .older), .is400, "half a JSON, older"),
    ("B7N8", .should, .post(half, .newer), .is400, "half a JSON, newer"),
    ("8764", .may, .post(typo), .failed, "no parameters that count: 4xx or 5xx"),
    ("3E3A", .may, .post(typo), .is400, "no parameters that count"),
    // What is not run
    ("572B", .should, .post(unparsed, .older), .ok, "a syntax error, older"),
    ("FDE2", .should, .post(unknown, .older), .ok, "an unknown field, older"),
    ("7B9B", .should, .post(uncoerced, .older), .ok, "variables that do not fit, older"),
    ("865D", .should, .post(unparsed, .newer), .failed, "a syntax error: 4xx or 5xx, newer"),
    ("556A", .should, .post(unparsed, .newer), .is400, "a syntax error, newer"),
    ("D586", .should, .post(unparsed, .newer), .withoutData, "a syntax error: no data, newer"),
    ("51FE", .should, .post(unknown, .newer), .failed, "an unknown field: 4xx or 5xx, newer"),
    ("74FF", .should, .post(unknown, .newer), .is400, "an unknown field, newer"),
    ("5E5B", .should, .post(unknown, .newer), .withoutData, "an unknown field: no data, newer"),
    ("86EE", .should, .post(uncoerced, .newer), .is400, "variables that do not fit, newer"),
  ]
}
