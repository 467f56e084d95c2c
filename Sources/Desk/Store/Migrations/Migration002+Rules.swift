extension Migration002 {
  /// Drafts of rules, and the audit log.
  ///
  /// - Source: R43-R46, R64-R67, R73; F16, F17.
  static let rules = """
    -- Versions are numbered as they are published, for a draft that was begun first may be published
    -- last: the one in force is the one of the greatest number. based_on says whose rules a draft
    -- began with; drafted_over which version was in force then, so that nobody publishes over
    -- rules that he has not seen.
    ALTER TABLE rule_version ADD COLUMN number INTEGER;
    ALTER TABLE rule_version ADD COLUMN drafted_over INTEGER REFERENCES rule_version (id);
    DROP TRIGGER rule_version_stays;
    UPDATE rule_version SET number = (
        SELECT count(*) FROM rule_version AS earlier
        WHERE earlier.published_at IS NOT NULL AND earlier.id <= rule_version.id)
      WHERE published_at IS NOT NULL;
    CREATE UNIQUE INDEX rule_version_by_number ON rule_version (number);
    CREATE INDEX rule_version_drafts ON rule_version (id) WHERE published_at IS NULL;
    CREATE TRIGGER rule_version_stays BEFORE UPDATE ON rule_version
    WHEN OLD.number IS NOT NULL BEGIN
      SELECT raise(ABORT, 'a published rule version is append-only');
    END;
    CREATE TRIGGER rule_version_numbered AFTER UPDATE OF published_at ON rule_version
    WHEN NEW.published_at IS NOT NULL AND NEW.number IS NULL BEGIN
      UPDATE rule_version SET number = (SELECT ifnull(max(number), 0) + 1 FROM rule_version)
        WHERE id = NEW.id;
    END;
    CREATE TRIGGER rule_version_born_numbered AFTER INSERT ON rule_version
    WHEN NEW.published_at IS NOT NULL AND NEW.number IS NULL BEGIN
      UPDATE rule_version SET number = (SELECT ifnull(max(number), 0) + 1 FROM rule_version)
        WHERE id = NEW.id;
    END;

    -- The number of the first version of the rules that can speak of a step or a parameter. Until such
    -- a version is in force, what was added is hidden from customers: deny by default (F2).
    ALTER TABLE step ADD COLUMN known_from INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE parameter ADD COLUMN known_from INTEGER NOT NULL DEFAULT 0;

    -- How many open tickets stand where a change of the rules would be felt.
    CREATE INDEX ticket_open_by_step ON ticket (step_id, customer_type, status)
      WHERE status < 2;

    -- The audit log's filters, each newest first.
    CREATE INDEX audit_entry_by_user ON audit_entry (user_id, id);
    CREATE INDEX audit_entry_by_action ON audit_entry (action, id);
    CREATE INDEX audit_entry_by_kind ON audit_entry (subject_kind, id);

    """
}
