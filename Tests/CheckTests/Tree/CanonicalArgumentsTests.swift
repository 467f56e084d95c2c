import GraphQL
import Testing

@testable import Check

@Suite struct CanonicalArgumentsTests {
  @Test func `sorts names by code points, at every level`() {
    let inner = InputValue.object([
      InputValue.Member(name: "b", value: .int(1)), InputValue.Member(name: "B", value: .int(2)),
    ])
    let arguments = Arguments([
      InputValue.Member(name: "z", value: .null),
      InputValue.Member(name: "a", value: .list([inner, .boolean(true)])),
      InputValue.Member(name: "_", value: .string("\"\\\u{1}\n😀")),
    ])
    #expect(
      CanonicalArguments.text(of: arguments)
        == #"{"_":"\"\\\u0001\n😀","a":[{"B":2,"b":1},true],"z":null}"#
    )
  }

  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (1.0, "1"), (-3.0, "-3"), (0x1p53, "9007199254740992"),
    (0x1p63, "9223372036854775808"), (-0x1p63, "-9223372036854775808"),
    (1e20, "100000000000000000000"),
    (-1e21, "-1000000000000000000000"), (1e23, "99999999999999991611392"),
    (0x1p100, "1267650600228229401496703205376"), (0.5, nil), (.infinity, nil), (.nan, nil),
  ])
  func `writes a whole number as digits`(number: Double, digits: String?) {
    #expect(WholeNumber.digits(of: number) == digits)
  }

  @Test func `writes the largest number in full`() {
    let digits = WholeNumber.digits(of: .greatestFiniteMagnitude) ?? ""
    #expect(digits.count == 309)
    #expect(digits.hasPrefix("1797693134862315708145274237317043567980"))
    #expect(digits.hasSuffix("8738177180919299881250404026184124858368"))
  }
}
