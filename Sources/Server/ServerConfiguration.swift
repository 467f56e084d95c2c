/// What an operator decides about the surface of the program.
public struct ServerConfiguration: Sendable {
  /// Which text says what status code a response has.
  public var profile = HTTPProfile.may2025
  /// Which requests must show that no other site made a browser send them.
  public var crossSite = CrossSite.browsers
  /// The sites whose scripts may read the answers; none by default.
  public var crossOrigins = CrossOrigins()
  /// The only documents that are run; `nil` runs whatever is valid.
  public var trustedDocuments: [TrustedDocument]?
  /// Memory for the documents that clients register by their hash; 0 switches that off.
  public var persistedQueryBytes = 8 << 20
  /// The most requests of one batch; 0 switches batches off.
  public var batchLimit = 0
  /// What may be sent beside an operation; `nil` takes no files.
  public var uploads: UploadConfiguration?

  /// What holds where the operator decides nothing.
  public init() {}
}
