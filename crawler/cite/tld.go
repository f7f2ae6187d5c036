package cite

import (
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// topLevel reports whether label, in any case and script, is a top-level
// domain of the public list.
func topLevel(label string) bool {
	if len(label) < 2 || len(label) > 63 {
		return false
	}
	label = strings.ToLower(label)
	if !isASCII(label) {
		ascii, err := idna.Punycode.ToASCII(label)
		if err != nil {
			return false
		}
		label = ascii
	}
	if _, icann := publicsuffix.PublicSuffix(label); icann {
		return true
	}
	// A domain such as .np has rules for its second level only.
	_, icann := publicsuffix.PublicSuffix("0." + label)
	return icann
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// plainDomains are the top-level domains under which a bare name is taken for
// an address even without "www." or a path.
var plainDomains = words(`com org net edu gov mil int info biz eu asia museum
	uk de fr nl ru ua ch cz dk fi gr hu jp kr cn tw hk br mx ar cl co pe ca au nz
	il tr ir pt se ro bg hr sk lt lv ee ge kz uz vn th sg ph`)

// fileEndings are top-level domains that are file-name extensions, or words of
// program text, far more often than domains.
var fileEndings = words(`md py pl rs sh so ps cc mm ml zip mov app ai la mk
	am name id map data in is it at as do no to us me my by be am so st tf ws`)

// abbreviations stand before a full stop in running text.
var abbreviations = words(`etc vol no art arts fig figs sec secs pp ed eds cf ibid
	id para paras dr mr mrs ms prof st al app ch cl op cit loc approx ca e i`)

// extensions are endings that files on the web have.
var extensions = words(`html htm xhtml shtml php php3 asp aspx jsp jspx cfm cgi do
	pdf txt xml json csv doc docx xls xlsx ppt pptx odt ods epub rtf ps md
	jpg jpeg png gif svg webp mp3 mp4 zip gz tar stm nsf story ece`)

func words(s string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}
