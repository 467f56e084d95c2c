import Bytes

/// A kind of parameter, with two values that have no word and no digit in common.
///
/// The words of texts carry the key of their parameter, so that a word found anywhere names the
/// place that it came from.
enum ProofKind: String, CaseIterable, Sendable {
  case text = "TEXT"
  case longText = "LONG_TEXT"
  case integer = "INTEGER"
  case decimal = "DECIMAL"
  case boolean = "BOOLEAN"
  case date = "DATE"
  case choice = "CHOICE"
  case multiChoice = "MULTI_CHOICE"

  /// What the choices are called.
  static let choices =
    "[{key: \"ruby\", label: \"Ruby\"}, {key: \"jade\", label: \"Jade\"}, {key: \"onyx\", label: \"Onyx\"}]"

  /// The field of `ParameterValueInput` that takes it.
  var field: String {
    switch self {
    case .text, .longText: "text"
    case .integer: "integer"
    case .decimal: "decimal"
    case .boolean: "boolean"
    case .date: "date"
    case .choice: "choice"
    case .multiChoice: "choices"
    }
  }

  /// A value as it stands in a document.
  func literal(_ value: ProofValue, key: String) -> String {
    let isFirst = value == .first
    return switch self {
    case .text, .longText: "\"\(value.word(of: key)) \(isFirst ? "norte" : "sul")\""
    case .integer: isFirst ? "41" : "73"
    case .decimal: isFirst ? "\"10.5\"" : "\"99.25\""
    case .boolean: isFirst ? "true" : "false"
    case .date: isFirst ? "\"2026-04-01\"" : "\"2026-06-15\""
    case .choice:
      key == "priority" ? (isFirst ? "\"HIGH\"" : "\"LOW\"") : isFirst ? "\"ruby\"" : "\"jade\""
    case .multiChoice: isFirst ? "[\"ruby\", \"onyx\"]" : "[\"jade\"]"
    }
  }

  /// A value of none of both sides: between them, where the kind has an order.
  func near(key: String) -> String {
    switch self {
    case .text, .longText: "\"vizinho\""
    case .integer: "42"
    case .decimal: "\"10.51\""
    case .boolean: "true"
    case .date: "\"2026-04-02\""
    case .choice: key == "priority" ? "\"URGENT\"" : "\"onyx\""
    case .multiChoice: "[\"onyx\"]"
    }
  }

  /// A value of `ParameterValueInput`.
  func input(_ literal: String) -> String { "{\(field): \(literal)}" }
}

/// Which of the two values a hidden parameter has; in neither database it is any other.
enum ProofValue: String, Sendable {
  case first
  case second

  /// The word that is in no text but the value of this parameter.
  func word(of key: String) -> String {
    (self == .first ? "quartzo" : "turmalina") + key.lowercased()
  }
}
