extension Parameter {
  /// A value that would be taken from anybody who may write the parameter; `nil` where none fits.
  ///
  /// The judge is the one of the mutations: this only thinks of what to try. Between two bounds
  /// there is a value exactly where the lowest step above the lower one, or the highest below the
  /// upper one, is one.
  var sampleValue: ParameterValue? {
    for value in candidates {
      if case .good(let good?) = judge(value) { return good }
    }
    return nil
  }

  private var candidates: [ParameterValue] {
    switch kind {
    case .text, .longText: return [.text("x")]
    case .boolean: return [.boolean(true)]
    case .choice: return choices.prefix(1).map { .choice($0.key) }
    case .multiChoice: return choices.prefix(1).map { .choices([$0.key]) }
    case .date: return (["2026-03-02"] + [minimum, maximum].compactMap(\.self)).map { .date($0) }
    case .integer:
      return steps(digits: 0).compactMap { Int32($0) }.map { .integer($0) }
    case .decimal:
      return steps(digits: fractionDigits ?? Limits.fractionDigits).map { .decimal($0) }
    case .section: return []
    }
  }

  /// Zero, and what stands at and around the bounds in numbers of so many digits after the point.
  private func steps(digits: Int) -> [String] {
    var steps = ["0"]
    for bound in [minimum, maximum].compactMap(\.self) {
      steps.append(bound)
      guard let units = Self.units(of: bound, digits: digits) else { continue }
      for shift in [Int64(0), 1, -1] {
        let (sum, overflows) = units.addingReportingOverflow(shift)
        if !overflows { steps.append(Self.text(ofUnits: sum, digits: digits)) }
      }
    }
    return steps
  }

  /// A number in units of its last digit, what is smaller cut off; `nil` for one that is too long.
  private static func units(of text: String, digits: Int) -> Int64? {
    guard let number = DecimalText(text) else { return nil }
    let parts = number.text.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.count > 1 ? String(parts[1].prefix(digits)) : ""
    let zeros = String(repeating: "0", count: digits - fraction.count)
    return Int64((parts.first.map(String.init) ?? "0") + fraction + zeros)
  }

  private static func text(ofUnits units: Int64, digits: Int) -> String {
    let all = String(units.magnitude)
    let padded = String(repeating: "0", count: max(0, digits + 1 - all.count)) + all
    let whole = padded.dropLast(digits)
    let fraction = padded.suffix(digits)
    return (units < 0 ? "-" : "") + whole + (digits == 0 ? "" : "." + fraction)
  }
}

extension Policy {
  /// Whether the side of a situation can itself put something into a parameter or section there.
  ///
  /// To write is not always to fill: a customer decides on understandings and makes none.
  func lets(_ situation: Situation, fill parameter: Parameter) -> Bool {
    guard access(in: situation.of(parameter)).isWritable else { return false }
    switch parameter.common {
    case .discussion, .attachments: return true
    case .understandings: return situation.audience == .desk
    case .stepHistory: return false
    case .subject, .requestText, .priority, .product, .dueDate, .solution, nil:
      return parameter.sampleValue != nil
    }
  }
}
