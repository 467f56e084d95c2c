import Foundation
import TestKit
import Testing

@testable import Server
@testable import guiche

/// What an operator decides about the surface, on the command line or in the environment.
@Suite struct SurfaceOptionsTests {
  /// The configuration of a call, or what is said to the operator.
  private func configuration(
    _ arguments: [String],
    environment: [String: String] = [:]
  ) -> (configuration: ServerConfiguration?, complaint: String) {
    let found = Box()
    let verb = Verb(name: "serve", meaning: "", options: SurfaceOptions.all) {
      options throws(CommandError) in
      found.value = try SurfaceOptions.configuration(options)
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

  /// Where a verb, which is sendable, leaves what it made; it runs on the test's own thread.
  private final class Box: @unchecked Sendable {
    var value: ServerConfiguration?
  }

  @Test func `nothing is opened where nothing is said`() throws {
    let found = try #require(configuration([]).configuration)
    #expect(found.profile == .may2025)
    #expect(found.crossSite == .browsers)
    #expect(found.crossOrigins == CrossOrigins())
    #expect(found.trustedDocuments == nil)
    #expect(found.persistedQueryBytes == 8 << 20)
    #expect(found.batchLimit == 0)
  }

  @Test func `a site list is repeated, or written with commas`() throws {
    let origins = ["https://a.example", "http://localhost:3000"]
    let wanted = try CrossOrigins(origins)
    let list = origins.joined(separator: ", ")
    let calls = [
      configuration(["--cors-origin", origins[0], "--cors-origin", origins[1]]),
      configuration(["--cors-origin", list]),
      configuration([], environment: ["GUICHE_CORS_ORIGIN": list]),
      // A flag comes before the environment, and adds nothing to it.
      configuration(
        ["--cors-origin", list],
        environment: ["GUICHE_CORS_ORIGIN": "https://c.example"]
      ),
    ]
    for call in calls { #expect(call.configuration?.crossOrigins == wanted, "\(call.complaint)") }
  }

  @Test func `the rest is read too`() throws {
    let found = try #require(
      configuration(
        ["--http-profile", "draft-2026", "--csrf", "always", "--batch", "10"],
        environment: ["GUICHE_PERSISTED_QUERIES": "0"]
      ).configuration
    )
    #expect(found.profile == .draft2026)
    #expect(found.crossSite == .always)
    #expect(found.batchLimit == 10)
    #expect(found.persistedQueryBytes == 0)
  }

  @Test(arguments: [
    (["--http-profile", "draft"], "--http-profile takes may-2025 or draft-2026, not \"draft\""),
    (["--csrf", "off"], "--csrf takes browsers or always, not \"off\""),
    (["--cors-origin", "example.com"], "--cors-origin: \"example.com\" is no origin"),
    (["--cors-origin", "null"], "null is the origin of every page that hides where it is from"),
    (["--batch", "101"], "--batch takes a whole number from 0 to 100"),
    (["--documents", "/nowhere/at/all"], "cannot read the trusted documents:\n/nowhere/at/all"),
  ])
  func `says what is wrong`(arguments: [String], complaint: String) {
    let said = configuration(arguments)
    #expect(said.configuration == nil)
    #expect(said.complaint.contains(complaint), "\(said.complaint)")
  }

  @Test func `a folder without a document is refused`() throws {
    let folder = TemporaryFolder()
    #expect(
      configuration(["--documents", folder.url.path]).complaint.contains("there is no *.graphql")
    )
  }

  @Test func `what the playground sends to sign in is trusted byte for byte`() throws {
    for name in ["SignIn", "SignOut", "WhoAmI"] {
      let file = checkout.appending(path: "playground/documents/\(name).graphql")
      let text = try Array(Data(contentsOf: file))
      #expect(PlaygroundDocuments.trusted.contains { $0.text == text }, "\(name)")
    }
    #expect(PlaygroundDocuments.trusted.count == 3)
  }

  private var checkout: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }
}
