import Server

/// What `guiche serve` takes about its surface over HTTP.
enum SurfaceOptions {
  static let all = [
    Option(
      name: "documents",
      value: "DIR",
      meaning: "run only the documents of this folder, by sha256 hash, name or text",
      environment: "GUICHE_DOCUMENTS"
    ),
    Option(
      name: "persisted-queries",
      value: "MIB",
      meaning: "memory for automatic persisted queries; 0 switches them off",
      environment: "GUICHE_PERSISTED_QUERIES",
      standard: "8"
    ),
    Option(
      name: "batch",
      value: "N",
      meaning: "take lists of up to N requests in one body; 0 takes none",
      environment: "GUICHE_BATCH",
      standard: "0"
    ),
    Option(
      name: "cors-origin",
      value: "ORIGIN",
      meaning: "a site whose scripts may read the answers; repeat it or use commas; * for all",
      environment: "GUICHE_CORS_ORIGIN",
      isList: true
    ),
    Option(
      name: "csrf",
      value: "MODE",
      meaning: "which GETs need a preflight header: those of browsers, or always",
      environment: "GUICHE_CSRF",
      standard: CrossSite.browsers.rawValue
    ),
    Option(
      name: "http-profile",
      value: "NAME",
      meaning: "the text that status codes follow: may-2025, or draft-2026 with 422 and 294",
      environment: "GUICHE_HTTP_PROFILE",
      standard: HTTPProfile.may2025.rawValue
    ),
  ]

  /// The configuration that the options say.
  ///
  /// - Throws: ``CommandError`` for a value that is none, and for a folder that cannot be read.
  static func configuration(_ options: Options) throws(CommandError) -> ServerConfiguration {
    var configuration = ServerConfiguration()
    configuration.profile = try choice("http-profile", options)
    configuration.crossSite = try choice("csrf", options)
    configuration.batchLimit = try options.integer("batch", in: 0...Limits.batch) ?? 0
    let memory = try options.integer("persisted-queries", in: 0...Limits.persistedQueryMebibytes)
    configuration.persistedQueryBytes = (memory ?? 0) << 20
    let origins = (options["cors-origin"] ?? "").split(separator: ",").map { origin in
      String(origin.drop { $0 == " " }.prefix { $0 != " " })
    }
    do {
      configuration.crossOrigins = try CrossOrigins(origins.filter { !$0.isEmpty })
    } catch {
      throw .usage("--cors-origin: \(error)")
    }
    configuration.trustedDocuments = try options["documents"].map(documents)
    return configuration
  }

  private static func documents(in folder: String) throws(CommandError) -> [TrustedDocument] {
    let documents: [TrustedDocument]
    do {
      documents = try DocumentFolder.documents(in: folder)
    } catch {
      throw .failed("cannot read the trusted documents:\n\(error)", code: 66)
    }
    guard !documents.isEmpty else {
      throw .failed("there is no *.graphql and no manifest in \(folder)", code: 66)
    }
    return documents
  }

  /// The case of a closed set that an option names.
  private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String,
    _ options: Options
  ) throws(CommandError) -> Choice {
    let text = options[name] ?? ""
    guard let choice = Choice(rawValue: text) else {
      let choices = Choice.allCases.map(\.rawValue).joined(separator: " or ")
      throw .usage("--\(name) takes \(choices), not \"\(text)\"")
    }
    return choice
  }
}
