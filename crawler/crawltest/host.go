package crawltest

// host is what a site says of a host from an epoch on.
type host struct {
	epoch     int
	name      string
	outlet    string
	lang      string
	dns       string
	tcp       string
	tls       string
	plainHTTP string // what port 80 does when there is TLS
}

func (b *block) host(name string) (*host, error) {
	h := &host{name: name}
	if name == "" {
		return nil, b.errorf(0, "a host without a name")
	}
	fields, body, err := b.head()
	if err != nil {
		return nil, err
	}
	for _, f := range fields {
		switch f.name {
		case "name":
			h.outlet = f.value
		case "lang":
			h.lang = f.value
		case "dns":
			h.dns, err = f.value, b.oneOf(f, "nxdomain", "servfail", "timeout")
		case "tcp":
			h.tcp, err = f.value, b.oneOf(f, "refused", "reset", "stall")
		case "tls":
			h.tls, err = f.value, b.oneOf(f, "valid", "expired", "early", "wrong-name", "self-signed", "unknown-issuer", "handshake", "plain")
		case "http":
			h.plainHTTP, err = f.value, b.oneOf(f, "serve", "redirect", "refused")
		default:
			err = b.errorf(f.line, "%q is no directive of a host", f.name)
		}
		if err != nil {
			return nil, err
		}
	}
	if body != "" {
		return nil, b.errorf(len(fields)+2, "a host has no body")
	}
	return h, nil
}

// port reports whether the host listens on the port.
func (h *host) port(port string) bool {
	switch {
	case h.tcp == "refused":
		return false
	case port == "80":
		return h.tls == "" || h.plainHTTP != "refused"
	case port == "443":
		return h.tls != ""
	}
	return false
}
