package tex

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// accents are the commands that set a mark on a letter, with the mark as it
// combines in Unicode.
var accents = map[string]rune{
	"`": 0x300, "'": 0x301, "^": 0x302, "~": 0x303, "=": 0x304, "u": 0x306, ".": 0x307, `"`: 0x308, "r": 0x30a, "H": 0x30b,
	"v": 0x30c, "d": 0x323, "c": 0x327, "k": 0x328, "b": 0x331, "textcommabelow": 0x326,
}

// symbols are commands that stand for characters.
var symbols = map[string]string{
	"ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
	"i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
	"S": "§", "P": "¶", "textsection": "§", "textparagraph": "¶", "dag": "†", "ddag": "‡", "textdagger": "†", "copyright": "©",
	"textcopyright": "©", "textregistered": "®", "texttrademark": "™", "pounds": "£", "textsterling": "£", "euro": "€", "texteuro": "€",
	"EUR": "€", "textdegree": "°", "degree": "°", "textnumero": "№", "textordfeminine": "ª", "textordmasculine": "º",
	"ldots": "…", "dots": "…", "textellipsis": "…", "cdots": "…", "textbullet": "•", "bullet": "•", "textperiodcentered": "·", "cdot": "·",
	"textendash": "–", "textemdash": "—", "textquotedblleft": "“", "textquotedblright": "”", "textquoteleft": "‘", "textquoteright": "’",
	"textquotedbl": `"`, "textquotesingle": "'", "quotedblbase": "„", "glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘", "flqq": "«", "frqq": "»",
	"quotesinglbase": "‚", "guillemotleft": "«", "guillemotright": "»", "guillemetleft": "«", "guillemetright": "»", "og": "« ", "fg": " »",
	"guilsinglleft": "‹", "guilsinglright": "›", "lq": "‘", "rq": "’", "textless": "<", "textgreater": ">", "textbar": "|", "textbackslash": `\`,
	"textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_", "_": "_", "sim": "~", "tilde": "~", "slash": "/", "textdollar": "$",
	"textbraceleft": "{", "textbraceright": "}", "lbrace": "{", "rbrace": "}", "lbrack": "[", "rbrack": "]", "textnumbersign": "#",
	"textpercent": "%", "textampersand": "&", "backslash": `\`, "colon": ":", "times": "×", "texttimes": "×", "to": "→", "rightarrow": "→",
	"TeX": "TeX", "LaTeX": "LaTeX", "LaTeXe": "LaTeX2e", "BibTeX": "BibTeX", "textunderline": "_", "pm": "±", "leq": "≤", "geq": "≥",
	"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "mu": "μ", "pi": "π", "lambda": "λ", "sigma": "σ", "omega": "ω",
	"textmu": "µ", "quad": " ", "qquad": " ", "enspace": " ", "space": " ", "thinspace": " ", "nobreakspace": " ", "hfill": " ", "hfil": " ",
	"newline": "\n", "linebreak": "\n", "break": "\n", "nobreakdash": "", "allowbreak": "", "xspace": "", "null": "",
	"hyp": "-", "fshyp": "/", "dothyp": ".", "bysame": "———", "today": "",
}

// single are the commands of one character that is no letter.
var single = map[byte]string{
	'%': "%", '&': "&", '#': "#", '_': "_", '$': "$", '{': "{", '}': "}", ' ': " ", '\n': " ", '\t': " ", ',': " ", ';': " ", ':': " ",
	'!': "", '-': "", '/': "", '@': "", '(': "", ')': "", '[': "", ']': "", '<': "", '>': "", '+': "", '|': "|", '*': "",
}

// accented is the letters in base with the mark of an accent; base may begin
// with a command for a letter without its dot.
func accented(mark rune, base string) string {
	base = strings.NewReplacer("ı", "i", "ȷ", "j").Replace(base)
	if base == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(base)
	return norm.NFC.String(string(first)+string(mark)) + base[size:]
}
