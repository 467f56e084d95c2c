// swift-tools-version: 6.2
import PackageDescription

/// What every floor is compiled with: warnings are errors, every unsafe use says so.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

/// What every test is compiled with: of a test's own code nothing is worth the time that optimising it
/// takes, while what it tests is optimised in a release build.
let testSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .unsafeFlags(["-Onone", "-index-ignore-system-modules"], .when(configuration: .release)),
]

/// One floor of the house, which sees the floors it names and no other.
func floor(_ name: String, on lower: Target.Dependency...) -> Target {
  .target(name: name, dependencies: lower, swiftSettings: strict)
}

/// The tests of one floor; they read their fixtures as files.
func tests(
  _ name: String,
  of tested: Target.Dependency...,
  fixtures: [String] = []
) -> Target {
  .testTarget(
    name: name,
    dependencies: tested,
    exclude: fixtures,
    swiftSettings: testSettings
  )
}

let package = Package(
  name: "guiche",
  products: [
    .executable(name: "guiche", targets: ["guiche"]),
    .executable(name: "guiche-bench", targets: ["guiche-bench"]),
  ],
  targets: [
    // Floor 0
    .systemLibrary(name: "CSQLite"),
    .systemLibrary(name: "CCrypt"),
    .systemLibrary(name: "CSystem"),
    floor("Bytes"),
    // Floor 1
    floor("GraphQL", on: "Bytes"),
    floor("HTTP", on: "Bytes", "CSystem"),
    floor("SQLite", on: "Bytes", "CSQLite"),
    // Floor 2
    floor("Desk", on: "Bytes", "SQLite", "CCrypt"),
    floor("Check", on: "Bytes", "GraphQL"),
    // Floor 3
    floor("Resolvers", on: "Bytes", "GraphQL", "Desk"),
    floor("Server", on: "Bytes", "GraphQL", "HTTP"),
    // Floor 4
    .executableTarget(
      name: "guiche",
      dependencies: [
        "Bytes", "GraphQL", "HTTP", "SQLite", "Desk", "Check", "Resolvers", "Server",
      ],
      swiftSettings: strict,
      plugins: ["EmbedFiles"]
    ),

    .executableTarget(
      name: "guiche-bench",
      dependencies: ["Bytes", "GraphQL", "HTTP", "SQLite", "Desk", "Resolvers", "CSystem"],
      swiftSettings: strict,
      plugins: ["EmbedFiles"]
    ),

    // What the build runs to put schema.graphql and the playground into the program
    .executableTarget(name: "embed", swiftSettings: [.swiftLanguageMode(.v6)]),
    .plugin(
      name: "EmbedFiles",
      capability: .buildTool(),
      dependencies: ["embed"],
      path: "Sources/EmbedFiles"
    ),

    // What the tests of several floors share
    .target(
      name: "TestKit",
      dependencies: ["Bytes"],
      path: "Tests/TestKit",
      swiftSettings: testSettings
    ),
    tests("BytesTests", of: "Bytes"),
    tests(
      "GraphQLTests",
      of: "GraphQL",
      "Bytes",
      "TestKit",
      fixtures: ["Documents", "Specification"]
    ),
    tests("HTTPTests", of: "HTTP", "Bytes"),
    tests("SQLiteTests", of: "SQLite", "Bytes"),
    tests(
      "DeskTests",
      of: "Desk",
      "SQLite",
      "Bytes",
      fixtures: ["Policy/AccessTable.txt", "Policy/ActionTable.txt"]
    ),
    tests("CheckTests", of: "Check", "Bytes"),
    tests("ResolversTests", of: "Resolvers", "GraphQL", "Desk", "SQLite", "Bytes", "TestKit"),
    tests("ServerTests", of: "Server", "HTTP", "GraphQL", "Bytes", "TestKit"),
    tests(
      "GuicheTests",
      of: "guiche",
      "Bytes",
      "GraphQL",
      "Desk",
      "Resolvers",
      "Server",
      "TestKit"
    ),
    tests("GuicheBenchTests", of: "guiche-bench", "guiche", "Desk", "Bytes", "TestKit"),
    // Its folder holds the documents too, which are no sources.
    .testTarget(
      name: "ConformanceTests",
      dependencies: ["guiche", "TestKit"],
      path: "Tests/ConformanceTests/Runner",
      swiftSettings: testSettings
    ),
    tests(
      "DifferentialTests",
      of: "guiche",
      "GraphQL",
      "TestKit",
      fixtures: ["Judge", "Requirements", "Schemas"]
    ),
    // It listens to what each floor does for an answer.
    tests(
      "LeakTests",
      of: "guiche",
      "Bytes",
      "GraphQL",
      "HTTP",
      "SQLite",
      "Desk",
      "Resolvers",
      "Server",
      "TestKit"
    ),
    tests("PlaygroundTests", of: "guiche", "TestKit", fixtures: ["Requirements"]),
    tests("ClientTests", of: "guiche", "TestKit", fixtures: ["Requirements", "Scripts"]),
    tests("TidyTests"),
    tests("FaultTests", fixtures: ["Faults"]),
  ]
)
