import GraphQL

/// What the stages of an explained operation took, for the tools of a browser.
///
/// - Source: [Server Timing](https://www.w3.org/TR/server-timing/).
enum ServerTiming {
  /// The value of the field `Server-Timing`, in milliseconds.
  static func value(of stages: StageTimes) -> String {
    [
      ("parse", stages.preparation.parse), ("validate", stages.preparation.validate),
      ("plan", stages.preparation.plan), ("execute", stages.execute),
      ("serialize", stages.serialize),
    ]
    .map { name, nanoseconds in "\(name);dur=\(Double(nanoseconds / 1_000) / 1_000)" }
    .joined(separator: ", ")
  }
}
