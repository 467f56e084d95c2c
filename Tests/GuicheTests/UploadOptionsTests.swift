import Desk
import Testing

@testable import guiche

/// What an operator decides about files, on the command line or in the environment.
@Suite struct UploadOptionsTests {
  /// What a verb, which is sendable, leaves; it runs on the test's own thread.
  private final class Box: @unchecked Sendable {
    var value: UploadOptions?
  }

  private func read(
    _ arguments: [String],
    environment: [String: String] = [:]
  ) -> (options: UploadOptions?, complaint: String) {
    let found = Box()
    let verb = Verb(name: "serve", meaning: "", options: UploadOptions.all) {
      options throws(CommandError) in
      found.value = try UploadOptions(options)
      return 0
    }
    var complaint = ""
    _ = CommandLine(verbs: [verb]).run(
      ["serve"] + arguments,
      environment: { environment[$0] },
      output: { _ in },
      complaints: { complaint += $0 }
    )
    return (found.value, complaint)
  }

  @Test func `where nothing is said the limits are those of the floors below`() throws {
    let options = try #require(read([]).options)
    #expect(options.limits == FileLimits())
    let form = options.configuration(folder: "/x")
    #expect((form.folder, form.file, form.body, form.files) == ("/x", 10 << 20, 20 << 20, 10))
  }

  @Test func `what is said reaches the form and the ticket`() throws {
    for said in [
      read([
        "--upload-file-max", "1024", "--upload-body-max=3000", "--upload-count-max", "3",
        "--ticket-files-max", "4000", "--ticket-count-max", "7",
      ]),
      read(
        [],
        environment: [
          "GUICHE_UPLOAD_FILE_MAX": "1024", "GUICHE_UPLOAD_BODY_MAX": "3000",
          "GUICHE_UPLOAD_COUNT_MAX": "3", "GUICHE_TICKET_FILES_MAX": "4000",
          "GUICHE_TICKET_COUNT_MAX": "7",
        ]
      ),
    ] {
      let options = try #require(said.options, "\(said.complaint)")
      #expect(options.limits.bytesOfFile == 1024 << 20)
      #expect(options.limits.filesOfRequest == 3)
      #expect(options.limits.bytesOfTicket == 4000 << 20)
      #expect(options.limits.filesOfTicket == 7)
      let form = options.configuration(folder: "")
      #expect(form.file == 1024 << 20 && form.body == 3000 << 20 && form.files == 3)
    }
  }

  @Test func `a large file makes room for itself`() throws {
    let options = try #require(read(["--upload-file-max", "1024"]).options)
    #expect(options.configuration(folder: "").body == 2048 << 20)
    #expect(options.limits.bytesOfTicket == 2048 << 20)
  }

  @Test(arguments: [
    (["--upload-file-max", "0"], "--upload-file-max takes a whole number from 1 to 2047"),
    (["--upload-file-max", "2048"], "--upload-file-max takes a whole number from 1 to 2047"),
    (["--upload-file-max", "1e3"], "takes a whole number"),
    (["--upload-count-max", "91"], "--upload-count-max takes a whole number from 1 to 90"),
    (["--upload-body-max", "10"], "--upload-body-max must be more than --upload-file-max"),
    (["--ticket-files-max", "9"], "--ticket-files-max is less than --upload-file-max"),
    (["--ticket-count-max", "0"], "--ticket-count-max takes a whole number from 1"),
  ])
  func `says what is wrong`(arguments: [String], complaint: String) {
    let said = read(arguments)
    #expect(said.options == nil)
    #expect(said.complaint.contains(complaint), "\(said.complaint)")
  }
}
