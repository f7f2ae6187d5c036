package store

import (
	"bytes"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"apud/crawler/cite"
	"apud/crawler/snapshot"
)

// Documents implements [Reader].
func (r *reader) Documents() (all []Document, err error) {
	err = r.view(func(tx *bolt.Tx) error {
		all = nil
		return tx.Bucket(bucketDoc).ForEach(func(k, v []byte) error {
			d := Document{ID: part(k, 0)}
			err := unpack(k, v, &d, (*coder).document, "document %d", d.ID)
			all = append(all, d)
			return err
		})
	})
	return all, err
}

// Document implements [Reader].
func (r *reader) Document(id uint64) (d Document, err error) {
	err = r.view(func(tx *bolt.Tx) error {
		d, err = getDocument(tx, id)
		return err
	})
	return d, err
}

func getDocument(tx *bolt.Tx, id uint64) (Document, error) {
	d := Document{ID: id}
	v := tx.Bucket(bucketDoc).Get(key(id))
	if v == nil {
		return d, fmt.Errorf("document %d: %w", id, ErrNotFound)
	}
	return d, unpack(key(id), v, &d, (*coder).document, "document %d", id)
}

// PutDocument keeps what a document cites, in place of what it cited when it
// was last read; documents are told apart by their names. Cited addresses that
// can be visited become sources. It reports whether the citations are others
// than before. The document is durable with the next run, or when the store is
// closed.
func (s *Store) PutDocument(cited *cite.Document, digest snapshot.Digest) (Document, bool, error) {
	d := Document{
		Name: cited.Name, Title: cited.Title, Format: cited.Format, Digest: digest,
		Read: millis(s.o.Now()), Footnotes: len(cited.Footnotes),
	}
	citations := flatten(cited)
	d.Citations = len(citations)
	size := 0
	for i := range citations {
		size += len(citations[i].Raw) + len(citations[i].Sentence)
		if citations[i].Lost {
			d.Lost++
		}
	}
	kept, changed, answered := d, false, false
	err := s.writer.do(&op{lazy: true, size: size, fn: func(tx *bolt.Tx) error {
		// What is done again after the answer leaves the answer alone.
		again := d
		differs, err := putDocument(tx, &again, citations)
		if !answered {
			kept, changed, answered = again, differs, true
		}
		return err
	}})
	if err != nil {
		return d, false, fmt.Errorf("keep document %s: %w", cited.Name, err)
	}
	return kept, changed, nil
}

// flatten is the citations of a document in its order.
func flatten(cited *cite.Document) []Citation {
	var all []Citation
	add := func(c Citation) {
		c.Ordinal = len(all)
		all = append(all, c)
	}
	for i, f := range cited.Footnotes {
		sentence := ""
		if len(f.Markers) > 0 {
			sentence = f.Markers[0].Sentence.Text
		}
		for _, c := range f.Citations {
			add(Citation{Footnote: f.Label, Index: i, Sentence: sentence, Citation: c})
		}
	}
	for _, c := range cited.Body {
		add(Citation{Index: -1, Citation: c})
	}
	return all
}

func putDocument(tx *bolt.Tx, d *Document, citations []Citation) (changed bool, err error) {
	docs, names := tx.Bucket(bucketDoc), tx.Bucket(bucketName)
	if v := names.Get(hashKey(d.Name)); v != nil {
		d.ID = part(v, 0)
		old, err := getDocument(tx, d.ID)
		if err != nil {
			return false, err
		}
		if old.Name != d.Name {
			return false, fmt.Errorf("%w: document %s is found as %s", ErrDamaged, d.Name, old.Name)
		}
	} else {
		changed = true
		if d.ID, err = docs.NextSequence(); err != nil {
			return false, err
		}
		if err := names.Put(hashKey(d.Name), key(d.ID)); err != nil {
			return false, err
		}
	}
	if err := docs.Put(key(d.ID), pack(key(d.ID), d, (*coder).document)); err != nil {
		return false, err
	}
	for i := range citations {
		c := citations[i]
		c.Document = d.ID
		if c.Source, err = putSource(tx, Source{URL: c.Target(), FirstSeen: d.Read}); err != nil {
			return false, err
		}
		put, err := putCitation(tx, &c)
		if err != nil {
			return false, err
		}
		changed = changed || put
	}
	dropped, err := dropCitations(tx, d.ID, len(citations))
	return changed || dropped, err
}

// putCitation reports false when the citation was there as it is.
func putCitation(tx *bolt.Tx, c *Citation) (bool, error) {
	cites, by := tx.Bucket(bucketCite), tx.Bucket(bucketCitedBy)
	// These come in the order of their keys and seldom change.
	cites.FillPercent, by.FillPercent = sequentialFill, sequentialFill
	k := placeKey(c.Document, c.Ordinal)
	b := pack(k, c, (*coder).citation)
	old := cites.Get(k)
	if bytes.Equal(old, b) {
		return false, nil
	}
	if old != nil {
		source, err := sourceOf(old)
		if err != nil {
			return false, err
		}
		if source != c.Source && source != 0 {
			if err := by.Delete(append(key(source), k...)); err != nil {
				return false, err
			}
		}
	}
	if err := cites.Put(k, b); err != nil {
		return false, err
	}
	if c.Source == 0 {
		return true, nil
	}
	if err := by.Put(append(key(c.Source), k...), nil); err != nil {
		return false, err
	}
	return true, refresh(tx, c)
}

// refresh makes a source due when a citation claims of it what the last check
// did not judge.
func refresh(tx *bolt.Tx, c *Citation) error {
	l, ok, err := getLatest(tx, c.Source)
	if err != nil || !ok || l.Fresh {
		return err
	}
	o, err := getObservation(tx, c.Source, l.Run)
	if err != nil {
		return err
	}
	want := c.Claim().Key()
	for _, j := range o.Claims {
		if j.Claim.Key() == want {
			return nil
		}
	}
	l.Fresh = true
	return tx.Bucket(bucketLatest).Put(key(c.Source), pack(key(c.Source), &l, (*coder).latest))
}

// dropCitations removes those of a document from an ordinal on.
func dropCitations(tx *bolt.Tx, document uint64, from int) (bool, error) {
	cites, by := tx.Bucket(bucketCite), tx.Bucket(bucketCitedBy)
	var gone [][]byte
	c := cites.Cursor()
	for k, v := c.Seek(placeKey(document, from)); len(k) == 12 && part(k, 0) == document; k, v = c.Next() {
		source, err := sourceOf(v)
		if err != nil {
			return false, err
		}
		gone = append(gone, bytes.Clone(k))
		if source == 0 {
			continue
		}
		if err := by.Delete(append(key(source), k...)); err != nil {
			return false, err
		}
	}
	for _, k := range gone {
		if err := cites.Delete(k); err != nil {
			return false, err
		}
	}
	return len(gone) > 0, nil
}
