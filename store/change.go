package store

import (
	bolt "go.etcd.io/bbolt"

	"apud/crawler/verdict"
)

// Changes implements [Reader].
func (r *reader) Changes(run uint64) (all []Change, err error) {
	err = r.view(func(tx *bolt.Tx) error {
		all = nil
		return prefixed(tx.Bucket(bucketChange), key(run), func(k, v []byte) error {
			c := Change{Run: run, Source: part(k, 1)}
			err := unpack(k, v, &c, (*coder).change, "change of source %d in run %d", c.Source, run)
			all = append(all, c)
			return err
		})
	})
	return all, err
}

// changeOf is the change from the check before to o; nil when there is none
// worth telling.
func changeOf(prev *complete, o *Observation) *Change {
	c := &Change{Run: o.Run, Source: o.Source, To: o.Status}
	class := classOf(o)
	if prev == nil {
		if class != verdict.Broken {
			return nil
		}
		c.Kind = "new"
		return c
	}
	c.From = prev.Status
	before := classOf(&prev.Observation)
	failing := before == verdict.Broken || stateRank[c.From.State] > 0
	switch {
	case class == verdict.Broken && c.To.State == verdict.Dead && c.From.State != verdict.Dead:
		c.Kind = "dead"
	case class == verdict.Broken && !failing:
		c.Kind = "newly-broken"
	case class == verdict.Working && failing:
		c.Kind = "came-back"
	case class == verdict.Working && c.To.Verdict != c.From.Verdict &&
		(c.To.Verdict == verdict.Moved || c.To.Verdict == verdict.Changed):
		c.Kind = string(c.To.Verdict)
	case class == verdict.Unknown && before != verdict.Unknown:
		c.Kind = "unknown"
	default:
		return nil
	}
	return c
}
