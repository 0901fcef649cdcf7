// Package smalldisk gives tests a file system that is soon full.
package smalldisk
