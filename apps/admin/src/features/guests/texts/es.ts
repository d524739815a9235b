import type { GuestTexts } from '#features/guests/guest-texts.ts';

/** The pages for guests in Spanish. */
export const es: GuestTexts = {
  lead: 'Sus pedidos, sus datos y lo que acepta.',
  loading: 'Cargando',
  again: 'Reintentar',
  languages: 'Idiomas',
  ask: {
    lead: 'Enviamos seis cifras a su correo electrónico. Quien lee su correo es usted; no hay contraseña.',
    email: 'Correo electrónico',
    hint: 'El que dio al hacer el pedido.',
    invalid: 'Escriba una dirección de correo.',
    submit: 'Enviarme las cifras',
  },
  code: {
    lead: 'Si {org} conoce la dirección {email}, un correo con seis cifras va de camino. Vale diez minutos.',
    label: 'Seis cifras',
    hint: 'Puede tardar un minuto. Mire también en el correo no deseado.',
    invalid: 'Escriba las seis cifras del correo.',
    submit: 'Entrar',
    back: 'Otra dirección',
  },
  problems: {
    tooMany: 'Demasiados intentos. Pruebe de nuevo a las {time}.',
    wrong: 'No son las cifras, o ya no valen.',
    offline: 'No hay conexión. Compruébela y pruebe de nuevo.',
    failed: 'No ha funcionado. No se ha perdido nada; pruebe de nuevo.',
  },
  out: {
    action: 'Salir',
    hint: 'En un dispositivo que usan otros, salga al terminar.',
  },
  elsewhere: {
    title: 'Ha entrado en {other}',
    body: 'Para ver lo suyo en {org}, salga primero de allí.',
    there: 'Ir a {other}',
  },
  orders: {
    title: 'Sus pedidos',
    empty: 'Todavía no hay pedidos',
    number: 'Pedido {number}',
    receipt: 'Recibo',
    more: 'Ver anteriores',
  },
  status: {
    placed: 'Hecho',
    accepted: 'Aceptado',
    cooking: 'En preparación',
    ready: 'Listo',
    packed: 'Embalado',
    on_way: 'En camino',
    delivered: 'Entregado',
    cancelled: 'Cancelado',
    voided: 'Cancelado',
    refunded: 'Reembolsado',
  },
  channel: {
    dine_in: 'En la mesa',
    takeaway: 'Para llevar',
    delivery: 'A domicilio',
  },
  data: {
    title: 'Sus datos',
    name: 'Nombre',
    phone: 'Teléfono',
    email: 'Correo electrónico',
    since: 'Conocido desde',
    none: 'No consta',
    hint: 'Si algo no es correcto, dígaselo al restaurante: lo corregirá.',
  },
  consents: {
    title: 'Novedades y ofertas',
    hint: 'Usted decide y puede cambiarlo cuando quiera. Sus pedidos no dependen de ello.',
    given: 'Aceptado el {date}',
    withdrawn: 'Retirado el {date}',
  },
};
