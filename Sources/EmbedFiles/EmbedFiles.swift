import Foundation
import PackagePlugin

/// Puts schema.graphql, the playground and its examples into the program, so that one binary is all
/// that an operator copies.
///
/// SwiftPM's own `.embedInCode` writes an array literal, which takes the compiler a minute for the
/// playground's size; a string literal takes it no time.
@main struct EmbedFiles: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let root = context.package.directoryURL
    let files =
      [root.appending(path: "schema.graphql")]
      + self.files(
        in: "playground",
        of: root,
        endings: ["html", "css", "js", "json", "svg", "graphql"]
      )
      + self.files(in: "Tests/ConformanceTests", of: root, endings: ["graphql"])
    let output = context.pluginWorkDirectoryURL.appending(path: "Embedded.swift")
    return [
      .buildCommand(
        displayName: "Embedding schema.graphql and the playground",
        executable: try context.tool(named: "embed").url,
        arguments: [output.path, root.path] + files.map(\.path),
        inputFiles: files,
        outputFiles: [output]
      )
    ]
  }

  private func files(in folder: String, of root: URL, endings: Set<String>) -> [URL] {
    let folder = root.appending(path: folder)
    let paths = FileManager.default.subpaths(atPath: folder.path) ?? []
    return paths.sorted()
      .map { folder.appending(path: $0) }
      .filter { endings.contains($0.pathExtension) }
  }
}
