public import Desk

/// What one operation runs in: who asks, and what is read for them.
public struct RequestContext {
  public let viewer: Viewer
  public let language: Language
  let workflow: Workflow

  /// What the viewer may see of the workflow.
  var catalogue: Catalogue { Catalogue(workflow: workflow, viewer: viewer) }
}
