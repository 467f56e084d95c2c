import Testing

@testable import Desk

@Suite struct ParameterEditTests {
  private func parameter(
    _ kind: ParameterKind,
    lengthMax: Int? = nil,
    minimum: String? = nil,
    maximum: String? = nil,
    fractionDigits: Int? = nil
  ) -> Parameter {
    Parameter(
      id: ParameterID(1),
      place: .firstOwn,
      key: "k",
      label: "K",
      origin: .own,
      kind: kind,
      help: nil,
      defaultValue: nil,
      lengthMax: lengthMax,
      minimum: minimum,
      maximum: maximum,
      fractionDigits: fractionDigits,
      choices: ["a", "b", "c"].map { Parameter.Choice(key: $0, label: $0) }
    )
  }

  @Test func `texts keep their length, their lines and nothing unprintable`() {
    let line = parameter(.text, lengthMax: 3)
    #expect(line.judge(.text("abc")) == .good(.text("abc")))
    #expect(line.judge(.text("çãé")) == .good(.text("çãé")))
    #expect(line.judge(.text("abcd")) == .bad)
    #expect(line.judge(.text("a\nb")) == .bad)
    #expect(line.judge(.text("a\u{7F}")) == .bad)
    #expect(line.judge(.text(" \u{A0}")) == .good(nil))
    #expect(line.judge(.text("")) == .good(nil))
    #expect(line.judge(nil) == .good(nil))
    let lines = parameter(.longText)
    #expect(lines.judge(.text("a\r\n\tb")) == .good(.text("a\r\n\tb")))
    #expect(lines.judge(.text("a\u{0}")) == .bad)
    let marks = String(repeating: "\u{301}", count: 20_001)
    #expect(lines.judge(.text(marks)) == .bad)
    #expect(
      lines.judge(.text("e" + marks.unicodeScalars.prefix(9).map(String.init).joined())) != .bad
    )
  }

  @Test(arguments: [
    ("0", "0"), ("12.50", "12.50"), ("0012.5", "12.5"), ("-0.00", "0.00"), ("-3", "-3"),
    ("99.99", "99.99"), ("-5.00", "-5.00"),
  ])
  func `decimals keep their digits`(text: String, kept: String) {
    let parameter = parameter(.decimal, minimum: "-5", maximum: "100", fractionDigits: 2)
    #expect(parameter.judge(.decimal(text)) == .good(.decimal(kept)))
  }

  @Test(arguments: [
    "", "-", ".", "1.", ".5", "+1", "1e3", "1,5", "12.505", "100.01", "-5.01", "١", "0x1", "1 ",
    "--1", "1.2.3", String(repeating: "9", count: 40),
  ])
  func `what is no decimal in bounds is refused`(text: String) {
    let parameter = parameter(.decimal, minimum: "-5", maximum: "100", fractionDigits: 2)
    #expect(parameter.judge(.decimal(text)) == .bad)
  }

  @Test func `integers, days and choices are in bounds and of the parameter`() {
    let integer = parameter(.integer, minimum: "1", maximum: "5")
    #expect(integer.judge(.integer(5)) == .good(.integer(5)))
    #expect([0, 6, .min, .max].allSatisfy { integer.judge(.integer($0)) == .bad })
    let day = parameter(.date, minimum: "2026-01-01", maximum: "2026-12-31")
    #expect(day.judge(.date("2026-02-28")) == .good(.date("2026-02-28")))
    #expect(
      ["2026-02-29", "2025-12-31", "2027-01-01", "2026-2-1", "", "hoje"]
        .allSatisfy { day.judge(.date($0)) == .bad }
    )
    let choice = parameter(.choice)
    #expect(choice.judge(.choice("b")) == .good(.choice("b")))
    #expect(["", "B", "d", "b "].allSatisfy { choice.judge(.choice($0)) == .bad })
    let several = parameter(.multiChoice)
    #expect(several.judge(.choices(["c", "a"])) == .good(.choices(["a", "c"])))
    #expect(several.judge(.choices([])) == .good(nil))
    #expect(several.judge(.choices(["a", "a"])) == .bad)
    #expect(several.judge(.choices(["a", "z"])) == .bad)
    #expect(several.judge(.choices(["a", "b", "c", "a"])) == .bad)
    #expect(parameter(.boolean).judge(.boolean(false)) == .good(.boolean(false)))
  }

  @Test(arguments: ParameterKind.allCases)
  func `a value of another kind is refused`(kind: ParameterKind) {
    let values: [(ParameterValue, [ParameterKind])] = [
      (.text("a"), [.text, .longText]), (.integer(1), [.integer]), (.decimal("1"), [.decimal]),
      (.boolean(true), [.boolean]), (.date("2026-03-02"), [.date]), (.choice("a"), [.choice]),
      (.choices(["a"]), [.multiChoice]),
    ]
    for (value, kinds) in values {
      #expect((parameter(kind).judge(value) != .bad) == kinds.contains(kind))
    }
  }

  @Test(arguments: [
    ("1", "2"), ("-2", "-1"), ("-1", "0"), ("9.9", "10"), ("0.1", "0.11"), ("-0.11", "-0.1"),
    ("99", "100.0"),
  ])
  func `decimals are in the order of their numbers`(less: String, more: String) throws {
    let less = try #require(DecimalText(less))
    let more = try #require(DecimalText(more))
    #expect(less < more)
    #expect(!(more < less))
    #expect(!(less < less))
  }

  @Test func `equal numbers of other writing are neither before nor after`() throws {
    let one = try #require(DecimalText("1.0"))
    let other = try #require(DecimalText("1"))
    #expect(!(one < other) && !(other < one))
    #expect(DecimalText(Int64.min).text == "-9223372036854775808")
  }
}
