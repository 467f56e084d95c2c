import Foundation

/// The mutations that set up the workflow, its rules and the settings.
///
/// Of the demo story: group 1 has type 1 `segunda-via-diploma`; type 5 `duvida` has steps 21
/// `registro` (the default entry), 22, 23 `resposta`, 24, transition 33 out of 21, parameters 78
/// `subject` and 88 `area`; reason 1 is `pedido`; attendant 6 is the appointed one, attendant 1 user
/// 9; version 1 of the rules is in force, and there is no draft.
extension BadInput {
  static let workflow: [BadInput] =
    fromTable + workflowMutations.flatMap(everyMutation)

  /// Each with the name of the input that says which object is meant, where one is.
  private static let workflowMutations: [(mutation: String, object: String?)] = [
    ("createTicketGroup", nil), ("updateTicketGroup", "group"), ("deleteTicketGroup", "group"),
    ("createTicketType", nil), ("updateTicketType", "type"), ("deleteTicketType", "type"),
    ("createStep", nil), ("updateStep", "step"), ("deleteStep", "step"),
    ("createTransition", nil), ("updateTransition", "transition"),
    ("deleteTransition", "transition"), ("createParameter", nil),
    ("updateParameter", "parameter"), ("deleteParameter", "parameter"),
    ("createForwardReason", nil), ("updateForwardReason", "reason"),
    ("deleteForwardReason", "reason"), ("createAttendant", nil), ("updateAttendant", "attendant"),
    ("updateSettings", nil), ("createRuleDraft", nil), ("setFieldRules", nil),
    ("rebaseRuleDraft", "draft"), ("publishRuleDraft", nil), ("discardRuleDraft", "draft"),
    ("restoreRuleVersion", nil),
  ]

  /// What is the same for all of them: who may, and an input of the wrong type; for those that name
  /// an object, that one too.
  private static func everyMutation(_ mutation: String, _ object: String?) -> [BadInput] {
    var cases = ["attendant", "client"].map { (user: String) in
      BadInput(
        mutation: mutation,
        kind: .notPermitted,
        what: "of \(user)",
        user: user,
        input: "{}",
        code: "VALIDATION_FAILED"
      )
    }
    cases.append(bad(mutation, .wrongType, "a list", "[1]", "VALIDATION_FAILED"))
    guard let object else { return cases }
    cases.append(bad(mutation, .missing, "no \(object)", "{}", "VALIDATION_FAILED"))
    let others: [(kind: Kind, id: String)] = [
      (.unknown, id("ticket", 1)), (.unknown, "nonsense"), (.unknown, ""),
      (.tooLong, String(repeating: "a", count: 10_000)),
    ]
    for (kind, other) in others {
      let input = "{\(object): \"\(other)\"}"
      let what = "an id that names nothing, of \(other.count) characters"
      cases.append(bad(mutation, kind, what, input, "NOT_FOUND", [object]))
    }
    return cases
  }

  private static func bad(
    _ mutation: String,
    _ kind: Kind,
    _ what: String,
    _ input: String,
    _ code: String,
    _ path: [String]? = nil
  ) -> BadInput {
    BadInput(
      mutation: mutation,
      kind: kind,
      what: what,
      user: "admin",
      input: input,
      code: code,
      path: path.map { ["input"] + $0 }
    )
  }

  /// The id of an object of the demo story.
  private static func id(_ tag: String, _ number: Int) -> String {
    Data("\(tag).\(number)".utf8).base64EncodedString()
      .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
      .replacingOccurrences(of: "=", with: "")
  }

