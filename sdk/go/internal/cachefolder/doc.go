// Package cachefolder reads what the daemon of the build cache has in its folder, as docs/formats/cache-socket.md says, so that
// the daemon need not be asked for it. What is not plainly sound is left to the daemon, which may look closer and remove it.
package cachefolder
