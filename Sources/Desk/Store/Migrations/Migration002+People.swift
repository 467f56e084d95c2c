extension Migration002 {
  /// Guardians, academic contexts, what sessions and profiles have in addition, and the indexes by
  /// which people are looked for.
  ///
  /// - Source: R10-R20, R68.
  static let people = sessions + guardians + academic + peopleSearch

  /// A session gets an id that reveals no token, and may be a long-lived token of another system
  /// (kind 1), which has a name.
  private static let sessions = """
    CREATE TABLE new_session (
      token_hash BLOB NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
      id INTEGER NOT NULL UNIQUE CHECK (id > 0),
      user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
      kind INTEGER NOT NULL DEFAULT 0 CHECK (kind IN (0, 1)),
      name TEXT,
      created_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      revoked_at INTEGER,
      CHECK ((name IS NOT NULL) = (kind = 1))
    ) STRICT, WITHOUT ROWID;
    INSERT INTO new_session (token_hash, id, user_id, created_at, expires_at, revoked_at)
      SELECT token_hash, (random() & 4611686018427387903) | 1, user_id, created_at, expires_at,
        revoked_at FROM session;
    DROP TABLE session;
    ALTER TABLE new_session RENAME TO session;
    CREATE INDEX session_by_user ON session (user_id, created_at);
    CREATE INDEX session_not_revoked ON session (user_id, kind, created_at, expires_at)
      WHERE revoked_at IS NULL;

    """

  /// Who sees whose tickets beside their own: a person those of students, where the profile lets.
  private static let guardians = """
    ALTER TABLE profile ADD COLUMN sees_dependants INTEGER NOT NULL DEFAULT 0
      CHECK (sees_dependants IN (0, 1));

    CREATE TABLE guardian (
      person_id INTEGER NOT NULL REFERENCES person (customer_id) ON DELETE CASCADE,
      student_id INTEGER NOT NULL REFERENCES student (customer_id) ON DELETE CASCADE,
      relation TEXT NOT NULL,
      PRIMARY KEY (person_id, student_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX guardian_by_student ON guardian (student_id);

    """

  /// R68: what the academic system knows of students and teachers, each by its own id there.
  private static let academic = """
    CREATE TABLE course (
      id INTEGER PRIMARY KEY,
      external_id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL
    ) STRICT;
    CREATE TABLE term (
      id INTEGER PRIMARY KEY,
      external_id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      starts_on TEXT,
      ends_on TEXT
    ) STRICT;
    CREATE TABLE school_class (
      id INTEGER PRIMARY KEY,
      external_id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL
    ) STRICT;

    -- A student's enrolment, or a teacher's part in a class.
    CREATE TABLE enrolment (
      id INTEGER PRIMARY KEY,
      external_id TEXT NOT NULL UNIQUE,
      customer_id INTEGER NOT NULL,
      customer_type INTEGER NOT NULL CHECK (customer_type IN (2, 3)),
      course_id INTEGER REFERENCES course (id),
      term_id INTEGER REFERENCES term (id),
      class_id INTEGER REFERENCES school_class (id),
      is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
      FOREIGN KEY (customer_id, customer_type) REFERENCES customer (id, type) ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX enrolment_by_customer ON enrolment (customer_id, id);
    CREATE INDEX enrolment_by_course ON enrolment (course_id);
    CREATE INDEX enrolment_by_term ON enrolment (term_id);
    CREATE INDEX enrolment_by_class ON enrolment (class_id);

    ALTER TABLE ticket ADD COLUMN enrolment_id INTEGER REFERENCES enrolment (id);
    CREATE INDEX ticket_by_enrolment ON ticket (enrolment_id) WHERE enrolment_id IS NOT NULL;
    -- Without these, taking a contact away would read every ticket.
    CREATE INDEX ticket_by_client_contact ON ticket (opened_by_client_contact_id)
      WHERE opened_by_client_contact_id IS NOT NULL;
    CREATE INDEX ticket_by_prospect_contact ON ticket (opened_by_prospect_contact_id)
      WHERE opened_by_prospect_contact_id IS NOT NULL;

    -- What another system opened, by its own id: it stays when the ticket goes, so that the same id
    -- never opens a second one.
    CREATE TABLE external_ticket (
      user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
      external_id TEXT NOT NULL,
      number INTEGER NOT NULL,
      ticket_id INTEGER REFERENCES ticket (id) ON DELETE SET NULL,
      opened_at INTEGER NOT NULL,
      PRIMARY KEY (user_id, external_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX external_ticket_by_ticket ON external_ticket (ticket_id);

    """

  /// Words of names and codes, and how many people there are: no list of people reads them all.
  private static let peopleSearch = """
    CREATE INDEX customer_by_type ON customer (type, id);
    CREATE TABLE people_count (
      kind TEXT PRIMARY KEY,
      count INTEGER NOT NULL CHECK (count >= 0)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO people_count SELECT 'customer' || type, count(*) FROM customer GROUP BY type;
    INSERT INTO people_count SELECT 'user', count(*) FROM user;

    -- mark holds what a list is cut by. PeopleIndex writes these two, for SQLite lets no trigger of
    -- an untrusted schema touch a virtual table.
    CREATE VIRTUAL TABLE customer_words USING fts5 (name, code, mark, detail = column,
      prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2');
    CREATE VIRTUAL TABLE user_words USING fts5 (name, code, mark, detail = column,
      prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2');
    \(PeopleIndex.fillCustomers);
    \(PeopleIndex.fillUsers);

    CREATE TRIGGER customer_counted AFTER INSERT ON customer BEGIN
      INSERT INTO people_count VALUES ('customer' || NEW.type, 1)
        ON CONFLICT DO UPDATE SET count = count + 1;
    END;
    CREATE TRIGGER customer_uncounted AFTER DELETE ON customer BEGIN
      UPDATE people_count SET count = count - 1 WHERE kind = 'customer' || OLD.type;
    END;
    CREATE TRIGGER user_counted AFTER INSERT ON user BEGIN
      INSERT INTO people_count VALUES ('user', 1) ON CONFLICT DO UPDATE SET count = count + 1;
    END;
    CREATE TRIGGER user_uncounted AFTER DELETE ON user BEGIN
      UPDATE people_count SET count = count - 1 WHERE kind = 'user';
    END;

    """
}
