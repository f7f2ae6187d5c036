// Package page reads what a fetched resource says about itself: its kind, its
// titles, its text, and the marks that tell an article from a wall, a shell, a
// parking page or an error dressed as success.
package page

// Page is what a resource says.
type Page struct{}
