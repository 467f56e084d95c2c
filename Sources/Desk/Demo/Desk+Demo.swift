import SQLite

extension Desk {
  /// Fills an empty desk with the demo story.
  ///
  /// Hashing the password takes about 35 ms, so this is for commands and not for a loop.
  ///
  /// - Returns: Whether the story was written; `false` where there are users already.
  /// - Throws: `PasswordHash.Fault`, `FileError`, or `SQLiteError`; nothing is written then.
  @discardableResult
  public func tellDemoStory() throws -> Bool {
    let hash = try PasswordHash.make(of: DemoStory.password)
    return try writeAndWait { [contents] context in
      guard try UserStore.isEmpty(context) else { return false }
      var seeder = DemoSeeder(into: context.connection)
      try seeder.seed(passwordHash: hash)
      try context.reloadWorkflow()
      for attachment in DemoStory.told.tickets.flatMap(\.attachments) {
        try contents.keep(DemoStory.content(of: attachment.name))
      }
      return true
    }
  }
}
