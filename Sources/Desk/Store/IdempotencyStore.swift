import Bytes
import SQLite

/// What a request under an idempotency key was, and what came of it.
struct StoredOutcome: Hashable {
  let action: String
  /// SHA-256 of what was asked for.
  let digest: [UInt8]
  /// JSON, as the action wrote it.
  let outcome: String
}

extension WriteContext {
  /// What was done under a key of a user's; `nil` where it is new.
  func outcome(ofKey key: String, of user: UserID) throws(SQLiteError) -> StoredOutcome? {
    try connection.first(Self.outcome, user.rawValue, key) { (row) throws(SQLiteError) in
      StoredOutcome(
        action: row.text(0) ?? "",
        digest: row.blob(1) ?? [],
        outcome: row.text(2) ?? ""
      )
    }
  }

  /// Keeps what came of a request, in the same transaction as what it wrote.
  ///
  /// Each key that comes takes two old ones away, whosever they are, so that there are never many
  /// more than were given in ``Limits/idempotencyMilliseconds``.
  func keep(
    _ outcome: StoredOutcome,
    underKey key: String,
    of user: UserID
  ) throws(SQLiteError) {
    let now = clock.now()
    try connection.run(
      Self.keep,
      user.rawValue,
      key,
      outcome.action,
      outcome.digest,
      outcome.outcome,
      now.milliseconds
    )
    let end = now.advanced(byMilliseconds: -Limits.idempotencyMilliseconds)
    try connection.run(Self.sweptKeys, end.milliseconds)
  }

  private static let outcome = Query(
    "SELECT action, digest, outcome FROM idempotency_key WHERE user_id = ?1 AND key = ?2"
  )
  private static let keep = Query("INSERT INTO idempotency_key VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
  static let sweptKeys = Query(
    """
    DELETE FROM idempotency_key WHERE (user_id, key) IN (
      SELECT user_id, key FROM idempotency_key WHERE created_at < ?1 ORDER BY created_at LIMIT 2
    )
    """
  )
}
