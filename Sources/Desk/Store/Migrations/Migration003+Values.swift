extension Migration003 {
  /// What the values of tickets were before they were changed.
  ///
  /// The journal holds what a change took away, so a ticket that nobody edits costs nothing, and what
  /// stands in the ticket itself is written once. A value of a moment is the one that the first change
  /// after it took away; where there is none, the ticket's own.
  ///
  /// - Source: F24; F16.
  static let values = """
    -- value is null where the parameter was empty. What is filled in while a ticket is opened is no
    -- change.
    CREATE TABLE value_change (
      ticket_id INTEGER NOT NULL REFERENCES ticket (id) ON DELETE CASCADE,
      id INTEGER NOT NULL CHECK (id > 0),
      parameter_id INTEGER NOT NULL REFERENCES parameter (id),
      changed_at INTEGER NOT NULL,
      value ANY CHECK (typeof(value) IN ('integer', 'text', 'null')),
      PRIMARY KEY (ticket_id, id)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER value_change_stays BEFORE UPDATE ON value_change BEGIN
      SELECT raise(ABORT, 'value_change is append-only');
    END;
    CREATE TRIGGER value_change_not_deleted BEFORE DELETE ON value_change
    WHEN NOT EXISTS (SELECT 1 FROM tombstone WHERE ticket_id = OLD.ticket_id) BEGIN
      SELECT raise(ABORT, 'value_change is append-only');
    END;

    -- Since when changes are kept: in a file that had tickets before, since now.
    ALTER TABLE settings ADD COLUMN values_known_from INTEGER NOT NULL DEFAULT 0;
    UPDATE settings
      SET values_known_from = CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)
      WHERE EXISTS (SELECT 1 FROM ticket);

    -- 0: it was there before this was kept.
    ALTER TABLE parameter ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;
    UPDATE parameter SET created_at = ifnull((
      SELECT min(at) FROM audit_entry WHERE subject_kind = 'PARAMETER'
        AND subject_id = parameter.id AND action = 'createParameter'), 0);

    """
}