  /// One a line: mutation, kind, what is wrong, input, code, path within the input.
  ///
  /// `$step.21` stands for the id of step 21, `$long`, `$longKey` and `$paragraph` for texts of one
  /// character more than there may be.
  private static let table = """
    createTicketGroup | missing | a blank name | {key: "n", name: " "} | REQUIRED | name
    createTicketGroup | missing | no name | {key: "n"} | VALIDATION_FAILED |
    createTicketGroup | tooLong | a long name | {key: "n", name: "$long"} | INVALID_VALUE | name
    createTicketGroup | conflicting | a key that is taken | {key: "suporte", name: "N"} | ALREADY_EXISTS | key
    updateTicketGroup | tooLong | a long name | {group: "$group.1", name: "$long"} | INVALID_VALUE | name
    updateTicketGroup | missing | a name that is null | {group: "$group.1", name: null} | REQUIRED | name
    deleteTicketGroup | conflicting | a group with types | {group: "$group.1"} | IN_USE | group
    createTicketType | missing | no customer type | {group: "$group.1", key: "n", name: "N", customerTypes: []} | REQUIRED | customerTypes
    createTicketType | tooLong | a long key | {group: "$group.1", key: "$longKey", name: "N"} | INVALID_VALUE | key
    createTicketType | unknown | a group that is a type | {group: "$type.1", key: "n", name: "N"} | NOT_FOUND | group
    createTicketType | conflicting | a key that is taken | {group: "$group.1", key: "duvida", name: "N"} | ALREADY_EXISTS | key
    updateTicketType | tooLong | a long name | {type: "$type.5", name: "$long"} | INVALID_VALUE | name
    updateTicketType | unknown | a group that never was | {type: "$type.5", group: "$group.77"} | NOT_FOUND | group
    deleteTicketType | conflicting | a type with tickets | {type: "$type.5"} | IN_USE | type
    createStep | missing | a blank name | {type: "$type.5", key: "n", name: ""} | REQUIRED | name
    createStep | tooLong | a long name | {type: "$type.5", key: "n", name: "$long"} | INVALID_VALUE | name
    createStep | unknown | a type that never was | {type: "$type.77", key: "n", name: "N"} | NOT_FOUND | type
    createStep | unknown | an attendant who never was | {type: "$type.5", key: "n", name: "N", attendant: "x"} | NOT_FOUND | attendant
    createStep | conflicting | a key that is taken | {type: "$type.5", key: "retorno", name: "N"} | ALREADY_EXISTS | key
    updateStep | tooLong | a long name | {step: "$step.21", name: "$long"} | INVALID_VALUE | name
    updateStep | conflicting | no default entry any more | {step: "$step.21", isDefaultEntry: false} | INVALID_VALUE | isDefaultEntry
    deleteStep | conflicting | a step where tickets are | {step: "$step.23"} | IN_USE | step
    createTransition | missing | a blank label | {from: "$step.21", to: "$step.23", condition: "n", label: "", responsibility: CUSTOMER} | REQUIRED | label
    createTransition | tooLong | a long condition | {from: "$step.21", to: "$step.23", condition: "$longKey", label: "L", responsibility: CUSTOMER} | INVALID_VALUE | condition
    createTransition | unknown | a step of another type | {from: "$step.21", to: "$step.1", condition: "n", label: "L", responsibility: CUSTOMER} | NOT_FOUND | to
    createTransition | conflicting | a condition that is taken | {from: "$step.21", to: "$step.23", condition: "perguntar", label: "L", responsibility: CUSTOMER} | ALREADY_EXISTS | condition
    updateTransition | tooLong | a long label | {transition: "$transition.33", label: "$long"} | INVALID_VALUE | label
    updateTransition | unknown | a reason that never was | {transition: "$transition.33", reasons: ["x"]} | NOT_FOUND | reasons.0
    deleteTransition | conflicting | a way that tickets went | {transition: "$transition.33"} | IN_USE | transition
    createParameter | missing | no choices | {type: "$type.5", key: "n", label: "N", kind: CHOICE} | REQUIRED | choices
    createParameter | tooLong | a longer text than there can be | {type: "$type.5", key: "n", label: "N", kind: TEXT, lengthMax: 1001} | INVALID_VALUE | lengthMax
    createParameter | wrongType | a kind that is none | {type: "$type.5", key: "n", label: "N", kind: SECTION} | VALIDATION_FAILED |
    createParameter | unknown | a type that never was | {type: "$type.77", key: "n", label: "N", kind: TEXT} | NOT_FOUND | type
    createParameter | conflicting | a key that every type has | {type: "$type.5", key: "discussion", label: "N", kind: TEXT} | ALREADY_EXISTS | key
    updateParameter | tooLong | a long label | {parameter: "$parameter.88", label: "$long"} | INVALID_VALUE | label
    updateParameter | readOnly | the length of a core one | {parameter: "$parameter.78", lengthMax: 10} | PARAMETER_READ_ONLY | lengthMax
    updateParameter | conflicting | another kind where there are values | {parameter: "$parameter.88", kind: TEXT, choices: []} | IN_USE | kind
    deleteParameter | readOnly | a core one | {parameter: "$parameter.78"} | IN_USE | parameter
    deleteParameter | conflicting | one with values | {parameter: "$parameter.88"} | IN_USE | parameter
    createForwardReason | missing | a blank label | {code: "n", label: ""} | REQUIRED | label
    createForwardReason | tooLong | a long code | {code: "$longKey", label: "L"} | INVALID_VALUE | code
    createForwardReason | conflicting | a code that is taken | {code: "pedido", label: "L"} | ALREADY_EXISTS | code
    updateForwardReason | tooLong | a long label | {reason: "$reason.1", label: "$long"} | INVALID_VALUE | label
    updateForwardReason | conflicting | the only one of a way, out of use | {reason: "$reason.1", isActive: false} | WORKFLOW_HAS_ERRORS |
    deleteForwardReason | conflicting | one that was given | {reason: "$reason.1"} | IN_USE | reason
    createAttendant | missing | a blank name | {user: "$user.15", displayName: " "} | REQUIRED | displayName
    createAttendant | tooLong | a long name | {user: "$user.9", displayName: "$long"} | INVALID_VALUE | displayName
    createAttendant | unknown | a user who never was | {user: "$user.7777", displayName: "N"} | NOT_FOUND | user
    createAttendant | conflicting | a user who is one | {user: "$user.9", displayName: "N"} | ALREADY_EXISTS | user
    updateAttendant | tooLong | a long name | {attendant: "$attendant.1", displayName: "$long"} | INVALID_VALUE | displayName
    updateAttendant | conflicting | the appointed one off duty | {attendant: "$attendant.6", isActive: false} | IN_USE | isActive
    updateSettings | unknown | an attendant who never was | {defaultAttendant: "$attendant.77"} | NOT_FOUND | defaultAttendant
    updateSettings | tooLong | a long id | {defaultAttendant: "$long"} | NOT_FOUND | defaultAttendant
    createRuleDraft | unknown | a version that never was | {basedOn: "$ruleVersion.77"} | NOT_FOUND | basedOn
    createRuleDraft | tooLong | a long id | {basedOn: "$long"} | NOT_FOUND | basedOn
    setFieldRules | missing | no draft | {rules: []} | VALIDATION_FAILED |
    setFieldRules | unknown | a draft that never was | {draft: "$ruleVersion.77", rules: []} | NOT_FOUND | draft
    setFieldRules | readOnly | a published version | {draft: "$ruleVersion.1", rules: []} | NOT_A_DRAFT | draft
    rebaseRuleDraft | readOnly | a published version | {draft: "$ruleVersion.1"} | NOT_A_DRAFT | draft
    publishRuleDraft | missing | no reason | {draft: "x"} | VALIDATION_FAILED |
    publishRuleDraft | unknown | a draft that never was | {draft: "$ruleVersion.77", reason: "R"} | NOT_FOUND | draft
    publishRuleDraft | readOnly | a published version | {draft: "$ruleVersion.1", reason: "R"} | NOT_A_DRAFT | draft
    discardRuleDraft | readOnly | a published version | {draft: "$ruleVersion.1"} | NOT_A_DRAFT | draft
    restoreRuleVersion | missing | a blank reason | {version: "$ruleVersion.1", reason: " "} | REQUIRED | reason
    restoreRuleVersion | tooLong | a long reason | {version: "$ruleVersion.1", reason: "$paragraph"} | INVALID_VALUE |
    restoreRuleVersion | unknown | a version that never was | {version: "$ruleVersion.77", reason: "R"} | NOT_FOUND | version
    restoreRuleVersion | conflicting | the version in force | {version: "$ruleVersion.1", reason: "R"} | INVALID_VALUE | version
    """

