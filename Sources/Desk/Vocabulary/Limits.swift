/// What the desk takes at most.
public enum Limits {
  /// Characters of a password.
  ///
  /// With fewer it is guessed; without the upper end a client chooses how much is hashed.
  public static let passwordCharacters = 8...128
  /// Bytes of a password.
  ///
  /// libcrypt refuses 512 and more, and its refusal must never be stored or compared.
  public static let passwordBytes = 511
  /// yescrypt's cost.
  ///
  /// 5 is about 35 ms and 16 MiB a hash; with less a stolen database is tried faster.
  public static let passwordCost: UInt = 5
  /// Milliseconds that a session lasts.
  ///
  /// Without an end a token that was copied once opens the house for ever.
  public static let sessionMilliseconds: Int64 = 12 * 60 * 60 * 1_000
  /// Bytes of randomness in a session's token.
  ///
  /// With fewer than 16 a token could be guessed.
  public static let tokenBytes = 32
  /// Sessions of a user that are open at once; a further sign-in ends the oldest.
  ///
  /// Without it a stolen password or a careless client fills the table and the list of sessions.
  public static let liveSessions = 50
  /// Sessions of a user that ended long ago and that a sign-in removes.
  ///
  /// Without an end the first sign-in after a flood of them would hold the writer.
  static let sweptSessions = 100
  /// Failed sign-ins of one account a minute.
  ///
  /// With more, passwords are tried out.
  public static let signInFailuresOfAccount = 5
  /// Failed sign-ins from one address a minute.
  ///
  /// With more, one password is tried on many accounts.
  public static let signInFailuresOfAddress = 20
  /// Milliseconds after which a failed sign-in is forgotten.
  public static let signInWindowMilliseconds: Int64 = 60_000
  /// Accounts and addresses whose failures are remembered at once.
  ///
  /// Without it made-up user codes fill the memory.
  public static let signInRemembered = 20_000
  /// Bytes of a key that a caller names something by: a parameter, a choice, a condition, a user.
  ///
  /// Comparing and echoing longer ones is work and text of the caller's choosing.
  public static let keyBytes = 256
  /// Parameters that one request writes.
  public static let parameterEdits = 200
  /// Characters of one line of text.
  public static let textCharacters = 1_000
  /// Characters of a longer text or a message.
  ///
  /// Without it one message fills pages of the file and of every answer.
  public static let longTextCharacters = 20_000
  /// Characters of what is said about the reason of a movement.
  public static let justificationCharacters = 2_000
  /// Digits after the point of a decimal number that says nothing of its own.
  public static let fractionDigits = 9
  /// Digits of a decimal number.
  public static let decimalDigits = 30
  /// Characters of the key of a request that may come twice.
  public static let idempotencyKeyCharacters = 100
  /// Milliseconds that such a key is remembered at least: seven days.
  ///
  /// With less a client that was offline over a weekend would open its ticket twice; without an end
  /// the table grows by a row for each request there ever was.
  static let idempotencyMilliseconds: Int64 = 7 * 24 * 60 * 60 * 1_000
  /// Events that the journal keeps for who comes back.
  ///
  /// Without an end it grows with every change; with few of them a short absence costs a reload.
  static let journalEvents = 50_000
  /// Nanoseconds that it keeps one: 15 minutes.
  ///
  /// What is older tells a client less than asking for the state again.
  static let journalNanoseconds: Int64 = 15 * 60 * 1_000_000_000
  /// Versions of the rules that a reader keeps for questions about the past.
  ///
  /// Without an end whoever asks about every version fills the memory.
  static let cachedPastRules = 8
  /// Faults of the database that are told of in one revision of the configuration.
  ///
  /// Without it a broken table would fill the log, a line for each of its rows.
  static let toldFaults = 1_000
  /// Bytes of a file's name.
  ///
  /// No usual file system takes a longer one, and it stands in every answer.
  public static let fileNameBytes = 200
  /// Bytes of one file where the operator decides nothing: 10 MiB.
  public static let bytesOfFile = 10 << 20
  /// Files that one request adds where the operator decides nothing.
  public static let filesOfRequest = 10
  /// Files of a ticket where the operator decides nothing.
  public static let filesOfTicket = 200
  /// Bytes of all files of a ticket where the operator decides nothing: 500 MiB.
  public static let fileBytesOfTicket: Int64 = 500 << 20
  /// Contents that are taken away after one commit; more wait for the next one.
  ///
  /// Without it the writer stands still while the files of many deleted tickets are taken away.
  static let contentsOfSweep = 50
  /// Contents that wait to be looked at.
  ///
  /// What is beyond it is found after the next start.
  static let waitingContents = 10_000
  /// Milliseconds that an address takes a file: fifteen minutes to begin to send it.
  ///
  /// Who reads an address in a log or a history can use it for no longer.
  public static let uploadMilliseconds: Int64 = 15 * 60 * 1_000
  /// Addresses of a user that wait for a file at once.
  ///
  /// Without it one user fills the table, and the disk with files that are on their way.
  public static let openUploads = 50
  /// Characters of a code, of an e-mail address, of a telephone number and of a document's number.
  ///
  /// They are shown, searched and compared; longer ones are none.
  public static let codeCharacters = 100
  /// Contacts of one customer.
  ///
  /// They are listed without pages, and searched at each sign-in of a user they carry.
  public static let contacts = 200
  /// Guardians of one student.
  ///
  /// They are listed without pages.
  public static let guardians = 20
  /// Dependants of one person.
  ///
  /// Each request of a guardian begins with finding all of them.
  public static let dependants = 100
  /// Academic contexts of one student or teacher, which are listed without pages.
  public static let enrolments = 200
  /// Profiles, which are listed without pages.
  public static let profiles = 200
  /// Access tokens of one user that have not ended.
  ///
  /// They are listed without pages; more are forgotten ones.
  public static let accessTokens = 20
  /// Milliseconds that an access token lasts at most: five years.
  ///
  /// Without an end a token that leaked opens the house for ever.
  public static let accessTokenMilliseconds: Int64 = 5 * 366 * 24 * 60 * 60 * 1_000
  /// Viewers that a connection remembers.
  ///
  /// Without it a flood of sign-ins would fill the memory.
  static let cachedViewers = 1_024

