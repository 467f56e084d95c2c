/// How one edits rules in the page.
extension Page {
  /// Opens the rules, and waits for the matrix.
  func showRules() throws {
    try show("r")
    try waitForRules()
  }

  func waitForRules() throws {
    try browser.wait(
      until: "state().rules.rows && document.querySelector('#matrix [data-cell]')"
    )
  }

  /// What the cell of every customer at a step is called; steps count from 0.
  func cell(step: Int, parameter: String) throws -> String {
    try browser.text("`${state().rules.steps[\(step)].id}:\(parameter):`")
  }

  /// Opens the columns of the customer types at a step.
  func openTypes(ofStep step: Int) throws {
    try browser.click("#rules-step option:nth-child(\(step + 2))")
    try browser.wait(until: "document.querySelector('#matrix [data-cell$=STUDENT]')")
  }

  /// Types a letter into a cell.
  func paint(_ cell: String, _ letter: String) throws {
    try browser.click("[data-cell='\(cell)']")
    try browser.press(letter)
  }

  /// Waits until what was painted into a cell is kept in the draft, and what it would do is known.
  func waitForDraft(of cell: String) throws {
    try browser.wait(
      until: """
        state().rules.draft && state().rules.preview.changes.length > 0
        && state().rules.version.changes.some(({ step, parameterKey }) =>
          arguments[0].startsWith(`${step.id}:${parameterKey}:`))
        """,
      cell
    )
  }

  /// Reviews the draft and publishes it.
  func publish(_ reason: String) throws {
    try review(reason)
    try browser.click("#rules-review button.primary")
    try browser.wait(until: "document.querySelector('#rules-review').hidden")
  }

  /// Goes to the review of the draft, and writes the reason for it.
  func review(_ reason: String) throws {
    try browser.click("#rules-publish")
    try browser.wait(until: "document.activeElement.id === 'rules-reason'")
    try browser.type(reason, into: "#rules-reason")
  }
}
