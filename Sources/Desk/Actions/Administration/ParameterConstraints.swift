import Bytes
import SQLite

/// What an input says of the values that a parameter takes.
public struct ParameterConstraints: Hashable, Sendable {
  /// The value that a form begins with; `nil` is none.
  public let defaultValue: Change<ParameterValue?>
  /// Characters of a text.
  public let lengthMax: Change<Int?>
  /// The least number or the first day.
  public let minimum: Change<String?>
  /// The greatest number or the last day.
  public let maximum: Change<String?>
  /// Digits after the point of a DECIMAL.
  public let fractionDigits: Change<Int?>
  /// Keys and labels in order; `nil` keeps them.
  public let choices: [Choice]?

  /// One thing that can be chosen.
  public struct Choice: Hashable, Sendable {
    public let key: String
    public let label: String

    public init(key: String, label: String) {
      self.key = key
      self.label = label
    }
  }

  public init(
    defaultValue: Change<ParameterValue?>,
    lengthMax: Change<Int?>,
    minimum: Change<String?>,
    maximum: Change<String?>,
    fractionDigits: Change<Int?>,
    choices: [Choice]?
  ) {
    self.defaultValue = defaultValue
    self.lengthMax = lengthMax
    self.minimum = minimum
    self.maximum = maximum
    self.fractionDigits = fractionDigits
    self.choices = choices
  }

  /// The names of what is said beside the default.
  var shapeNames: [String] {
    var names: [String] = []
    if lengthMax != .keep { names.append("lengthMax") }
    if minimum != .keep { names.append("minimum") }
    if maximum != .keep { names.append("maximum") }
    if fractionDigits != .keep { names.append("fractionDigits") }
    if choices != nil { names.append("choices") }
    return names
  }

  /// What will count, with what the parameter has already.
  func applied(to parameter: Parameter?) -> AppliedConstraints {
    AppliedConstraints(
      defaultValue: defaultValue.applied(to: parameter?.defaultParsed),
      lengthMax: lengthMax.applied(to: parameter?.lengthMax),
      minimum: minimum.applied(to: parameter?.minimum),
      maximum: maximum.applied(to: parameter?.maximum),
      fractionDigits: fractionDigits.applied(to: parameter?.fractionDigits),
      choices: choices?.map { Parameter.Choice(key: $0.key, label: $0.label) }
        ?? parameter?.choices ?? []
    )
  }
}

/// The constraints that a parameter will have.
struct AppliedConstraints: Hashable, Sendable {
  var defaultValue: ParameterValue?
  var lengthMax: Int?
  var minimum: String?
  var maximum: String?
  var fractionDigits: Int?
  var choices: [Parameter.Choice]

  /// As the columns from `default_value` on hold them.
  var columns: [(any Bindable)?] {
    [defaultValue?.defaultText, lengthMax, minimum, maximum, fractionDigits]
  }

  /// The choices as one value: pairs of key and label.
  var choicesColumn: any Bindable {
    JSON.array(choices.map { .array([.string($0.key), .string($0.label)]) }).text
  }
}

extension Findings {
  /// Judges constraints for sense.
  ///
  /// - Parameters:
  ///   - wanted: What is to count.
  ///   - kind: The parameter's kind.
  ///   - isNew: Whether more than the default can have changed.
  /// - Returns: The constraints in their one writing.
  mutating func judge(
    _ wanted: AppliedConstraints,
    of kind: ParameterKind,
    isNew: Bool
  ) -> AppliedConstraints {
    var good = wanted
    if isNew {
      judgeLength(wanted, kind)
      good.minimum = bound(wanted.minimum, of: kind, at: "minimum")
      good.maximum = bound(wanted.maximum, of: kind, at: "maximum")
      if let least = good.minimum, let most = good.maximum, kind.isInOrder(most, least) {
        add(.invalidValue, "maximum")
      }
      judgeFraction(wanted, kind)
      good.choices = judgeChoices(wanted.choices, kind)
    }
    guard let value = wanted.defaultValue, problems.isEmpty else { return good }
    switch Parameter(of: kind, good).judge(value) {
    case .good(let value): good.defaultValue = value
    case .bad: add(.invalidValue, "default")
    }
    return good
  }

