// Checks a message by the official library: the secret and a file with the message as
// it came, headers first.
package main

import (
	"encoding/json"
	"net/http"
	"os"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

type message struct {
	Headers map[string]string
	Body    string
}

func main() {
	var came message
	text, err := os.ReadFile(os.Args[2])
	if err == nil {
		err = json.Unmarshal(text, &came)
	}
	if err != nil {
		panic(err)
	}
	headers := http.Header{}
	for name, value := range came.Headers {
		headers.Set(name, value)
	}
	webhook, err := standardwebhooks.NewWebhook(os.Args[1])
	if err == nil {
		err = webhook.Verify([]byte(came.Body), headers)
	}
	if err != nil {
		println(err.Error())
		os.Exit(1)
	}
}
