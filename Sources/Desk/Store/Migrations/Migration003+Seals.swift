extension Migration003 {
  /// What the rules of each step were when they were published.
  ///
  /// A published version never changes, and the triggers on it say so; but they do not hold a disk or a
  /// hand in the file. What is not as it was published is hidden (L21).
  ///
  /// - Source: L21; F2, F16.
  static let seals = """
    -- rules: parameter:customer type:flags of each, the customer type of a rule for everybody -; the
    -- flags are 1 required, 2 read-only, 4 needed from the previous step, 8 invisible, 16 invisible
    -- online. A step without rules has an empty text.
    CREATE TABLE rule_seal (
      version_id INTEGER NOT NULL REFERENCES rule_version (id),
      step_id INTEGER NOT NULL,
      number INTEGER NOT NULL,
      rules TEXT NOT NULL,
      PRIMARY KEY (version_id, step_id)
    ) STRICT, WITHOUT ROWID;

    INSERT INTO rule_seal \(sealing);

    CREATE TRIGGER rule_version_sealed AFTER UPDATE OF number ON rule_version
    WHEN NEW.number IS NOT NULL BEGIN
      INSERT INTO rule_seal \(sealing)
        AND rule_version.id = NEW.id;
    END;
    CREATE TRIGGER rule_version_born_sealed AFTER INSERT ON rule_version
    WHEN NEW.number IS NOT NULL BEGIN
      INSERT INTO rule_seal \(sealing)
        AND rule_version.id = NEW.id;
    END;
    CREATE TRIGGER rule_seal_stays BEFORE UPDATE ON rule_seal BEGIN
      SELECT raise(ABORT, 'rule_seal is append-only');
    END;
    CREATE TRIGGER rule_seal_not_deleted BEFORE DELETE ON rule_seal BEGIN
      SELECT raise(ABORT, 'rule_seal is append-only');
    END;

    """

  /// The seals of published versions, one for each step that was there.
  private static let sealing = """
    SELECT rule_version.id, step.id, rule_version.number, ifnull((
        SELECT group_concat(parameter_id || ':' || customer_type || ':' || (required
          + 2 * read_only + 4 * needed_from_previous + 8 * invisible + 16 * invisible_online), ' ')
        FROM (
          SELECT parameter_id, '-' AS customer_type, required, read_only, needed_from_previous,
            invisible, invisible_online
          FROM field_rule WHERE version_id = rule_version.id AND step_id = step.id
          UNION ALL
          SELECT parameter_id, customer_type, required, read_only, needed_from_previous,
            invisible, invisible_online
          FROM field_rule_refinement WHERE version_id = rule_version.id AND step_id = step.id)
      ), '')
    FROM rule_version, step
    WHERE rule_version.number IS NOT NULL AND step.known_from <= rule_version.number
    """
}