  private mutating func judgeLength(_ wanted: AppliedConstraints, _ kind: ParameterKind) {
    guard let length = wanted.lengthMax else { return }
    let most: Int =
      switch kind {
      case .text: Limits.textCharacters
      case .longText: Limits.longTextCharacters
      default: 0
      }
    if !(1...max(most, 1)).contains(length) || most == 0 { add(.invalidValue, "lengthMax") }
  }

  private mutating func judgeFraction(_ wanted: AppliedConstraints, _ kind: ParameterKind) {
    guard let digits = wanted.fractionDigits else { return }
    if kind != .decimal || !(0...Limits.fractionDigits).contains(digits) {
      add(.invalidValue, "fractionDigits")
    }
  }

  /// A bound in its one writing.
  private mutating func bound(
    _ text: String?,
    of kind: ParameterKind,
    at name: String
  ) -> String? {
    guard let text else { return nil }
    switch kind {
    case .integer:
      if let number = DecimalText(text), number.fractionDigits == 0,
        let value = Int32(number.text)
      {
        return String(value)
      }
    case .decimal:
      if let number = DecimalText(text) { return number.text }
    case .date:
      if let day = CalendarDate(text) { return day.text }
    default: break
    }
    add(.invalidValue, name)
    return nil
  }

  private mutating func judgeChoices(
    _ choices: [Parameter.Choice],
    _ kind: ParameterKind
  ) -> [Parameter.Choice] {
    guard kind == .choice || kind == .multiChoice else {
      if !choices.isEmpty { add(.invalidValue, "choices") }
      return []
    }
    if choices.isEmpty { add(.required, "choices") }
    if choices.count > Limits.choices {
      add(.invalidValue, "choices")
      return []
    }
    var seen: Set<String> = []
    return choices.enumerated().map { place, choice in
      Parameter.Choice(
        key: key(choice.key, at: "choices", String(place), "key") { !seen.insert($0).inserted },
        label: line(choice.label, at: "choices", String(place), "label")
      )
    }
  }
}

extension ParameterKind {
  /// Whether one bound lies before another.
  fileprivate func isInOrder(_ left: String, _ right: String) -> Bool {
    if self == .date {
      guard let left = CalendarDate(left), let right = CalendarDate(right) else { return false }
      return left < right
    }
    guard let left = DecimalText(left), let right = DecimalText(right) else { return false }
    return left < right
  }
}

extension Parameter {
  /// One that has a kind and constraints and no more, to judge a value by.
  fileprivate init(of kind: ParameterKind, _ constraints: AppliedConstraints) {
    self.init(
      id: ParameterID(0),
      place: .unknown,
      key: "",
      label: "",
      origin: .own,
      kind: kind,
      help: nil,
      defaultValue: nil,
      lengthMax: constraints.lengthMax,
      minimum: constraints.minimum,
      maximum: constraints.maximum,
      fractionDigits: constraints.fractionDigits,
      choices: constraints.choices
    )
  }

  /// The value that a form begins with; `nil` where there is none that can be read.
  public var defaultParsed: ParameterValue? {
    defaultValue.flatMap { ParameterValue(defaultText: $0, kind: kind) }
  }
}

extension ParameterValue {
  /// As `parameter.default_value` holds it, a text for every kind.
  var defaultText: String {
    switch self {
    case .integer(let number): String(number)
    case .boolean(let truth): truth ? "true" : "false"
    case .text(let text), .decimal(let text), .date(let text), .choice(let text): text
    case .choices(let keys): JSON.array(keys.map { .string($0) }).text
    }
  }

  /// Reads ``defaultText``.
  init?(defaultText text: String, kind: ParameterKind) {
    switch kind {
    case .integer:
      guard let number = Int32(text) else { return nil }
      self = .integer(number)
    case .boolean:
      guard text == "true" || text == "false" else { return nil }
      self = .boolean(text == "true")
    default: self.init(text: text, kind: kind)
    }
  }
}