  /// Characters of a key of the configuration.
  ///
  /// Documents, rules and logs repeat it.
  static let configurationKeyCharacters = 64
  /// Characters of a name or a label.
  ///
  /// Forms and lists show it in a line.
  public static let nameCharacters = 200
  /// Characters of a description, a help text or the reason of a change.
  static let descriptionCharacters = 2_000
  /// Groups of ticket types.
  ///
  /// The whole configuration is in memory, and read anew at each change of it.
  static let groups = 200
  /// Ticket types.
  static let types = 500
  /// Steps of a type.
  static let steps = 100
  /// Ways out of a step.
  static let transitions = 50
  /// Parameters of a type, the common ones included.
  static let parameters = 200
  /// Choices of a parameter.
  static let choices = 500
  /// Reasons of the catalogue.
  static let reasons = 500
  /// Attendants.
  static let attendants = 2_000
  /// Drafts of rules at once.
  ///
  /// Each is a copy of all rules.
  static let ruleDrafts = 20
  /// Cells of a draft that one request sets.
  static let ruleCells = 500
  /// Changes of access that a preview lists.
  ///
  /// A draft that hides a parameter everywhere changes ten for each of its steps.
  public static let previewedChanges = 2_000
  /// Tickets that a preview shows of each change.
  static let previewedTickets = 5
  /// Findings of a look over the workflows.
  ///
  /// A type can have one for each of its steps and parameters.
  public static let lintFindings = 1_000
  /// Findings for which a change is refused that are told at once.
  static let toldErrors = 50
  /// Parameters of which the check that nobody is stuck remembers whether they are filled.
  ///
  /// Each doubles the states of a type; with the gate of today there is one.
  static let rememberedParameters = 6
  /// Conditions of a filter of tickets that lie inside each other.
  ///
  /// Without it a request chooses how deep the judge goes down for every ticket.
  public static let filterDepth = 6
  /// Conditions of a filter of tickets, those inside others included.
  ///
  /// Without it every ticket of the desk is judged by as many as a request can hold.
  public static let filterConditions = 60
  /// Values that a condition lists, ids for example.
  ///
  /// Without it one condition is as long as a request.
  public static let filterValues = 100
  /// Characters that are searched for at once.
  ///
  /// Without it a search costs what its text's sender likes.
  public static let searchCharacters = 200
  /// Words that are searched for at once.
  ///
  /// Each is a search of its own in the index.
  public static let searchWords = 10
  /// Letters from which on a word is found by its beginning.
  ///
  /// With fewer than the index keeps as beginnings, one letter would gather half of all texts.
  static let searchPrefix = 3
  /// Tickets up to which a search is counted.
  ///
  /// Without it the total of a common word reads every message of the desk.
  public static let countedHits = 10_000
  /// Tickets of the desk up to which those of a condition are read whole and put in order; more come
  /// in the order of an index until the page is full.
  ///
  /// With more a page of few tickets costs the reading of many.
  static let gatheredTickets = 2_000
  /// The same of the tickets that some words leave; that there are more is known after so many.
  ///
  /// With more, a common word is read so far in vain.
  static let gatheredHits = 500
  /// Words by which similar tickets are looked for.
  ///
  /// Without it a long request is as many searches as it has words.
  static let similarWords = 16
  /// Characters of a part of a snippet.
  ///
  /// Without it a text of one long word comes back whole with each hit.
  static let snippetCharacters = 200
  /// Similar tickets at most.
  ///
  /// A person who opens a ticket reads no more than these.
  public static let similarTickets = 10
  /// Characters of an article's title.
  public static let articleTitleCharacters = 200
  /// Bytes of a database that is copied into memory for a leak check.
  ///
  /// Without it an administrator of a large desk fills the machine's memory with one press.
  public static let copiedBytes: Int64 = 256 << 20
  /// Tickets that a viewer cannot see, the newest, of which a leak check changes the values.
  ///
  /// With all of them the word index of a large desk is written anew for one check.
  public static let changedUnseen = 1_000
}
