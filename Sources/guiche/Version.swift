/// Which guiche this is.
enum Version {
  /// By the rules of Semantic Versioning.
  static let text = "0.1.0"
}
