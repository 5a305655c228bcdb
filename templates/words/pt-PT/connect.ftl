# On the way to an app
sign-in-to = Iniciar sessão em { $app }
onward-title = A encaminhar para { $app }
onward-text = Iniciou sessão. Se nada acontecer, use o botão.
onward-go = Ir para { $app }
choose-lead = A sua sessão está aberta com o número terminado em <strong class="num" dir="ltr">{ $digits }</strong>.
choose-go = Continuar para { $app }
again-app-lead = { $app } pede que inicie sessão novamente.

# Why somebody does not get to an app
app-unknown-title = Não é possível iniciar sessão nesta aplicação
app-unknown-text = A aplicação de onde veio não é conhecida aqui. Volte a ela e avise quem a gere.
app-redirect-uri-title = Não é possível iniciar sessão nesta aplicação
app-redirect-uri-text = A aplicação pediu uma resposta num endereço que não está registado para ela. Avise quem a gere.
app-paused-title = O acesso a esta aplicação está em pausa
app-paused-text = Aqui a sua sessão continua aberta. Tente novamente mais tarde.
app-not-allowed-title = Não pode usar esta aplicação
app-not-allowed-text = O seu número não tem autorização para entrar. Peça acesso a quem gere a aplicação.
app-too-late-title = Demorou demasiado tempo
app-too-late-text = Volte à aplicação e inicie sessão novamente a partir de lá.

# Signing out from an app
sign-out-ask-title = Terminar sessão?
sign-out-ask-app = { $app } pede que termine sessão aqui também.
sign-out-ask-text = A sua sessão está aberta com o número terminado em <strong class="num" dir="ltr">{ $digits }</strong>. Se a terminar, termina também noutras aplicações.
signed-out-onward-text = Terminou a sessão. Se nada acontecer, use o botão.
sign-out-unknown-app-title = Esta aplicação não pode terminar a sua sessão
sign-out-unknown-app-text = A aplicação de onde veio não é conhecida aqui, ou não é aquela em que iniciou sessão. Pode terminar sessão na página da sua conta.
sign-out-redirect-uri-title = Esta aplicação não pode terminar a sua sessão
sign-out-redirect-uri-text = A aplicação pediu para seguir para um endereço que não está registado para ela. Pode terminar sessão na página da sua conta.

# Apps, on the account page
apps-title = Aplicações
apps-lead = Iniciou sessão nestas aplicações com o seu número. Se desassociar uma, ela recebe o pedido de terminar a sua sessão.
app-disconnect = Desassociar
done-app-disconnected = A aplicação foi desassociada.

# At apps behind a proxy that asks
forward-form-title = A sua sessão já não está aberta
forward-form-text = O que enviou não foi aceite. Inicie sessão e envie novamente.
forward-form-go = Iniciar sessão
forward-not-allowed-title = Não pode usar esta aplicação
forward-not-allowed-text = O seu número não tem autorização para entrar. Peça acesso a quem gere a aplicação.
forward-not-allowed-go = Terminar sessão
forward-no-cookie-title = O seu navegador não guarda cookies
forward-no-cookie-text = A aplicação que quer abrir precisa deles para saber quem é. Permita os cookies da aplicação e abra-a novamente.
