package mw

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// Address makes RemoteAddr the address of the browser. Only a proxy that is
// trusted may say whose request it hands on; from anybody else such words are
// taken away, so that nothing behind this can believe them.
func Address(trusted []netip.Prefix) Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if from := original(r, trusted); from.IsValid() {
				r.RemoteAddr = netip.AddrPortFrom(from, 0).String()
			}
			for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip"} {
				r.Header.Del(name)
			}
			next.ServeHTTP(w, r)
		})
	}
}

// original walks from our end of the chain to the first address that is no
// trusted proxy; what stands further out could have been made up. It is the
// zero Addr where the connection itself is not trusted, or words are no address.
func original(r *http.Request, trusted []netip.Prefix) netip.Addr {
	from, ok := peer(r)
	if !ok || !within(from, trusted) {
		return netip.Addr{}
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		one, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			return from
		}
		if from = one.Unmap().WithZone(""); !within(from, trusted) {
			break
		}
	}
	return from
}

// peer is the other end of the connection.
func peer(r *http.Request) (netip.Addr, bool) {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	return at.Addr().Unmap().WithZone(""), err == nil
}

func within(a netip.Addr, nets []netip.Prefix) bool {
	return slices.ContainsFunc(nets, func(n netip.Prefix) bool { return n.Contains(a) })
}
