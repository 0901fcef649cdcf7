//go:build !unix

package folder

// openSafely is nothing: links are rare, and there are no pipes in folders.
const openSafely = 0
