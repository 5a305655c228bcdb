# Everywhere
language-label = Idioma
skip = Ir al contenido principal
problem = Hay un problema
error-prefix = Error:
link-help = Ayuda para iniciar sesión
link-privacy = Privacidad
link-terms = Condiciones
keep = No, volver
sign-in = Iniciar sesión
sign-out = Cerrar sesión
never = Nunca
yes = Sí
no = No

# Durations
duration-seconds = { $n ->
    [one] 1 segundo
    [many] { $n } de segundos
   *[other] { $n } segundos
}
duration-minutes = { $n ->
    [one] 1 minuto
    [many] { $n } de minutos
   *[other] { $n } minutos
}
duration-hours = { $n ->
    [one] 1 hora
    [many] { $n } de horas
   *[other] { $n } horas
}
ago-now = ahora mismo
ago-minutes = { $n ->
    [one] hace 1 minuto
    [many] hace { $n } de minutos
   *[other] hace { $n } minutos
}
ago-hours = { $n ->
    [one] hace 1 hora
    [many] hace { $n } de horas
   *[other] hace { $n } horas
}
ago-days = { $n ->
    [one] hace 1 día
    [many] hace { $n } de días
   *[other] hace { $n } días
}

# The phone form
step-1 = Paso 1 de 2
sign-in-title = Inicia sesión con tu número de móvil
sign-in-lead = Te enviaremos por SMS un código de { $digits } dígitos.
sign-in-new = No necesitas contraseña. Si es tu primera vez, también se crea tu cuenta.
region-label = País o región
region-label-short = País<span class="more-words"> o región</span>
regions-likely = Sugerencias
regions-all = Todos
phone-label = Número de móvil
phone-hint = Por ejemplo, <span class="num" dir="ltr" data-example>{ $example }</span>, o empieza con + para otro país
phone-hint-only = Por ejemplo, <span class="num" dir="ltr">{ $example }</span>
phone-hint-plain = Empieza con + y el prefijo del país
send-code = Recibir código por SMS
no-texts-summary = No puedo recibir SMS
no-texts-text = Para iniciar sesión necesitas un número que pueda recibir SMS.
sending = Enviando…
sending-slow = Todavía se está enviando. Puede tardar hasta medio minuto.
held-lead = Pediste un código para el número que termina en <strong class="num" dir="ltr">{ $digits }</strong>.
held-go = Escribir el código
phone-empty = Escribe tu número de móvil
phone-format = No reconocemos este número de teléfono. Escribe solo los dígitos, sin palabras ni extensión
phone-too-short = { $digits ->
    [one] A este número le falta un dígito ({ $country })
    [many] A este número le faltan { $digits } de dígitos ({ $country })
   *[other] A este número le faltan { $digits } dígitos ({ $country })
}
phone-too-long = { $digits ->
    [one] A este número le sobra un dígito ({ $country })
    [many] A este número le sobran { $digits } de dígitos ({ $country })
   *[other] A este número le sobran { $digits } dígitos ({ $country })
}
phone-not-mobile = Este número no es de móvil ({ $country }). Escribe uno que reciba SMS
phone-no-such-range = Ningún número de móvil empieza así ({ $country }). Revisa los primeros dígitos
phone-unknown-code = Ningún país tiene este prefijo. Empieza con + y el prefijo del país
phone-unknown-code-here = Ningún país tiene este prefijo. Los números de este país ({ $country }) empiezan con +{ $code }
phone-no-region = Elige un país, o empieza el número con + y el prefijo del país
phone-no-texts = Este número no puede recibir SMS. Escribe un número de móvil
phone-range-off = No enviamos SMS a este número. Usa otro
phone-refused = Este número no puede recibir nuestros SMS. Usa otro número de móvil
phone-opted-out = Pediste no recibir más SMS nuestros. Responde START a uno anterior, o usa otro número
phone-country-off = Todavía no enviamos SMS a este país ({ $country })

# Signing in again
again-title = Vuelve a iniciar sesión
again-lead = Enviaremos por SMS un código nuevo al <strong class="num" dir="ltr">{ $phone }</strong>. Hasta que lo escribas, tu sesión sigue abierta como está.

# The text, as it will look
preview-title = Así será el SMS
preview-none-title = Sobre el SMS
preview-digits = { $digits } dígitos
preview-note = Nunca llamamos por teléfono para pedir un código. Si alguien lo hace, cuelga.

