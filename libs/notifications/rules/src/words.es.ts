import type { Words } from './words.js';

export const es: Words = {
  page: {
    subject: (reference) => `La alerta ${reference} necesita su revisión`,
    body: ({ reference, raised, handOver }) =>
      `La alerta ${reference} se abrió el ${raised}. Si nadie la confirma antes del ${handOver}, pasará también a las siguientes personas.`,
    copy: ({ lap, level }) => `Vuelta ${lap}, nivel ${level}. Otro mensaje con la misma vuelta y el mismo nivel es una copia de este.`,
    action: 'Abrir la alerta',
    why: 'Recibe este mensaje porque su función responde a las alertas en Evenkeel. Los detalles se muestran solo después de iniciar sesión. Por favor, no responda; nadie lee las respuestas a esta dirección.',
  },
  plainPage: {
    subject: 'Una alerta necesita su revisión',
    body: 'Una alerta de Evenkeel necesita a una persona. No se pudo escribir el mensaje habitual; por favor, abra la lista de alertas.',
  },
  reminder: {
    subject: (reference) => `La alerta ${reference} sigue abierta`,
    body: {
      'follow-up': ({ reference, due }) =>
        `La alerta ${reference} sigue abierta y falta anotar cómo terminó. Si no se anota nada antes del ${due}, volverá a las siguientes personas.`,
      'second-person': ({ reference, due }) =>
        `Alguien propone cerrar la alerta ${reference} sin contacto. Una segunda persona debe estar de acuerdo. Hasta entonces sigue abierta; volverá a avisar el ${due}.`,
    },
  },
  fallback: {
    subject: (reference) => `Nadie ha respondido a la alerta ${reference}`,
    body: ({ reference, raised, again }) =>
      `La alerta ${reference} se abrió el ${raised} y ninguna persona de guardia la ha confirmado. El próximo mensaje llegará el ${again}.`,
    ask: 'Por favor, siga el procedimiento acordado con la organización y llame por teléfono a las personas responsables.',
    why: 'Recibe este mensaje porque esta dirección es la última línea para las alertas de Evenkeel. A propósito, no dice nada de la persona interesada.',
  },
  ops: {
    subject: (reason) => `Evenkeel necesita atención: ${reason}`,
    reason: {
      'nobody-on-call': 'un nivel de una alerta no tiene a nadie de guardia',
      unreachable: 'ningún canal llega a las personas de un nivel',
      exhausted: 'una alerta recorrió todos sus niveles sin respuesta',
      'engine-silent': 'el motor de alertas no da señales de vida',
      'deadline-missed': 'ha pasado el plazo de una alerta abierta',
      'sending-fails': 'no se pueden entregar mensajes al proveedor',
      quarantined: 'un mensaje falló varias veces y se ha apartado',
      'clock-moved': 'el reloj de la base de datos ha saltado',
    },
    at: (time) => `Observado el ${time}.`,
    about: (reference) => `Se trata de la alerta ${reference}.`,
    action: 'Abrir la página del sistema',
    why: 'Recibe este mensaje porque usted administra esta instalación de Evenkeel.',
  },
  nobodyYet: {
    subject: 'Por favor, abra Evenkeel',
    body: [
      'Todavía nadie ha respondido a lo que nos envió. Por favor, no espere a esta aplicación.',
      'Abra Evenkeel para ver teléfonos que responden ahora. Si no puede esperar, llame al número de emergencias de su zona.',
    ],
    action: 'Abrir Evenkeel',
  },
  checkIn: {
    subject: 'Tiene un registro pendiente',
    body: (closes) => `Lleva alrededor de un minuto y está abierto hasta el ${closes}.`,
    again: {
      subject: 'Su registro sigue pendiente',
      body: (closes) => `Todavía hay tiempo, hasta el ${closes}. Si hoy no le viene bien, puede dejarlo.`,
    },
    action: 'Abrir el registro',
  },
  lookToday: {
    subject: 'Algo le espera en Evenkeel',
    body: ['Hay algo nuevo para usted en Evenkeel. Por favor, ábralo y mírelo hoy.'],
    action: 'Abrir Evenkeel',
  },
  planChanged: {
    subject: 'Algo ha cambiado en un plan que está a su cargo',
    body: (at) => [`El ${at} algo cambió en un plan que está a su cargo. Por favor, abra Evenkeel y mírelo hoy.`],
    action: 'Abrir Evenkeel',
    why: 'Recibe este mensaje porque forma parte de un equipo en Evenkeel. Los detalles se muestran solo después de iniciar sesión. Nadie lee las respuestas a esta dirección.',
  },
  emergency: {
    used: {
      subject: 'Se ha usado el acceso de emergencia en Evenkeel',
      body: (at) => [
        `Una persona del equipo usó el acceso de emergencia el ${at}. Permite una mirada breve, de una hora, y exige un motivo.`,
        'Una persona responsable de seguridad lo revisa en un día laborable. Quién fue y por qué se muestra después de iniciar sesión.',
      ],
      action: 'Abrir la lista',
    },
    blocked: {
      subject: 'Se ha denegado el acceso de emergencia en Evenkeel',
      body: (at) => [`Una persona del equipo pidió el acceso de emergencia el ${at}, más veces de las permitidas en un día. No se abrió nada.`],
      action: 'Abrir la lista',
    },
    why: 'Recibe este mensaje porque usted supervisa el acceso de emergencia en Evenkeel. Los detalles se muestran solo después de iniciar sesión. Nadie lee las respuestas a esta dirección.',
    own: {
      subject: 'Alguien usó el acceso de emergencia a su expediente',
      body: (at) => [
        `El ${at} alguien usó el acceso de emergencia para mirar su expediente en Evenkeel. Termina al cabo de una hora.`,
        'Inicie sesión para ver quién fue y por qué. Puede preguntar a las personas responsables.',
      ],
      action: 'Ver quién miró',
    },
  },
  own: 'Recibe este mensaje porque tiene una cuenta en Evenkeel. Puede cambiar en sus ajustes cómo le escribimos. Nadie lee las respuestas a esta dirección.',
};
