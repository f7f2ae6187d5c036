package store

import (
	"fmt"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"

	"apud/crawler/snapshot"
	"apud/crawler/verdict"
)

// settlement is what is known of a visit before the transaction. write may run
// more than once.
type settlement struct {
	o       Observation
	robots  *Robots
	now     time.Time
	advance func(address string, prev verdict.Status, j verdict.Judgement, at time.Time) verdict.Status
}

// past is what the store knows of a source before a visit.
type past struct {
	latest
	// prev is the last check, base the one to which records refer; nil when
	// there is none.
	prev, base *complete
}

func (t *settlement) write(tx *bolt.Tx) (verdict.Status, error) {
	o := t.o
	o.Claims = slices.Clone(t.o.Claims)
	run, err := getRun(tx, o.Run)
	if err != nil {
		return o.Status, err
	}
	observations := tx.Bucket(bucketObs)
	observations.FillPercent = obsFill
	if observations.Get(key(o.Source, o.Run)) != nil {
		c, err := getObservation(tx, o.Source, o.Run)
		if err != nil {
			return o.Status, err
		}
		return c.Status, nil
	}
	if run.State != running {
		return o.Status, fmt.Errorf("run %d has ended", o.Run)
	}
	source, err := getSource(tx, o.Source)
	if err != nil {
		return o.Status, err
	}
	p, err := pastOf(tx, o.Source)
	if err != nil {
		return o.Status, err
	}
	if !o.Snapshot.IsZero() && tx.Bucket(bucketBlob).Get(o.Snapshot[:]) == nil {
		// An unchanged body that was never kept: nothing refers to what is not there.
		o.Snapshot = snapshot.Digest{}
	}
	t.stand(&o, source.Normal, p.prev)
	if p.prev != nil && p.prev.Snapshot == o.Snapshot && p.prev.Status.Verdict == o.Status.Verdict {
		for i := range o.Evidence.Hops {
			o.Evidence.Hops[i].Header = steady(o.Evidence.Hops[i].Header)
		}
	}
	record, whole := packObservation(&o, p.base)
	if err := observations.Put(key(o.Source, o.Run), record); err != nil {
		return o.Status, err
	}
	l, err := p.after(tx, &o, whole)
	if err != nil {
		return o.Status, err
	}
	if err := tx.Bucket(bucketLatest).Put(key(o.Source), pack(key(o.Source), &l, (*coder).latest)); err != nil {
		return o.Status, err
	}
	if c := changeOf(p.prev, &o); c != nil {
		if err := tx.Bucket(bucketChange).Put(key(o.Run, o.Source), pack(key(o.Run, o.Source), c, (*coder).change)); err != nil {
			return o.Status, err
		}
	}
	if t.robots != nil {
		if err := putRobots(tx, t.robots); err != nil {
			return o.Status, err
		}
	}
	run.Settled++
	run.Counts[l.Class]++
	run.active = millis(t.now)
	return o.Status, putRun(tx, &run)
}

func pastOf(tx *bolt.Tx, source uint64) (p past, err error) {
	l, ok, err := getLatest(tx, source)
	if err != nil || !ok {
		return p, err
	}
	p.latest = l
	if p.prev, err = getObservation(tx, source, l.Run); err != nil {
		return p, err
	}
	if l.Base == l.Run {
		p.base = p.prev
		return p, nil
	}
	p.base, err = getBase(tx, source, l.Base)
	return p, err
}

// stand sets the standing of each claim and of the source.
func (t *settlement) stand(o *Observation, address string, prev *complete) {
	before := map[string]verdict.Status{}
	if prev != nil {
		for _, c := range prev.Claims {
			before[c.Claim.Key()] = c.Status
		}
	}
	at := o.Evidence.Time
	for i := range o.Claims {
		c := &o.Claims[i]
		c.Status = exactStatus(t.advance(address, before[c.Claim.Key()], c.Judgement, at))
	}
	if w := worst(o.Claims); w != nil {
		o.Status = w.Status
	} else {
		o.Status = verdict.Status{State: verdict.Unverified, Checked: at}
	}
	// A source is due when the first of its claims is.
	for _, c := range o.Claims {
		if !c.Status.Due.IsZero() && c.Status.Due.Before(o.Status.Due) {
			o.Status.Due = c.Status.Due
		}
	}
}

func exactStatus(s verdict.Status) verdict.Status {
	s.Since, s.FirstFailure, s.LastGood = millis(s.Since), millis(s.FirstFailure), millis(s.LastGood)
	s.Checked, s.Due = millis(s.Checked), millis(s.Due)
	return s
}

// after is the record of the last check once o is kept.
func (p *past) after(tx *bolt.Tx, o *Observation, whole bool) (latest, error) {
	l := p.latest
	l.Run, l.Class, l.Fresh, l.status = o.Run, classOf(o), false, o.Status
	if whole {
		l.Base = o.Run
	}
	if o.Snapshot.IsZero() {
		return l, nil
	}
	place, err := getPlace(tx, o.Snapshot)
	if err != nil {
		return l, err
	}
	if place.Codec != codecDelta {
		l.Full = o.Snapshot
	}
	if !slices.ContainsFunc(o.Claims, func(c ClaimJudgement) bool { return c.Class == verdict.Working }) {
		return l, nil
	}
	if l.First == 0 {
		l.First = o.Run
	}
	if l.Good != 0 && o.Evidence.Status() == 304 {
		// The check that brought the body has its validators and its type.
		good, err := getObservation(tx, o.Source, l.Good)
		if err != nil {
			return l, err
		}
		if good.Snapshot == o.Snapshot {
			return l, nil
		}
	}
	l.Good = o.Run
	return l, nil
}
