/// Why a verb could not do its work.
struct Complaint: Error {
  let sentence: String
  /// 2 for a wrong call, else as sysexits has it.
  let code: Int32

  init(_ sentence: String, code: Int32 = 70) {
    self.sentence = sentence
    self.code = code
  }

  static func usage(_ sentence: String) -> Complaint { Complaint(sentence, code: 2) }
}

/// What a verb is called with.
struct Arguments {
  /// The folder of the data.
  let directory: String
  private let given: [String: String]

  init(directory: String, given: [String: String] = [:]) {
    self.directory = directory
    self.given = given
  }

  func isOn(_ name: String) -> Bool { given[name] != nil }

  subscript(name: String) -> String? { given[name] }

  /// A whole number within a range; the standard one where none is given.
  func integer(_ name: String, in range: ClosedRange<Int>, standard: Int) throws(Complaint) -> Int {
    guard let text = given[name] else { return standard }
    guard let number = Int(text), range.contains(number) else {
      throw .usage("--\(name) takes a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}

/// One verb of the program.
struct Verb: Sendable {
  let name: String
  let meaning: String
  /// By name: what its value is called, empty for a switch, and what it is for.
  let options: [(name: String, value: String, meaning: String)]
  /// Does the work and says the exit code.
  let run: @Sendable (Arguments) throws -> Int32
}

/// Reads the arguments, and runs the verb that they name.
struct Program {
  let verbs: [Verb]

  func run(_ arguments: [String]) -> Int32 {
    guard let name = arguments.first, let verb = verbs.first(where: { $0.name == name }) else {
      System.write(help)
      return arguments.isEmpty || ["help", "--help"].contains(arguments.first ?? "") ? 0 : 2
    }
    do {
      return try verb.run(try parse(arguments.dropFirst(), for: verb))
    } catch let complaint as Complaint {
      System.complain("guiche-bench \(name): \(complaint.sentence)")
      return complaint.code
    } catch {
      System.complain("guiche-bench \(name): \(error)")
      return 70
    }
  }

  private func parse(_ words: ArraySlice<String>, for verb: Verb) throws(Complaint) -> Arguments {
    var directory: String?
    var given: [String: String] = [:]
    var rest = words
    while let word = rest.popFirst() {
      guard word.hasPrefix("--") else {
        guard directory == nil else { throw .usage("one folder is enough") }
        directory = word
        continue
      }
      let name = String(word.dropFirst(2))
      guard let option = verb.options.first(where: { $0.name == name }) else {
        throw .usage("there is no option \(word)")
      }
      guard !option.value.isEmpty else {
        given[name] = "true"
        continue
      }
      guard let value = rest.popFirst() else { throw .usage("\(word) needs a value") }
      given[name] = value
    }
    guard let directory else { throw .usage("the folder of the data is needed") }
    return Arguments(directory: directory, given: given)
  }

  private var help: String {
    var lines = ["guiche-bench VERB DIR [OPTIONS]: the reference data, and what is measured on it"]
    for verb in verbs {
      lines += ["", "  \(verb.name) DIR: \(verb.meaning)"]
      for option in verb.options {
        let value = option.value.isEmpty ? "" : " \(option.value)"
        lines.append("    --\(option.name)\(value): \(option.meaning)")
      }
    }
    return lines.joined(separator: "\n")
  }
}
