import Desk

/// What is said of faults in workflows, and of how they are put right.
extension ErrorTexts {
  /// The sentence for a finding, with its place in front and the way there behind.
  func sentence(for finding: LintFinding) -> String {
    let place = place(of: finding)
    let way = finding.entry == nil ? "" : " " + self.way(of: finding)
    return (place.isEmpty ? "" : "\(place): ") + said(of: finding) + way
  }

  /// Type, step, parameter and way, as people call them, and whose tickets.
  private func place(of finding: LintFinding) -> String {
    let names = [
      finding.type?.name, finding.step?.name, finding.transition?.conditionLabel,
      finding.parameter?.label,
    ]
    let place = names.compactMap(\.self).joined(separator: " › ")
    guard let customerType = finding.customerType else { return place }
    let whose = people(customerType)
    return place.isEmpty ? whose : "\(place) (\(whose))"
  }

  private func way(of finding: LintFinding) -> String {
    let moves = finding.way.map { "\($0.transition.conditionLabel) → \($0.to.name)" }
    let way = ([finding.entry?.name ?? ""] + moves).joined(separator: " → ")
    return pick("The way there: \(way).", "O caminho até lá: \(way).")
  }

  private func said(of finding: LintFinding) -> String {
    let missing = finding.missing.map { "\"\($0.label)\"" }.joined(separator: ", ")
    switch finding.code {
    case .customerStuck:
      return pick(
        "\(missing) is asked for here and cannot be filled in by who is asked: the ticket stays here.",
        "\(missing) é exigido aqui de quem não pode informá-lo: o atendimento fica parado."
      )
    case .neverCompleted:
      return pick(
        "From here on a ticket goes round and can never be completed.",
        "Daqui em diante o atendimento dá voltas e nunca pode ser concluído."
      )
    case .attendantNotConfigured, .stepAttendantCannotAttend, .onlyTypeBlocked, .noEntry,
      .noDefaultEntry, .severalDefaultEntries, .opensForNobody, .unreachableStep,
      .stepWithoutWayOut, .transitionWithoutReason, .transitionWithoutCondition:
      return said(ofShape: finding.code)
    case .choiceWithoutChoices, .noValueFits, .defaultDoesNotFit, .requiredReadOnly,
      .requiredInvisible, .requiredHiddenOnline, .requiredHiddenAtDesk, .neededNeverWritable:
      return said(ofRule: finding.code)
    }
  }

  private func said(ofShape code: LintCode) -> String {
    switch code {
    case .attendantNotConfigured:
      pick(
        "No attendant is configured, so no ticket can be opened or moved.",
        "Nenhum atendente está configurado: nada pode ser aberto nem movimentado."
      )
    case .stepAttendantCannotAttend:
      pick(
        "The attendant of the step is off duty or may not attend.",
        "O atendente da etapa está inativo ou não pode atender."
      )
    case .onlyTypeBlocked:
      pick(
        "A profile blocks all that some of its users could open.",
        "Um perfil bloqueia tudo o que alguns dos seus usuários poderiam abrir."
      )
    case .noEntry:
      pick("No ticket can begin at any step.", "Nenhuma etapa permite iniciar um atendimento.")
    case .noDefaultEntry:
      pick(
        "None of the entry steps is the default one.",
        "Nenhuma das etapas de entrada é a padrão."
      )
    case .severalDefaultEntries:
      pick(
        "More than one step is the default entry.",
        "Mais de uma etapa é a entrada padrão."
      )
    case .opensForNobody:
      pick(
        "It can be opened for no type of customer.",
        "Não pode ser aberto para nenhum tipo de cliente."
      )
    case .unreachableStep:
      pick("No ticket ever comes to this step.", "Nenhum atendimento chega a esta etapa.")
    case .stepWithoutWayOut:
      pick(
        "It is the customer's turn, and no way leads out.",
        "É a vez do cliente, e não há saída."
      )
    case .transitionWithoutReason:
      pick(
        "No reason in use can be given, so nobody can go this way.",
        "Nenhum motivo ativo pode ser informado: ninguém pode seguir por aqui."
      )
    default:
      pick("The way has no condition or no label.", "A saída não tem condição ou não tem rótulo.")
    }
  }

