// Package page reads what a fetched resource says about itself: its kind, its
// titles, its text, and the marks that tell an article from a wall, a shell, a
// parking page or an error dressed as success.
//
// [Parse] reads the bytes; what it finds are facts, the judging is package
// verdict's.
package page

import "time"

// Kind is what the bytes are, told by the bytes and not by the server.
type Kind string

// The kinds.
const (
	HTML  Kind = "html"
	PDF   Kind = "pdf"
	Plain Kind = "text"
	Other Kind = "other" // images, archives, office files
	Empty Kind = "empty" // no bytes, or white space
)

// Page is what a resource says.
type Page struct {
	Kind Kind
	// MediaType is what the bytes are, such as "application/pdf".
	MediaType string
	// Charset is the encoding that the text was read in, as the WHATWG names it;
	// empty when there was nothing to decode.
	Charset string
	// Lang is the language that the page names, such as "de".
	Lang string
	// Titles are the candidates for the title, in the order of trust.
	Titles []Title
	// Headings are the h1 and h2 as shown.
	Headings []string
	// Site is the name of the outlet as the page gives it.
	Site    string
	Authors []string
	// Published is the date that the metadata give, zero when none; Day is set
	// when it is no more exact than a day.
	Published time.Time
	Day       bool
	// Description is that of the metadata.
	Description string
	// Text is the visible text, white space folded, at most MaxText bytes.
	Text string
	// Main is the text of the article: paragraphs outside navigation, headers,
	// footers, asides and forms, one a line. When there are none: those of forms,
	// the text outside navigation and its like, the visible text.
	Main string
	// Words counts those of Text, MainWords those of Main, LooseWords those of
	// Text outside links. Text without spaces counts by runes.
	Words, MainWords, LooseWords int
	// Canonical and OGURL are absolute addresses, empty when not given.
	Canonical, OGURL string
	// Refresh is where the page sends a browser by itself; nil when it does not.
	Refresh *Refresh
	// Frames is the number of frames that show other pages.
	Frames int
	// Password is set when there is a password field.
	Password bool
	// Free is what isAccessibleForFree says: "", "true" or "false".
	Free string
	// Shell is set when a script is to build the page and its root is empty;
	// it names the element.
	Shell string
	// NoScript is the text of noscript elements.
	NoScript string
	// Marks are fingerprints found in the raw bytes: of walls, parking, default
	// pages; each once, in the order of the tables. Pages of many words are not
	// searched, they are articles.
	Marks []Mark
	// Fragments tells whether an id or a named anchor exists.
	Fragments map[string]bool
	// Cut is set when the resource was longer than what is read of one.
	Cut bool
	// Locked is set when a PDF can't be read without a password.
	Locked bool
	// Pages is the number of pages of a PDF, 0 when unknown.
	Pages int
}

// Title is a candidate for the title of the page.
type Title struct {
	// From is "title", "og", "twitter", "json-ld", "citation", "dc",
	// "itemprop", "parsely", "meta", "h1", "h2", "pdf-info", "pdf-text".
	From string
	Text string
}

// Refresh is a redirect inside a page.
type Refresh struct {
	URL  string
	Wait time.Duration
	// Script is set when a script assigns the location, else it is a meta element.
	Script bool
}

// Mark is a fingerprint in the raw bytes.
type Mark struct {
	// Kind is "wall" (certain), "wall-leaky" (also on good pages), "parking",
	// "default" (a server's default page), "directory", "php-error".
	Kind string
	// Name is whose mark it is, such as "Cloudflare challenge".
	Name string
}

// The bounds, in bytes.
const (
	// MaxText is that of the text kept of a page.
	MaxText = 1 << 20
	// MaxParse is that of the HTML or text that is read.
	MaxParse = 2 << 20
)
