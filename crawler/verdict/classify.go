package verdict

import (
	"fmt"

	"apud/crawler/cite"
)

// finding is what a rule comes to. The zero finding decides nothing.
type finding struct {
	verdict    Verdict
	confidence float64
	reasons    []Reason
	proposal   string
	// saw says what the rule looked at, when it decided nothing.
	saw string
}

// found decides for a verdict, with its first reason.
func found(v Verdict, confidence float64, code, format string, args ...any) finding {
	return finding{verdict: v, confidence: confidence}.and(code, format, args...)
}

// saw decides nothing.
func saw(format string, args ...any) finding { return finding{saw: fmt.Sprintf(format, args...)} }

// and adds a reason.
func (f finding) and(code, format string, args ...any) finding {
	f.reasons = append(f.reasons, Reason{Code: code, Text: fmt.Sprintf(format, args...)})
	return f
}

// Classify judges the evidence for one claim.
func Classify(e *Evidence, c cite.Claim) Judgement {
	j, _ := decide(newLook(e, c), false)
	return j
}

// Explain tells what each rule saw, up to the one that decided.
func Explain(e *Evidence, c cite.Claim) []Rule {
	_, seen := decide(newLook(e, c), true)
	return seen
}

// decide goes through the rules until one decides.
func decide(l *look, tell bool) (Judgement, []Rule) {
	var seen []Rule
	for _, r := range rules {
		if r.when == doubted && l.stands {
			continue
		}
		f := r.look(l)
		if tell {
			seen = append(seen, Rule{Name: r.name, Saw: f.words(), Held: f.verdict != ""})
		}
		if f.verdict != "" {
			f, resolved := l.resolved(f)
			if tell && resolved {
				seen[len(seen)-1].Held = false
				seen = append(seen, Rule{Name: "resolver", Saw: f.words(), Held: true})
			}
			return l.judgement(f), seen
		}
	}
	// The last rule always decides.
	return l.judgement(found(Temporary, 0, "undecided", "no rule decides")), seen
}

func (f finding) words() string {
	if len(f.reasons) > 0 {
		return f.reasons[0].Text
	}
	if f.saw == "" {
		return "nothing of the kind"
	}
	return f.saw
}

func (l *look) judgement(f finding) Judgement {
	return Judgement{
		Verdict: f.verdict, Class: ClassOf(f.verdict), Confidence: f.confidence,
		Reasons: append(f.reasons, l.notes...), Proposal: f.proposal,
	}
}
