package crawltest

import (
	"io"
	"net"
	"net/netip"
	"os"
	"sync"
	"syscall"
	"time"
)

// room is what a stream takes before its writer waits, as much as a system's
// own buffers: two that write at once must not wait for each other.
const room = 64 << 10

// stream is one direction of a connection in memory.
type stream struct {
	mu       sync.Mutex
	turn     *sync.Cond // anything changed
	buf      []byte
	end      error // what the reader meets after the last byte
	unread   bool  // the reader has gone
	read     deadline
	write    deadline
	shutdown bool // the writer has gone
}

// deadline is a time to give up at.
type deadline struct {
	at    time.Time
	timer *time.Timer
}

func newStream() *stream {
	s := &stream{}
	s.turn = sync.NewCond(&s.mu)
	return s
}

func (d *deadline) over() bool { return !d.at.IsZero() && !time.Now().Before(d.at) }

// set changes a deadline of the stream, and wakes who waits when it comes.
func (s *stream) set(d *deadline, at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if d.timer != nil {
		d.timer.Stop()
		d.timer = nil
	}
	d.at = at
	if !at.IsZero() {
		d.timer = time.AfterFunc(time.Until(at), s.wake)
	}
	s.turn.Broadcast()
}

func (s *stream) wake() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.turn.Broadcast()
}

func (s *stream) take(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		switch {
		case s.unread:
			return 0, net.ErrClosed
		case s.read.over():
			return 0, os.ErrDeadlineExceeded
		case len(s.buf) > 0:
			n := copy(p, s.buf)
			s.buf = s.buf[n:]
			s.turn.Broadcast()
			return n, nil
		case s.end != nil:
			return 0, s.end
		}
		s.turn.Wait()
	}
}

func (s *stream) put(p []byte) (n int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for n < len(p) {
		switch free := room - len(s.buf); {
		case s.shutdown:
			return n, net.ErrClosed
		case s.unread || s.end != nil:
			return n, syscall.EPIPE
		case s.write.over():
			return n, os.ErrDeadlineExceeded
		case free > 0:
			m := min(free, len(p)-n)
			s.buf = append(s.buf, p[n:n+m]...)
			n += m
			s.turn.Broadcast()
		default:
			s.turn.Wait()
		}
	}
	return n, nil
}

// finish ends the stream for its reader; a reset takes what was not read with it.
func (s *stream) finish(end error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.end == nil {
		s.end = end
		if end != io.EOF {
			s.buf = nil
		}
	}
	s.shutdown = true
	s.turn.Broadcast()
}

func (s *stream) abandon() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unread = true
	s.turn.Broadcast()
}

// memoryConn is one end of a connection in memory.
type memoryConn struct {
	in, out *stream
	addr    netip.AddrPort
}

// connect gives the two ends of a connection to addr.
func connect(addr netip.AddrPort) (client, server *memoryConn) {
	up, down := newStream(), newStream()
	return &memoryConn{down, up, addr}, &memoryConn{up, down, addr}
}

func (c *memoryConn) Read(p []byte) (int, error)  { return c.in.take(p) }
func (c *memoryConn) Write(p []byte) (int, error) { return c.out.put(p) }

func (c *memoryConn) Close() error {
	c.out.finish(io.EOF)
	c.in.abandon()
	return nil
}

// reset ends the connection as a crash would.
func (c *memoryConn) reset() {
	c.out.finish(syscall.ECONNRESET)
	c.in.abandon()
}

func (c *memoryConn) LocalAddr() net.Addr                { return net.TCPAddrFromAddrPort(c.addr) }
func (c *memoryConn) RemoteAddr() net.Addr               { return net.TCPAddrFromAddrPort(c.addr) }
func (c *memoryConn) SetReadDeadline(t time.Time) error  { c.in.set(&c.in.read, t); return nil }
func (c *memoryConn) SetWriteDeadline(t time.Time) error { c.out.set(&c.out.write, t); return nil }

func (c *memoryConn) SetDeadline(t time.Time) error {
	c.SetReadDeadline(t)
	return c.SetWriteDeadline(t)
}
