package store

import (
	"cmp"
	"os"
	"time"

	"apud/crawler/verdict"
)

// Options say how a store is written. The zero value works.
type Options struct {
	// Now is the clock for time stamps; default time.Now.
	Now func() time.Time
	// Version is that of the tool; runs carry it.
	Version string
	// Wait is how long to wait for another run to let go of the store; default
	// not at all.
	Wait time.Duration
	// Policy says when a source is due again; default that of package verdict.
	Policy verdict.Policy
	// Resume is how long after its last settlement an interrupted run is gone
	// on with; default a week.
	Resume time.Duration

	// GroupCount, GroupBytes and GroupWait end a group of settlements that is
	// committed together; default 512, 8 MB and 1 s. GroupIdle ends it when
	// nothing was added for so long; default 20 ms. Longer waits write less
	// and make callers wait.
	GroupCount int
	GroupBytes int
	GroupWait  time.Duration
	GroupIdle  time.Duration
	// SegmentSize is the size at which a segment is sealed during a run;
	// default 256 MB, at most 512 MB.
	SegmentSize int64
	// Publish is how often the view is published during a run; default a minute.
	Publish time.Duration

	// OpenFile opens the files of index and segments, for tests that fail;
	// default os.OpenFile.
	OpenFile func(name string, flag int, perm os.FileMode) (*os.File, error)
}

func (o *Options) setDefaults() {
	if o.Now == nil {
		o.Now = time.Now
	}
	o.Resume = cmp.Or(o.Resume, 7*24*time.Hour)
	o.GroupCount = cmp.Or(max(o.GroupCount, 0), 512)
	o.GroupBytes = cmp.Or(max(o.GroupBytes, 0), 8<<20)
	o.GroupWait = cmp.Or(max(o.GroupWait, 0), time.Second)
	o.GroupIdle = cmp.Or(max(o.GroupIdle, 0), 20*time.Millisecond)
	o.SegmentSize = min(cmp.Or(max(o.SegmentSize, 0), 256<<20), segmentFence/2)
	o.Publish = cmp.Or(max(o.Publish, 0), time.Minute)
}
