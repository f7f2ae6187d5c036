package cite

import "strings"

// Fold makes white space of any kind and length one blank, and trims.
func Fold(s string) string { return strings.Join(strings.Fields(s), " ") }
