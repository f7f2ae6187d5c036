package pdf

import (
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// standardEncoding is where the Standard Encoding (annex D) differs from
// Windows-1252.
var standardEncoding = map[byte]string{
	0x27: "’", 0x60: "‘", 0xa2: "¢", 0xa4: "⁄", 0xa6: "ƒ", 0xa8: "¤", 0xa9: "'", 0xaa: "“", 0xac: "‹", 0xad: "›",
	0xae: "fi", 0xaf: "fl", 0xb1: "–", 0xb2: "†", 0xb3: "‡", 0xb4: "·", 0xb7: "•", 0xb8: "‚", 0xb9: "„", 0xba: "”", 0xbc: "…", 0xbd: "‰",
	0xd0: "—", 0xe1: "Æ", 0xe8: "Ł", 0xe9: "Ø", 0xea: "Œ", 0xf1: "æ", 0xf5: "ı", 0xf8: "ł", 0xf9: "ø", 0xfa: "œ", 0xfb: "ß",
}

// glyphs are the names that are no letters, as fonts give them.
var glyphs = map[string]string{
	"space": " ", "nbspace": " ", "nonbreakingspace": " ", "exclam": "!", "quotedbl": `"`, "numbersign": "#", "dollar": "$", "percent": "%", "ampersand": "&",
	"quotesingle": "'", "parenleft": "(", "parenright": ")", "asterisk": "*", "plus": "+", "comma": ",", "hyphen": "-", "sfthyphen": "-", "softhyphen": "-", "minus": "−",
	"period": ".", "slash": "/", "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
	"eight": "8", "nine": "9", "colon": ":", "semicolon": ";", "less": "<", "equal": "=", "greater": ">", "question": "?", "at": "@",
	"bracketleft": "[", "backslash": `\`, "bracketright": "]", "asciicircum": "^", "underscore": "_", "grave": "`", "braceleft": "{",
	"bar": "|", "braceright": "}", "asciitilde": "~", "exclamdown": "¡", "cent": "¢", "sterling": "£", "currency": "¤", "yen": "¥",
	"brokenbar": "¦", "section": "§", "dieresis": "¨", "copyright": "©", "ordfeminine": "ª", "guillemotleft": "«", "logicalnot": "¬",
	"registered": "®", "macron": "¯", "degree": "°", "plusminus": "±", "acute": "´", "mu": "µ", "paragraph": "¶", "periodcentered": "·",
	"cedilla": "¸", "ordmasculine": "º", "guillemotright": "»", "onequarter": "¼", "onehalf": "½", "threequarters": "¾", "questiondown": "¿",
	"multiply": "×", "divide": "÷", "quoteleft": "‘", "quoteright": "’", "quotedblleft": "“", "quotedblright": "”", "quotesinglbase": "‚",
	"quotedblbase": "„", "guilsinglleft": "‹", "guilsinglright": "›", "endash": "–", "emdash": "—", "bullet": "•", "ellipsis": "…",
	"dagger": "†", "daggerdbl": "‡", "perthousand": "‰", "fraction": "⁄", "Euro": "€", "trademark": "™", "florin": "ƒ", "circumflex": "^", "tilde": "~",
	"ff": "ff", "fi": "fi", "fl": "fl", "ffi": "ffi", "ffl": "ffl", "IJ": "Ĳ", "ij": "ĳ",
	"AE": "Æ", "ae": "æ", "OE": "Œ", "oe": "œ", "Oslash": "Ø", "oslash": "ø", "Eth": "Ð", "eth": "ð", "Thorn": "Þ", "thorn": "þ", "germandbls": "ß",
	"Lslash": "Ł", "lslash": "ł", "dotlessi": "ı", "dotlessj": "ȷ", "Dcroat": "Đ", "dcroat": "đ", "Hbar": "Ħ", "hbar": "ħ", "Tbar": "Ŧ", "tbar": "ŧ",
	"Alpha": "Α", "Beta": "Β", "Gamma": "Γ", "Delta": "Δ", "Epsilon": "Ε", "Zeta": "Ζ", "Eta": "Η", "Theta": "Θ", "Iota": "Ι", "Kappa": "Κ", "Lambda": "Λ", "Mu": "Μ",
	"Nu": "Ν", "Xi": "Ξ", "Omicron": "Ο", "Pi": "Π", "Rho": "Ρ", "Sigma": "Σ", "Tau": "Τ", "Upsilon": "Υ", "Phi": "Φ", "Chi": "Χ", "Psi": "Ψ", "Omega": "Ω",
	"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ",
	"nu": "ν", "xi": "ξ", "omicron": "ο", "pi": "π", "rho": "ρ", "sigma": "σ", "sigma1": "ς", "tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
}

// accents are what the names of letters end in, and the mark it means.
var accents = []struct{ name, mark string }{
	{"grave", "\u0300"}, {"acute", "\u0301"}, {"circumflex", "\u0302"}, {"tilde", "\u0303"}, {"macron", "\u0304"}, {"breve", "\u0306"},
	{"dotaccent", "\u0307"}, {"dieresis", "\u0308"}, {"ring", "\u030a"}, {"hungarumlaut", "\u030b"}, {"caron", "\u030c"},
	{"commaaccent", "\u0327"}, {"cedilla", "\u0327"}, {"ogonek", "\u0328"}, {"tonos", "\u0301"},
}

// glyph is the text of a glyph by its name, as the Adobe Glyph List
// Specification reads names.
func glyph(name string) string {
	name, _, _ = strings.Cut(name, ".")
	if name == "" || len(name) > 64 {
		return ""
	}
	var b strings.Builder
	for part := range strings.SplitSeq(name, "_") {
		b.WriteString(component(part))
	}
	return b.String()
}

func component(s string) string {
	if len(s) == 1 {
		return s
	}
	if t, ok := glyphs[s]; ok {
		return t
	}
	for _, a := range accents {
		if base, ok := strings.CutSuffix(s, a.name); ok && base != "" {
			if letter, ok := glyphs[base]; ok {
				return norm.NFC.String(letter + a.mark)
			}
			if len(base) == 1 {
				return norm.NFC.String(base + a.mark)
			}
		}
	}
	if hex, ok := strings.CutPrefix(s, "uni"); ok && len(hex) >= 4 && len(hex)%4 == 0 {
		var b strings.Builder
		for i := 0; i < len(hex); i += 4 {
			v, err := strconv.ParseUint(hex[i:i+4], 16, 16)
			if err != nil {
				return ""
			}
			b.WriteRune(rune(v))
		}
		return b.String()
	}
	if hex, ok := strings.CutPrefix(s, "u"); ok && len(hex) >= 4 && len(hex) <= 6 {
		if v, err := strconv.ParseUint(hex, 16, 21); err == nil {
			return string(rune(v))
		}
	}
	if digits, ok := strings.CutPrefix(s, "afii"); ok && len(digits) == 5 {
		if v, err := strconv.Atoi(digits); err == nil {
			return cyrillic(v)
		}
	}
	return ""
}

// cyrillic is the letter of an afii name.
func cyrillic(v int) string {
	switch {
	case v == 10023:
		return "Ё"
	case v == 10071:
		return "ё"
	case v >= 10017 && v < 10023:
		return string(rune(0x410 + v - 10017))
	case v > 10023 && v <= 10049:
		return string(rune(0x410 + v - 10018))
	case v >= 10065 && v < 10071:
		return string(rune(0x430 + v - 10065))
	case v > 10071 && v <= 10097:
		return string(rune(0x430 + v - 10066))
	}
	return ""
}
