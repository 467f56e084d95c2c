extension Migration001 {
  /// How a ticket goes: groups, types, steps, transitions, parameters and their rules.
  ///
  /// - Source: R21, R37-R50, R64-R67, Q5, Q6, Q12, Q13.
  static let workflow = """
    CREATE TABLE ticket_group (
      id INTEGER PRIMARY KEY,
      key TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      description TEXT,
      position INTEGER NOT NULL DEFAULT 0
    ) STRICT;

    -- Q12: opens_for_… says who may open one; every customer type may unless somebody says no.
    CREATE TABLE ticket_type (
      id INTEGER PRIMARY KEY,
      group_id INTEGER NOT NULL REFERENCES ticket_group (id),
      key TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      description TEXT,
      position INTEGER NOT NULL DEFAULT 0,
      is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
      opens_for_client INTEGER NOT NULL DEFAULT 1 CHECK (opens_for_client IN (0, 1)),
      opens_for_person INTEGER NOT NULL DEFAULT 1 CHECK (opens_for_person IN (0, 1)),
      opens_for_student INTEGER NOT NULL DEFAULT 1 CHECK (opens_for_student IN (0, 1)),
      opens_for_teacher INTEGER NOT NULL DEFAULT 1 CHECK (opens_for_teacher IN (0, 1)),
      opens_for_prospect INTEGER NOT NULL DEFAULT 1 CHECK (opens_for_prospect IN (0, 1))
    ) STRICT;
    CREATE INDEX ticket_type_by_group ON ticket_type (group_id);

    -- R37: blocking only narrows.
    CREATE TABLE profile_blocked_type (
      profile_id INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
      type_id INTEGER NOT NULL REFERENCES ticket_type (id) ON DELETE CASCADE,
      PRIMARY KEY (profile_id, type_id)
    ) STRICT, WITHOUT ROWID;

    -- attendant_id: who gets the ticket at this step; null is the configured attendant.
    CREATE TABLE step (
      id INTEGER PRIMARY KEY,
      type_id INTEGER NOT NULL REFERENCES ticket_type (id),
      key TEXT NOT NULL,
      name TEXT NOT NULL,
      position INTEGER NOT NULL DEFAULT 0,
      is_entry INTEGER NOT NULL DEFAULT 0 CHECK (is_entry IN (0, 1)),
      is_default_entry INTEGER NOT NULL DEFAULT 0
        CHECK (is_default_entry IN (0, 1) AND is_default_entry <= is_entry),
      attendant_id INTEGER REFERENCES attendant (id),
      UNIQUE (type_id, key),
      UNIQUE (type_id, id)
    ) STRICT;
    -- Q13: never two default entries.
    CREATE UNIQUE INDEX step_default_entry ON step (type_id) WHERE is_default_entry = 1;

    -- Q6: the condition labels the way out and so decides where it leads. Both ends are steps of
    -- one type. responsibility is the code of Responsibility after the move.
    CREATE TABLE transition (
      id INTEGER PRIMARY KEY,
      type_id INTEGER NOT NULL,
      from_step_id INTEGER NOT NULL,
      to_step_id INTEGER NOT NULL,
      condition_key TEXT NOT NULL,
      condition_label TEXT NOT NULL,
      responsibility INTEGER NOT NULL CHECK (responsibility IN (0, 1)),
      position INTEGER NOT NULL DEFAULT 0,
      UNIQUE (from_step_id, condition_key),
      FOREIGN KEY (type_id, from_step_id) REFERENCES step (type_id, id),
      FOREIGN KEY (type_id, to_step_id) REFERENCES step (type_id, id)
    ) STRICT;

    CREATE TABLE forward_reason (
      id INTEGER PRIMARY KEY,
      key TEXT NOT NULL UNIQUE,
      label TEXT NOT NULL,
      position INTEGER NOT NULL DEFAULT 0,
      is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1))
    ) STRICT;

    CREATE TABLE transition_reason (
      transition_id INTEGER NOT NULL REFERENCES transition (id) ON DELETE CASCADE,
      reason_id INTEGER NOT NULL REFERENCES forward_reason (id),
      PRIMARY KEY (transition_id, reason_id)
    ) STRICT, WITHOUT ROWID;

    -- origin CORE: kept in a column of ticket. SECTION: governs a list of the ticket's children.
    -- OWN: kept in ticket_parameter. minimum and maximum are decimal texts or days.
    CREATE TABLE parameter (
      id INTEGER PRIMARY KEY,
      type_id INTEGER NOT NULL REFERENCES ticket_type (id),
      key TEXT NOT NULL,
      label TEXT NOT NULL,
      origin TEXT NOT NULL DEFAULT 'OWN' CHECK (origin IN ('CORE', 'SECTION', 'OWN')),
      kind TEXT NOT NULL CHECK (kind IN ('TEXT', 'LONG_TEXT', 'INTEGER', 'DECIMAL', 'BOOLEAN',
        'DATE', 'CHOICE', 'MULTI_CHOICE', 'SECTION')),
      position INTEGER NOT NULL DEFAULT 0,
      help TEXT,
      default_value TEXT,
      length_max INTEGER CHECK (length_max > 0),
      minimum TEXT,
      maximum TEXT,
      fraction_digits INTEGER CHECK (fraction_digits BETWEEN 0 AND 9),
      UNIQUE (type_id, key),
      CHECK ((origin = 'SECTION') = (kind = 'SECTION'))
    ) STRICT;

    CREATE TABLE parameter_choice (
      parameter_id INTEGER NOT NULL REFERENCES parameter (id) ON DELETE CASCADE,
      key TEXT NOT NULL,
      label TEXT NOT NULL,
      position INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (parameter_id, key)
    ) STRICT, WITHOUT ROWID;

    -- Every type has the core parameters and the sections, so that none of them is ever unknown
    -- to the decision, which would hide it.
    CREATE TRIGGER ticket_type_has_core AFTER INSERT ON ticket_type BEGIN
      INSERT INTO parameter (type_id, key, label, origin, kind, position, length_max) VALUES
        (NEW.id, 'subject', 'Assunto', 'CORE', 'TEXT', 1, 200),
        (NEW.id, 'requestText', 'Solicitação', 'CORE', 'LONG_TEXT', 2, 20000),
        (NEW.id, 'priority', 'Prioridade', 'CORE', 'CHOICE', 3, NULL),
        (NEW.id, 'product', 'Produto', 'CORE', 'TEXT', 4, 200),
        (NEW.id, 'dueDate', 'Prazo', 'CORE', 'DATE', 5, NULL),
        (NEW.id, 'solution', 'Solução', 'CORE', 'LONG_TEXT', 6, 20000),
        (NEW.id, 'discussion', 'Discussão', 'SECTION', 'SECTION', 1001, NULL),
        (NEW.id, 'attachments', 'Anexos', 'SECTION', 'SECTION', 1002, NULL),
        (NEW.id, 'stepHistory', 'Histórico de etapas', 'SECTION', 'SECTION', 1003, NULL),
        (NEW.id, 'understandings', 'Entendimentos', 'SECTION', 'SECTION', 1004, NULL);
      INSERT INTO parameter_choice (parameter_id, key, label, position)
        SELECT parameter.id, word.column1, word.column2, word.column3
        FROM parameter, (VALUES ('LOW', 'Baixa', 1), ('NORMAL', 'Normal', 2),
          ('HIGH', 'Alta', 3), ('URGENT', 'Urgente', 4)) AS word
        WHERE parameter.type_id = NEW.id AND parameter.key = 'priority';
    END;

    -- Rules are whole sets, one a version: the one in force is the greatest that is published, and
    -- what was in force on a day can be read again. A draft is filled first and published then.
    CREATE TABLE rule_version (
      id INTEGER PRIMARY KEY,
      based_on INTEGER REFERENCES rule_version (id),
      reason TEXT,
      created_at INTEGER NOT NULL,
      created_by INTEGER REFERENCES user (id),
      published_at INTEGER,
      published_by INTEGER REFERENCES user (id)
    ) STRICT;

    CREATE TABLE field_rule (
      version_id INTEGER NOT NULL REFERENCES rule_version (id) ON DELETE CASCADE,
      step_id INTEGER NOT NULL REFERENCES step (id),
      parameter_id INTEGER NOT NULL REFERENCES parameter (id),
      required INTEGER NOT NULL DEFAULT 0 CHECK (required IN (0, 1)),
      read_only INTEGER NOT NULL DEFAULT 0 CHECK (read_only IN (0, 1)),
      needed_from_previous INTEGER NOT NULL DEFAULT 0 CHECK (needed_from_previous IN (0, 1)),
      invisible INTEGER NOT NULL DEFAULT 0 CHECK (invisible IN (0, 1)),
      invisible_online INTEGER NOT NULL DEFAULT 0 CHECK (invisible_online IN (0, 1)),
      PRIMARY KEY (version_id, step_id, parameter_id)
    ) STRICT, WITHOUT ROWID;

    -- A refinement only adds flags (R73): a 1 adds one, a 0 says nothing.
    CREATE TABLE field_rule_refinement (
      version_id INTEGER NOT NULL REFERENCES rule_version (id) ON DELETE CASCADE,
      step_id INTEGER NOT NULL REFERENCES step (id),
      parameter_id INTEGER NOT NULL REFERENCES parameter (id),
      customer_type INTEGER NOT NULL CHECK (customer_type BETWEEN 0 AND 4),
      required INTEGER NOT NULL DEFAULT 0 CHECK (required IN (0, 1)),
      read_only INTEGER NOT NULL DEFAULT 0 CHECK (read_only IN (0, 1)),
      needed_from_previous INTEGER NOT NULL DEFAULT 0 CHECK (needed_from_previous IN (0, 1)),
      invisible INTEGER NOT NULL DEFAULT 0 CHECK (invisible IN (0, 1)),
      invisible_online INTEGER NOT NULL DEFAULT 0 CHECK (invisible_online IN (0, 1)),
      PRIMARY KEY (version_id, step_id, parameter_id, customer_type)
    ) STRICT, WITHOUT ROWID;

    -- One row. R21: without a default attendant every movement is refused (Q11).
    -- revision grows with each change of the configuration, so that snapshots know they are old.
    CREATE TABLE settings (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      default_attendant_id INTEGER REFERENCES attendant (id),
      revision INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    INSERT INTO settings (id) VALUES (1);

    """
}
