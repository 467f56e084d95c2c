extension Migration002 {
  /// Guardians, academic contexts, what sessions and users have in addition.
  static let people = """

    """
}