  private func said(ofRule code: LintCode) -> String {
    switch code {
    case .choiceWithoutChoices:
      pick(
        "It has to be chosen, and there is nothing to choose.",
        "É preciso escolher, e não há opções."
      )
    case .noValueFits:
      pick(
        "It has to be filled in, and no value keeps to its bounds.",
        "É preciso preencher, e nenhum valor cabe nos limites."
      )
    case .defaultDoesNotFit:
      pick(
        "The default does not keep to the parameter's own bounds, so it is never used.",
        "O valor padrão não respeita os limites do próprio parâmetro e nunca é usado."
      )
    case .requiredReadOnly:
      pick(
        "It is required and read-only, and has no default: nobody can fill it in here.",
        "É obrigatório e somente leitura, sem valor padrão: ninguém pode preenchê-lo aqui."
      )
    case .requiredInvisible:
      pick(
        "It is required, and neither customers nor attendants see it.",
        "É obrigatório, e nem clientes nem atendentes o veem."
      )
    case .requiredHiddenOnline:
      pick(
        "It is required where it is the customer's turn, who never sees it and is not asked.",
        "É obrigatório na vez do cliente, que não o vê e não precisa informá-lo."
      )
    case .requiredHiddenAtDesk:
      pick(
        "It is required where it is the attendant's turn, who never sees it and is not asked.",
        "É obrigatório na vez do atendente, que não o vê e não precisa informá-lo."
      )
    default:
      pick(
        "The step needs it filled in, and nobody can do that before.",
        "A etapa precisa dele preenchido, e ninguém pode fazê-lo antes."
      )
    }
  }

  /// What would put a fault right.
  func fix(for code: LintCode) -> String {
    switch code {
    case .attendantNotConfigured:
      pick("Appoint one with `updateSettings`.", "Indique um com `updateSettings`.")
    case .stepAttendantCannotAttend:
      pick(
        "Give the step to another attendant, or to none.",
        "Atribua a etapa a outro atendente, ou a nenhum."
      )
    case .onlyTypeBlocked:
      pick(
        "Unblock a type for the profile, or give these users another profile.",
        "Desbloqueie um tipo no perfil, ou dê outro perfil a esses usuários."
      )
    case .noEntry, .noDefaultEntry, .severalDefaultEntries:
      pick(
        "Make exactly one step the default entry.",
        "Torne exatamente uma etapa a entrada padrão."
      )
    case .opensForNobody:
      pick("Open it for a type of customer.", "Libere-o para algum tipo de cliente.")
    case .unreachableStep:
      pick(
        "Add a way to the step, make it an entry, or delete it.",
        "Crie uma saída até a etapa, torne-a entrada, ou exclua-a."
      )
    case .stepWithoutWayOut:
      pick(
        "Add a way out, or hand the ticket to the attendant on the way in.",
        "Crie uma saída, ou passe o atendimento ao atendente na chegada."
      )
    case .transitionWithoutReason:
      pick("Allow a reason that is in use.", "Permita um motivo que esteja ativo.")
    case .transitionWithoutCondition:
      pick("Give it a condition and a label.", "Dê a ela uma condição e um rótulo.")
    case .choiceWithoutChoices, .noValueFits, .defaultDoesNotFit, .requiredReadOnly,
      .requiredInvisible, .requiredHiddenOnline, .requiredHiddenAtDesk, .neededNeverWritable,
      .customerStuck, .neverCompleted:
      fix(forRule: code)
    }
  }

  private func fix(forRule code: LintCode) -> String {
    switch code {
    case .choiceWithoutChoices: pick("Give it choices.", "Dê opções a ele.")
    case .noValueFits: pick("Widen its bounds.", "Amplie os limites.")
    case .defaultDoesNotFit: pick("Correct the default.", "Corrija o valor padrão.")
    case .requiredReadOnly:
      pick(
        "Take one of the two flags away, give it a default, or let the step need it from before.",
        "Retire uma das duas marcas, dê um valor padrão, ou exija-o da etapa anterior."
      )
    case .requiredInvisible:
      pick(
        "Show it to one side, or do not require it.",
        "Mostre-o a um dos lados, ou não o exija."
      )
    case .requiredHiddenOnline, .requiredHiddenAtDesk:
      pick(
        "Show it to that side, or require it at a step of the other.",
        "Mostre-o a esse lado, ou exija-o em uma etapa do outro."
      )
    case .neededNeverWritable:
      pick(
        "Make it writable at a step before, or give it a default.",
        "Torne-o editável em uma etapa anterior, ou dê um valor padrão."
      )
    case .customerStuck:
      pick(
        "Ask for it at a step of the desk before, or do not ask for it here.",
        "Exija-o antes, em uma etapa do atendente, ou não o exija aqui."
      )
    default:
      pick(
        "Add a way to a step where it is the attendant's turn.",
        "Crie uma saída para uma etapa em que seja a vez do atendente."
      )
    }
  }
}
