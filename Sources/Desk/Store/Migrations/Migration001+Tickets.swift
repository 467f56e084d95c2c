extension Migration001 {
  /// The tickets, what belongs to them, and the indexes that their lists are read from.
  ///
  /// - Source: R4-R9, R24-R36, R53-R58, Q10.
  static let tickets = """
    -- The number that people use is the id; a deleted one is never given again.
    -- bucket: 0 with the customer, 1 with an attendant, 2 completed, 3 cancelled (R24-R36).
    -- Long texts stand last, so that a list reads no page of them.
    CREATE TABLE ticket (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      customer_id INTEGER NOT NULL,
      customer_type INTEGER NOT NULL,
      type_id INTEGER NOT NULL REFERENCES ticket_type (id),
      step_id INTEGER NOT NULL,
      status INTEGER NOT NULL DEFAULT 0 CHECK (status BETWEEN 0 AND 3),
      responsibility INTEGER NOT NULL DEFAULT 0 CHECK (responsibility IN (0, 1)),
      bucket INTEGER NOT NULL AS (CASE WHEN status >= 2 THEN status ELSE responsibility END) STORED,
      attendant_id INTEGER REFERENCES attendant (id),
      opened_by_user_id INTEGER NOT NULL REFERENCES user (id),
      opened_by_attendant_id INTEGER REFERENCES attendant (id),
      opened_by_side INTEGER NOT NULL DEFAULT 0 CHECK (opened_by_side IN (0, 1)),
      opened_by_client_contact_id INTEGER REFERENCES client_contact (id) ON DELETE SET NULL,
      opened_by_prospect_contact_id INTEGER REFERENCES prospect_contact (id) ON DELETE SET NULL,
      version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
      opened_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      public_message_count INTEGER NOT NULL DEFAULT 0,
      internal_message_count INTEGER NOT NULL DEFAULT 0,
      attachment_count INTEGER NOT NULL DEFAULT 0,
      movement_count INTEGER NOT NULL DEFAULT 0,
      understanding_count INTEGER NOT NULL DEFAULT 0,
      subject TEXT,
      priority TEXT CHECK (priority IN ('LOW', 'NORMAL', 'HIGH', 'URGENT')),
      product TEXT,
      due_date TEXT,
      request_text TEXT,
      solution TEXT,
      FOREIGN KEY (customer_id, customer_type) REFERENCES customer (id, type),
      FOREIGN KEY (type_id, step_id) REFERENCES step (type_id, id),
      CHECK (status <> 0 OR responsibility = 0)
    ) STRICT;
    -- Each answers one kind of page alone: newest first, blocked types told by the index itself.
    CREATE INDEX ticket_by_customer ON ticket (customer_id, id, type_id);
    CREATE INDEX ticket_by_customer_bucket ON ticket (customer_id, bucket, id, type_id);
    CREATE INDEX ticket_by_bucket ON ticket (bucket, id, type_id);
    CREATE INDEX ticket_by_attendant ON ticket (attendant_id, bucket, id, type_id);

    -- How many tickets the desk has, by what the desk's lists are cut by: a total costs the number
    -- of types, however many tickets there are. attendant_id 0 is nobody.
    CREATE TABLE ticket_count (
      attendant_id INTEGER NOT NULL,
      bucket INTEGER NOT NULL,
      type_id INTEGER NOT NULL,
      count INTEGER NOT NULL CHECK (count >= 0),
      PRIMARY KEY (attendant_id, bucket, type_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER ticket_counted AFTER INSERT ON ticket BEGIN
      INSERT INTO ticket_count VALUES (ifnull(NEW.attendant_id, 0), NEW.bucket, NEW.type_id, 1)
        ON CONFLICT DO UPDATE SET count = count + 1;
    END;
    CREATE TRIGGER ticket_uncounted AFTER DELETE ON ticket BEGIN
      UPDATE ticket_count SET count = count - 1
        WHERE attendant_id = ifnull(OLD.attendant_id, 0) AND bucket = OLD.bucket
          AND type_id = OLD.type_id;
    END;
    CREATE TRIGGER ticket_recounted
    AFTER UPDATE OF attendant_id, status, responsibility, type_id ON ticket
    WHEN NEW.bucket <> OLD.bucket OR NEW.type_id <> OLD.type_id
      OR NEW.attendant_id IS NOT OLD.attendant_id
    BEGIN
      UPDATE ticket_count SET count = count - 1
        WHERE attendant_id = ifnull(OLD.attendant_id, 0) AND bucket = OLD.bucket
          AND type_id = OLD.type_id;
      INSERT INTO ticket_count VALUES (ifnull(NEW.attendant_id, 0), NEW.bucket, NEW.type_id, 1)
        ON CONFLICT DO UPDATE SET count = count + 1;
    END;

    -- The values of a type's own parameters: an integer for INTEGER and BOOLEAN, else a text
    -- (DECIMAL in digits, DATE as a day, CHOICE a key, MULTI_CHOICE a JSON array of keys).
    CREATE TABLE ticket_parameter (
      ticket_id INTEGER NOT NULL REFERENCES ticket (id) ON DELETE CASCADE,
      parameter_id INTEGER NOT NULL REFERENCES parameter (id),
      value ANY NOT NULL CHECK (typeof(value) IN ('integer', 'text')),
      PRIMARY KEY (ticket_id, parameter_id)
    ) STRICT, WITHOUT ROWID;

    -- author_side is the code of Responsibility: 0 a customer, 1 an attendant.
    -- An internal message is for the desk alone, and customers must not count them by the gaps
    -- between the ids that they see. So message k of those that everybody sees has the id
    -- k * 2^20, and the internal ones that follow it have the ids between it and the next (L16).
    CREATE TABLE message (
      ticket_id INTEGER NOT NULL REFERENCES ticket (id) ON DELETE CASCADE,
      id INTEGER NOT NULL CHECK (id > 0),
      author_user_id INTEGER NOT NULL REFERENCES user (id),
      author_attendant_id INTEGER REFERENCES attendant (id),
      author_side INTEGER NOT NULL CHECK (author_side IN (0, 1)),
      is_internal INTEGER NOT NULL DEFAULT 0 CHECK (is_internal IN (0, 1)),
      posted_at INTEGER NOT NULL,
      text TEXT NOT NULL,
      PRIMARY KEY (ticket_id, id),
      CHECK (is_internal <= author_side),
      CHECK (is_internal = ((id & 1048575) <> 0))
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER message_counted AFTER INSERT ON message BEGIN
      UPDATE ticket SET public_message_count = public_message_count + 1 - NEW.is_internal,
        internal_message_count = internal_message_count + NEW.is_internal
        WHERE id = NEW.ticket_id;
    END;

    -- The bytes are kept by their hash, apart from this.
    CREATE TABLE attachment (
      ticket_id INTEGER NOT NULL REFERENCES ticket (id) ON DELETE CASCADE,
      id INTEGER NOT NULL CHECK (id > 0),
      added_by_user_id INTEGER NOT NULL REFERENCES user (id),
      added_by_attendant_id INTEGER REFERENCES attendant (id),
      added_by_side INTEGER NOT NULL CHECK (added_by_side IN (0, 1)),
      added_at INTEGER NOT NULL,
      size INTEGER NOT NULL CHECK (size >= 0),
      sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
      media_type TEXT NOT NULL,
      name TEXT NOT NULL,
      PRIMARY KEY (ticket_id, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX attachment_by_content ON attachment (sha256);
    CREATE TRIGGER attachment_counted AFTER INSERT ON attachment BEGIN
      UPDATE ticket SET attachment_count = attachment_count + 1 WHERE id = NEW.ticket_id;
    END;

    -- One row a movement: who asked, who performed, from, to, why, when (R22, R57). status and
    -- responsibility are those after it.
    CREATE TABLE movement (
      ticket_id INTEGER NOT NULL REFERENCES ticket (id) ON DELETE CASCADE,
      id INTEGER NOT NULL CHECK (id > 0),
      kind TEXT NOT NULL CHECK (kind IN ('OPENED', 'FORWARDED', 'REASSIGNED',
        'UNDERSTANDING_APPROVED', 'UNDERSTANDING_REJECTED', 'COMPLETED', 'CANCELLED')),
      requested_by_user_id INTEGER NOT NULL REFERENCES user (id),
      requested_by_attendant_id INTEGER REFERENCES attendant (id),
      requested_by_side INTEGER NOT NULL CHECK (requested_by_side IN (0, 1)),
      performed_by_attendant_id INTEGER REFERENCES attendant (id),
      from_step_id INTEGER REFERENCES step (id),
      to_step_id INTEGER NOT NULL REFERENCES step (id),
      transition_id INTEGER REFERENCES transition (id),
      reason_id INTEGER REFERENCES forward_reason (id),
      status INTEGER NOT NULL CHECK (status BETWEEN 0 AND 3),
      responsibility INTEGER NOT NULL CHECK (responsibility IN (0, 1)),
      rule_version_id INTEGER REFERENCES rule_version (id),
      moved_at INTEGER NOT NULL,
      condition_label TEXT,
      justification TEXT,
      PRIMARY KEY (ticket_id, id)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER movement_counted AFTER INSERT ON movement BEGIN
      UPDATE ticket SET movement_count = movement_count + 1 WHERE id = NEW.ticket_id;
    END;

    -- id is the version of the understanding: each proposal is a new one (R55, R56).
    CREATE TABLE understanding (
      ticket_id INTEGER NOT NULL REFERENCES ticket (id) ON DELETE CASCADE,
      id INTEGER NOT NULL CHECK (id > 0),
      state TEXT NOT NULL DEFAULT 'PROPOSED'
        CHECK (state IN ('PROPOSED', 'APPROVED', 'REJECTED')),
      proposed_by_user_id INTEGER NOT NULL REFERENCES user (id),
      proposed_by_attendant_id INTEGER REFERENCES attendant (id),
      proposed_at INTEGER NOT NULL,
      decided_by_user_id INTEGER REFERENCES user (id),
      decided_at INTEGER,
      text TEXT NOT NULL,
      rejection_reason TEXT,
      PRIMARY KEY (ticket_id, id),
      CHECK ((state = 'PROPOSED') = (decided_at IS NULL)),
      CHECK ((state = 'PROPOSED') = (decided_by_user_id IS NULL)),
      CHECK (state = 'REJECTED' OR rejection_reason IS NULL)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER understanding_counted AFTER INSERT ON understanding BEGIN
      UPDATE ticket SET understanding_count = understanding_count + 1 WHERE id = NEW.ticket_id;
    END;

    """
}
