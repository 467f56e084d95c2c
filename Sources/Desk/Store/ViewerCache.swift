import Bytes

/// The viewers behind the sessions that a connection saw last.
///
/// A viewer stays true as long as nobody has committed anything since it was read, which SQLite
/// tells by a number. So a session that was ended or a permission that was withdrawn, by whatever
/// connection or process, is seen by the next request.
///
/// - Invariant: only for a connection that does not write, for SQLite does not count its own commits.
struct ViewerCache {
  private var entries: [String: SessionViewer] = [:]

  /// Forgets everything, for something was committed.
  mutating func forget() { entries.removeAll(keepingCapacity: true) }

  /// The viewer of a token, unless the session is over by now.
  func viewer(_ token: String, at now: Int64) -> SessionViewer? {
    guard let entry = entries[token], entry.expiresAt.milliseconds > now else { return nil }
    return entry
  }

  mutating func keep(_ viewer: SessionViewer, for token: String) {
    if entries.count >= Limits.cachedViewers { forget() }
    entries[token] = viewer
  }
}
