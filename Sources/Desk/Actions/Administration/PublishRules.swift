import Bytes
public import SQLite

/// Puts a draft of the rules in force, as the next numbered version.
///
/// Rules with which somebody would be stuck are not published.
///
/// - Source: F11, F16: what was in force is kept for ever, and can be taken up again.
public struct PublishRuleDraft: AdministratorAction {
  public let draft: Reference<RuleVersionID>
  /// Why; kept with the version.
  public let reason: String
  /// The version that the caller believes to be in force; `.absent` does not care.
  public let expectedRuleVersion: Reference<RuleVersionID>
  public var soundness: Soundness { .leavesNoError }
  public var soundnessPath: [String] { ["input", "draft"] }

  public init(
    draft: Reference<RuleVersionID>,
    reason: String,
    expectedRuleVersion: Reference<RuleVersionID>
  ) {
    self.draft = draft
    self.reason = reason
    self.expectedRuleVersion = expectedRuleVersion
  }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<RuleVersionID> {
    let found = try context.draft(draft)
    guard let draft = found.draft else { return .refused([found.problem]) }
    var findings = Findings()
    if expectedRuleVersion != .absent, expectedRuleVersion.id != context.inForce {
      findings.add(.conflict, "expectedRuleVersion")
    }
    // Another was published since: its changes would be lost without a word.
    if draft.draftedOver != context.inForce { findings.add(.conflict, "draft") }
    if try context.holdsStrangers(draft.id) { findings.add(.invalidValue, "draft") }
    let reason = findings.reason(reason)
    guard findings.isEmpty else { return .refused(findings.problems) }
    try context.publish(draft.id, "publishRuleDraft", reason, by: administrator)
    return .done(draft.id)
  }
}

/// Takes an older version up again: a new one with the same rules is in force.
///
/// What the older one could not speak of, because it was added later, keeps the rules that it has.
public struct RestoreRuleVersion: AdministratorAction {
  public let version: Reference<RuleVersionID>
  /// Why; kept with the new version.
  public let reason: String
  public var soundness: Soundness { .leavesNoError }
  public var soundnessPath: [String] { ["input", "version"] }

  public init(version: Reference<RuleVersionID>, reason: String) {
    self.version = version
    self.reason = reason
  }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<RuleVersionID> {
    guard let version = try context.ruleVersion(version) else {
      return .refused(.notFound, at: "input", "version")
    }
    var findings = Findings()
    if version.isDraft || version.id == context.inForce {
      findings.add(.invalidValue, "version")
    } else if try context.holdsStrangers(version.id) {
      findings.add(.invalidValue, "version")
    }
    let reason = findings.reason(reason)
    guard findings.isEmpty else { return .refused(findings.problems) }
    let inForce = context.inForce
    let copy = try context.insertDraft(copying: version.id, by: administrator.viewer.user)
    if let inForce { try context.add(to: copy, from: inForce, unknownTo: version.id) }
    try context.publish(copy, "restoreRuleVersion", reason, by: administrator)
    return .done(copy)
  }
}

extension Findings {
  /// Why rules are changed: whoever reads the versions later has nothing else to go by.
  fileprivate mutating func reason(_ text: String) -> String {
    switch WrittenText(text, characters: Limits.descriptionCharacters, lines: true) {
    case .blank: add(.required, "reason")
    case .bad: add(.invalidValue, "reason")
    case .good(let text): return text
    }
    return text
  }
}

extension WriteContext {
  /// Numbers a draft and puts it in force.
  fileprivate func publish(
    _ draft: RuleVersionID,
    _ action: String,
    _ reason: String,
    by administrator: Administrator
  ) throws(SQLiteError) {
    let before: JSON = ["ruleVersion": try number(of: inForce)]
    try connection.run(
      RuleStatements.publish,
      draft.rawValue,
      clock.now().milliseconds,
      administrator.viewer.user.rawValue,
      reason
    )
    let number = try number(of: draft)
    try record(action, .ruleVersion, draft.rawValue, before: before, by: administrator) { _ in
      ["ruleVersion": number, "reason": .string(reason)]
    }
  }
}
