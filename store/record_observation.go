package store

import (
	"apud/crawler/cite"
	"apud/crawler/snapshot"
	"apud/crawler/verdict"
)

// observation is one record of the bucket obs, without its head; source and run
// are in its key.
func (c *coder) observation(o *Observation) {
	e := &o.Evidence
	c.origin(&e.Time)
	c.str(&o.URL)
	c.str(&e.URL)
	c.int(&o.Requests)
	c.digest(&o.Snapshot)
	i := 0
	list(c, &e.Hops, func(h *verdict.Hop) {
		c.hop(h, i)
		i++
	})
	optional(c, &e.Fault, c.fault)
	c.body(&e.Body)
	c.str(&e.Robots)
	list(c, &e.Retried, func(t *verdict.Try) {
		c.str(&t.Why)
		c.int(&t.Status)
		optional(c, &t.Fault, c.fault)
	})
	optional(c, &e.Unverified, c.probe)
	optional(c, &e.Sibling, c.probe)
	optional(c, &e.Prior, func(p *verdict.Prior) {
		c.time(&p.Time)
		c.str(&p.URL)
		c.digest(&p.Digest)
		c.bool(&p.Volatile)
	})
	list(c, &o.Claims, c.claimJudgement)
	c.status(&o.Status)
	// Records without an identifier end here, as all did at first.
	if c.read && len(c.buf) > 0 {
		e.Identifier = &verdict.Identifier{}
	}
	if e.Identifier != nil {
		c.identifier(e.Identifier)
	}
}

func (c *coder) identifier(id *verdict.Identifier) {
	c.str(&id.Kind)
	c.str(&id.Value)
	c.str(&id.URL)
	c.int(&id.Status)
	c.str(&id.Known)
}

func (c *coder) hop(h *verdict.Hop, i int) {
	c.str(&h.URL)
	c.int(&h.Status)
	c.str(&h.Proto)
	c.header(&h.Header, i)
	c.str(&h.IP)
	c.str(&h.TLS)
	c.str(&h.Via)
	c.time(&h.Start)
	c.duration(&h.Connected)
	c.duration(&h.FirstByte)
	c.duration(&h.Done)
}

func (c *coder) fault(f *verdict.Fault) {
	c.str(&f.Class)
	c.str(&f.Text)
	c.str(&f.Host)
}

func (c *coder) body(b *verdict.Body) {
	c.varint(&b.Size)
	c.varint(&b.RawSize)
	c.digest(&b.Digest)
	c.digest(&b.RawDigest)
	c.str(&b.ContentEncoding)
	c.str(&b.Truncated)
	c.bool(&b.Unchanged)
}

func (c *coder) probe(p *verdict.Probe) {
	c.str(&p.URL)
	c.int(&p.Status)
	c.str(&p.FinalURL)
	optional(c, &p.Fault, c.fault)
	c.digest(&p.Digest)
}

func (c *coder) claimJudgement(j *ClaimJudgement) {
	c.claim(&j.Claim)
	word(c, &j.Verdict)
	word(c, &j.Class)
	c.float(&j.Confidence)
	list(c, &j.Reasons, func(r *verdict.Reason) {
		c.str(&r.Code)
		c.str(&r.Text)
	})
	c.str(&j.Proposal)
	c.status(&j.Status)
}

func (c *coder) claim(k *cite.Claim) {
	c.str(&k.Title)
	list(c, &k.Authors, c.author)
	c.str(&k.Container)
	c.str(&k.Date)
	c.str(&k.Accessed)
	c.str(&k.Fragment)
}

func (c *coder) status(s *verdict.Status) {
	word(c, &s.State)
	word(c, &s.Verdict)
	c.time(&s.Since)
	c.int(&s.Failures)
	c.time(&s.FirstFailure)
	c.time(&s.LastGood)
	c.time(&s.Checked)
	c.time(&s.Due)
	c.int(&s.Streak)
}

