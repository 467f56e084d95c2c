import Server

/// What the playground itself sends to begin and end a session, byte for byte.
///
/// Where only trusted documents run, these do too: without them no administrator could sign in
/// there. A test compares them with the playground.
enum PlaygroundDocuments {
  static let texts = [
    """
    mutation SignIn($input: SignInInput!) {
      signIn(input: $input) { session { token } problems { message } }
    }
    """,
    "mutation SignOut { signOut { problems { code } } }",
    """
    query WhoAmI {
      viewer { user { id displayName } permissions identities { type customer { id name } } }
    }
    """,
  ]

  /// The texts as documents without a name, which leave all names to the operator.
  static var trusted: [TrustedDocument] {
    texts.map { TrustedDocument(text: Array($0.utf8), name: nil, origin: "playground") }
  }
}
