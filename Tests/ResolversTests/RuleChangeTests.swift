import Bytes
import Desk
import Testing

@testable import Resolvers

/// What an administrator's screen of rules asks: previews, and what is wrong with workflows.
@Suite struct RuleChangeTests {
  /// Step 23 is `resposta` of the type `duvida`, 24 `retorno`.
  private static let preview = """
    query ($rules: [FieldRuleInput!]) {
      previewRuleChange(rules: $rules) {
        draft { id }
        problems { code path message parameterKey }
        totalCount
        reach { openTickets onTurn customers values }
        totals { audience effect changes reach { openTickets } }
        changes {
          step { key } parameterKey customerType audience effects
          before { access required neededToEnter } after { access required neededToEnter }
          reach { openTickets onTurn customers values }
          sample { ticket { number subject step { key } } before { access } after { access } }
        }
        brings { code severity message fix step { key } parameter { key } }
        heals { code customerType }
      }
    }
    """

  private func rule(
    _ step: String,
    _ parameter: String,
    _ flags: [String: JSON]
  ) -> JSON {
    var members = [
      JSON.Member(name: "step", value: .string(step)),
      JSON.Member(name: "parameter", value: .string(parameter)),
    ]
    for (name, value) in flags.sorted(by: { $0.key < $1.key }) {
      members.append(JSON.Member(name: name, value: value))
    }
    return .object(members)
  }

  private func variables(_ rules: JSON...) -> JSON { ["rules": .array(rules)] }

  @Test func `previews cells that were never written, with real tickets`() throws {
    let house = try TestHouse()
    let hide = rule("c3RlcC4yMw", "querRetorno", ["invisible": true])
    let answer = try house.run(Self.preview, as: "admin", variables: variables(hide))
    #expect(answer.errorCodes == [], "\(answer.text)")
    #expect(answer["previewRuleChange.draft"] == .null)
    #expect(answer["previewRuleChange.totalCount"] == 5)
    #expect(answer["previewRuleChange.changes.0.effects"] == ["SEES_LESS", "WRITES_LESS"])
    #expect(answer["previewRuleChange.changes.0.audience"] == "DESK")
    #expect(answer["previewRuleChange.changes.0.sample.0.ticket.step.key"] == "resposta")
    guard case .integer? = answer["previewRuleChange.changes.0.sample.0.ticket.number"] else {
      Issue.record("\(answer.text)")
      return
    }
    #expect(answer["previewRuleChange.brings"] == [])
  }

  @Test func `brings findings, and tells bad cells with their places`() throws {
    let house = try TestHouse()
    let bad = rule("c3RlcC4yMw", "querRetorno", ["required": true, "readOnly": true])
    let brings = try house.run(Self.preview, as: "admin", variables: variables(bad))
    #expect(brings["previewRuleChange.brings.0.code"] == "REQUIRED_READ_ONLY")
    #expect(brings["previewRuleChange.brings.0.severity"] == "ERROR")
    #expect(brings["previewRuleChange.brings.0.step.key"] == "resposta")
    #expect(brings["previewRuleChange.brings.0.parameter.key"] == "querRetorno")
    let none = rule("c3RlcC4yMw", "nada", [:])
    let wrong = try house.run(Self.preview, as: "admin", variables: variables(bad, none))
    #expect(wrong["previewRuleChange.problems.0.code"] == "PARAMETER_UNKNOWN")
    #expect(wrong["previewRuleChange.problems.0.path"] == ["rules", "1", "parameter"])
    #expect(wrong["previewRuleChange.totalCount"] == 0)
  }

  /// A sampled ticket is read once, whatever is asked of it and in however many changes it is.
  @Test func `reads each sampled ticket once`() throws {
    let house = try TestHouse()
    func runs(_ selection: String) throws -> Int {
      let reader = try house.desk.makeReader()
      let document = """
        { previewRuleChange(rules: [
            { step: "c3RlcC4yMw", parameter: "querRetorno", invisible: true, readOnly: true }
            { step: "c3RlcC4yNA", parameter: "area", invisible: true, invisibleOnline: true }
          ]) { totalCount changes { parameterKey \(selection) } } }
        """
      let before = reader.statistics.runs
      let answer = try house.query(document, as: "admin", on: reader)
      #expect(answer.errorCodes == [], "\(answer.text)")
      return Int(reader.statistics.runs - before)
    }
    let plain = try runs("")
    let numbers = try runs("sample { ticket { number } }")
    let more = try runs("sample { ticket { number subject priority step { key } type { key } } }")
    #expect(numbers > plain && numbers - plain <= 50)
    #expect(more == numbers)
  }

