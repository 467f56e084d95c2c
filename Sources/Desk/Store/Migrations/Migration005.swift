/// Files that are put at an address of their own.
enum Migration005 {
  /// The statements in the order in which they are run.
  ///
  /// - Source: R6, R31, R53, R54.
  static let sql = """
    -- An address that takes one file for a ticket. Only the hash of its token is here. It is of no use
    -- without the session that asked for it, nor after expires_at. attachment_number is what became of
    -- it, so that a file which comes twice is there once.
    CREATE TABLE upload (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
      user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
      session_id INTEGER NOT NULL,
      ticket_id INTEGER NOT NULL REFERENCES ticket (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      media_type TEXT,
      size INTEGER NOT NULL CHECK (size > 0),
      sha256 BLOB CHECK (length(sha256) = 32),
      expires_at INTEGER NOT NULL,
      attachment_number INTEGER CHECK (attachment_number > 0)
    ) STRICT;
    CREATE INDEX upload_open ON upload (user_id, expires_at) WHERE attachment_number IS NULL;
    CREATE INDEX upload_by_age ON upload (expires_at);
    CREATE INDEX upload_by_ticket ON upload (ticket_id);

    """
}
