extension Migration001 {
  /// What is kept for ever, what makes a repeated request harmless, and the articles.
  ///
  /// - Source: R57, R60, R69; F16, F21.
  static let journal = """
    -- What is left of a deleted ticket: that it was, and who deleted it. No content.
    CREATE TABLE tombstone (
      ticket_id INTEGER PRIMARY KEY,
      type_id INTEGER NOT NULL REFERENCES ticket_type (id),
      opened_at INTEGER NOT NULL,
      deleted_at INTEGER NOT NULL,
      deleted_by_user_id INTEGER NOT NULL REFERENCES user (id)
    ) STRICT;

    CREATE TABLE audit_entry (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      user_id INTEGER REFERENCES user (id),
      action TEXT NOT NULL,
      subject_kind TEXT NOT NULL,
      subject_id INTEGER,
      before TEXT,
      after TEXT
    ) STRICT;
    CREATE INDEX audit_entry_by_subject ON audit_entry (subject_kind, subject_id, id);

    -- The first answer to a request that came with a key. outcome is what the action needs to give
    -- it again; digest tells a replay from another request under the same key.
    CREATE TABLE idempotency_key (
      user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
      key TEXT NOT NULL,
      action TEXT NOT NULL,
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      outcome TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      PRIMARY KEY (user_id, key)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at);

    CREATE TABLE article (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('FAQ', 'TIP')),
      audience TEXT NOT NULL CHECK (audience IN ('ONLINE', 'DESK')),
      type_id INTEGER REFERENCES ticket_type (id),
      title TEXT NOT NULL,
      body TEXT NOT NULL,
      published_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX article_by_kind ON article (kind, audience, id);

    -- F16: nothing of the history is changed, and none of it goes but with its whole ticket, of
    -- which a tombstone must be there first.
    CREATE TRIGGER movement_stays BEFORE UPDATE ON movement BEGIN
      SELECT raise(ABORT, 'movement is append-only');
    END;
    CREATE TRIGGER movement_not_deleted BEFORE DELETE ON movement
    WHEN NOT EXISTS (SELECT 1 FROM tombstone WHERE ticket_id = OLD.ticket_id) BEGIN
      SELECT raise(ABORT, 'movement is append-only');
    END;
    CREATE TRIGGER tombstone_stays BEFORE UPDATE ON tombstone BEGIN
      SELECT raise(ABORT, 'tombstone is append-only');
    END;
    CREATE TRIGGER tombstone_not_deleted BEFORE DELETE ON tombstone BEGIN
      SELECT raise(ABORT, 'tombstone is append-only');
    END;
    CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON audit_entry BEGIN
      SELECT raise(ABORT, 'audit_entry is append-only');
    END;
    CREATE TRIGGER audit_entry_not_deleted BEFORE DELETE ON audit_entry BEGIN
      SELECT raise(ABORT, 'audit_entry is append-only');
    END;
    -- A published rule version is history too: a change is a new version.
    CREATE TRIGGER rule_version_stays BEFORE UPDATE ON rule_version
    WHEN OLD.published_at IS NOT NULL BEGIN
      SELECT raise(ABORT, 'a published rule version is append-only');
    END;
    CREATE TRIGGER rule_version_not_deleted BEFORE DELETE ON rule_version
    WHEN OLD.published_at IS NOT NULL BEGIN
      SELECT raise(ABORT, 'a published rule version is append-only');
    END;

    CREATE TRIGGER field_rule_stays BEFORE UPDATE ON field_rule
    WHEN EXISTS (SELECT 1 FROM rule_version WHERE id = OLD.version_id AND published_at IS NOT NULL)
    BEGIN
      SELECT raise(ABORT, 'a published rule version is append-only');
    END;
    CREATE TRIGGER field_rule_not_deleted BEFORE DELETE ON field_rule
    WHEN EXISTS (SELECT 1 FROM rule_version WHERE id = OLD.version_id AND published_at IS NOT NULL)
    BEGIN
      SELECT raise(ABORT, 'a published rule version is append-only');
    END;
    CREATE TRIGGER field_rule_not_added BEFORE INSERT ON field_rule
    WHEN EXISTS (SELECT 1 FROM rule_version WHERE id = NEW.version_id AND published_at IS NOT NULL)
    BEGIN
      SELECT raise(ABORT, 'a published rule version is append-only');
    END;
    CREATE TRIGGER refinement_stays BEFORE UPDATE ON field_rule_refinement
    WHEN EXISTS (SELECT 1 FROM rule_version WHERE id = OLD.version_id AND published_at IS NOT NULL)
    BEGIN
      SELECT raise(ABORT, 'a published rule version is append-only');
    END;
    CREATE TRIGGER refinement_not_deleted BEFORE DELETE ON field_rule_refinement
    WHEN EXISTS (SELECT 1 FROM rule_version WHERE id = OLD.version_id AND published_at IS NOT NULL)
    BEGIN
      SELECT raise(ABORT, 'a published rule version is append-only');
    END;
    CREATE TRIGGER refinement_not_added BEFORE INSERT ON field_rule_refinement
    WHEN EXISTS (SELECT 1 FROM rule_version WHERE id = NEW.version_id AND published_at IS NOT NULL)
    BEGIN
      SELECT raise(ABORT, 'a published rule version is append-only');
    END;

    """
}
