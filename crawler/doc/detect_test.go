package doc

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// fake is a format that is as sure as it is told to be.
type fake struct {
	name  string
	sure  int
	takes string
}

func (f fake) Info() Info { return Info{Name: f.name, Extensions: []string{"." + f.name[:2]}} }

func (f fake) Sniff(in *Input) int {
	if strings.Contains(string(in.Data), f.takes) {
		return f.sure
	}
	return 0
}

func (fake) Read(context.Context, *Input) (*Draft, error) { return &Draft{}, nil }

var fakes = []Format{fake{"markdown", 40, "#"}, fake{"html", 90, "<"}, fake{"docbook", 90, "<book"}}

func TestDetect(t *testing.T) {
	for _, test := range []struct {
		name, data, want string
	}{
		{"only one", "# a", "markdown"},
		{"the surer one", "# <a>", "html"},
		{"the first of equals", "<book>", "html"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f, err := Detect(fakes, &Input{Data: []byte(test.data)})
			if err != nil {
				t.Fatalf("Detect(%q): %v", test.data, err)
			}
			if got := f.Info().Name; got != test.want {
				t.Errorf("Detect(%q) = %v, want %v", test.data, got, test.want)
			}
		})
	}
}

func TestDetectNone(t *testing.T) {
	for data, binary := range map[string]bool{"plain": false, "a\x00b": true} {
		_, err := Detect(fakes, &Input{Name: "a.bin", Data: []byte(data)})
		var unknown *UnknownFormatError
		if !errors.As(err, &unknown) || unknown.Binary != binary || unknown.Document != "a.bin" {
			t.Errorf("Detect(%q) = %#v, want an UnknownFormatError with Binary = %v", data, err, binary)
		}
	}
}

func TestByName(t *testing.T) {
	for asked, want := range map[string]string{"html": "html", "HTML": "html", "ma": "markdown", ".do": "docbook"} {
		f, err := ByName(fakes, asked)
		if err != nil {
			t.Errorf("ByName(%q): %v", asked, err)
			continue
		}
		if got := f.Info().Name; got != want {
			t.Errorf("ByName(%q) = %v, want %v", asked, got, want)
		}
	}
}

func TestByNameNearest(t *testing.T) {
	for asked, want := range map[string]string{
		"markdwon": "markdown", "htm": "html", "docbok": "docbook", "quxquxqux": "", "": "",
	} {
		_, err := ByName(fakes, asked)
		var unknown *UnknownFormatError
		if !errors.As(err, &unknown) {
			t.Errorf("ByName(%q) = %v, want an UnknownFormatError", asked, err)
			continue
		}
		if unknown.Nearest != want {
			t.Errorf("ByName(%q) suggests %q, want %q", asked, unknown.Nearest, want)
		}
	}
}
