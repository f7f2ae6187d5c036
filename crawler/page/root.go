package page

// isRootID tells of the ids that frameworks give to the element that their
// scripts fill.
func isRootID(id []byte) bool {
	switch string(id) {
	case "root", "app", "__next", "___gatsby", "__nuxt", "__layout", "react-root", "app-root", "app-mount",
		"main-app", "application", "q-app", "svelte", "ember-app", "react-app", "vue-app", "appRoot", "app_root":
		return true
	}
	return false
}

// maxShell is the most words that a page around an empty root may have.
const maxShell = 100

// shell names the root that scripts are to fill, if the page is such.
func (w *walker) shell() string {
	if len(w.roots) == 0 || w.scripts == 0 || w.text.total.all() > maxShell {
		return ""
	}
	return w.roots[0]
}
