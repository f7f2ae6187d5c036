package crawltest

import (
	"net"
	"net/http"
	"sync"
)

// conns are the open connections, so that closing the web can end each and wait
// for what serves it.
type conns struct {
	mu     sync.Mutex
	open   map[net.Conn]bool
	closed bool
	busy   sync.WaitGroup
}

// add takes a connection in; it reports false, and ends it, when it is too late.
func (c *conns) add(conn net.Conn) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		conn.Close()
		return false
	}
	c.open[conn] = true
	c.busy.Add(1)
	return true
}

// remove is told of a connection that nobody serves any more.
func (c *conns) remove(conn net.Conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open[conn] {
		delete(c.open, conn)
		c.busy.Done()
	}
}

// end closes all connections.
func (c *conns) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	for conn := range c.open {
		conn.Close()
	}
}

// state is for [http.Server.ConnState].
func (c *conns) state(conn net.Conn, s http.ConnState) {
	if s == http.StateClosed {
		c.remove(conn)
	}
}

// take makes the connection under an answer the caller's, who ends it with
// conns.remove.
func take(rw http.ResponseWriter) net.Conn {
	conn, _, err := http.NewResponseController(rw).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler) // the client is gone already
	}
	return conn
}

// reset ends the connection under an answer as a crash would.
func (w *Web) reset(rw http.ResponseWriter) {
	conn := take(rw)
	reset(conn)
	w.conns.remove(conn)
}

// raw sends bytes instead of an answer.
func (w *Web) raw(rw http.ResponseWriter, s string) {
	conn := take(rw)
	conn.Write([]byte(s))
	conn.Close()
	w.conns.remove(conn)
}
