package config

import (
	"crypto/x509"
	"errors"
	"fmt"
	"net/url"
	"os"

	"apud/crawler"
)

// setProxy reads the proxy's address. Its errors do not tell it: there may be a
// password in it.
func setProxy(c *Config, v string) error {
	c.Proxy = nil
	if v == "" {
		return nil
	}
	u, err := url.Parse(v)
	if err != nil {
		return errors.New("want a proxy such as http://proxy.example.org:3128 or socks5://127.0.0.1:1080")
	}
	if err := crawler.CheckProxy(u); err != nil {
		return err
	}
	c.Proxy = u
	return nil
}

// setRoots adds the certificates of a file to the system's.
func setRoots(c *Config, v string) error {
	c.Roots = nil
	if v == "" {
		return nil
	}
	data, err := os.ReadFile(v)
	if err != nil {
		return err
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool() // a system without any
	}
	if !pool.AppendCertsFromPEM(data) {
		return fmt.Errorf("%s has no certificate in PEM form", v)
	}
	c.Roots = pool
	return nil
}