# The code form
step-2 = Paso 2 de 2
step-2-app = Paso 2 de 2, para iniciar sesión en { $app }
code-title = Mira tu teléfono
code-lead = Hemos enviado un código por SMS al número que termina en <strong class="num" dir="ltr">{ $digits }</strong>.
code-sent-at = Código nuevo enviado a las
code-sent-clock = { $time } UTC
code-lead-arrives = Puede tardar uno o dos minutos en llegar.
code-lead-full = Hemos enviado un código por SMS al <strong class="num" dir="ltr">{ $phone }</strong>.
code-change = Cambiar
code-label = Código de { $digits } dígitos
code-works = Sirve durante { $for }
code-until = , hasta las { $time }
code-over = Este código ya no sirve
code-over-text = Pide un código nuevo para continuar.
code-over-none = Ya no quedan códigos para este inicio de sesión. Empieza de nuevo para continuar.
code-over-again = Empezar de nuevo
tries-left = { $n ->
    [one] Te queda 1 intento.
    [many] Te quedan { $n } de intentos.
   *[other] Te quedan { $n } intentos.
}
code-empty = Escribe el código del SMS
code-length = El código debe tener { $digits } dígitos
code-wrong = El código no es correcto. Revisa el SMS y escríbelo otra vez
code-replaced = Ese código ya no sirve. Usa el de un SMS más reciente
code-expired = El código ha caducado. Pide un código nuevo
code-spent = Has escrito un código incorrecto demasiadas veces. Pide un código nuevo
code-expired-none = El código ha caducado
code-spent-none = Has escrito un código incorrecto demasiadas veces
code-longer = Se han escrito muchos códigos incorrectos aquí o en otro lugar, y el tuyo ahora es demasiado corto. Pide un código nuevo: es más largo y no tienes que esperar
code-other-tab = Empezaste de nuevo en otra pestaña. Esta página muestra ahora el último número. Escribe el código que le enviamos
resend-title = ¿No te ha llegado el SMS?
resend = Pedir un código nuevo
resend-wait = Podrás pedir un código nuevo en <span data-left>{ $wait }</span>.
resend-ready = Ya puedes pedir un código nuevo.
resend-left = { $n ->
    [one] Puedes pedir 1 código más.
    [many] Puedes pedir { $n } de códigos más.
   *[other] Puedes pedir { $n } códigos más.
}
resend-none = Ya no quedan códigos para este inicio de sesión. Usa otro número o empieza de nuevo.
other-number = Usar otro número

# Notices above the forms: trouble that is not the person’s fault
notice-unavailable-title = Ahora mismo no podemos enviar SMS
notice-unavailable-text = Inténtalo otra vez en unos minutos.
notice-unreachable-title = Ahora mismo ese teléfono no está disponible
notice-unreachable-text = Comprueba que está encendido y tiene cobertura. Después inténtalo otra vez, o usa otro número.
notice-opted-out-title = Pediste no recibir más SMS nuestros
notice-opted-out-text = Responde START a nuestro SMS anterior y pide un código nuevo, o usa otro número.
notice-country-off-title = No enviamos SMS a este número
notice-country-off-text = Usa otro número.
undelivered-title = La red móvil no ha entregado nuestro SMS
undelivered-text = Pide un código nuevo, o usa otro número.
undelivered-no-texts-title = Este número no puede recibir SMS
undelivered-no-texts-text = Así lo indica la red móvil. Usa otro número de móvil.
notice-limited-title = Todavía no puedes pedir otro código
notice-limited-text = Podrás pedirlo en { $wait }.
notice-paused-title = Por ahora no enviamos SMS a números como este
notice-paused-text = Inténtalo otra vez en { $wait }, o usa otro número.
notice-form-used-title = Este formulario ya se había enviado
notice-form-used-text = No se ha vuelto a enviar nada. Revisa el número y usa el botón para recibir un código.
notice-none-left-title = Ya no puedes pedir otro código para este inicio de sesión
notice-none-left-text = Usa un código que te hayamos enviado, o empieza de nuevo con tu número.
notice-no-texts-title = Este número no puede recibir SMS
notice-no-texts-text = Usa otro número de móvil.

