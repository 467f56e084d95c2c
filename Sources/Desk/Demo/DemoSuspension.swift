extension DemoType {
  /// The suspension of an enrolment: five steps, confidential on both sides.
  static let suspension = DemoType(
    key: "trancamento",
    name: "Trancamento de matrícula",
    summary: "Suspensão temporária da matrícula, pedida pelo aluno ou por quem responde por ele.",
    group: "secretaria",
    opensFor: [.person, .student],
    parameters: [
      DemoParameter(
        key: "matricula",
        label: "Número de matrícula",
        kind: .text,
        samples: ["2024.1187", "2023.0456", "2025.0032"],
        lengthMax: 20
      ),
      DemoParameter(
        key: "inicio",
        label: "Trancar a partir de",
        kind: .date,
        samples: ["2026-03-15", "2026-04-01", "2026-02-20"],
        minimum: "2025-01-01",
        maximum: "2027-12-31"
      ),
      DemoParameter(
        key: "motivo",
        label: "Motivo",
        kind: .choice,
        samples: ["trabalho", "saude", "financeiro", "mudanca"],
        choices: [
          DemoChoice("trabalho", "Trabalho"),
          DemoChoice("saude", "Saúde"),
          DemoChoice("financeiro", "Situação financeira"),
          DemoChoice("mudanca", "Mudança de cidade"),
        ]
      ),
      DemoParameter(
        key: "disciplinas",
        label: "Disciplinas em curso",
        kind: .multiChoice,
        samples: ["calculo+fisica", "redacao", "calculo+redacao+historia"],
        choices: [
          DemoChoice("calculo", "Cálculo I"),
          DemoChoice("fisica", "Física Geral"),
          DemoChoice("redacao", "Redação Acadêmica"),
          DemoChoice("historia", "História da Educação"),
        ]
      ),
      DemoParameter(
        key: "bolsista",
        label: "É bolsista",
        kind: .boolean,
        samples: ["0", "1"]
      ),
      DemoParameter(
        key: "relatoConfidencial",
        label: "Relato confidencial do aluno",
        kind: .longText,
        samples: [
          "Estou em tratamento e prefiro que só a coordenação saiba.",
          "A renda da família caiu; não quero que a turma fique sabendo.",
        ],
        lengthMax: 4_000
      ),
      DemoParameter(
        key: "indiceEvasao",
        label: "Índice de risco de evasão",
        kind: .decimal,
        samples: ["0.61"],
        fractionDigits: 2,
        isDesks: true
      ),
      DemoParameter(
        key: "parecerPedagogico",
        label: "Parecer pedagógico",
        kind: .longText,
        samples: [
          "Bom rendimento até o segundo bimestre; recomenda-se manter a vaga.",
          "Faltas acima do limite; orientar sobre a recuperação antes de trancar.",
        ],
        lengthMax: 4_000,
        isDesks: true
      ),
    ],
    always: [
      DemoRule("indiceEvasao", .invisibleOnline),
      DemoRule("relatoConfidencial", [], (.person, .invisibleOnline)),
      DemoRule("bolsista", [], (.student, .readOnly)),
      DemoRule("product", [.invisible, .invisibleOnline]),
    ],
    steps: suspensionSteps,
    journeys: [
      [],
      ["enviar"],
      ["enviar", "convocar"],
      ["enviar", "convocar", "responder", "encaminhar", "comunicar", "aceitar"],
      ["enviar", "convocar"],
      ["enviar", "encaminhar"],
      ["enviar", "encaminhar", "comunicar"],
    ],
    words: DemoWords(
      requests: [
        (
          "Trancamento do primeiro semestre",
          "Peço o trancamento do semestre a partir da data indicada."
        ),
        (
          "Suspensão por motivo de trabalho",
          "Fui transferido de turno e não consigo frequentar as aulas."
        ),
        ("Trancar a matrícula por um ano", "Vou morar fora por um ano e pretendo voltar ao curso."),
        ("Pausa para tratamento de saúde", "Preciso me afastar das aulas durante o tratamento."),
      ],
      fromCustomer: [
        "Perco a bolsa se trancar agora?",
        "Posso manter uma disciplina a distância?",
        "Confirmo presença na entrevista de quinta.",
        "Obrigada pelo retorno, vou aguardar a decisão.",
      ],
      fromAttendant: [
        "O pedido está com a coordenação pedagógica.",
        "Precisamos conversar antes de decidir; escolha um horário, por favor.",
        "A vaga fica garantida por dois semestres.",
      ],
      amongAttendants: [
        "Família em atraso com três mensalidades; tratar com o financeiro.",
        "Coordenação acha que o aluno vai desistir de vez.",
      ],
      understandings: [
        "Entendemos que o aluno quer trancar o semestre inteiro e voltar no próximo.",
        "Entendemos que só as disciplinas listadas devem ser trancadas.",
      ],
      solutions: ["Matrícula trancada no período pedido, com a vaga garantida."],
      products: ["Graduação"],
      files: ["requerimento.pdf", "atestado.pdf", "declaracao-de-trabalho.pdf"]
    )
  )

  private static let suspensionSteps = [
    DemoStep(
      key: "solicitacao",
      name: "Solicitação",
      isEntry: true,
      isDefaultEntry: true,
      ways: [
        DemoWay("enviar", "Enviar solicitação", to: "analise", .attendant, "pedido", "urgencia")
      ],
      rules: [
        DemoRule("subject", .required), DemoRule("matricula", .required),
        DemoRule("inicio", .required), DemoRule("motivo", .required),
        DemoRule("dueDate", .invisibleOnline), DemoRule("parecerPedagogico", .invisibleOnline),
        DemoRule("solution", .readOnly),
      ]
    ),
    DemoStep(
      key: "analise",
      name: "Análise pedagógica",
      attendant: "attendant",
      ways: [
        DemoWay("convocar", "Convocar para entrevista", to: "entrevista", .customer, "entrevista"),
        DemoWay("encaminhar", "Encaminhar à coordenação", to: "decisao", .attendant, "deferimento"),
      ],
      rules: [
        DemoRule("matricula", [.readOnly, .neededFromPrevious]),
        DemoRule("relatoConfidencial", .invisible), DemoRule("dueDate", .invisibleOnline),
        DemoRule("parecerPedagogico", [.required, .invisibleOnline]),
        DemoRule("indiceEvasao", .required),
      ]
    ),
    DemoStep(
      key: "entrevista",
      name: "Entrevista com o aluno",
      ways: [
        DemoWay("responder", "Entrevista realizada", to: "analise", .attendant, "entrevista")
      ],
      rules: [
        DemoRule("matricula", .readOnly), DemoRule("relatoConfidencial", .invisible),
        DemoRule("parecerPedagogico", .invisibleOnline), DemoRule("dueDate", .readOnly),
        DemoRule("attachments", [], (.person, .invisibleOnline)), DemoRule("solution", .readOnly),
      ]
    ),
    DemoStep(
      key: "decisao",
      name: "Decisão da coordenação",
      attendant: "attendant.secretary",
      ways: [
        DemoWay("comunicar", "Comunicar a decisão", to: "ciencia", .customer, "deferimento"),
        DemoWay("revisar", "Rever a análise", to: "analise", .attendant, "correcao"),
      ],
      rules: [
        DemoRule("parecerPedagogico", [.neededFromPrevious, .invisibleOnline]),
        DemoRule("stepHistory", [], (.person, .invisibleOnline)),
        DemoRule("matricula", .readOnly), DemoRule("motivo", .readOnly),
      ]
    ),
    DemoStep(
      key: "ciencia",
      name: "Ciência do aluno",
      ways: [
        DemoWay("aceitar", "Decisão aceita", to: "decisao", .attendant, "conclusao"),
        DemoWay("contestar", "Decisão contestada", to: "decisao", .attendant, "correcao"),
      ],
      rules: [
        DemoRule("parecerPedagogico", .readOnly), DemoRule("matricula", .readOnly),
        DemoRule("motivo", .readOnly), DemoRule("inicio", .readOnly),
        DemoRule("disciplinas", .readOnly), DemoRule("solution", .readOnly),
      ]
    ),
  ]
}
