package store

import "apud/crawler/verdict"

// worst is the claim that tells the standing of its source: a broken one before
// one that cannot be told, before a working one; among those the one that is
// furthest gone, and the first of equals. It is nil when there is none.
func worst(claims []ClaimJudgement) *ClaimJudgement {
	var w *ClaimJudgement
	for i := range claims {
		if c := &claims[i]; w == nil || rank(c) > rank(w) {
			w = c
		}
	}
	return w
}

// classOf is the class of a source: that of its worst claim. It goes by the
// standing, which takes a failure for more than it was judged when it lasts.
func classOf(o *Observation) verdict.Class {
	if w := worst(o.Claims); w != nil {
		return verdict.ClassOf(w.Status.Verdict)
	}
	return verdict.Unknown
}

func rank(c *ClaimJudgement) int {
	switch verdict.ClassOf(c.Status.Verdict) {
	case verdict.Broken:
		return 200 + stateRank[c.Status.State]
	case verdict.Working:
		return workingRank[c.Status.Verdict]
	}
	return 100
}

var stateRank = map[verdict.State]int{verdict.Suspect: 1, verdict.Failing: 2, verdict.Dead: 3}

// workingRank says which of two working verdicts is worth telling.
var workingRank = map[verdict.Verdict]int{
	verdict.OK: 0, verdict.MovedTemporary: 1, verdict.Paywall: 2,
	verdict.WeakMatch: 3, verdict.Moved: 4, verdict.Changed: 5,
}