// exact is o as records keep it: times to the millisecond, durations to the
// microsecond, no pages; what is shared with the caller is copied where it is
// changed.
func exact(o Observation) Observation {
	e := &o.Evidence
	e.Page = nil
	e.Time = millis(e.Time)
	hops := make([]verdict.Hop, len(e.Hops))
	for i, h := range e.Hops {
		h.Start = millis(h.Start)
		h.Connected, h.FirstByte, h.Done = micros(h.Connected), micros(h.FirstByte), micros(h.Done)
		hops[i] = h
	}
	if e.Hops != nil {
		e.Hops = hops
	}
	e.Unverified, e.Sibling = unread(e.Unverified), unread(e.Sibling)
	if e.Prior != nil {
		p := *e.Prior
		p.Time, p.Page = millis(p.Time), nil
		e.Prior = &p
	}
	o.Claims = append([]ClaimJudgement(nil), o.Claims...)
	return o
}

func unread(p *verdict.Probe) *verdict.Probe {
	if p == nil {
		return nil
	}
	q := *p
	q.Page = nil
	return &q
}

// complete is an observation kept whole, with the strings of its record, to
// which later records of the same source refer.
type complete struct {
	Observation
	table []string
}

// packObservation is the record of o: the differences from base when that is
// much shorter, else all of it.
func packObservation(o *Observation, base *complete) (b []byte, whole bool) {
	if base != nil {
		b = packAs(o, base)
		if len(b) <= shortRecord {
			return b, false
		}
	}
	all := packAs(o, nil)
	if base != nil && len(b) <= len(all)/2 {
		return b, false
	}
	return all, true
}

// shortRecord is the size in bytes up to which a record of differences is taken
// without asking what a whole one would take.
const shortRecord = 200

func packAs(o *Observation, base *complete) []byte {
	c := writing(nil)
	var from uint64
	if base != nil {
		c = writing(base.table)
		c.base = &base.Observation
		from = base.Run
	}
	c.buf = append(c.buf, recordVersion)
	c.uvarint(&from)
	c.observation(o)
	return seal(key(o.Source, o.Run), c.buf)
}

// unpackObservation reads the record of source and run. baseOf brings the
// observation of an earlier run that the record refers to.
func unpackObservation(source, run uint64, b []byte, baseOf func(run uint64) (*complete, error)) (*complete, error) {
	b, err := unseal(key(source, run), b)
	if err != nil {
		return nil, damaged(err, "check of source %d in run %d", source, run)
	}
	c := reading(b, nil)
	c.version()
	var from uint64
	c.uvarint(&from)
	if c.err == nil && from != 0 {
		base, err := baseOf(from)
		if err != nil {
			return nil, err
		}
		c.table = base.table[:len(base.table):len(base.table)]
		c.base = &base.Observation
	}
	o := &complete{}
	o.Source, o.Run = source, run
	c.observation(&o.Observation)
	if err := c.done(); err != nil {
		return nil, damaged(err, "check of source %d in run %d", source, run)
	}
	if from == 0 {
		o.table = c.table
	}
	return o, nil
}

// latest is the record of a source's last check: what the next check and the
// plan need to know without reading more.
type latest struct {
	// Run is that of the last check, Base that of the last one kept whole.
	Run, Base uint64
	// First is the run of the first good check, Good that of the last; 0 is none.
	First, Good uint64
	Class       verdict.Class
	// Fresh is set when a citation claims what the last check did not judge.
	Fresh bool
	// Full is the last body of this source that was kept whole.
	Full   snapshot.Digest
	status verdict.Status
}

func (c *coder) latest(l *latest) {
	c.uvarint(&l.Run)
	c.uvarint(&l.Base)
	c.uvarint(&l.First)
	c.uvarint(&l.Good)
	word(c, &l.Class)
	c.bool(&l.Fresh)
	c.digest(&l.Full)
	c.origin(&l.status.Checked)
	c.time(&l.status.Due)
}
