/// Something in the database that cannot be read, for which more is hidden than the rules say.
///
/// It says where, by the names of tables and by keys, and never what stands there.
///
/// - Source: L21, L27.
public struct DeskFault: Hashable, Sendable {
  /// What cannot be read, and what is hidden for it.
  ///
  /// - Invariant: the raw values are for logs that are searched, so they never change their meaning.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The configuration as a whole: everything governed is hidden and nothing is written.
    case configuration = "CONFIGURATION_UNREADABLE"
    /// Which version of the rules is in force: the same.
    case ruleVersions = "RULE_VERSIONS_UNREADABLE"
    /// A rule, or it is not what was published: its parameter is hidden at its step.
    case rule = "RULE_UNREADABLE"
    /// All rules of a step: everything governed is hidden there.
    case step = "STEP_UNREADABLE"
    /// A parameter or section of a type: it is hidden at all of its steps.
    case parameter = "PARAMETER_UNREADABLE"
    /// Tickets stand at a step that is not there: all that is governed of them is hidden.
    case missingStep = "STEP_MISSING"
    /// A ticket's type, state or customer type: the ticket is not there for anybody.
    case ticket = "TICKET_UNREADABLE"
  }

  public let kind: Kind
  /// The table and the keys, for example "field_rule version 3 step 7 parameter 12"; for an error of
  /// the database its code and SQLite's own sentence.
  public let place: String
  /// The configuration's revision at which it was found.
  public let revision: Int64

  public init(_ kind: Kind, at place: String, revision: Int64) {
    self.kind = kind
    self.place = place
    self.revision = revision
  }
}
