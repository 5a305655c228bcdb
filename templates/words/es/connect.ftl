# On the way to an app
sign-in-to = Iniciar sesión en { $app }
onward-title = Redirigiendo a { $app }
onward-text = Has iniciado sesión. Si no pasa nada, usa el botón.
onward-go = Ir a { $app }
choose-lead = Tu sesión está abierta con el número que termina en <strong class="num" dir="ltr">{ $digits }</strong>.
choose-go = Continuar a { $app }
again-app-lead = { $app } te pide que vuelvas a iniciar sesión.

# Why somebody does not get to an app
app-unknown-title = No se puede iniciar sesión en esta aplicación
app-unknown-text = La aplicación desde la que vienes no está registrada aquí. Vuelve a ella y avisa a quien la administra.
app-redirect-uri-title = No se puede iniciar sesión en esta aplicación
app-redirect-uri-text = La aplicación pidió una respuesta en una dirección que no tiene registrada. Avisa a quien la administra.
app-paused-title = El acceso a esta aplicación está en pausa
app-paused-text = Aquí tu sesión sigue abierta. Inténtalo más tarde.
app-not-allowed-title = No puedes usar esta aplicación
app-not-allowed-text = Tu número no tiene permiso para entrar. Pide acceso a quien administra la aplicación.
app-too-late-title = Ha pasado demasiado tiempo
app-too-late-text = Vuelve a la aplicación e inicia sesión otra vez desde allí.

# Signing out from an app
sign-out-ask-title = ¿Cerrar sesión?
sign-out-ask-app = { $app } te pide que cierres sesión también aquí.
sign-out-ask-text = Tu sesión está abierta con el número que termina en <strong class="num" dir="ltr">{ $digits }</strong>. Si la cierras, también se cierra en otras aplicaciones.
signed-out-onward-text = Has cerrado sesión. Si no pasa nada, usa el botón.
sign-out-unknown-app-title = Esta aplicación no puede cerrar tu sesión
sign-out-unknown-app-text = La aplicación desde la que vienes no está registrada aquí, o no es aquella en la que iniciaste sesión. Puedes cerrar sesión en la página de tu cuenta.
sign-out-redirect-uri-title = Esta aplicación no puede cerrar tu sesión
sign-out-redirect-uri-text = La aplicación pidió continuar a una dirección que no tiene registrada. Puedes cerrar sesión en la página de tu cuenta.

# Apps, on the account page
apps-title = Aplicaciones
apps-lead = Iniciaste sesión en ellas con tu número. Si desconectas una, se le pide que cierre tu sesión.
app-disconnect = Desconectar
done-app-disconnected = La aplicación está desconectada.

# At apps behind a proxy that asks
forward-form-title = Tu sesión ya no está abierta
forward-form-text = Lo que enviaste no se ha recibido. Inicia sesión y envíalo otra vez.
forward-form-go = Iniciar sesión
forward-not-allowed-title = No puedes usar esta aplicación
forward-not-allowed-text = Tu número no tiene permiso para entrar. Pide acceso a quien administra la aplicación.
forward-not-allowed-go = Cerrar sesión
forward-no-cookie-title = Tu navegador no guarda cookies
forward-no-cookie-text = La aplicación que quieres abrir las necesita para reconocerte. Permite sus cookies y vuelve a abrirla.
