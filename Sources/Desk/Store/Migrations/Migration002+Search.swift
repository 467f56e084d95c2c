extension Migration002 {
  /// The index of words, over tickets and articles.
  static let search = """

    """
}
