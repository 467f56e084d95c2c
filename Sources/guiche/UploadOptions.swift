import Desk
import Server

/// What `guiche serve` takes about files.
struct UploadOptions {
  static let all = [
    Option(
      name: "upload-file-max",
      value: "MIB",
      meaning: "the largest file",
      environment: "GUICHE_UPLOAD_FILE_MAX",
      standard: "10"
    ),
    Option(
      name: "upload-body-max",
      value: "MIB",
      meaning: "the largest request with files; twice the largest file where it is left out",
      environment: "GUICHE_UPLOAD_BODY_MAX"
    ),
    Option(
      name: "upload-count-max",
      value: "N",
      meaning: "the most files of one request",
      environment: "GUICHE_UPLOAD_COUNT_MAX",
      standard: "10"
    ),
    Option(
      name: "ticket-files-max",
      value: "MIB",
      meaning: "all files of one ticket; 500, or the largest request, where it is left out",
      environment: "GUICHE_TICKET_FILES_MAX"
    ),
    Option(
      name: "ticket-count-max",
      value: "N",
      meaning: "the most files of one ticket",
      environment: "GUICHE_TICKET_COUNT_MAX",
      standard: "200"
    ),
  ]

  /// What the desk takes.
  let limits: FileLimits
  /// Bytes of one request with files.
  private let body: Int

  /// The limits that the options say.
  ///
  /// - Throws: ``CommandError`` for a value that is none, and for limits that no file could reach.
  init(_ options: Options) throws(CommandError) {
    let file = try options.integer("upload-file-max", in: 1...Limits.uploadFileMebibytes) ?? 10
    let most = 1...Limits.uploadMebibytes
    let body = try options.integer("upload-body-max", in: most) ?? 2 * file
    let ticket = try options.integer("ticket-files-max", in: most) ?? max(500, body)
    guard file < body else {
      throw .usage(
        "--upload-body-max must be more than --upload-file-max: a form is more than files"
      )
    }
    guard file <= ticket else {
      throw .usage("--ticket-files-max is less than --upload-file-max: no ticket could take that")
    }
    self.body = body << 20
    var limits = FileLimits()
    limits.bytesOfFile = file << 20
    limits.bytesOfTicket = Int64(ticket) << 20
    let count = try options.integer("upload-count-max", in: 1...Limits.uploadFiles)
    limits.filesOfRequest = count ?? limits.filesOfRequest
    let ticketCount = try options.integer("ticket-count-max", in: 1...Limits.ticketFiles)
    limits.filesOfTicket = ticketCount ?? limits.filesOfTicket
    self.limits = limits
  }

  /// What the server takes, and where it waits.
  func configuration(folder: String) -> UploadConfiguration {
    var configuration = UploadConfiguration(folder: folder)
    configuration.file = limits.bytesOfFile
    configuration.body = body
    configuration.files = limits.filesOfRequest
    return configuration
  }
}
