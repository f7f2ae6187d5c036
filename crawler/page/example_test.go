package page_test

import (
	"fmt"

	"apud/crawler/page"
)

func ExampleParse() {
	p := page.Parse([]byte(`<!doctype html><html lang="en"><title>A weir | The Lock</title>
<script type="application/ld+json">{"@type":"Article","headline":"A weir","datePublished":"2019-03-04"}</script>
<h1>A weir</h1><p>It was built in 1873 and nobody needs it today.</p>`), "text/html", "https://lock.example.org/weir")
	for _, t := range p.Titles {
		fmt.Println(t.From+":", t.Text)
	}
	fmt.Println(p.Published.Format("2 January 2006"))
	fmt.Println(p.Main)
	// Output:
	// title: A weir | The Lock
	// json-ld: A weir
	// h1: A weir
	// 4 March 2019
	// It was built in 1873 and nobody needs it today.
}
