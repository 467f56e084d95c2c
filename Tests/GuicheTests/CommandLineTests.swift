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
