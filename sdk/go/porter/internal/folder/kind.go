package folder

import (
	"bytes"
	"encoding/base64"
)

/*
 * A compiled package begins
 *
 *   !<arch>\n
 *   __.PKGDEF       0           0     0     644     7955      `\n
 *   go object linux amd64 go1.26.8 …\n
 *   build id "ACTION/CONTENT"\n
 *
 * where ACTION is the first 15 bytes of the action's id in base64 of URLs, without padding
 * (cmd/internal/buildid and cmd/go/internal/work/buildid.go, Go 1.20 to 1.27). A module index begins "go index v"
 * (cmd/go/internal/modindex). The daemon's GoArchive says the same.
 */

// Head is how much of a body has to be seen: the build id of a package stands in its first few hundred bytes.
const Head = 4096

var (
	archive = []byte("!<arch>\n__.PKGDEF")
	index   = []byte("go index v")
	buildID = []byte("\nbuild id \"")
)

const idBytes = 15

// Kind is what a body may be used for.
type Kind int

// The kinds.
const (
	Fine            Kind = iota // under this action and on any machine
	Index                       // on the machine that made it only
	OfAnotherAction             // not under this action
)

// KindOf says what a body is by its first bytes: a sound body under a wrong action poisons builds as well.
func KindOf(head []byte, action ID) Kind {
	if bytes.HasPrefix(head, index) {
		return Index
	}
	if !bytes.HasPrefix(head, archive) {
		return Fine
	}
	_, found, _ := bytes.Cut(head[:min(len(head), Head)], buildID)
	if bytes.HasPrefix(found, []byte(base64.RawURLEncoding.EncodeToString(action[:idBytes])+"/")) {
		return Fine
	}
	return OfAnotherAction
}
