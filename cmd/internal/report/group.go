package report

// group is the changes of one kind.
type group struct {
	Kind, Title string
	Changes     []Change
}

// groups are the changes by kind, those that matter most first. Kinds without a
// title of their own come last.
func groups(changes []Change) []group {
	var all []group
	at := map[string]int{}
	for _, g := range changeTitles {
		at[g.kind] = len(all)
		all = append(all, group{Kind: g.kind, Title: g.title})
	}
	for _, c := range changes {
		i, ok := at[c.Kind]
		if !ok {
			i = len(all)
			at[c.Kind] = i
			all = append(all, group{Kind: c.Kind, Title: "Otherwise: " + c.Kind})
		}
		all[i].Changes = append(all[i].Changes, c)
	}
	some := all[:0]
	for _, g := range all {
		if len(g.Changes) > 0 {
			some = append(some, g)
		}
	}
	return some
}

// shown are the documents with the entries that the options ask for.
func shown(r *Report, o Options) []Document {
	if !o.Changes {
		return r.Documents
	}
	changed := map[uint64][]Entry{}
	for _, c := range r.Changes {
		changed[c.Entry.Document] = append(changed[c.Entry.Document], c.Entry)
	}
	var some []Document
	for _, d := range r.Documents {
		if e := changed[d.ID]; len(e) > 0 {
			d.Entries = e
			some = append(some, d)
		}
	}
	return some
}
