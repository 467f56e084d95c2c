/// Messages that are indexed with less work.
enum Migration006 {
  /// The statements in the order in which they are run.
  ///
  /// What the trigger does is what it did. But a row that is selected from its own table goes through
  /// a table that is made for it, at every message, and the number of the new row is known.
  ///
  /// - Source: R69.
  static let sql = """
    DROP TRIGGER message_text_written;
    CREATE TRIGGER message_text_written AFTER INSERT ON message BEGIN
      INSERT INTO search_text VALUES (
        (SELECT ifnull(max(id), (NEW.ticket_id << 24) + 1048575) + 1 FROM search_text
          WHERE id BETWEEN (NEW.ticket_id << 24) + 1048576 AND (NEW.ticket_id << 24) + 16777215),
        6, NEW.id);
      INSERT INTO search_pending VALUES (last_insert_rowid(), NULL, NULL) ON CONFLICT DO NOTHING;
    END;

    """
}
