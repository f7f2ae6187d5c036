// Package report shows what a store holds: every citation with its verdict, and
// what changed. [Build] reads the store, a [Format] writes. Nothing here asks
// the network.
package report

import (
	"errors"
	"fmt"
	"io"
	"time"

	"apud/crawler/cite"
	"apud/crawler/verdict"
	"apud/store"
)

// Report is what one run found, in document order.
type Report struct {
	Run       store.Run
	Documents []Document
	Changes   []Change
	Summary   Summary
}

// Document is a document with its citations.
type Document struct {
	store.Document
	Entries []Entry
}

// Entry is one citation with the standing of its source.
type Entry struct {
	store.Citation
	// URL is the address judged: the cited one, or that of an identifier.
	URL string
	verdict.Judgement
	Status   verdict.Status
	Code     int
	Hops     []verdict.Hop
	FinalURL string
	Snapshot string
	// Checked is zero when the source was never visited.
	Checked time.Time
	// Change is the change in this run, empty when none.
	Change string
	// Refers is set for "Id." and its kin, which stand as the citation meant
	// does; Meant names that.
	Refers bool
	Meant  string
	// Mark is what a person says of the source, and stands over what was found;
	// nil when no mark is in force.
	Mark *store.Mark
}

// Change is a source that changed, with a place where it is cited.
type Change struct {
	store.Change
	Entry    Entry
	Document string
}

// Summary counts.
type Summary struct {
	Documents, Citations, Sources int
	Working, Broken, Unknown      int
	// Dead counts broken ones whose death is confirmed, Lost lost addresses.
	Dead, Lost int
	// Ignored counts those that a person has marked so; they are in no class.
	Ignored int
}

// Reader is the part of a store that a report needs.
type Reader interface {
	RunByID(id uint64) (store.Run, error)
	Document(id uint64) (store.Document, error)
	Citations(document uint64) ([]store.Citation, error)
	Latest(source uint64) (store.Observation, error)
	Observations(source uint64) ([]store.Observation, error)
	Changes(run uint64) ([]store.Change, error)
	Marks() ([]store.Mark, error)
}

// Build reads the report of a run. Sources are shown as the run, or the last one
// before it that visited them, found them, and as a person has marked them, where
// the mark is in force at the time given.
func Build(r Reader, run uint64, at time.Time) (*Report, error) {
	out := &Report{}
	var err error
	if out.Run, err = r.RunByID(run); err != nil {
		return nil, fmt.Errorf("read run %d: %w", run, err)
	}
	changes, err := r.Changes(run)
	if err != nil {
		return nil, fmt.Errorf("read changes of run %d: %w", run, err)
	}
	b := builder{r: r, run: run, changed: map[uint64]store.Change{}, seen: map[uint64]*store.Observation{}, shown: map[uint64]bool{}}
	for _, c := range changes {
		b.changed[c.Source] = c
	}
	if b.marks, err = marksAt(r, at); err != nil {
		return nil, fmt.Errorf("read marks: %w", err)
	}
	for _, id := range out.Run.Documents {
		d, err := b.document(id)
		if err != nil {
			return nil, err
		}
		out.Documents = append(out.Documents, d)
		for _, e := range d.Entries {
			out.Summary.count(e)
			if c, ok := b.changed[e.Source]; ok && e.Change != "" && !b.shown[e.Source] && !e.Refers {
				b.shown[e.Source] = true
				out.Changes = append(out.Changes, Change{Change: c, Entry: e, Document: d.Name})
			}
		}
	}
	out.Summary.Documents = len(out.Documents)
	out.Summary.Sources = len(b.seen)
	return out, nil
}

func (s *Summary) count(e Entry) {
	s.Citations++
	if e.Lost {
		s.Lost++
	}
	switch e.Class {
	case verdict.Working:
		s.Working++
	case verdict.Broken:
		s.Broken++
		if e.Status.State == verdict.Dead {
			s.Dead++
		}
	case Ignored:
		s.Ignored++
	default:
		s.Unknown++
	}
}

// builder remembers what was read of the store while a report is built.
type builder struct {
	r       Reader
	run     uint64
	changed map[uint64]store.Change
	marks   map[uint64]store.Mark
	seen    map[uint64]*store.Observation
	shown   map[uint64]bool
}

func (b *builder) document(id uint64) (Document, error) {
	var d Document
	var err error
	if d.Document, err = b.r.Document(id); err != nil {
		return d, fmt.Errorf("read document %d: %w", id, err)
	}
	cited, err := b.r.Citations(id)
	if err != nil {
		return d, fmt.Errorf("read citations of %s: %w", d.Name, err)
	}
	places := map[cite.Reference]int{}
	for i, c := range cited {
		e, err := b.entry(c)
		if err != nil {
			return d, err
		}
		places[cite.Reference{Footnote: c.Footnote, Citation: c.N}] = i
		d.Entries = append(d.Entries, e)
	}
	for i, e := range d.Entries {
		ref := e.RefersTo
		if ref == nil || e.Source != 0 || e.Citation.URL != "" || e.Lost {
			continue
		}
		at, ok := places[cite.Reference{Footnote: ref.Footnote, Citation: ref.Citation}]
		if meant := d.Entries[at]; ok && at != i && ref.Citation > 0 {
			meant.Meant = meant.shortTitle()
			meant.Citation, meant.Refers = e.Citation, true
			d.Entries[i] = meant
		}
	}
	return d, nil
}

