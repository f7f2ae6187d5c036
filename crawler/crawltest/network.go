package crawltest

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"sync"
	"syscall"
)

// network is what a web listens on.
type network interface {
	// listen opens a port of the i-th host.
	listen(i int) (net.Listener, error)
	dial(ctx context.Context, network string, to netip.AddrPort) (net.Conn, error)
}

// loopback is the system's own network. Each host has an address of its own in
// 127.77.0.0/16; systems that give only 127.0.0.1 to the loopback interface get
// a port there.
type loopback struct{}

func (loopback) listen(i int) (net.Listener, error) {
	l, err := net.Listen("tcp", fmt.Sprintf("127.77.%d.%d:0", i/250, i%250+1))
	if err != nil {
		return net.Listen("tcp", "127.0.0.1:0")
	}
	return l, nil
}

func (loopback) dial(ctx context.Context, network string, to netip.AddrPort) (net.Conn, error) {
	return (&net.Dialer{}).DialContext(ctx, network, to.String())
}

// memory is a network without a system, for bubbles of testing/synctest.
type memory struct {
	mu    sync.Mutex
	ports map[netip.AddrPort]*memoryListener
}

func (m *memory) listen(i int) (net.Listener, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	addr := netip.AddrFrom4([4]byte{127, 77, byte(i / 250), byte(i%250 + 1)})
	l := &memoryListener{addr: netip.AddrPortFrom(addr, 8000), calls: make(chan net.Conn), done: make(chan struct{})}
	for m.ports[l.addr] != nil {
		l.addr = netip.AddrPortFrom(addr, l.addr.Port()+1)
	}
	m.ports[l.addr] = l
	return l, nil
}

func (m *memory) dial(ctx context.Context, network string, to netip.AddrPort) (net.Conn, error) {
	m.mu.Lock()
	l := m.ports[to]
	m.mu.Unlock()
	refused := &net.OpError{Op: "dial", Net: network, Addr: net.TCPAddrFromAddrPort(to), Err: syscall.ECONNREFUSED}
	if l == nil {
		return nil, refused
	}
	client, server := connect(to)
	select {
	case l.calls <- server:
		return client, nil
	case <-l.done:
		return nil, refused
	case <-ctx.Done():
		return nil, &net.OpError{Op: "dial", Net: network, Addr: refused.Addr, Err: ctx.Err()}
	}
}

// memoryListener takes connections from memory.dial.
type memoryListener struct {
	addr  netip.AddrPort
	calls chan net.Conn
	once  sync.Once
	done  chan struct{}
}

func (l *memoryListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.calls:
		return c, nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}

func (l *memoryListener) Close() error {
	l.once.Do(func() { close(l.done) })
	return nil
}

func (l *memoryListener) Addr() net.Addr { return net.TCPAddrFromAddrPort(l.addr) }
