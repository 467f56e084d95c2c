extension Migration001 {
  /// Who there is: profiles, users, attendants, the five customer tables and the two of contacts.
  ///
  /// - Source: R10-R22.
  static let identity = """
    CREATE TABLE profile (
      id INTEGER PRIMARY KEY,
      key TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL
    ) STRICT;

    CREATE TABLE profile_permission (
      profile_id INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
      permission TEXT NOT NULL
        CHECK (permission IN ('PORTAL', 'ATTEND', 'ADMINISTER', 'INTEGRATE')),
      PRIMARY KEY (profile_id, permission)
    ) STRICT, WITHOUT ROWID;

    -- R16: table GUSUARIO. A user without a password hash cannot sign in.
    CREATE TABLE user (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL UNIQUE,
      display_name TEXT NOT NULL,
      password_hash TEXT,
      profile_id INTEGER NOT NULL REFERENCES profile (id),
      language TEXT NOT NULL DEFAULT 'pt-BR' CHECK (language IN ('pt-BR', 'en')),
      is_disabled INTEGER NOT NULL DEFAULT 0 CHECK (is_disabled IN (0, 1)),
      created_at INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX user_by_profile ON user (profile_id);

    -- A session is found by the SHA-256 of its token; the token itself is stored nowhere.
    CREATE TABLE session (
      token_hash BLOB NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
      user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
      created_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      revoked_at INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX session_by_user ON session (user_id, created_at);

    -- The display name is all that customers see of an attendant (L28).
    CREATE TABLE attendant (
      id INTEGER PRIMARY KEY,
      user_id INTEGER NOT NULL UNIQUE REFERENCES user (id),
      display_name TEXT NOT NULL,
      is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1))
    ) STRICT;

    -- What the five tables have in common. type is the code of CustomerType.
    CREATE TABLE customer (
      id INTEGER PRIMARY KEY,
      type INTEGER NOT NULL CHECK (type BETWEEN 0 AND 4),
      name TEXT NOT NULL,
      created_at INTEGER NOT NULL DEFAULT 0,
      UNIQUE (id, type)
    ) STRICT;

    -- R11: FCFO.
    CREATE TABLE client (
      customer_id INTEGER PRIMARY KEY,
      type INTEGER NOT NULL DEFAULT 0 CHECK (type = 0),
      code TEXT NOT NULL UNIQUE,
      trade_name TEXT,
      tax_id TEXT,
      email TEXT,
      phone TEXT,
      user_code TEXT REFERENCES user (code) ON UPDATE CASCADE,
      FOREIGN KEY (customer_id, type) REFERENCES customer (id, type) ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX client_by_user ON client (user_code);

    -- R11: PPESSOA.
    CREATE TABLE person (
      customer_id INTEGER PRIMARY KEY,
      type INTEGER NOT NULL DEFAULT 1 CHECK (type = 1),
      code TEXT NOT NULL UNIQUE,
      tax_id TEXT,
      birth_date TEXT,
      email TEXT,
      phone TEXT,
      user_code TEXT REFERENCES user (code) ON UPDATE CASCADE,
      FOREIGN KEY (customer_id, type) REFERENCES customer (id, type) ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX person_by_user ON person (user_code);

    -- R11: SALUNO. A student is somebody, and has a registration.
    CREATE TABLE student (
      customer_id INTEGER PRIMARY KEY,
      type INTEGER NOT NULL DEFAULT 2 CHECK (type = 2),
      registration TEXT NOT NULL UNIQUE,
      person_id INTEGER REFERENCES person (customer_id),
      email TEXT,
      phone TEXT,
      user_code TEXT REFERENCES user (code) ON UPDATE CASCADE,
      FOREIGN KEY (customer_id, type) REFERENCES customer (id, type) ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX student_by_user ON student (user_code);
    CREATE INDEX student_by_person ON student (person_id);

    -- R11: SPROFESSOR.
    CREATE TABLE teacher (
      customer_id INTEGER PRIMARY KEY,
      type INTEGER NOT NULL DEFAULT 3 CHECK (type = 3),
      code TEXT NOT NULL UNIQUE,
      person_id INTEGER REFERENCES person (customer_id),
      email TEXT,
      phone TEXT,
      user_code TEXT REFERENCES user (code) ON UPDATE CASCADE,
      FOREIGN KEY (customer_id, type) REFERENCES customer (id, type) ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX teacher_by_user ON teacher (user_code);
    CREATE INDEX teacher_by_person ON teacher (person_id);

    -- R11: HPROSPECT.
    CREATE TABLE prospect (
      customer_id INTEGER PRIMARY KEY,
      type INTEGER NOT NULL DEFAULT 4 CHECK (type = 4),
      code TEXT NOT NULL UNIQUE,
      company TEXT,
      email TEXT,
      phone TEXT,
      user_code TEXT REFERENCES user (code) ON UPDATE CASCADE,
      FOREIGN KEY (customer_id, type) REFERENCES customer (id, type) ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX prospect_by_user ON prospect (user_code);

    -- R18: the contacts of a client and of a prospect.
    CREATE TABLE client_contact (
      id INTEGER PRIMARY KEY,
      client_id INTEGER NOT NULL REFERENCES client (customer_id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      email TEXT,
      phone TEXT,
      user_code TEXT REFERENCES user (code) ON UPDATE CASCADE
    ) STRICT;
    CREATE INDEX client_contact_by_user ON client_contact (user_code);
    CREATE INDEX client_contact_by_client ON client_contact (client_id);

    CREATE TABLE prospect_contact (
      id INTEGER PRIMARY KEY,
      prospect_id INTEGER NOT NULL REFERENCES prospect (customer_id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      email TEXT,
      phone TEXT,
      user_code TEXT REFERENCES user (code) ON UPDATE CASCADE
    ) STRICT;
    CREATE INDEX prospect_contact_by_user ON prospect_contact (user_code);
    CREATE INDEX prospect_contact_by_prospect ON prospect_contact (prospect_id);

    """
}
