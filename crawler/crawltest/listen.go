package crawltest

import (
	"crypto/tls"
	"errors"
	"net"
	"net/netip"
)

// listener hands a host's connections to the server, with the host's faults.
type listener struct {
	net.Listener
	web  *Web
	stop *stop
	tls  bool
}

// listen opens the host's ports.
func (w *Web) listen(i int, name string) error {
	s := &stop{host: name}
	plain, err := w.net.listen(i)
	if err != nil {
		return err
	}
	s.plain = addrPort(plain)
	w.stops[name] = s
	w.run(&listener{Listener: plain, web: w, stop: s})
	for _, h := range w.site.hosts[name] {
		if h.tls != "" && !s.tls.IsValid() {
			secure, err := w.net.listen(i)
			if err != nil {
				return err
			}
			s.tls = addrPort(secure)
			w.run(&listener{Listener: secure, web: w, stop: s, tls: true})
		}
	}
	return nil
}

func addrPort(l net.Listener) netip.AddrPort { return l.Addr().(*net.TCPAddr).AddrPort() }

// Accept waits for the next connection that reaches HTTP.
func (l *listener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		h := l.web.site.host(l.stop.host, l.web.now())
		switch {
		case h.tcp == "stall":
			if l.web.conns.add(c) {
				l.web.loops.Go(func() {
					<-l.web.done
					l.web.conns.remove(c)
				})
			}
		case h.tcp == "reset" || h.tcp == "refused":
			// The port stays open for the epochs in which it answers, so that
			// who comes without the web's dialler meets a reset.
			reset(c)
		default:
			if l.tls && h.tls != "plain" {
				c = tls.Server(c, &tls.Config{GetCertificate: l.web.certificate(l.stop, h.tls)})
			}
			if l.web.conns.add(c) {
				return c, nil
			}
		}
	}
}

// reset ends a connection as a crash would, without the closing handshake.
func reset(c net.Conn) {
	if t, ok := c.(*tls.Conn); ok {
		c = t.NetConn()
	}
	switch c := c.(type) {
	case *net.TCPConn:
		c.SetLinger(0)
	case *memoryConn:
		c.reset()
	}
	c.Close()
}

var errNoHandshake = errors.New("the site has no handshake with anybody")

// certificate gives a host's certificate, made when first needed.
func (w *Web) certificate(s *stop, mode string) func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	return func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
		if mode == "handshake" || mode == "" {
			return nil, errNoHandshake
		}
		w.mu.Lock()
		defer w.mu.Unlock()
		key := certKey{s.host, mode}
		if c := w.certs[key]; c != nil {
			return c, nil
		}
		issuer := w.issuer["known"]
		if mode == "unknown-issuer" {
			issuer = w.issuer["unknown"]
		}
		c, err := issuer.issue(s.host, s.tls.Addr().AsSlice(), mode)
		if err == nil {
			w.certs[key] = c
		}
		return c, err
	}
}
