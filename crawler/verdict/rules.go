package verdict

// when says which sources a rule looks at.
type when int

const (
	always when = iota
	// doubted rules look only at sources that are not known to stand.
	doubted
)

// rule is one entry of the table: a look at the evidence that may decide.
type rule struct {
	name string
	when when
	look func(*look) finding
}

// rules are tried in order, the first that decides wins. What tells for sure
// comes first, then what forbids to tell (walls), then what the server says of
// itself, then the title, and last the signs that count only where the title
// does not speak.
var rules = []rule{
	{"scheme", always, schemeRule},
	{"robots", always, robotsRule},
	{"transport", always, transportRule},
	{"certificate", always, certificateRule},
	{"wall-header", always, wallHeaderRule},
	{"wall-mark", always, wallMarkRule},
	{"status", always, statusRule},
	{"unread", always, unreadRule},
	{"removal", always, removalRule},
	{"front-page", always, frontPageRule},
	{"title", always, titleRule},
	{"same-text", doubted, sameTextRule},
	{"parked", doubted, parkedRule},
	{"login", doubted, loginRule},
	{"consent", doubted, consentRule},
	{"offer", doubted, offerRule},
	{"wall-words", doubted, wallWordsRule},
	{"shell", doubted, shellRule},
	{"maintenance", doubted, maintenanceRule},
	{"default-page", doubted, defaultRule},
	{"absent", doubted, absentRule},
	{"echo", doubted, echoRule},
	{"listing", doubted, listingRule},
	{"empty", doubted, emptyRule},
	{"sibling", doubted, siblingRule},
	{"drift", always, driftRule},
	{"mismatch", doubted, mismatchRule},
	{"fragment", always, fragmentRule},
	{"retracted", always, retractedRule},
	{"changed", always, changedRule},
	{"weak", always, weakRule},
	{"paywall", always, paywallRule},
	{"moved", always, movedRule},
	{"stands", always, standsRule},
}
