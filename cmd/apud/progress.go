package main

import (
	"fmt"
	"io"
	"time"

	"github.com/schollz/progressbar/v3"

	"apud/cmd/internal/terminal"
	"apud/crawler"
)

// lineEvery is how often progress is told where there is no terminal.
const lineEvery = time.Minute

// progress shows how far a run has come: a bar on a terminal, a line a minute
// elsewhere.
type progress struct {
	w     io.Writer
	bar   *progressbar.ProgressBar
	total int
	last  time.Time
}

func (a *app) progress() *progress {
	p := &progress{w: a.stderr, last: time.Now()}
	if terminal.Is(a.stderr) {
		p.bar = progressbar.NewOptions(-1,
			progressbar.OptionSetWriter(a.stderr),
			progressbar.OptionClearOnFinish(),
			progressbar.OptionShowCount(),
			progressbar.OptionSetWidth(20),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionUseANSICodes(true))
	}
	return p
}

func (p *progress) show(s crawler.Progress) {
	line := fmt.Sprintf("%d sources on %d hosts left", s.Left, s.HostsLeft)
	if s.Remaining > time.Second {
		line += fmt.Sprintf(", at least %s", s.Remaining.Round(time.Second))
	}
	switch {
	case p.bar != nil:
		if total := s.Done + s.Left; total != p.total {
			p.total = total
			p.bar.ChangeMax(total)
		}
		p.bar.Describe(line)
		_ = p.bar.Set(s.Done)
	case time.Since(p.last) >= lineEvery:
		p.last = time.Now()
		fmt.Fprintf(p.w, "apud: %d done, %s\n", s.Done, line)
	}
}

// done takes the bar away.
func (p *progress) done() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