  @Test func `lints in the reader's language`() throws {
    let house = try TestHouse()
    let document = """
      { lintWorkflow { code severity message fix type { key } step { key } customerType way { condition } } }
      """
    let english = try house.run(document, as: "admin")
    let portuguese = try house.run(document, as: "admin", languages: ["pt-BR"])
    #expect(english.errorCodes == [] && portuguese.errorCodes == [])
    guard case .array(let findings)? = english["lintWorkflow"],
      case .array(let others)? = portuguese["lintWorkflow"]
    else {
      Issue.record("\(english.text)")
      return
    }
    #expect(!findings.isEmpty && findings.count == others.count)
    for (one, other) in zip(findings, others) {
      #expect(one["severity"] == "WARNING" && one["code"] == other["code"])
      #expect(one["message"] != other["message"] && one["fix"] != other["fix"])
    }
  }

  @Test func `a draft with an error is not published, and says where`() throws {
    let house = try TestHouse()
    let made = try house.run(
      """
      mutation {
        createRuleDraft(input: {}) { version { id } }
        setFieldRules(input: { draft: "cnVsZVZlcnNpb24uMg", rules: [
          { step: "c3RlcC4yNA", parameter: "understandings", required: true }
        ] }) { problems { code } }
        publishRuleDraft(input: { draft: "cnVsZVZlcnNpb24uMg", reason: "R" }) {
          version { id }
          problems {
            code path message
            finding { code fix entryStep { key } way { condition to { key } } missingParameterKeys }
          }
        }
        rebaseRuleDraft(input: { draft: "cnVsZVZlcnNpb24uMg" }) { version { isDraft } }
      }
      """,
      as: "admin"
    )
    #expect(made.errorCodes == [], "\(made.text)")
    #expect(made["publishRuleDraft.version"] == .null)
    let problem = "publishRuleDraft.problems.0"
    #expect(made["\(problem).code"] == "WORKFLOW_HAS_ERRORS")
    #expect(made["\(problem).path"] == ["input", "draft"])
    #expect(made["\(problem).finding.code"] == "CUSTOMER_STUCK")
    #expect(made["\(problem).finding.entryStep.key"] == "registro")
    #expect(made["\(problem).finding.way.1.to.key"] == "retorno")
    #expect(made["\(problem).finding.missingParameterKeys"] == ["understandings"])
    #expect(made["publishRuleDraft.problems.1"] == nil)
    #expect(made["rebaseRuleDraft.version.isDraft"] == true, "it is a draft still")
  }

  @Test(arguments: ["attendant", "student", "client"])
  func `is there for administrators alone`(user: String) throws {
    let house = try TestHouse()
    for document in [
      "{ lintWorkflow { code } }", "{ previewRuleChange { totalCount } }",
      "mutation { postMessage(input: {}) { problems { finding { code } } } }",
      "{ __type(name: \"LintFinding\") { name } }",
    ] {
      let answer = try house.run(document, as: user)
      let isUnknown =
        answer.errorCodes.contains("VALIDATION_FAILED") || answer["__type"] == .null
      #expect(isUnknown, "\(document) \(answer.text)")
    }
  }

  @Test(arguments: LintCode.allCases)
  func `has a sentence and a fix for each finding in each language`(code: LintCode) {
    let texts = Language.allCases.map { ErrorTexts(language: $0) }
    let sentences = texts.map { $0.sentence(for: LintFinding(code)) }
    let fixes = texts.map { $0.fix(for: code) }
    for pair in [sentences, fixes] {
      #expect(Set(pair).count == 2 && pair.allSatisfy { $0.hasSuffix(".") }, "\(pair)")
    }
  }

  @Test func `has no two findings with one sentence`() {
    for language in Language.allCases {
      let texts = ErrorTexts(language: language)
      let sentences = LintCode.allCases.map { texts.sentence(for: LintFinding($0)) }
      #expect(Set(sentences).count == sentences.count)
    }
  }
}
