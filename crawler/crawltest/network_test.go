package crawltest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/net/nettest"
)

func memoryPipe(t testing.TB) (client, server net.Conn) {
	m := &memory{ports: map[netip.AddrPort]*memoryListener{}}
	l, err := m.listen(0)
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		client, _ = m.dial(context.Background(), "tcp", addrPort(l))
		l.Close()
	}()
	server, err = l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	<-l.(*memoryListener).done
	return client, server
}

// A connection in memory is one as the standard library has it.
func TestMemoryConn(t *testing.T) {
	nettest.TestConn(t, func() (c1, c2 net.Conn, stop func(), err error) {
		c1, c2 = memoryPipe(t)
		return c1, c2, func() { c1.Close(); c2.Close() }, nil
	})
}

func TestMemoryReset(t *testing.T) {
	client, server := memoryPipe(t)
	server.Write([]byte("half"))
	reset(server)
	if _, err := client.Read(make([]byte, 10)); !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("Read = %v, want a reset", err)
	}
	if _, err := client.Write([]byte("x")); err == nil {
		t.Error("Write after a reset went well")
	}
}

func TestMemoryDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, server := memoryPipe(t)
		defer server.Close()
		client.SetDeadline(time.Now().Add(time.Hour))
		if _, err := client.Read(make([]byte, 1)); !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("Read = %v, want the deadline", err)
		}
		client.SetDeadline(time.Now().Add(time.Hour))
		if n, err := client.Write(bytes.Repeat([]byte("x"), room+1)); n != room || !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("Write = %d, %v, want %d and the deadline", n, err, room)
		}
	})
}

// The same site answers the same in memory, where an hour is nothing.
func TestServeInMemory(t *testing.T) {
	s, err := Parse("site", []byte("-- a.example/slow --\ndelay: 1h\n\n# Patience\n-- b.example/reset --\nfault: reset\n-- host c.example --\ntcp: refused\n"))
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		w, err := s.ServeInMemory()
		if err != nil {
			t.Fatal(err)
		}
		defer w.Close()
		tr := &http.Transport{DialContext: w.DialContext}
		defer tr.CloseIdleConnections()
		c := http.Client{Transport: tr}
		began := time.Now()
		resp, err := c.Get("http://a.example/slow")
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		if resp.Body.Close(); err != nil || !bytes.Contains(body, []byte("Patience")) {
			t.Errorf("body = %q, %v", body, err)
		}
		if took := time.Since(began); took != time.Hour {
			t.Errorf("took %v, want an hour", took)
		}
		if _, err := c.Get("http://b.example/reset"); !errors.Is(err, syscall.ECONNRESET) {
			t.Errorf("reset: %v", err)
		}
		if _, err := c.Get("http://c.example/"); !errors.Is(err, syscall.ECONNREFUSED) {
			t.Errorf("refused: %v", err)
		}
	})
}
