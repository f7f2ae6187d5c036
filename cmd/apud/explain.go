package main

import (
	"fmt"
	"strings"

	"apud/cmd/internal/evidence"
	"apud/cmd/internal/terminal"
	"apud/crawler/verdict"
	"apud/store"
)

// explain prints the chain of rules for the last check of a source, with what
// each rule saw, once for each claim that is made of it.
func (a *app) explain(v *store.View, url string) error {
	src, err := knownSource(v, url)
	if err != nil {
		return err
	}
	o, err := v.Latest(src.ID)
	if err != nil {
		return err
	}
	e, err := evidence.Of(v, o)
	if err != nil {
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\nchecked %s", terminal.Clean(src.URL), e.Time.UTC().Format("2006-01-02 15:04 MST"))
	if e.Status() != 0 {
		fmt.Fprintf(&b, ", HTTP %d from %s", e.Status(), terminal.Clean(e.FinalURL()))
	}
	b.WriteByte('\n')
	for _, c := range o.Claims {
		j := verdict.Classify(e, c.Claim)
		fmt.Fprintf(&b, "\ncited as %s\n", claimInWords(c))
		for _, r := range verdict.Explain(e, c.Claim) {
			sign := " "
			if r.Held {
				sign = "→"
			}
			fmt.Fprintf(&b, "  %s %-22s %s\n", sign, r.Name, terminal.Clean(r.Saw))
		}
		fmt.Fprintf(&b, "  = %s (%s, %.0f %%)\n", j.Verdict, j.Class, 100*j.Confidence)
		for _, r := range j.Reasons {
			fmt.Fprintf(&b, "    %s: %s\n", r.Code, terminal.Clean(r.Text))
		}
		if j.Verdict != c.Verdict {
			fmt.Fprintf(&b, "    (judged %s when it was checked)\n", c.Verdict)
		}
	}
	_, err = fmt.Fprint(a.stdout, b.String())
	return err
}

func claimInWords(c store.ClaimJudgement) string {
	if c.Claim.Title == "" {
		return "an address without a title"
	}
	return "“" + terminal.Clean(c.Claim.Title) + "”"
}

// rejudge judges the last check of every source again, from what is kept, and
// prints where this version would conclude otherwise.
func (a *app) rejudge(v *store.View, run uint64) error {
	r, err := v.RunByID(run)
	if err != nil {
		return err
	}
	seen := map[uint64]bool{}
	judged, differ, bare := 0, 0, 0
	for _, id := range r.Documents {
		cited, err := v.Citations(id)
		if err != nil {
			return err
		}
		for _, c := range cited {
			if c.Source == 0 || seen[c.Source] {
				continue
			}
			seen[c.Source] = true
			o, err := v.Latest(c.Source)
			if err != nil {
				continue // never visited
			}
			e, err := evidence.Of(v, o)
			if err != nil {
				return err
			}
			// The page of a sibling is not kept, so that what it decided stands.
			if e.Sibling != nil {
				bare++
				continue
			}
			for _, was := range o.Claims {
				judged++
				if is := verdict.Classify(e, was.Claim); is.Verdict != was.Verdict {
					differ++
					fmt.Fprintf(a.stdout, "%s\n  %s: %s → %s: %s\n", terminal.Clean(c.Target()), claimInWords(was), was.Verdict, is.Verdict, terminal.Clean(firstReason(is)))
				}
			}
		}
	}
	fmt.Fprintf(a.stdout, "%s judged again, %d would change", terminal.Count(judged, "claim"), differ)
	if bare > 0 {
		fmt.Fprintf(a.stdout, "; %s left out, whose proof was another page", terminal.Count(bare, "source"))
	}
	_, err = fmt.Fprintln(a.stdout)
	return err
}

func firstReason(j verdict.Judgement) string {
	if len(j.Reasons) == 0 {
		return "no reason"
	}
	return j.Reasons[0].Text
}

// knownSource finds a source by its address.
func knownSource(v *store.View, url string) (store.Source, error) {
	src, err := v.SourceByURL(url)
	if err != nil {
		return src, &usageError{msg: fmt.Sprintf("%s: %v", url, err), hint: "'apud report' lists the addresses that are kept"}
	}
	return src, nil
}
