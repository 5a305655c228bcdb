# On the way to an app
sign-in-to = Entrar em { $app }
onward-title = Indo para { $app }
onward-text = Você entrou na sua conta. Se nada acontecer, use o botão.
onward-go = Ir para { $app }
choose-lead = Você entrou com o número que termina em <strong class="num" dir="ltr">{ $digits }</strong>.
choose-go = Continuar para { $app }
again-app-lead = { $app } pede que você entre de novo.

# Why somebody does not get to an app
app-unknown-title = Não é possível entrar neste app
app-unknown-text = O app de onde você veio não é conhecido aqui. Volte para ele e avise quem o administra.
app-redirect-uri-title = Não é possível entrar neste app
app-redirect-uri-text = O app pediu uma resposta em um endereço que não está registrado para ele. Avise quem o administra.
app-paused-title = A entrada neste app está em pausa
app-paused-text = Aqui sua sessão continua aberta. Tente de novo mais tarde.
app-not-allowed-title = Você não pode usar este app
app-not-allowed-text = Seu número não tem permissão para entrar. Peça acesso a quem administra o app.
app-too-late-title = Demorou demais
app-too-late-text = Volte para o app e entre de novo por lá.

# Signing out from an app
sign-out-ask-title = Sair da conta?
sign-out-ask-app = { $app } pede que você saia daqui também.
sign-out-ask-text = Você entrou com o número que termina em <strong class="num" dir="ltr">{ $digits }</strong>. Ao sair, você também sai de outros apps.
signed-out-onward-text = Você saiu da sua conta. Se nada acontecer, use o botão.
sign-out-unknown-app-title = Este app não pode encerrar sua sessão
sign-out-unknown-app-text = O app de onde você veio não é conhecido aqui ou não é aquele em que você entrou. Você pode sair na página da sua conta.
sign-out-redirect-uri-title = Este app não pode encerrar sua sessão
sign-out-redirect-uri-text = O app pediu para continuar em um endereço que não está registrado para ele. Você pode sair na página da sua conta.

# Apps, on the account page
apps-title = Apps
apps-lead = Você entrou nestes apps com seu número. Se desconectar um deles, ele recebe o pedido de encerrar sua sessão.
app-disconnect = Desconectar
done-app-disconnected = O app foi desconectado.

# At apps behind a proxy that asks
forward-form-title = Sua sessão não está mais aberta
forward-form-text = O que você enviou não foi recebido. Entre e envie de novo.
forward-form-go = Entrar
forward-not-allowed-title = Você não pode usar este app
forward-not-allowed-text = Seu número não tem permissão para entrar. Peça acesso a quem administra o app.
forward-not-allowed-go = Sair
forward-no-cookie-title = Seu navegador não guarda cookies
forward-no-cookie-text = O app que você quer abrir precisa deles para reconhecer você. Permita os cookies do app e abra-o de novo.
