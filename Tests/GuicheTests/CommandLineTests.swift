import Testing

@testable import guiche

/// How arguments and environment become what a verb runs with.
@Suite struct CommandLineTests {
  /// Runs a verb `echo` that prints its options, and gives its exit code and all that was printed.
  private func run(
    _ arguments: [String],
    environment: [String: String] = [:]
  ) -> (code: Int32, text: String) {
    var text = ""
    let echo = Verb(
      name: "echo",
      meaning: "Print the options",
      options: [
        Option(name: "word", value: "W", meaning: "a word", environment: "WORD", standard: "none"),
        Option(name: "loud", meaning: "loudly"),
        Option(name: "times", value: "N", meaning: "how often"),
      ]
    ) { options throws(CommandError) in
      let times = try options.integer("times", in: 1...3) ?? 1
      guard options["word"] != "fail" else { throw .failed("it failed", code: 70) }
      return options.isOn("loud") ? Int32(times) + 100 : Int32(times)
    }
    let code = CommandLine(verbs: [echo]).run(
      arguments,
      environment: { environment[$0] },
      output: { text += $0 },
      complaints: { text += $0 }
    )
    return (code, text)
  }

  static let calls: [(arguments: [String], code: Int32)] = [
    (["echo"], 1),
    (["echo", "--loud"], 101),
    (["echo", "--times", "3"], 3),
    (["echo", "--times=2", "--loud"], 102),
    (["--version"], 0),
    (["echo", "--help"], 0),
    (["help"], 0),
    ([], 2),
    (["fly"], 2),
    (["echo", "--nope"], 2),
    (["echo", "word"], 2),
    (["echo", "--times"], 2),
    (["echo", "--times", "4"], 2),
    (["echo", "--times", "+1"], 2),
    (["echo", "--times", "99999999999999999999"], 2),
    (["echo", "--loud=yes"], 2),
    (["echo", "--word", "fail"], 70),
  ]

  @Test(arguments: calls)
  func `ends with the code that says how it went`(arguments: [String], code: Int32) {
    #expect(run(arguments).code == code)
  }

  /// Runs a verb that takes files and prints them.
  private func list(_ arguments: [String]) -> (code: Int32, text: String) {
    var text = ""
    let list = Verb(
      name: "list",
      meaning: "Print the files",
      operands: Operands(name: "FILE", meaning: "a file; - is standard input"),
      options: [Option(name: "loud", meaning: "loudly")]
    ) { options throws(CommandError) in
      throw .failed(
        options.operands.joined(separator: ",") + (options.isOn("loud") ? "!" : ""),
        code: 1
      )
    }
    let code = CommandLine(verbs: [list]).run(
      ["list"] + arguments,
      environment: { _ in nil },
      output: { text += $0 },
      complaints: { text += $0 }
    )
    return (code, text)
  }

  @Test(arguments: [
    (["a"], "a"), (["a", "b"], "a,b"), (["a", "--loud", "b"], "a,b!"), (["-"], "-"),
    (["--loud", "--", "--loud", "-x", "--help"], "--loud,-x,--help!"),
  ])
  func `takes files among the options`(arguments: [String], heard: String) {
    #expect(list(arguments).text == "guiche list: \(heard)")
  }

  @Test(arguments: [[], ["--loud"], ["--"], ["-x"], ["a", "--nope"]])
  func `refuses what is neither a file nor an option`(arguments: [String]) {
    #expect(list(arguments).code == 2)
  }

  @Test func `prints in its help what a verb takes`() {
    let help = list(["--help"]).text
    #expect(help.hasPrefix("usage: guiche list [OPTIONS] FILE...\n"))
    #expect(help.contains("  FILE    a file; - is standard input"))
  }

  @Test func `a flag beats the environment, and that the standard value`() {
    #expect(run(["echo"], environment: ["WORD": "fail"]).code == 70)
    #expect(run(["echo", "--word", "well"], environment: ["WORD": "fail"]).code == 1)
  }

  @Test func `prints its help from the options`() {
    let help = run(["echo", "--help"]).text
    #expect(help.contains("--word W   a word (none) [WORD]"))
    #expect(help.contains("--loud     loudly"))
  }
}