  private static let fromTable: [BadInput] = table.split(separator: "\n").map { line in
    let cells = line.split(separator: "|", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }
    let path = cells[5].split(separator: ".").map(String.init)
    return bad(
      cells[0],
      Kind(rawValue: cells[1]) ?? .hidden,
      cells[2],
      filled(cells[3]),
      cells[4],
      path.isEmpty ? nil : path
    )
  }

  /// An input with its ids and its long texts in place.
  private static func filled(_ input: String) -> String {
    var text = input
    for (name, count) in [("$paragraph", 2_001), ("$longKey", 65), ("$long", 201)] {
      text.replace(name, with: String(repeating: "n", count: count))
    }
    return text.replacing(/\$(\w+)\.(\d+)/) { match in
      id(String(match.output.1), Int(match.output.2) ?? 0)
    }
  }

  static let workflowWithout: [Excuse] = ofAll + withoutReadOnly + ofSingle

  typealias Excuse = (mutation: String, kinds: Set<Kind>, why: String)

  private static let ofAll: [Excuse] = workflowMutations.map { mutation, _ in
    let why = """
      an administrator sees all of the configuration, and it is nobody's own; what a profile blocks \
      is tried in DeskTests/TypeTests
      """
    return (mutation, [.hidden, .foreign], why)
  }

  private static let withoutReadOnly: [Excuse] = {
    let tried: Set = [
      "updateParameter", "deleteParameter", "setFieldRules", "rebaseRuleDraft",
      "publishRuleDraft", "discardRuleDraft",
    ]
    return workflowMutations.filter { !tried.contains($0.mutation) }.map { mutation, _ in
      (mutation, [.readOnly], "nothing of it can be seen and not changed")
    }
  }()

  private static let ofSingle: [Excuse] = [
    ("createTicketGroup", [.unknown], "it names no other object"),
    ("createForwardReason", [.unknown], "it names no other object"),
    ("updateTicketGroup", [.conflicting], "whatever it says fits beside every other group"),
    ("updateTransition", [.conflicting], "whatever it says fits beside every other way"),
    (
      "updateTicketType", [.conflicting],
      "only a type in which tickets would be stuck, which the demo has not: DeskTests/SoundnessTests"
    ),
    ("updateSettings", [.missing], "all of it can be left out"),
    (
      "updateSettings", [.conflicting],
      "only an attendant off duty, whom the demo has not: DeskTests/AttendantTests"
    ),
    ("createRuleDraft", [.missing], "all of it can be left out"),
    ("createRuleDraft", [.conflicting], "needs a draft: DeskTests/RuleDraftTests"),
    ("setFieldRules", [.tooLong, .conflicting], "need a draft: DeskTests/RuleDraftTests"),
    ("rebaseRuleDraft", [.conflicting], "it is there to end conflicts"),
    (
      "publishRuleDraft", [.tooLong, .conflicting],
      "need a draft: DeskTests/RuleDraftTests and SoundnessTests"
    ),
    ("discardRuleDraft", [.conflicting], "a draft can be thrown away whatever was published"),
  ]
}
