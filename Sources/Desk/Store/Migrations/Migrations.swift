public import SQLite

/// Every migration there ever was; a new one is added at the end and none is changed again.
public enum Migrations {
  public static let all = [
    Migration(version: 1, name: "the whole model", script: Migration001.sql),
    Migration(version: 2, name: "the desk complete", script: Migration002.sql),
    Migration(version: 3, name: "rules and values that are dated", script: Migration003.sql),
    Migration(version: 4, name: "access that is followed", script: Migration004.sql),
    Migration(version: 5, name: "files that are put", script: Migration005.sql),
    Migration(version: 6, name: "messages indexed with less work", script: Migration006.sql),
  ]
}
