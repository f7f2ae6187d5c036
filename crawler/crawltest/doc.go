// Package crawltest serves a small web with a past on loopback, from sites that
// a person can read in review.
//
// [Load] reads sites, [Site.Serve] starts them, [Web.SetEpoch] lets time pass:
//
//	site, err := crawltest.Load(os.DirFS("testdata/sites"), "demo.txtar")
//	web, err := site.Serve()
//	defer web.Close()
//	options.Resolve, options.Dial = web.Resolve, web.DialContext
//	web.SetEpoch(2)
//
// In a bubble of testing/synctest [Site.ServeInMemory] takes the place of
// [Site.Serve], and pauses cost nothing.
//
// A client that cannot be given a dialler (a binary under test) is given
// documents that went through [Web.Rewrite] instead, which puts the real
// loopback addresses in place of the hosts' names.
//
// [NewVolume] makes a large uniform web for tests of volume, and [Traps] are
// handlers that mean harm.
//
// # Sites
//
// A site is a txtar archive. The text before its first file is for the reader,
// as is a file whose name begins with "#". Any other file is named by the
// address that it answers, without the scheme:
//
//	-- courier.example.org/2020/10/tide-tables --
//	author: Jane Roe
//	published: 2020-10-09
//
//	# Harbour board reprints its tide tables
//
//	The harbour board said on Friday that ...
//
//	-- @2 courier.example.org/2020/10/tide-tables --
//	status: 410
//
// A page holds from the first epoch on, or from the one that it names with
// "@N". What a later epoch says of a host wins over what an earlier one said;
// within an epoch the longest match wins. An address that ends in "*" answers
// all that begins with it, so that "-- @2 lapsed.example.net/* --" covers
// everything the host had before. Queries are part of the address. What nothing
// answers is not found, and a named host without a front page lists its
// headlines there.
//
// # Heads
//
// A file begins with its head, lines of "name: value" up to the first blank
// line. A file that begins with "<" or "#" has none, one that begins with a
// blank line has an empty one. Names with a capital letter are fields of the
// answer's header, sent as they are, an empty value taking a default field
// away; others are directives:
//
//	status: 404                the answer's status; default 200
//	redirect: 301 /new         where to go on, with its status; default 302
//	author, published, title   what the layout says of an article
//	words: 180                 so many words of filler after an article's text, or for the
//	                           mark <!--words--> in HTML; a second word makes them others
//	type: text/plain           the media type; default by the address's ending, else HTML
//	charset: windows-1251      the body's charset; add "silent" to keep it from the header
//	encoding: gzip             gzip, deflate, raw-deflate, br, zstd; "fake" claims gzip only
//	etag: auto                 a validator, of the body or as given; answers conditions
//	modified: 2020-10-09       Last-Modified; answers conditions
//	pdf: TITLE                 the body's text as a PDF with this title
//	delay: 300ms               a wait before the header
//	flaky: 2 503               the first requests of an epoch fail, with a status or "reset"
//	fault: stall               instead of an answer: stall, reset, empty, noise
//	cut: 500                   the body ends early after so many bytes
//	hang: 500                  the body stops after so many bytes, the connection stays
//	drip: 100 50ms             the body comes in pieces with pauses
//	cookie: need               redirects here until its cookie comes back; "never" is not content
//	agent: browser             403 for all but browsers; "firefox" wants that word
//	head: 405                  what HEAD gets instead
//	fields: 30000              so many bytes of further header
//	pad: 100000                so many bytes of white space after the body
//	trap: gzip-bomb            a handler of [Traps]
//
// # Bodies
//
// A body that begins with "#" is text for the host's layout: a headline,
// paragraphs, "## " headings, "- " lists. All others are sent as written. An
// error without a body gets the layout's own.
//
// # Hosts
//
// A file "host NAME" speaks of a host:
//
//	-- @2 host courier.example.org --
//	name: The Harbour Courier
//	dns: nxdomain
//
//	name: The Harbour Courier  the outlet, for the layout
//	lang: de                   the layout's language
//	dns: nxdomain              nxdomain, servfail, timeout
//	tcp: refused               refused, reset, stall
//	tls: valid                 valid, expired, early, wrong-name, self-signed,
//	                           unknown-issuer, handshake, plain; default none
//	http: redirect             port 80 of a host with tls: serve, redirect, refused
//
// # Expectations
//
// A file "expect" is a table that says what judging each address should come
// to, see [Expectation]; a site may have one for the tests that use it.
package crawltest
