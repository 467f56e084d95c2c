extension DemoType {
  /// A visit under warranty by the supplier company: five steps.
  static let warranty = DemoType(
    key: "visita-garantia",
    name: "Visita em garantia",
    summary: "Visita de um técnico a um equipamento ou móvel escolar em garantia.",
    group: "suporte",
    opensFor: [.client, .person, .student, .teacher],
    parameters: [
      DemoParameter(
        key: "equipamento",
        label: "Equipamento",
        kind: .text,
        samples: ["Lousa digital LD-75", "Carteira ajustável CA-2", "Projetor PX-400"],
        lengthMax: 120
      ),
      DemoParameter(
        key: "numeroSerie",
        label: "Número de série",
        kind: .text,
        samples: ["LD75-009312", "CA2-120045", "PX400-77120"],
        lengthMax: 40
      ),
      DemoParameter(
        key: "notaFiscal",
        label: "Nota fiscal",
        kind: .text,
        samples: ["NF 88.213", "NF 90.476", "NF 91.004"],
        lengthMax: 40
      ),
      DemoParameter(
        key: "dataCompra",
        label: "Data da compra",
        kind: .date,
        samples: ["2025-02-10", "2025-06-28", "2024-11-05"]
      ),
      DemoParameter(
        key: "turno",
        label: "Turno da visita",
        kind: .choice,
        samples: ["manha", "tarde"],
        choices: [DemoChoice("manha", "Manhã"), DemoChoice("tarde", "Tarde")]
      ),
      DemoParameter(
        key: "codigoAcesso",
        label: "Código de acesso ao prédio",
        kind: .text,
        samples: ["Portão lateral, senha 4471", "Interfone 12, senha da vigia"],
        lengthMax: 200
      ),
      DemoParameter(
        key: "tecnico",
        label: "Técnico designado",
        kind: .text,
        samples: ["Equipe Norte", "Equipe Sul", "Equipe Leste"],
        lengthMax: 120,
        isDesks: true
      ),
      DemoParameter(
        key: "pecas",
        label: "Peças reservadas",
        kind: .multiChoice,
        samples: ["lampada+cabo", "dobradica", "placa"],
        choices: [
          DemoChoice("lampada", "Lâmpada"),
          DemoChoice("cabo", "Cabo"),
          DemoChoice("dobradica", "Dobradiça"),
          DemoChoice("placa", "Placa principal"),
        ],
        isDesks: true
      ),
      DemoParameter(
        key: "custoInterno",
        label: "Custo interno da visita",
        kind: .decimal,
        samples: ["412.70"],
        minimum: "0",
        fractionDigits: 2,
        isDesks: true
      ),
      DemoParameter(
        key: "laudoInterno",
        label: "Laudo interno",
        kind: .longText,
        samples: [
          "Indício de mau uso: base empenada por excesso de peso.",
          "Defeito de lote já conhecido pela fábrica; trocar sem discutir.",
        ],
        lengthMax: 4_000,
        isDesks: true
      ),
    ],
    always: [
      DemoRule("custoInterno", .invisibleOnline),
      DemoRule("laudoInterno", .invisibleOnline),
    ],
    steps: warrantySteps,
    journeys: [
      [],
      ["abrir"],
      ["abrir", "agendar"],
      ["abrir", "agendar", "confirmar", "concluir", "aprovar"],
      ["abrir", "detalhar"],
      ["abrir", "agendar", "confirmar"],
      ["abrir", "agendar", "confirmar", "concluir"],
    ],
    words: DemoWords(
      requests: [
        ("Lousa digital não liga", "A lousa da sala 12 não liga desde segunda-feira."),
        ("Carteiras com a regulagem solta", "Oito carteiras do laboratório não travam na altura."),
        ("Projetor com imagem amarelada", "A imagem ficou amarelada e pisca a cada dez minutos."),
        ("Armário com a porta empenada", "A porta do armário da biblioteca não fecha mais."),
        ("Quadro branco descolando", "O quadro da sala dos professores está soltando da parede."),
      ],
      fromCustomer: [
        "A visita pode ser antes das oito da manhã?",
        "O vigia libera a entrada pelo portão lateral.",
        "Enviei as fotos do defeito em anexo.",
        "O problema voltou a aparecer hoje cedo.",
      ],
      fromAttendant: [
        "Abrimos o chamado e vamos confirmar a garantia pela nota fiscal.",
        "Temos horário na terça e na quinta; qual é melhor?",
        "O técnico leva a peça de reposição na visita.",
      ],
      amongAttendants: [
        "Cliente reclama muito; mandar a equipe mais experiente.",
        "Fábrica reembolsa só metade da peça deste lote.",
      ],
      understandings: [
        "Entendemos que o defeito é de fabricação e que a troca é coberta pela garantia.",
        "Entendemos que a visita é só para avaliar; a troca depende do laudo.",
      ],
      solutions: ["Peça trocada na visita e equipamento testado com o responsável."],
      products: ["Linha Digital", "Linha Mobiliário", "Linha Projeção"],
      files: ["foto-do-defeito.jpg", "nota-fiscal.pdf", "etiqueta-de-serie.jpg"]
    )
  )

  private static let warrantySteps = [
    DemoStep(
      key: "chamado",
      name: "Chamado",
      isEntry: true,
      isDefaultEntry: true,
      ways: [
        DemoWay("abrir", "Abrir chamado", to: "triagem", .attendant, "defeito", "urgencia")
      ],
      rules: [
        DemoRule("subject", .required), DemoRule("equipamento", .required),
        DemoRule("numeroSerie", [], (.client, .required)),
        DemoRule("notaFiscal", [], (.client, .required)),
        DemoRule("tecnico", .invisibleOnline), DemoRule("pecas", .invisibleOnline),
        DemoRule("codigoAcesso", .invisible), DemoRule("dueDate", .readOnly),
        DemoRule("solution", .readOnly),
      ]
    ),
    DemoStep(
      key: "triagem",
      name: "Triagem técnica",
      attendant: "attendant",
      ways: [
        DemoWay("agendar", "Propor horários", to: "agendamento", .customer, "agenda"),
        DemoWay("detalhar", "Pedir mais detalhes", to: "chamado", .customer, "documento"),
      ],
      rules: [
        DemoRule("equipamento", [.readOnly, .neededFromPrevious]),
        DemoRule("priority", .required), DemoRule("laudoInterno", .required),
        DemoRule("tecnico", .invisibleOnline), DemoRule("pecas", .invisibleOnline),
        DemoRule("codigoAcesso", .invisible),
        DemoRule("notaFiscal", [], (.teacher, .invisibleOnline)),
      ]
    ),
    DemoStep(
      key: "agendamento",
      name: "Agendamento da visita",
      ways: [
        DemoWay("confirmar", "Horário confirmado", to: "visita", .attendant, "agenda"),
        DemoWay("remarcar", "Remarcar", to: "triagem", .attendant, "agenda", "correcao"),
      ],
      rules: [
        DemoRule("turno", .required), DemoRule("equipamento", .readOnly),
        DemoRule("codigoAcesso", .invisible), DemoRule("pecas", .invisibleOnline),
        DemoRule("tecnico", .readOnly, (.person, .invisibleOnline)),
        DemoRule("solution", .readOnly),
      ]
    ),
    DemoStep(
      key: "visita",
      name: "Visita do técnico",
      attendant: "attendant.support",
      ways: [
        DemoWay("concluir", "Visita realizada", to: "avaliacao", .customer, "conclusao"),
        DemoWay("retornar", "Marcar nova visita", to: "agendamento", .customer, "agenda"),
      ],
      rules: [
        DemoRule("turno", [.neededFromPrevious, .readOnly]),
        DemoRule("custoInterno", .required), DemoRule("codigoAcesso", .readOnly),
        DemoRule("tecnico", .required, (.person, .invisibleOnline)),
        DemoRule("discussion", [], (.person, .invisibleOnline)),
      ]
    ),
    DemoStep(
      key: "avaliacao",
      name: "Avaliação do cliente",
      ways: [
        DemoWay("aprovar", "Serviço aprovado", to: "visita", .attendant, "conclusao"),
        DemoWay("reprovar", "Serviço reprovado", to: "triagem", .attendant, "correcao"),
      ],
      rules: [
        DemoRule("tecnico", .readOnly), DemoRule("pecas", .readOnly),
        DemoRule("codigoAcesso", .invisible), DemoRule("equipamento", .readOnly),
        DemoRule("solution", .readOnly),
      ]
    ),
  ]
}
