import Desk
import GraphQL

/// Attendants, as the workflow has them.
struct Attendants: ParentColumn {
  let attendants: [Attendant]
  var count: Int { attendants.count }

  /// A cell for each of some keys, read from the workflow.
  static func cells(
    _ ids: [AttendantID?],
    _ context: RequestContext
  ) -> ObjectCells<Attendants> {
    let found = Distinct(ids.map { $0.flatMap { context.workflow.attendant($0) } })
    return ObjectCells(slots: found.slots, children: Attendants(attendants: found.values))
  }
}

/// What counts for the whole desk: one object.
struct SettingsObject: ParentColumn {
  let count = 1
}

extension ObjectBinding<Root, RequestContext> {
  mutating func bindAttendantMutations() {
    action("createAttendant") {
      CreateAttendant(
        user: $0.userReference("user"),
        displayName: $0.string("displayName") ?? ""
      )
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("updateAttendant") {
      UpdateAttendant(
        attendant: $0.attendantReference("attendant"),
        displayName: $0.change("displayName"),
        isActive: $0.boolean("isActive")
      )
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
    action("updateSettings") {
      UpdateSettings(defaultAttendant: $0.attendantChange("defaultAttendant"))
    } perform: {
      try $0.perform(for: $1, in: $2)
    }
  }
}

extension Bindings<RequestContext> {
  mutating func bindAttendants() {
    object("Attendant", parents: Attendants.self) { fields in
      fields.texts("id") { list, _ in
        GlobalID.column(.attendant, list.attendants.map(\.id.rawValue))
      }
      fields.object("user", of: Users.self) { list, call in
        let context = call.context
        let ids = list.attendants.map(\.user)
        let found = try context.reader.users(ids: ids, for: context.viewer)
        return ObjectCells(slots: found.slots, children: found.rows)
      }
      fields.strings("displayName") { list, _ in list.attendants.map(\.displayName) }
      fields.booleans("isActive") { list, _ in list.attendants.map(\.isActive) }
    }
    for name in ["CreateAttendantPayload", "UpdateAttendantPayload"] {
      object(name, parents: Payload<AttendantID>.self) { fields in
        fields.object("attendant", of: Attendants.self) { payload, call in
          Attendants.cells([payload.outcome.value], call.context)
        }
        fields.problems()
      }
    }
  }

  mutating func bindSettings() {
    object("Settings", parents: SettingsObject.self) { fields in
      fields.object("defaultAttendant", of: Attendants.self) { _, call in
        Attendants.cells([call.context.workflow.defaultAttendant], call.context)
      }
      fields.object("ruleVersion", of: RuleVersions.self) { _, call in
        let inForce = call.context.workflow.ruleVersion.map { RuleVersionID($0) }
        return try RuleVersions.cells([inForce], call.context)
      }
      fields.ints("revision") { _, call in [Int32(clamping: call.context.workflow.revision)] }
    }
    object("UpdateSettingsPayload", parents: Payload<Bool>.self) { fields in
      fields.object("settings", of: SettingsObject.self) { payload, _ in
        ObjectCells(
          slots: [payload.outcome.value == nil ? -1 : 0],
          children: SettingsObject()
        )
      }
      fields.problems()
    }
  }
}