# Pages that only say something
cookies-title = Tu navegador bloquea nuestra cookie
cookies-text = Hemos enviado un código, pero sin una cookie esta página no puede saber que lo pediste tú. Permite las cookies de este sitio en los ajustes de tu navegador y empieza de nuevo.
cookies-again = Empezar de nuevo
cookies-text-before = Sin una cookie no podrías escribir el código. Permite las cookies de este sitio en los ajustes de tu navegador y vuelve a cargar esta página. No se ha enviado ningún SMS.
already-used-title = Ese código ya se ha usado
already-used-text = Si iniciaste sesión en otra pestaña, puedes cerrar esta. Si no, empieza de nuevo.
already-used-again = Empezar de nuevo
blocked-title = Esta cuenta está bloqueada
blocked-text = No puedes iniciar sesión con este número. Si crees que es un error, consulta a quienes administran este sitio.
error-reference = Si pides ayuda, indica este número: <strong class="id">{ $reference }</strong>
error-not-found-title = Página no encontrada
error-not-found-text = Si escribiste la dirección, comprueba que es correcta.
error-not-found-again = Ir a la página de inicio
error-method-title = Eso no funciona aquí
error-method-text = Esta página no se puede usar de esa forma.
error-method-again = Ir a la página de inicio
error-cross-site-title = Esa solicitud venía de otro sitio
error-cross-site-text = Por tu seguridad, los formularios solo funcionan en las páginas de este sitio. Abre la página aquí e inténtalo otra vez.
error-cross-site-again = Ir a la página de inicio
error-too-large-title = El envío es demasiado grande
error-too-large-text = Lo que se envió ocupa más de lo que admite este sitio.
error-too-large-again = Ir a la página de inicio
error-too-late-title = Ha pasado demasiado tiempo
error-too-late-text = Tu navegador no lo envió todo a tiempo. No se ha hecho nada. Vuelve atrás e inténtalo otra vez.
error-too-late-again = Ir a la página de inicio
error-bad-request-title = No lo hemos entendido
error-bad-request-text = Algo en la solicitud no era correcto. Vuelve atrás e inténtalo otra vez.
error-bad-request-again = Ir a la página de inicio
error-unavailable-title = Hay un problema con el servicio
error-unavailable-text = Inténtalo otra vez en un momento.
error-unavailable-again = Intentar otra vez
error-busy-title = Ahora mismo hay demasiada gente
error-busy-text = No se ha enviado ningún SMS. Inténtalo otra vez en unos segundos.
error-busy-again = Intentar otra vez
error-internal-title = Lo sentimos, algo ha fallado por nuestra parte
error-internal-text = El fallo ha quedado registrado. Inténtalo otra vez en un momento.
error-internal-again = Ir a la página de inicio
error-stale-title = Vuelve a iniciar sesión para entrar en la administración
error-stale-text = Ha pasado demasiado tiempo desde que iniciaste sesión. Vuelve a hacerlo por SMS y regresarás aquí.
error-stale-again = Volver a iniciar sesión
error-stale-act-title = Vuelve a iniciar sesión para hacer esto
error-stale-act-text = No se ha cambiado nada, porque ha pasado demasiado tiempo desde que iniciaste sesión. Vuelve a hacerlo por SMS. Después regresarás a la página donde estabas y podrás usar el botón otra vez.
error-stale-act-again = Volver a iniciar sesión
error-stale-kept-title = Vuelve a iniciar sesión para continuar
error-stale-kept-text = Todavía no se ha hecho nada, porque ha pasado demasiado tiempo desde que iniciaste sesión. Vuelve a hacerlo por SMS. Lo que escribiste queda guardado y seguirá adelante cuando lo confirmes.
error-stale-kept-again = Volver a iniciar sesión

# The account page
account-title = Tu cuenta
account-lead = Sesión iniciada con el <strong class="num" dir="ltr">{ $phone }</strong>
account-admin = Ir a la administración
sessions-title = Tus sesiones abiertas
sessions-lead = Si no reconoces alguna, ciérrala.
session-this = Este dispositivo
session-seen = Último uso
session-began = Inicio de sesión
session-end = Cerrar sesión
sessions-end-all = Cerrar todas las sesiones…
device-on = { $browser } en { $system }
device-unknown = Dispositivo desconocido
data-title = Tus datos
data-lead = Puedes llevarte todo lo que guardamos sobre ti, o pedir que se elimine.
data-download = Descargar mis datos
data-delete = Eliminar mi cuenta…
end-all-title = ¿Cerrar todas las sesiones?
end-all-text = La sesión se cierra al instante en todos tus dispositivos, también en este.
end-all-do = Cerrar todas las sesiones
delete-title = ¿Eliminar tu cuenta?
delete-text = Tu número, tus sesiones y tus inicios de sesión se eliminan al instante. Esto no se puede deshacer.
delete-do = Eliminar mi cuenta
delete-factor-text = Tu número, tus sesiones y tus inicios de sesión se eliminan al instante. Esto no se puede deshacer. Según la configuración de este servidor, tu número da acceso a la administración, así que tu segundo factor se conserva para quien vuelva a iniciar sesión con ese número.

# What was done just now, in one line
done-signed-out = Has cerrado sesión.
done-signed-out-everywhere = Has cerrado todas tus sesiones.
done-deleted = Tu cuenta se ha eliminado y todas tus sesiones están cerradas. Puedes volver a registrarte con tu número cuando quieras.
done-session-ended = La sesión en ese dispositivo está cerrada.
