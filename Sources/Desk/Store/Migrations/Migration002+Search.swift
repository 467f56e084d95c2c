extension Migration002 {
  /// The index of words over tickets and articles, and the indexes of the desk's lists.
  ///
  /// - Source: R24, R61, R69, R70.
  static let search = ticketLists + articles + texts + ticketTexts + wordIndexes

  /// What the desk's lists are cut and ordered by.
  ///
  /// A column that rules govern has the step and the customer's type behind it, so that the rules are
  /// asked within the index.
  private static let ticketLists = """
    CREATE INDEX ticket_by_type ON ticket (type_id, id);
    CREATE INDEX ticket_by_step ON ticket (step_id, id, customer_type);
    CREATE INDEX ticket_by_opened_at ON ticket (opened_at, id);
    CREATE INDEX ticket_by_updated_at ON ticket (updated_at, id);
    CREATE INDEX ticket_by_priority ON ticket (priority, id, step_id, customer_type);
    CREATE INDEX ticket_by_due_date ON ticket (due_date, id, step_id, customer_type);

    """

  /// An article without `published_at` is a draft.
  private static let articles = """
    CREATE TABLE article_again (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL CHECK (kind IN ('FAQ', 'TIP')),
      audience TEXT NOT NULL CHECK (audience IN ('ONLINE', 'DESK')),
      type_id INTEGER REFERENCES ticket_type (id),
      title TEXT NOT NULL,
      body TEXT NOT NULL,
      published_at INTEGER,
      updated_at INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    INSERT INTO article_again
      SELECT id, kind, audience, type_id, title, body, published_at, published_at FROM article;
    DROP TABLE article;
    ALTER TABLE article_again RENAME TO article;
    CREATE INDEX article_by_type ON article (type_id);

    """

  /// The texts that can be found, one row each, so that each is judged by the rule of its own place.
  ///
  /// `id` is the ticket's number times 2^24 and the text's number within the ticket, so the texts of a
  /// ticket lie together and those of newer tickets behind. A common parameter has its place as its
  /// number, one of the type's own 16 and its key, a message 2^20 and more.
  ///
  /// SQLite lets no trigger write into an index of words (its schemas are not trusted here), so
  /// triggers note in the two `_pending` tables what was indexed of each changed text until now, and
  /// the writer brings the index up to date before each commit: in the same transaction.
  private static let texts = """
    CREATE TABLE search_text (
      id INTEGER PRIMARY KEY,
      place INTEGER NOT NULL,
      message_id INTEGER
    ) STRICT;
    CREATE TABLE search_pending (
      id INTEGER PRIMARY KEY,
      words TEXT,
      scope TEXT
    ) STRICT;
    CREATE TABLE article_pending (
      id INTEGER PRIMARY KEY,
      title TEXT,
      body TEXT
    ) STRICT;

    -- scope: whose it is (c and the customer's key), and where it stands: k1 a subject, k2 another
    -- parameter, k3 a message, k4 an internal one.
    CREATE VIEW search_content AS SELECT search_text.id AS id,
      CASE place
        WHEN 0 THEN ticket.subject
        WHEN 1 THEN ticket.request_text
        WHEN 3 THEN ticket.product
        WHEN 5 THEN ticket.solution
        WHEN 6 THEN (SELECT message.text FROM message
          WHERE message.ticket_id = ticket.id AND message.id = search_text.message_id)
        ELSE (SELECT ticket_parameter.value FROM ticket_parameter
          WHERE ticket_parameter.ticket_id = ticket.id
            AND ticket_parameter.parameter_id = search_text.place - 16)
      END AS words,
      'c' || ticket.customer_id || CASE
        WHEN place = 0 THEN ' k1'
        WHEN place <> 6 THEN ' k2'
        WHEN (search_text.message_id & 1048575) = 0 THEN ' k3'
        ELSE ' k4'
      END AS scope
      FROM search_text JOIN ticket ON ticket.id = search_text.id >> 24;

    """

  /// Keeps `search_text`, and notes what changed.
  private static let ticketTexts =
    [("subject", 0), ("request_text", 1), ("product", 3), ("solution", 5)]
    .map(columnTriggers).joined() + """
      CREATE TRIGGER ticket_texts_erased BEFORE DELETE ON ticket BEGIN
        INSERT INTO search_pending SELECT id, words, scope FROM search_content
          WHERE id BETWEEN OLD.id << 24 AND (OLD.id << 24) + 16777215 ON CONFLICT DO NOTHING;
        DELETE FROM search_text WHERE id BETWEEN OLD.id << 24 AND (OLD.id << 24) + 16777215;
      END;

      CREATE TRIGGER message_text_written AFTER INSERT ON message BEGIN
        INSERT INTO search_text
          SELECT ifnull(max(id), (NEW.ticket_id << 24) + 1048575) + 1, 6, NEW.id FROM search_text
          WHERE id BETWEEN (NEW.ticket_id << 24) + 1048576 AND (NEW.ticket_id << 24) + 16777215;
        INSERT INTO search_pending SELECT max(id), NULL, NULL FROM search_text
          WHERE id BETWEEN (NEW.ticket_id << 24) + 1048576 AND (NEW.ticket_id << 24) + 16777215
          ON CONFLICT DO NOTHING;
      END;
      CREATE TRIGGER message_text_rewritten AFTER UPDATE OF text ON message BEGIN
        INSERT INTO search_pending SELECT id, OLD.text, scope FROM search_content
          WHERE id = (SELECT id FROM search_text WHERE message_id = NEW.id
            AND id BETWEEN NEW.ticket_id << 24 AND (NEW.ticket_id << 24) + 16777215)
          ON CONFLICT DO NOTHING;
      END;
      CREATE TRIGGER message_text_erased BEFORE DELETE ON message BEGIN
        INSERT INTO search_pending SELECT id, words, scope FROM search_content
          WHERE id = (SELECT id FROM search_text WHERE message_id = OLD.id
            AND id BETWEEN OLD.ticket_id << 24 AND (OLD.ticket_id << 24) + 16777215)
          ON CONFLICT DO NOTHING;
        DELETE FROM search_text WHERE message_id = OLD.id
          AND id BETWEEN OLD.ticket_id << 24 AND (OLD.ticket_id << 24) + 16777215;
      END;

      CREATE TRIGGER parameter_text_written AFTER INSERT ON ticket_parameter
      WHEN NEW.parameter_id < 1048560 AND (SELECT kind FROM parameter WHERE id = NEW.parameter_id)
        IN ('TEXT', 'LONG_TEXT')
      BEGIN
        INSERT INTO search_text
          VALUES ((NEW.ticket_id << 24) + 16 + NEW.parameter_id, 16 + NEW.parameter_id, NULL);
        INSERT INTO search_pending
          VALUES ((NEW.ticket_id << 24) + 16 + NEW.parameter_id, NULL, NULL)
          ON CONFLICT DO NOTHING;
      END;
      CREATE TRIGGER parameter_text_rewritten AFTER UPDATE OF value ON ticket_parameter
      WHEN NEW.parameter_id < 1048560 BEGIN
        INSERT INTO search_pending SELECT id, OLD.value, scope FROM search_content
          WHERE id = (NEW.ticket_id << 24) + 16 + NEW.parameter_id ON CONFLICT DO NOTHING;
      END;
      CREATE TRIGGER parameter_text_erased BEFORE DELETE ON ticket_parameter
      WHEN OLD.parameter_id < 1048560 BEGIN
        INSERT INTO search_pending SELECT id, words, scope FROM search_content
          WHERE id = (OLD.ticket_id << 24) + 16 + OLD.parameter_id ON CONFLICT DO NOTHING;
        DELETE FROM search_text WHERE id = (OLD.ticket_id << 24) + 16 + OLD.parameter_id;
      END;

      CREATE TRIGGER article_written AFTER INSERT ON article BEGIN
        INSERT INTO article_pending VALUES (NEW.id, NULL, NULL) ON CONFLICT DO NOTHING;
      END;
      CREATE TRIGGER article_rewritten AFTER UPDATE OF title, body ON article BEGIN
        INSERT INTO article_pending VALUES (NEW.id, OLD.title, OLD.body) ON CONFLICT DO NOTHING;
      END;
      CREATE TRIGGER article_erased BEFORE DELETE ON article BEGIN
        INSERT INTO article_pending VALUES (OLD.id, OLD.title, OLD.body) ON CONFLICT DO NOTHING;
      END;

      """

  /// The triggers of a text that is a column of the ticket.
  private static func columnTriggers(_ column: String, _ place: Int) -> String {
    """
    CREATE TRIGGER ticket_\(column)_written AFTER INSERT ON ticket
    WHEN NEW.\(column) IS NOT NULL BEGIN
      INSERT INTO search_text VALUES ((NEW.id << 24) + \(place), \(place), NULL);
      INSERT INTO search_pending VALUES ((NEW.id << 24) + \(place), NULL, NULL)
        ON CONFLICT DO NOTHING;
    END;
    CREATE TRIGGER ticket_\(column)_rewritten AFTER UPDATE OF \(column) ON ticket
    WHEN NEW.\(column) IS NOT OLD.\(column) BEGIN
      INSERT INTO search_text
        SELECT (NEW.id << 24) + \(place), \(place), NULL WHERE NEW.\(column) IS NOT NULL
        ON CONFLICT DO NOTHING;
      INSERT INTO search_pending
        SELECT (NEW.id << 24) + \(place), OLD.\(column),
          'c' || NEW.customer_id || ' k\(place == 0 ? 1 : 2)' WHERE true
        ON CONFLICT DO NOTHING;
      DELETE FROM search_text WHERE id = (NEW.id << 24) + \(place) AND NEW.\(column) IS NULL;
    END;

    """
  }

  /// The indexes themselves keep no text: they read it where it is.
  ///
  /// Accents are folded. The lengths of texts are not kept, for no rank is made of them (L5). Words are
  /// found by their beginning from three letters on: the index keeps the beginnings of three letters as
  /// words of their own; for longer ones it gathers the words that begin so.
  private static let wordIndexes = """
    CREATE VIRTUAL TABLE search_index USING fts5 (words, scope, content = 'search_content',
      content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '3',
      columnsize = 0);
    CREATE VIRTUAL TABLE article_index USING fts5 (title, body, content = 'article',
      content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '3',
      columnsize = 0);

    INSERT INTO search_text
      SELECT (id << 24) + column1, column1, NULL FROM ticket, (VALUES (0), (1), (3), (5))
      WHERE CASE column1 WHEN 0 THEN subject WHEN 1 THEN request_text WHEN 3 THEN product
        ELSE solution END IS NOT NULL;
    INSERT INTO search_text
      SELECT (ticket_id << 24) + 16 + parameter_id, 16 + parameter_id, NULL
      FROM ticket_parameter JOIN parameter ON parameter.id = parameter_id
      WHERE kind IN ('TEXT', 'LONG_TEXT') AND parameter_id < 1048560;
    INSERT INTO search_text
      SELECT (ticket_id << 24) + 1048575 + row_number() OVER (PARTITION BY ticket_id ORDER BY id),
        6, id FROM message;
    INSERT INTO search_index (search_index) VALUES ('rebuild');
    INSERT INTO article_index (article_index) VALUES ('rebuild');

    """
}