// entry is a citation with what was found of its source, and with the mark that
// stands over it.
func (b *builder) entry(c store.Citation) (Entry, error) {
	e, err := b.found(c)
	if m, ok := b.marks[c.Source]; ok && err == nil {
		e.apply(m)
	}
	return e, err
}

func (b *builder) found(c store.Citation) (Entry, error) {
	e := Entry{Citation: c, URL: c.Target()}
	if c.Source == 0 {
		e.Judgement = verdict.Classify(unvisited(&c.Citation), c.Claim())
		e.Status = verdict.Status{Verdict: e.Verdict, State: verdict.Unverified}
		if e.Class == verdict.Broken {
			e.Status.State = verdict.Dead
		}
		return e, nil
	}
	o, err := b.latest(c.Source)
	if errors.Is(err, store.ErrNotFound) {
		e.Judgement = verdict.Judgement{Class: verdict.Unknown, Reasons: []verdict.Reason{{Code: "not-visited", Text: "not visited yet"}}}
		e.Status.State = verdict.Unverified
		return e, nil
	}
	if err != nil {
		return e, fmt.Errorf("read checks of %s: %w", e.URL, err)
	}
	said := saidOf(o, c.Claim())
	e.Judgement, e.Status = said.Judgement, said.Status
	e.Code = o.Evidence.Status()
	e.Hops = o.Evidence.Hops
	e.FinalURL = o.Evidence.FinalURL()
	e.Checked = o.Evidence.Time
	if !o.Snapshot.IsZero() {
		e.Snapshot = o.Snapshot.String()
	}
	if ch, ok := b.changed[c.Source]; ok {
		e.Change = ch.Kind
	}
	return e, nil
}

func (b *builder) latest(source uint64) (*store.Observation, error) {
	if o, ok := b.seen[source]; ok {
		return o, nil
	}
	o, err := b.r.Latest(source)
	if err != nil {
		return nil, err
	}
	if o.Run > b.run {
		if o, err = b.before(source); err != nil {
			return nil, err
		}
	}
	b.seen[source] = &o
	return &o, nil
}

// before is the newest check that is no later than the run shown.
func (b *builder) before(source uint64) (o store.Observation, err error) {
	all, err := b.r.Observations(source)
	if err != nil {
		return o, err
	}
	for _, seen := range all {
		if seen.Run <= b.run && seen.Run > o.Run {
			o = seen
		}
	}
	if o.Run == 0 {
		err = fmt.Errorf("check of source %d up to run %d: %w", source, b.run, store.ErrNotFound)
	}
	return o, err
}

// saidOf is what the observation says of a claim; claims read from the document
// since are judged with the first.
func saidOf(o *store.Observation, claim cite.Claim) store.ClaimJudgement {
	key := claim.Key()
	for _, c := range o.Claims {
		if c.Claim.Key() == key {
			return c
		}
	}
	if len(o.Claims) > 0 {
		return o.Claims[0]
	}
	return store.ClaimJudgement{Judgement: verdict.Judgement{Class: verdict.Unknown}, Status: o.Status}
}

// unvisited is the evidence of a citation that cannot be visited.
func unvisited(c *cite.Citation) *verdict.Evidence {
	e := &verdict.Evidence{URL: c.URL, Fault: &verdict.Fault{Class: verdict.FaultNoURL, Text: "no address is given"}}
	if c.Lost {
		e.Fault.Text = "the address is lost: there is a place for it, and nothing in it"
	}
	if c.URL != "" {
		_, err := cite.Normalize(c.URL)
		if err == nil {
			err = errors.New("cannot be visited")
		}
		e.Fault = &verdict.Fault{Class: verdict.FaultMalformed, Text: err.Error()}
	}
	return e
}

// Options say how a format writes.
type Options struct {
	// Changes writes only what changed in the run.
	Changes bool
	// Width is the number of columns of a terminal, 0 for none.
	Width int
	// Colour allows colours.
	Colour bool
}

// Format writes reports in one way.
type Format interface {
	Name() string
	Write(w io.Writer, r *Report, o Options) error
}

// Formats lists the ways, the default first.
func Formats() []Format {
	return []Format{Text{}, JSON{}, Markdown{}, CSV{}, JUnit{}, GitHub{}, HTML{}, Atom{}, Badge{}}
}
