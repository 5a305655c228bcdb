#!/usr/bin/env bash
# zitadel/oidc 3.52.0 for Go, as relying party: `rp.EndSession`.
#
# Guess: it makes the address of the provider's sign-out, for the browser to go to, as
#   openid-client's `buildEndSessionUrl` does; or says that it cannot.
# Seen: it posts there itself, from the app's server, which has not the browser's cookie. What
#   the provider answers below 400 is success: after a page, such as the question whether to
#   sign out, it returns no address and no error, and after a redirect the redirect's
#   address. Both times the person is signed in at the provider as before, and comes back into
#   the app without a text.
# So: an app sends its browser to the address that comes back, or makes one from
#   `GetEndSessionEndpoint()`, `id_token_hint` and `post_logout_redirect_uri`; the answer alone
#   says nothing. Textgate answers a POST by a redirect to the same by GET, so that the browser
#   that follows is signed out; who does not follow stays. RP-Initiated Logout 1.0 §2 has the
#   browser sent there, and go-oidc#237 the same doubt about such a call.
# Needs go 1.26 and the module proxy. Exit 0: as described; 1: it changed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > go.mod <<'END_MOD'
module trial

go 1.26

require github.com/zitadel/oidc/v3 v3.52.0
END_MOD
cat > trial.go <<'END_GO'
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"

	"github.com/zitadel/oidc/v3/pkg/client/rp"
)

// A provider that signs out the browser that comes with its cookie, and shows a page to others.
func provider(redirects bool) (*httptest.Server, *bool) {
	signedIn := true
	routes := http.NewServeMux()
	server := httptest.NewServer(routes)
	routes.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		json.NewEncoder(w).Encode(map[string]any{
			"issuer": server.URL, "authorization_endpoint": server.URL + "/authorize",
			"token_endpoint": server.URL + "/token", "jwks_uri": server.URL + "/jwks",
			"end_session_endpoint": server.URL + "/logout",
		})
	})
	routes.HandleFunc("POST /logout", func(w http.ResponseWriter, r *http.Request) {
		_, err := r.Cookie("session")
		fmt.Printf("  asked by POST, with the cookie: %t\n", err == nil)
		if redirects {
			http.Redirect(w, r, "/logout?client_id="+r.FormValue("client_id"), http.StatusSeeOther)
			return
		}
		fmt.Fprint(w, "<h1>Sign out?</h1>")
	})
	routes.HandleFunc("GET /logout", func(w http.ResponseWriter, r *http.Request) {
		if _, err := r.Cookie("session"); err == nil {
			signedIn = false
		}
	})
	return server, &signedIn
}

func main() {
	for _, redirects := range []bool{false, true} {
		server, signedIn := provider(redirects)
		fmt.Println(map[bool]string{false: "a page", true: "a redirect"}[redirects])
		party, err := rp.NewRelyingPartyOIDC(context.Background(), server.URL, "shop", "secret",
			"https://shop.example.com/callback", []string{"openid"})
		if err != nil {
			panic(err)
		}
		to, err := rp.EndSession(context.Background(), party, "hint", "https://shop.example.com/bye", "", "", nil)
		shown := "none"
		if to != nil {
			shown = strings.TrimPrefix(to.String(), server.URL)
		}
		fmt.Printf("  address: %s; error: %v; signed in: %t\n", shown, err, *signedIn)
		if to == nil {
			continue
		}
		// the browser goes there
		jar, _ := cookiejar.New(nil)
		at, _ := url.Parse(server.URL)
		jar.SetCookies(at, []*http.Cookie{{Name: "session", Value: "s"}})
		if _, err := (&http.Client{Jar: jar}).Get(to.String()); err != nil {
			panic(err)
		}
		fmt.Printf("  after the browser went there, signed in: %t\n", *signedIn)
	}
}
END_GO
export GOFLAGS=-mod=mod
go mod tidy 2>tidy.log || { cat tidy.log; exit 1; }
expected='a page
  asked by POST, with the cookie: false
  address: none; error: <nil>; signed in: true
a redirect
  asked by POST, with the cookie: false
  address: /logout?client_id=shop; error: <nil>; signed in: true
  after the browser went there, signed in: false'
seen=$(go run .)
echo "$seen"
[ "$seen" = "$expected" ] || { echo "it changed; expected:"; echo "$expected"; exit 1; }
