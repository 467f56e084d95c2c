import Bytes

/// The response of a run: first as if nothing had failed, and with errors where something did.
enum ResponseAssembly {
  static func result(
    of execution: inout Execution,
    limits: ExecutionLimits
  ) throws(ExecutionAbort) -> ExecutionResult {
    if !execution.hasErrors {
      var out = ByteWriter(capacity: 4_096)
      out.append("{\"data\":" as StaticString)
      let start = out.count
      do throws(ResponseWriter.Stop) {
        let writer = try ResponseWriter(levels: execution.levels, limit: limits.responseBytes)
        try writer.write(to: &out)
        out.append(UInt8(ascii: "}"))
        return ExecutionResult(
          body: out.bytes(),
          errors: [],
          dataRange: start..<out.count - 1,
          dataIsNull: false
        )
      } catch {
        if error == .tooLarge { throw .responseBytes }
      }
    }
    return try resultWithErrors(of: &execution, limits: limits)
  }

  private static func resultWithErrors(
    of execution: inout Execution,
    limits: ExecutionLimits
  ) throws(ExecutionAbort) -> ExecutionResult {
    var collection = ErrorCollection(
      levels: execution.levels,
      plan: execution.operation.plan,
      limit: limits.errors,
      steps: limits.responseBytes
    )
    try collection.collect()
    let levels = NullPropagation.settled(execution.levels)
    var out = ByteWriter(capacity: 4_096)
    if collection.errors.isEmpty {
      out.append("{\"data\":" as StaticString)
    } else {
      out.append("{\"errors\":" as StaticString)
      ErrorWriter.write(collection.errors, &out)
      out.append(",\"data\":" as StaticString)
    }
    let start = out.count
    if let levels {
      do throws(ResponseWriter.Stop) {
        let writer = try ResponseWriter(
          levels: levels,
          limit: limits.responseBytes,
          isSettled: true
        )
        try writer.write(to: &out)
      } catch {
        throw .responseBytes
      }
    } else {
      out.append("null" as StaticString)
    }
    out.append(UInt8(ascii: "}"))
    return ExecutionResult(
      body: out.bytes(),
      errors: collection.errors,
      dataRange: start..<out.count - 1,
      dataIsNull: levels == nil
    )
  }
}
