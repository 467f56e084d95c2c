extension Migration002 {
  /// Drafts of rules, and the audit log.
  static let rules = """

    """
}
