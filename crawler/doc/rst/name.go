package rst

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isName reports whether s is a simple name: words with single signs between.
func isName(s string) bool {
	sign := true
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r):
			sign = false
		case sign || !strings.ContainsRune("-_.+:", r):
			return false
		default:
			sign = true
		}
	}
	return !sign
}

// opens reports whether markup may begin at i: behind a blank, an opening
// bracket, a quotation mark or a dash.
func opens(s string, i int) bool {
	if i == 0 {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	if r < utf8.RuneSelf {
		return isSpace(byte(r)) || strings.ContainsRune(`'"([{<-/:`, r)
	}
	return unicode.IsSpace(r) || unicode.In(r, unicode.Ps, unicode.Pi, unicode.Pf, unicode.Pd, unicode.Po)
}

// closes reports whether markup may end before i: before a blank, a closing
// bracket, a quotation mark or punctuation.
func closes(s string, i int) bool {
	if i >= len(s) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	if r < utf8.RuneSelf {
		return isSpace(byte(r)) || strings.ContainsRune(`'")]}>-/\:.,;!?`, r)
	}
	return unicode.IsSpace(r) || unicode.In(r, unicode.Pe, unicode.Pi, unicode.Pf, unicode.Pd, unicode.Po)
}

// pairs are the brackets and quotation marks between which a sign stands for
// itself.
var pairs = map[byte]byte{'"': '"', '\'': '\'', '(': ')', '[': ']', '{': '}', '<': '>'}

// starts reports whether the n bytes of a sign at i may begin markup.
func starts(s string, i, n int) bool {
	if !opens(s, i) || i+n >= len(s) || isSpace(s[i+n]) {
		return false
	}
	if i > 0 {
		if shut, ok := pairs[s[i-1]]; ok && s[i+n] == shut {
			return false
		}
	}
	return true
}

// nameStart is where the simple name that ends at end begins, or -1. The name
// may begin only where markup may.
func nameStart(s string, end, least int) int {
	at, found := end, -1
	sign := true
	for at > least {
		r, n := utf8.DecodeLastRuneInString(s[least:at])
		word := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
		if !word && (sign || !strings.ContainsRune("-_.+:", r)) {
			break
		}
		sign = !word
		at -= n
		if word && opens(s, at) {
			found = at
		}
	}
	return found
}
