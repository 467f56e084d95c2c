import Server

/// What the playground sends to begin and end a session, byte for byte.
///
/// Where only trusted documents run, these do too: without them no administrator could sign in there.
/// The playground's other documents are an administrator's, who may run any.
enum PlaygroundDocuments {
  private static let names: Set<String> = ["SignIn", "SignOut", "WhoAmI"]

  /// The texts as documents without a name, which leave all names to the operator.
  static var trusted: [TrustedDocument] {
    EmbeddedFiles.documents.filter { names.contains($0.name) }
      .map { TrustedDocument(text: Array($0.text.utf8), name: nil, origin: "playground") }
  }
}
