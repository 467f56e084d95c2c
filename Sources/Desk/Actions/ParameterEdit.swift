import Bytes

/// What a caller wants a parameter to be.
public struct ParameterEdit: Hashable, Sendable {
  public let key: String
  /// `nil` empties it.
  public let value: ParameterValue?

  public init(key: String, value: ParameterValue?) {
    self.key = key
    self.value = value
  }
}

/// What a parameter of a ticket is to be, found good.
struct ParameterChange: Hashable, Sendable {
  let parameter: Parameter
  /// `nil` empties it.
  let value: ParameterValue?
}

/// Judges the edits of an action before anything is written.
///
/// A hidden parameter is refused exactly as one that is not there, whatever its value (L9, L10); a
/// read-only one before its value is looked at.
struct EditJudgement {
  let type: TicketType
  let policy: Policy
  let viewer: Viewer
  /// The ticket's own situation, for whichever parameter.
  let situation: Situation

  /// - Returns: The edits in their order, or every problem that they have.
  func judge(_ edits: [ParameterEdit]) -> (accepted: [ParameterChange], problems: [Problem]) {
    var accepted: [ParameterChange] = []
    var problems: [Problem] = []
    if edits.count > Limits.parameterEdits {
      return ([], [Problem(.invalidValue, at: ["input", "parameters"])])
    }
    var seen: Set<ParameterID> = []
    for (place, edit) in edits.enumerated() {
      let path = ["input", "parameters", String(place)]
      guard let parameter = visible(edit.key) else {
        problems.append(Self.unknown(edit.key, at: path))
        continue
      }
      func add(_ code: ProblemCode, _ name: String) {
        problems.append(
          Problem(
            code,
            at: path + [name],
            parameterKey: parameter.key,
            parameterLabel: parameter.label
          )
        )
      }
      guard access(to: parameter).isWritable else {
        add(.parameterReadOnly, "key")
        continue
      }
      guard seen.insert(parameter.id).inserted else {
        add(.invalidValue, "key")
        continue
      }
      switch parameter.judge(edit.value) {
      case .good(let value): accepted.append(ParameterChange(parameter: parameter, value: value))
      case .bad: add(.invalidValue, "value")
      }
    }
    return (accepted, problems)
  }

  /// The decision about a parameter in the ticket's situation.
  func access(to parameter: Parameter) -> Access {
    var situation = situation
    situation.parameter = parameter.place
    return policy.access(in: situation, for: viewer.reader)
  }

  /// The parameter of a key, where there is one to write values to and the viewer may know of it.
  private func visible(_ key: String) -> Parameter? {
    guard key.utf8.count <= Limits.keyBytes, let parameter = type.parameter(key: key),
      parameter.kind != .section, !access(to: parameter).isHidden
    else { return nil }
    return parameter
  }

  /// The answer to a key that names nothing, which tells no more than was asked.
  private static func unknown(_ key: String, at path: [String]) -> Problem {
    Problem(
      .parameterUnknown,
      at: path + ["key"],
      parameterKey: key.utf8.count <= Limits.keyBytes ? key : nil
    )
  }
}

extension Parameter {
  /// What became of a value.
  enum Judged: Hashable, Sendable {
    /// The value in its one writing; `nil` where it is empty.
    case good(ParameterValue?)
    case bad
  }

  /// Checks a value against the kind and the constraints.
  func judge(_ value: ParameterValue?) -> Judged {
    guard let value else { return .good(nil) }
    switch (kind, value) {
    case (.text, .text(let text)): return judge(text, lines: false)
    case (.longText, .text(let text)): return judge(text, lines: true)
    case (.integer, .integer(let number)):
      return isWithin(DecimalText(Int64(number))) ? .good(value) : .bad
    case (.decimal, .decimal(let text)):
      guard let number = DecimalText(text),
        number.fractionDigits <= fractionDigits ?? Limits.fractionDigits, isWithin(number)
      else { return .bad }
      return .good(.decimal(number.text))
    case (.boolean, .boolean): return .good(value)
    case (.date, .date(let text)):
      guard let day = CalendarDate(text) else { return .bad }
      if let least = minimum.flatMap({ CalendarDate($0) }), day < least { return .bad }
      if let most = maximum.flatMap({ CalendarDate($0) }), day > most { return .bad }
      return .good(.date(day.text))
    case (.choice, .choice(let key)):
      return choices.contains { $0.key.hasSameBytes(as: key) } ? .good(value) : .bad
    case (.multiChoice, .choices(let keys)): return judge(keys)
    default: return .bad
    }
  }

  private func judge(_ text: String, lines: Bool) -> Judged {
    let most = min(lengthMax ?? .max, lines ? Limits.longTextCharacters : Limits.textCharacters)
    switch WrittenText(text, characters: most, lines: lines) {
    case .blank: return .good(nil)
    case .good(let text): return .good(.text(text))
    case .bad: return .bad
    }
  }

  private func judge(_ keys: [String]) -> Judged {
    guard keys.count <= choices.count else { return .bad }
    for (place, key) in keys.enumerated() {
      let isRepeated = keys[..<place].contains { $0.hasSameBytes(as: key) }
      guard !isRepeated, choices.contains(where: { $0.key.hasSameBytes(as: key) }) else {
        return .bad
      }
    }
    if keys.isEmpty { return .good(nil) }
    let inOrder = choices.filter { choice in keys.contains { $0.hasSameBytes(as: choice.key) } }
    return .good(.choices(inOrder.map(\.key)))
  }

  private func isWithin(_ number: DecimalText) -> Bool {
    if let least = minimum.flatMap({ DecimalText($0) }), number < least { return false }
    if let most = maximum.flatMap({ DecimalText($0) }), most < number { return false }
    return true
  }
}
