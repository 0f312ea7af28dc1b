// Package provider signs people in through a real provider of OpenID Connect,
// the example server of zitadel/oidc, over real connections. It is a module of
// its own: nothing of that server ever enters the program.
package provider
