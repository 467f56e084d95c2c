extension Migration002 {
  /// The version of a ticket that each side sees.
  ///
  /// version and updated_at are the desk's from here on, online_version and online_updated_at the
  /// customer's: what one side cannot see changes nothing that it can (F6).
  static let tickets = """
    ALTER TABLE ticket ADD COLUMN online_version INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE ticket ADD COLUMN online_updated_at INTEGER NOT NULL DEFAULT 0;
    UPDATE ticket SET online_version = version, online_updated_at = updated_at;

    """
}
