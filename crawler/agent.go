package crawler

// browserAgent is the second try's, for servers that answer browsers only.
const browserAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

// productToken is the name that robots.txt knows us by.
const productToken = "apud"

// userAgent says who visits and how to reach them.
func userAgent(version, contact string) string {
	if version == "" {
		version = "dev"
	}
	s := "Mozilla/5.0 (compatible; apud/" + version
	if contact != "" {
		s += "; +" + contact
	}
	return s + ")"
}
