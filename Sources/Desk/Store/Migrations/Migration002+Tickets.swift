extension Migration002 {
  /// The version of a ticket that each side sees.
  static let tickets = """

    """
}
