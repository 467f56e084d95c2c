/// One option of a verb.
///
/// Its help is printed from it, so that the two cannot disagree.
struct Option: Sendable {
  /// In kebab-case, without the leading `--`.
  var name: String
  /// What its value is called in the help; `nil` for a switch, which takes none.
  var value: String?
  var meaning: String
  /// The environment variable that stands in for it where the flag is not given.
  var environment: String?
  var standard: String?
  /// Whether it may be given several times; its values are joined by commas.
  var isList = false
}

/// What a verb is given beside its options: one or more.
struct Operands: Sendable {
  /// What one is called in the help: `FILE`.
  var name: String
  var meaning: String
}

/// One verb of the program.
struct Verb: Sendable {
  var name: String
  var meaning: String
  /// `nil` for a verb that takes options alone.
  var operands: Operands?
  var options: [Option]
  /// Runs the verb and says the exit code.
  var run: @Sendable (Options) throws(CommandError) -> Int32
}

/// The options that a verb was called with: flag over environment over standard value.
struct Options: Sendable {
  fileprivate var given: [String: String]
  /// What was given beside the options, in order.
  fileprivate(set) var operands: [String] = []

  /// The value of an option; `nil` where there is none and no standard value.
  subscript(name: String) -> String? { given[name] }

  func isOn(_ name: String) -> Bool {
    guard let value = given[name] else { return false }
    return !["", "0", "false", "no", "off"].contains(value.lowercased())
  }

  /// A whole number within a range.
  ///
  /// - Throws: ``CommandError/usage(_:)`` that names the option and the range.
  func integer(_ name: String, in range: ClosedRange<Int>) throws(CommandError) -> Int? {
    guard let text = given[name] else { return nil }
    guard
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let number = Int(text), range.contains(number)
    else {
      throw .usage(
        "--\(name) takes a whole number from \(range.lowerBound) to \(range.upperBound), "
          + "not \"\(text)\""
      )
    }
    return number
  }
}

/// Why a verb could not do its work.
enum CommandError: Error {
  /// It was called wrongly: exit code 2, and a pointer to the help.
  case usage(String)
  /// It failed: a sentence, and an exit code (sysexits where one fits).
  case failed(String, code: Int32)
}

/// Reads the arguments and the environment against what the verbs declare.
struct CommandLine: Sendable {
  static let help: Set<String> = ["--help", "-h", "help"]

  var verbs: [Verb]

  /// Runs what the arguments ask for.
  ///
  /// - Parameters:
  ///   - arguments: Without the program's own name.
  ///   - environment: The value of an environment variable; `nil` where it is not set.
  ///   - output: Prints what was asked for.
  ///   - complaints: Prints what is wrong.
  /// - Returns: The exit code: 0 done, 2 called wrongly, other values as the verb says.
  func run(
    _ arguments: [String],
    environment: (String) -> String?,
    output: (String) -> Void,
    complaints: (String) -> Void
  ) -> Int32 {
    guard let name = arguments.first, !Self.help.contains(name) else {
      output(overview)
      return arguments.isEmpty ? 2 : 0
    }
    if name == "--version" || name == "version" {
      output("guiche \(Version.text)")
      return 0
    }
    guard let verb = verbs.first(where: { $0.name == name }) else {
      complaints("guiche: there is no verb \"\(name)\"; `guiche help` lists them")
      return 2
    }
    let flags = arguments.dropFirst().prefix { $0 != "--" }
    if flags.contains(where: { Self.help.contains($0) && $0 != "help" }) {
      output(manual(of: verb))
      return 0
    }
    do throws(CommandError) {
      return try verb.run(options(of: verb, arguments.dropFirst(), environment))
    } catch {
      switch error {
      case .usage(let sentence):
        complaints("guiche \(name): \(sentence); see `guiche \(name) --help`")
        return 2
      case .failed(let sentence, let code):
        complaints("guiche \(name): \(sentence)")
        return code
      }
    }
  }

  private func options(
    of verb: Verb,
    _ arguments: ArraySlice<String>,
    _ environment: (String) -> String?
  ) throws(CommandError) -> Options {
    var given: [String: String] = [:]
    for option in verb.options {
      given[option.name] = option.environment.flatMap { environment($0) } ?? option.standard
    }
    var repeated: Set<String> = []
    var operands: [String] = []
    var rest = arguments
    while let argument = rest.popFirst() {
      if argument == "--", verb.operands != nil {
        operands += rest
        break
      }
      guard argument.hasPrefix("--") else {
        // `-` alone is standard input.
        guard verb.operands != nil, argument == "-" || !argument.hasPrefix("-") else {
          throw .usage("\"\(argument)\" is no option")
        }
        operands.append(argument)
        continue
      }
      let parts = argument.dropFirst(2).split(
        separator: "=",
        maxSplits: 1,
        omittingEmptySubsequences: false
      )
      guard let option = verb.options.first(where: { $0.name == parts[0] }) else {
        throw .usage("there is no option \(argument)")
      }
      guard option.value != nil else {
        guard parts.count == 1 else { throw .usage("--\(option.name) takes no value") }
        given[option.name] = "true"
        continue
      }
      guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
        throw .usage("--\(option.name) needs a value")
      }
      let former = option.isList && repeated.contains(option.name) ? given[option.name] : nil
      given[option.name] = former.map { "\($0),\(value)" } ?? value
      repeated.insert(option.name)
    }
    if let expected = verb.operands, operands.isEmpty {
      throw .usage("it needs at least one \(expected.name)")
    }
    return Options(given: given, operands: operands)
  }

  private var overview: String {
    let width = verbs.map(\.name.count).max() ?? 0
    let lines = verbs.map { verb in
      "  \(verb.name.padded(to: width))  \(verb.meaning)"
    }
    return """
      guiche \(Version.text): a GraphQL server for customer-support tickets

      usage: guiche VERB [OPTIONS]

      \(lines.joined(separator: "\n"))

      `guiche VERB --help` prints a verb's options.
      """
  }

  private func manual(of verb: Verb) -> String {
    var rows = verb.operands.map { [(name: $0.name, meaning: $0.meaning)] } ?? []
    rows += verb.options.map { option in
      var meaning = option.meaning
      if let standard = option.standard { meaning += " (\(standard))" }
      if let environment = option.environment { meaning += " [\(environment)]" }
      return (name: "--\(option.name)" + (option.value.map { " \($0)" } ?? ""), meaning: meaning)
    }
    let width = rows.map(\.name.count).max() ?? 0
    let lines = rows.map { "  \($0.name.padded(to: width))  \($0.meaning)" }
    return """
      usage: guiche \(verb.name) [OPTIONS]\(verb.operands.map { " \($0.name)..." } ?? "")

      \(verb.meaning)

      \(lines.joined(separator: "\n"))
      """
  }
}

extension String {
  /// The text with blanks after it up to a width.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
